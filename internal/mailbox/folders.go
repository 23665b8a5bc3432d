package mailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Folders are the folders that matter, by what they are for. Names are decoded
// (not modified UTF-7) and complete, as every method here takes them. An empty
// one was not found.
type Folders struct {
	Inbox  string // always "INBOX" (RFC 9051 section 5.1)
	Drafts string
	Sent   string
	Trash  string
	Junk   string
	All    string // every message, as Gmail's All Mail
	Names  []string
}

// role is one thing that a folder can be for.
type role struct {
	name  string // as in the settings
	attr  imap.MailboxAttr
	names func(NameSet) []string
	field func(*Folders) *string
}

var roles = []role{
	{"drafts", imap.MailboxAttrDrafts, func(n NameSet) []string { return n.Drafts }, func(f *Folders) *string { return &f.Drafts }},
	{"sent", imap.MailboxAttrSent, func(n NameSet) []string { return n.Sent }, func(f *Folders) *string { return &f.Sent }},
	{"trash", imap.MailboxAttrTrash, func(n NameSet) []string { return n.Trash }, func(f *Folders) *string { return &f.Trash }},
	{"junk", imap.MailboxAttrJunk, func(n NameSet) []string { return n.Junk }, func(f *Folders) *string { return &f.Junk }},
	{"all", imap.MailboxAttrAll, func(n NameSet) []string { return n.All }, func(f *Folders) *string { return &f.All }},
}

// folder is one line of LIST.
type folder struct {
	name string // complete
	leaf string // without the personal namespace's prefix; empty when not directly below it
	attr []imap.MailboxAttr
}

// Folders finds the special folders: the configured name wins, then what the
// server says (RFC 6154), then names in the languages of the table. Without
// Drafts or Sent it returns what was found and ErrNoFolder, whose text lists the
// folders there are: where to write and where answers lie must not be guessed.
func (s *Session) Folders(ctx context.Context) (Folders, error) {
	list, err := s.list(ctx)
	if errors.Is(err, ErrLost) && ctx.Err() == nil {
		return s.unlisted(ctx, err)
	}
	if err != nil {
		return Folders{}, err
	}
	found := Folders{Inbox: "INBOX"}
	for _, f := range list {
		found.Names = append(found.Names, f.name)
	}
	configured := map[string]string{"drafts": s.opts.Drafts, "sent": s.opts.Sent}
	var missing []string
	for _, r := range roles {
		name := s.choose(r, list, configured[r.name])
		*r.field(&found) = name
		_, needed := configured[r.name]
		if needed && name == "" {
			missing = append(missing, r.name)
		}
	}
	return found, s.missingError(missing, configured, found.Names)
}

// unlisted is for a server whose list can't be read: one folder named in bad
// modified UTF-7 is enough to make go-imap give up. Folders that are configured are
// then taken on trust.
func (s *Session) unlisted(ctx context.Context, cause error) (Folders, error) {
	if s.opts.Drafts == "" || s.opts.Sent == "" {
		return Folders{}, fmt.Errorf("%w (the folders can't be listed; write drafts = \"…\" and sent = \"…\" for the account to do without)", cause)
	}
	s.shut(s.client)
	return Folders{Inbox: "INBOX", Drafts: s.opts.Drafts, Sent: s.opts.Sent}, s.connect(ctx)
}

// choose picks the folder for one role.
func (s *Session) choose(r role, list []folder, configured string) string {
	rules := []func(folder) bool{
		func(f folder) bool { return slices.Contains(f.attr, r.attr) },
		func(f folder) bool { return f.leaf != "" && s.opts.FolderNames.knows(r, f.leaf) },
	}
	if configured != "" {
		rules = []func(folder) bool{
			func(f folder) bool { return f.name == configured },
			func(f folder) bool { return f.leaf != "" && foldName(f.leaf) == foldName(configured) },
		}
	}
	for _, rule := range rules {
		if i := slices.IndexFunc(list, rule); i >= 0 {
			return list[i].name
		}
	}
	return ""
}

func (s *Session) missingError(missing []string, configured map[string]string, names []string) error {
	if len(missing) == 0 {
		return nil
	}
	var what, hint []string
	for _, m := range missing {
		if name := configured[m]; name != "" {
			what = append(what, fmt.Sprintf("%s = %q does not exist", m, name))
		} else {
			what = append(what, "no folder is known to hold "+map[string]string{"drafts": "drafts", "sent": "sent mail"}[m])
		}
		hint = append(hint, m+` = "…"`)
	}
	const shown = 40
	more := ""
	if len(names) > shown {
		names, more = names[:shown], " and more"
	}
	return s.fail(ErrNoFolder, strings.Join(what, ", "), nil,
		fmt.Sprintf("write %s for the account, with one of its folders: %q%s", strings.Join(hint, " and "), names, more))
}

// list asks for all folders that can be opened. Attributes count only where the
// server says that it has them: Courier answers requests for them wrongly.
func (s *Session) list(ctx context.Context) ([]folder, error) {
	special := s.caps.Has(imap.CapSpecialUse) || s.caps.Has(imap.CapIMAP4rev2)
	var options *imap.ListOptions
	if special && s.caps.Has(imap.CapListExtended) {
		options = &imap.ListOptions{ReturnSpecialUse: true}
	}
	prefix, err := s.prefix(ctx)
	if err != nil {
		return nil, err
	}
	var list []folder
	err = s.run(ctx, "listing folders", s.opts.timeout(), func(c *imapclient.Client) error {
		data, err := c.List("", "*", options).Collect()
		for _, d := range data {
			if !selectable(d) {
				continue
			}
			f := folder{name: d.Mailbox, leaf: leaf(d.Mailbox, prefix, d.Delim)}
			if special {
				f.attr = d.Attrs
			}
			list = append(list, f)
		}
		return err
	})
	// Near the top is right, and the order must not depend on the server.
	slices.SortStableFunc(list, func(a, b folder) int { return len(a.name) - len(b.name) })
	return list, err
}

// selectable reports whether a listed name is a folder, and not just a part of the
// names of others.
func selectable(d *imap.ListData) bool {
	return !slices.Contains(d.Attrs, imap.MailboxAttrNoSelect) && !slices.Contains(d.Attrs, imap.MailboxAttrNonExistent)
}

// prefix is where the user's own folders begin, such as "INBOX." (RFC 2342).
func (s *Session) prefix(ctx context.Context) (string, error) {
	if !s.caps.Has(imap.CapNamespace) {
		return "", nil
	}
	var prefix string
	err := s.run(ctx, "NAMESPACE", s.opts.timeout(), func(c *imapclient.Client) error {
		data, err := c.Namespace().Wait()
		if err == nil && len(data.Personal) > 0 {
			prefix = data.Personal[0].Prefix
		}
		if refusal(err) != nil {
			return nil // the prefixes tried by leaf will do
		}
		return err
	})
	return prefix, err
}

// leaf returns the last part of a folder's name if it lies where programs create
// their special folders: at the top of the namespace, below INBOX, or in Gmail's
// "[Gmail]" ("[Google Mail]" in some countries). "Old/Drafts" has none.
func leaf(name, prefix string, delim rune) string {
	name = strings.TrimPrefix(name, prefix)
	if delim == 0 {
		return name
	}
	parent, last, below := strings.Cut(name, string(delim))
	switch {
	case !below:
		return name
	case strings.Contains(last, string(delim)):
		return ""
	case strings.EqualFold(parent, "INBOX"), strings.HasPrefix(parent, "["):
		return last
	}
	return ""
}
