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
// folders, in many languages. The zero value knows none.
type FolderNames struct {
	Sets  map[string]NameSet // by language (BCP 47) or program
	roles map[string]string  // by folded name
}

// NameSet is one language's names.
type NameSet struct {
	Drafts []string `toml:"drafts"`
	Sent   []string `toml:"sent"`
	Trash  []string `toml:"trash"`
	Junk   []string `toml:"junk"`
	// Archive is where mail goes that is done with; All is every message, as in
	// Gmail's All Mail.
	Archive []string `toml:"archive"`
	All     []string `toml:"all"`
}

// ParseFolderNames reads the table from TOML: one table per language, with lists
// of names. Unknown keys, empty names and names of two roles are errors.
func ParseFolderNames(data []byte) (FolderNames, error) {
	names := FolderNames{roles: map[string]string{}}
	dec := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := dec.Decode(&names.Sets); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return FolderNames{}, fmt.Errorf("folder names: %s", strict.String())
		}
		return FolderNames{}, fmt.Errorf("folder names: %w", err)
	}
	places := map[string]string{}
	for _, lang := range slices.Sorted(maps.Keys(names.Sets)) {
		for _, role := range roles {
			for _, name := range role.names(names.Sets[lang]) {
				if err := names.learn(name, role.name, fmt.Sprintf("[%s] %s", lang, role.name), places); err != nil {
					return FolderNames{}, err
				}
			}
		}
	}
	return names, nil
}

// learn takes up one name. Ones that could not be found, or could mean two things,
// are refused; that several languages share one is nothing wrong.
func (n FolderNames) learn(name, role, place string, places map[string]string) error {
	if strings.TrimSpace(name) != name || name == "" {
		return fmt.Errorf("folder names: %s: %q is empty or has blanks around it", place, name)
	}
	folded := foldName(name)
	if earlier, known := n.roles[folded]; known && (earlier != role || places[folded] == place) {
		return fmt.Errorf("folder names: %s: %q stands in %s too", place, name, places[folded])
	}
	n.roles[folded], places[folded] = role, place
	return nil
}

// knows reports whether name is one of the role's names in any language.
func (n FolderNames) knows(r role, name string) bool { return n.roles[foldName(name)] == r.name }

// foldName makes names comparable: macOS programs decompose letters, and case is
// a matter of taste. By way of upper case, the two small sigmas are one.
func foldName(s string) string { return strings.ToLower(strings.ToUpper(norm.NFC.String(s))) }
