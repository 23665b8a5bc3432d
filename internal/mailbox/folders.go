package mailbox

import (
	"cmp"
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
	// Archive is where mail goes that is done with; All holds every message, as
	// Gmail's All Mail.
	Archive string
	All     string
	Names   []string // of all folders, the nearest to the top first; nil: not known

	list   []folder
	server string // for errors
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
	{"archive", imap.MailboxAttrArchive, func(n NameSet) []string { return n.Archive }, func(f *Folders) *string { return &f.Archive }},
	{"all", imap.MailboxAttrAll, func(n NameSet) []string { return n.All }, func(f *Folders) *string { return &f.All }},
}

// folder is one line of LIST.
type folder struct {
	name  string // complete
	path  string // as pathOf makes it comparable
	delim rune   // between its parts; 0: the server has no hierarchy
	leaf  string // without the personal namespace's prefix; empty when not directly below it
	attr  []imap.MailboxAttr
}

// Folders finds the special folders: what is configured wins, then what the
// server says (RFC 6154), then names in the languages of the table. Without Drafts
// or Sent it returns what was found and ErrNoFolder, whose text lists the folders
// there are: where to write and where answers lie must not be guessed.
func (s *Session) Folders(ctx context.Context) (Folders, error) {
	list, err := s.list(ctx)
	if errors.Is(err, ErrLost) && ctx.Err() == nil {
		return s.unlisted(ctx, err)
	}
	if err != nil {
		return Folders{}, err
	}
	found := Folders{Inbox: "INBOX", list: list, server: s.target.addr}
	for _, f := range list {
		found.Names = append(found.Names, f.name)
	}
	for _, r := range roles {
		*r.field(&found) = s.discover(r, list)
	}
	return found, both(
		s.require(&found, "drafts", "drafts", &found.Drafts, s.opts.Drafts),
		s.require(&found, "sent", "sent mail", &found.Sent, s.opts.Sent))
}

// both joins two errors in one line.
func both(a, b error) error {
	if a != nil && b != nil {
		return fmt.Errorf("%w; %w", a, b)
	}
	return cmp.Or(a, b)
}

// require fills in a folder that there must be: the configured one, or that which
// was discovered.
func (s *Session) require(found *Folders, key, holds string, into *string, configured string) error {
	if configured != "" {
		name, err := found.Named(configured)
		*into = name
		var e *Error
		if errors.As(err, &e) {
			e.What = key + " = " + e.What
		}
		return err
	}
	if *into == "" {
		return s.fail(ErrNoFolder, "no folder is known to hold "+holds, nil,
			fmt.Sprintf(`write %s = "…" for the account, with one of its folders: %s`, key, few(found.Names)))
	}
	return nil
}

// unlisted is for a server whose list can't be read: one folder named in bad
// modified UTF-7 is enough to make go-imap give up. Folders that are configured are
// then taken on trust.
func (s *Session) unlisted(ctx context.Context, cause error) (Folders, error) {
	found := Folders{Inbox: "INBOX", server: s.target.addr}
	var errs [2]error
	found.Drafts, errs[0] = found.Named(s.opts.Drafts)
	found.Sent, errs[1] = found.Named(s.opts.Sent)
	if s.opts.Drafts == "" || s.opts.Sent == "" || errors.Join(errs[:]...) != nil {
		return Folders{}, fmt.Errorf("%w (the folders can't be listed; write drafts = \"…\" and sent = \"…\" for the account to do without)", cause)
	}
	s.shut(s.client)
	return found, s.connect(ctx)
}

// discover picks the folder for one role.
func (s *Session) discover(r role, list []folder) string {
	for _, rule := range []func(folder) bool{
		func(f folder) bool { return slices.Contains(f.attr, r.attr) },
		func(f folder) bool { return f.leaf != "" && s.opts.FolderNames.knows(r, f.leaf) },
	} {
		if i := slices.IndexFunc(list, rule); i >= 0 {
			return list[i].name
		}
	}
	return ""
}

// list asks for all folders that can be opened. Special uses are asked for only
// where the server announces them, since Courier answers such requests wrongly; those
// that it tells unasked count all the same (mail.ru does so).
func (s *Session) list(ctx context.Context) ([]folder, error) {
	var options *imap.ListOptions
	if s.caps.Has(imap.CapSpecialUse) && s.caps.Has(imap.CapListExtended) {
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
			list = append(list, folder{name: d.Mailbox, path: pathOf(d.Mailbox, prefix, d.Delim), delim: d.Delim,
				leaf: leaf(d.Mailbox, prefix, d.Delim), attr: d.Attrs})
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
