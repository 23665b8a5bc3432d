package mailbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// Roles are the special uses by which a configuration may name a folder, as
// RFC 6154 writes them: `\All`, `\Drafts`, ….
var Roles = []string{
	string(imap.MailboxAttrAll), string(imap.MailboxAttrArchive), string(imap.MailboxAttrDrafts),
	string(imap.MailboxAttrJunk), string(imap.MailboxAttrSent), string(imap.MailboxAttrTrash),
}

// Named returns the complete name of the folder that a configuration means: a role
// such as `\All`; or a name as people see it, in any case and any normalisation of
// Unicode, with "/" or the server's own separator between its parts, and with or
// without the prefix of the user's own folders. The error is of kind ErrNoFolder
// and tells what comes near. Where the folders could not be listed a name is taken
// as it is.
func (f Folders) Named(configured string) (string, error) {
	switch {
	case strings.EqualFold(configured, "INBOX"):
		return "INBOX", nil
	case strings.HasPrefix(configured, `\`):
		return f.withRole(configured)
	case f.Names == nil, slices.Contains(f.Names, configured):
		return configured, nil
	}
	wanted := pathOf(configured, "", '/')
	for _, known := range f.list {
		if known.path == wanted || known.path == pathOf(configured, "", known.delim) {
			return known.name, nil
		}
	}
	return "", &Error{Kind: ErrNoFolder, Server: f.server, What: fmt.Sprintf("%q does not exist", configured), Hint: f.near(wanted)}
}

func (f Folders) withRole(role string) (string, error) {
	for _, r := range roles {
		if strings.EqualFold(string(r.attr), role) {
			if name := *r.field(&f); name != "" {
				return name, nil
			}
		}
	}
	return "", &Error{Kind: ErrNoFolder, Server: f.server, What: fmt.Sprintf("'%s' does not exist", role),
		Hint: "no folder is marked or known as that; name one: " + few(f.Names)}
}

// near says what was probably meant, or else what there is.
func (f Folders) near(wanted string) string {
	type candidate struct {
		name string
		far  int
	}
	var close []candidate
	for _, known := range f.list {
		d := distance([]rune(wanted), []rune(known.path))
		if d <= max(1, len([]rune(wanted))/3) || strings.Contains(known.path, wanted) {
			close = append(close, candidate{known.name, d})
		}
	}
	slices.SortStableFunc(close, func(a, b candidate) int { return cmp.Compare(a.far, b.far) })
	var names []string
	for _, c := range close {
		names = append(names, c.name)
	}
	if len(names) == 0 {
		return "the folders there are: " + few(f.Names)
	}
	return "did you mean " + few(names[:min(len(names), 5)]) + "?"
}

// few lists names, but no more than fit a message.
func few(names []string) string {
	const shown = 40
	if len(names) > shown {
		return fmt.Sprintf("%q and more", names[:shown])
	}
	return fmt.Sprintf("%q", names)
}

// pathOf makes the names of folders comparable: folded, "/" between the parts, and
// without what stands before every folder of the user's.
func pathOf(name, prefix string, delim rune) string {
	name = strings.TrimPrefix(name, prefix)
	if delim != 0 {
		name = strings.ReplaceAll(name, string(delim), "/")
	}
	return strings.TrimPrefix(foldName(name), "inbox/")
}

// distance counts the letters to insert, drop or change that make a into b.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(row[j+1]+1, row[j]+1, change)
		}
	}
	return row[len(b)]
}
