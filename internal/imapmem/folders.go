package imapmem

import (
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// List implements imapserver.Session. imapmemserver knows no special uses, and one
// delimiter only. As RFC 6154 allows, the uses are always told.
func (s *session) List(w *imapserver.ListWriter, ref string, patterns []string, options *imap.ListOptions) error {
	delim := s.server.opts.Delimiter
	if len(patterns) == 0 { // asks for the delimiter (RFC 9051 section 6.3.9)
		return w.WriteList(&imap.ListData{Attrs: []imap.MailboxAttr{imap.MailboxAttrNoSelect}, Delim: delim})
	}
	for _, f := range s.user.list() {
		matches := func(pattern string) bool { return imapserver.MatchList(f.Name, delim, ref, pattern) }
		data := &imap.ListData{Mailbox: f.Name, Delim: delim}
		if f.Use != "" && !s.server.opts.NoSpecialUse {
			data.Attrs = []imap.MailboxAttr{imap.MailboxAttr(f.Use)}
		}
		if !slices.ContainsFunc(patterns, matches) || options.SelectSpecialUse && len(data.Attrs) == 0 {
			continue
		}
		if options.ReturnStatus != nil {
			status, err := s.user.Status(f.Name, options.ReturnStatus)
			if err != nil {
				return err
			}
			data.Status = status
		}
		if err := w.WriteList(data); err != nil {
			return err
		}
	}
	return nil
}

// Create implements imapserver.Session.
func (s *session) Create(name string, options *imap.CreateOptions) error {
	f := Folder{Name: name}
	if options != nil && len(options.SpecialUse) > 0 {
		f.Use = string(options.SpecialUse[0])
	}
	return s.user.create(f)
}

// Delete implements imapserver.Session.
func (s *session) Delete(name string) error { return s.user.remove(name) }

// Rename implements imapserver.Session.
func (s *session) Rename(from, to string, options *imap.RenameOptions) error {
	if err := s.UserSession.Rename(from, to, options); err != nil {
		return err
	}
	s.user.mu.Lock()
	defer s.user.mu.Unlock()
	for i := range s.user.folders {
		if s.user.folders[i].Name == from {
			s.user.folders[i].Name = to
		}
	}
	return nil
}

// Namespace implements imapserver.SessionNamespace.
func (s *session) Namespace() (*imap.NamespaceData, error) {
	return &imap.NamespaceData{Personal: []imap.NamespaceDescriptor{{Delim: s.server.opts.Delimiter}}}, nil
}

func (u *user) list() []Folder {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.Clone(u.folders)
}

func (u *user) remove(name string) error {
	if err := u.User.Delete(name); err != nil {
		return err
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.folders = slices.DeleteFunc(u.folders, func(f Folder) bool { return f.Name == name })
	return nil
}
