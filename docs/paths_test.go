// Package docs_test keeps the documents honest: what they point at must be there.
package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = ".."

var (
	quoted = regexp.MustCompile("`([^` ]+)`")
	link   = regexp.MustCompile(`\]\(([^):#]+)\)`)
)

// TestPathsExist looks for every file and folder of the repository that the
// documents name. A bare file name belongs to a folder that is named before it
// on the same line.
func TestPathsExist(t *testing.T) {
	seen := 0
	for _, doc := range documents(t) {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		for number, line := range strings.Split(string(text), "\n") {
			folders := []string{root, root + "/internal", filepath.Dir(doc)}
			for _, m := range quoted.FindAllStringSubmatch(line, -1) {
				if !isPath(m[1]) {
					continue
				}
				seen++
				found := find(folders, m[1])
				if found == "" {
					t.Errorf("%s:%d: %s is not there", doc, number+1, m[1])
				}
				if strings.HasSuffix(m[1], "/") {
					folders = append(folders, found)
				} else if strings.Contains(m[1], "/") {
					folders = append(folders, filepath.Dir(found))
				}
			}
		}
	}
	if seen < 60 {
		t.Errorf("only %d paths were looked for: the search is broken", seen)
	}
}

func TestLinksLead(t *testing.T) {
	seen := 0
	for _, doc := range documents(t) {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			seen++
			if find([]string{filepath.Dir(doc)}, m[1]) == "" {
				t.Errorf("%s: the link to %s leads nowhere", doc, m[1])
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d links were followed: the search is broken", seen)
	}
}

// documents are the README and what stands beside this test.
func documents(t *testing.T) []string {
	t.Helper()
	docs, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	return append(docs, root+"/README.md")
}

// isPath reports whether a quoted word names something in the repository: a path
// from its root, or a Go file. Names of data files may be the reader's own.
func isPath(word string) bool {
	if strings.ContainsAny(word, "<*$~=") || strings.Contains(word, "NN-") || strings.HasPrefix(word, "/") {
		return false
	}
	top, _, below := strings.Cut(word, "/")
	return strings.HasSuffix(word, ".go") || below && slices.Contains([]string{".ci", "cmd", "config", "docs", "internal", "systemd"}, top)
}

// find returns where a path is, below one of the folders; empty: nowhere.
func find(folders []string, path string) string {
	for _, folder := range slices.Backward(folders) {
		full := filepath.Join(folder, path)
		if _, err := os.Stat(full); err == nil {
			return full
		}
	}
	return ""
}
