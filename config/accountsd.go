package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// accountsDir is the folder beside the settings whose files, *.toml, hold further
// [[account]] tables: with hundreds of them, each is then added and taken out by
// itself.
const accountsDir = "accounts.d"

// readAccountFiles reads the files of accounts.d beside the settings, by name. No
// folder is none of them.
func readAccountFiles(settings string) (list []source, problems Problems) {
	dir := filepath.Join(filepath.Dir(settings), accountsDir)
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, Problems{{File: dir, What: "can't be read: " + unwrapPath(err)}}
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".toml") || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		path := filepath.Join(dir, e.Name())
		data, err := os.ReadFile(path)
		if err != nil {
			problems = append(problems, Problem{File: path, What: "can't be read: " + unwrapPath(err), Fix: "mend it, or take it out"})
			continue
		}
		list = append(list, source{path, data})
	}
	return list, problems
}

// addAccounts takes in the accounts of further files.
func (c *Config) addAccounts(files []source) Problems {
	var problems Problems
	for _, f := range files {
		doc := parseDocument(f.name, f.data)
		if len(doc.problems) == 0 {
			root := doc.root()
			c.Accounts = slices.Concat(c.Accounts, accounts(root, c.Accounts))
			root.done(map[string]string{"accounts": "write [[account]] above each"})
		}
		problems = append(problems, doc.problems...)
	}
	return problems
}
