package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/unicode/norm"
)

// FolderNames are the names that mail programs and providers give to the special
// folders, in many languages. The keys are languages (BCP 47) or programs.
type FolderNames map[string]NameSet

// NameSet is one language's names.
type NameSet struct {
	Drafts []string `toml:"drafts"`
	Sent   []string `toml:"sent"`
	Trash  []string `toml:"trash"`
	Junk   []string `toml:"junk"`
	All    []string `toml:"all"`
}

// ParseFolderNames reads the table from TOML: one table per language, with lists
// of names. Unknown keys, empty names and names in two lists are errors.
func ParseFolderNames(data []byte) (FolderNames, error) {
	var names FolderNames
	dec := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := dec.Decode(&names); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return nil, fmt.Errorf("folder names: %s", strict.String())
		}
		return nil, fmt.Errorf("folder names: %w", err)
	}
	return names, names.check()
}

// check refuses names that could not be found, or that could mean two things.
func (n FolderNames) check() error {
	seen := map[string]string{}
	for _, lang := range slices.Sorted(maps.Keys(n)) {
		for _, role := range roles {
			for _, name := range role.names(n[lang]) {
				place := fmt.Sprintf("[%s] %s", lang, role.name)
				if strings.TrimSpace(name) != name || name == "" {
					return fmt.Errorf("folder names: %s: %q is empty or has blanks around it", place, name)
				}
				if other := seen[foldName(name)]; other != "" {
					return fmt.Errorf("folder names: %s: %q stands in %s too", place, name, other)
				}
				seen[foldName(name)] = place
			}
		}
	}
	return nil
}

// knows reports whether name is one of the role's names in any language.
func (n FolderNames) knows(r role, name string) bool {
	name = foldName(name)
	for _, set := range n {
		for _, known := range r.names(set) {
			if foldName(known) == name {
				return true
			}
		}
	}
	return false
}

// foldName makes names comparable: macOS programs decompose letters, and case is
// a matter of taste.
func foldName(s string) string { return strings.ToLower(norm.NFC.String(s)) }
