package imapmem

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// session wraps one session of imapmemserver.
type session struct {
	*imapmemserver.UserSession // nil before login

	server   *Server
	conn     *imapserver.Conn
	user     *user
	admin    bool   // of the Server's own methods: no faults, no missing extensions
	readOnly bool   // the open folder was opened by EXAMINE
	folder   string // that is open; guarded by the server's mu
}

var _ imapserver.SessionIMAP4rev2 = (*session)(nil)

func (s *session) drop() {
	if err := s.conn.NetConn().Close(); err != nil {
		return // closed already, which is what was wanted
	}
}

// Close implements imapserver.Session.
func (s *session) Close() error {
	s.server.mu.Lock()
	delete(s.server.sessions, s)
	s.server.mu.Unlock()
	return s.UserSession.Close()
}

// Login implements imapserver.Session.
func (s *session) Login(name, password string) error {
	if on := s.server.opts.OnLogin; on != nil {
		if err := s.fault(on(name)); err != nil {
			return err
		}
	}
	u := s.server.users[name]
	if u == nil || u.Login(name, password) != nil {
		return imapserver.ErrAuthFailed
	}
	s.enter(u)
	return nil
}

func (s *session) enter(u *user) {
	s.user, s.UserSession = u, imapmemserver.NewUserSession(u.User)
}

// fault carries out a fault that happens before anything is done.
func (s *session) fault(f Fault) error {
	switch {
	case f.Drop:
		s.drop()
		return errDropped
	case f.No != "":
		return no(f.No)
	}
	return nil
}

// no makes a NO with the response code that the text may start with.
func no(text string) error {
	e := &imap.Error{Type: imap.StatusResponseTypeNo, Text: text}
	if code, rest, ok := strings.Cut(strings.TrimPrefix(text, "["), "]"); ok && text[0] == '[' {
		e.Code, e.Text = imap.ResponseCode(code), strings.TrimSpace(rest)
	}
	return e
}

// Select implements imapserver.Session. imapmemserver makes no difference between
// EXAMINE and SELECT.
func (s *session) Select(name string, options *imap.SelectOptions) (*imap.SelectData, error) {
	data, err := s.UserSession.Select(name, options)
	if err == nil {
		s.server.mu.Lock()
		s.folder = name
		s.server.mu.Unlock()
		s.readOnly = options.ReadOnly
		data.Flags = withSystemFlags(data.Flags)
		data.PermanentFlags = withSystemFlags(data.PermanentFlags)
	}
	return data, err
}

// withSystemFlags adds the flags that any message may have (RFC 9051 section
// 2.3.2). imapmemserver lists only those in use, and a mail program that finds no
// \Deleted there (Thunderbird) does not set it.
func withSystemFlags(flags []imap.Flag) []imap.Flag {
	for _, f := range []imap.Flag{imap.FlagSeen, imap.FlagAnswered, imap.FlagFlagged, imap.FlagDeleted, imap.FlagDraft} {
		if !slices.Contains(flags, f) {
			flags = append(flags, f)
		}
	}
	return flags
}

// Fetch implements imapserver.Session: under EXAMINE nothing becomes \Seen
// (RFC 9051 section 6.3.3).
func (s *session) Fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	seen := slices.ContainsFunc(options.BodySection, func(b *imap.FetchItemBodySection) bool { return !b.Peek })
	if s.readOnly {
		for _, section := range options.BodySection {
			section.Peek = true
		}
	}
	err := s.UserSession.Fetch(w, set, options)
	if seen && !s.readOnly {
		s.user.changed()
	}
	return err
}

var errReadOnly = &imap.Error{Type: imap.StatusResponseTypeNo, Code: "READ-ONLY", Text: "The folder was opened by EXAMINE"}

// Store implements imapserver.Session.
func (s *session) Store(w *imapserver.FetchWriter, set imap.NumSet, flags *imap.StoreFlags, options *imap.StoreOptions) error {
	if s.readOnly {
		return errReadOnly
	}
	defer s.user.changed()
	return s.UserSession.Store(w, set, flags, options)
}

// Expunge implements imapserver.Session. CLOSE of a folder opened by EXAMINE comes
// here too and removes nothing (RFC 9051 section 6.4.1).
func (s *session) Expunge(w *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	if s.readOnly {
		return nil
	}
	if uids != nil && s.server.opts.NoUIDPlus && !s.admin {
		return &imap.Error{Type: imap.StatusResponseTypeBad, Text: "Unknown command"}
	}
	defer s.user.changed()
	return s.UserSession.Expunge(w, uids)
}

// Move implements imapserver.SessionMove.
func (s *session) Move(w *imapserver.MoveWriter, set imap.NumSet, dest string) error {
	if s.readOnly {
		return errReadOnly
	}
	defer s.user.changed()
	return s.UserSession.Move(w, set, dest)
}

// Copy implements imapserver.Session.
func (s *session) Copy(set imap.NumSet, dest string) (*imap.CopyData, error) {
	defer s.user.changed()
	return s.UserSession.Copy(set, dest)
}

// Append implements imapserver.Session.
func (s *session) Append(folder string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var f Fault
	if on := s.server.opts.OnAppend; on != nil {
		f = on(s.user.name, folder, raw)
	}
	if !f.Stored {
		if err := s.fault(f); err != nil {
			return nil, err
		}
	}
	data, err := s.UserSession.Append(folder, literal{bytes.NewReader(raw)}, options)
	s.user.changed()
	if f.Stored {
		s.drop()
		return nil, errDropped
	}
	if s.server.opts.NoUIDPlus {
		data = nil
	}
	return data, err
}

// literal is bytes as go-imap wants to read them.
type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

// Idle implements imapserver.Session. imapmemserver loses what happens between its
// last look and the begin of IDLE; here waiting starts before looking.
func (s *session) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	news, cancel := s.user.subscribe()
	defer cancel()
	for {
		if err := s.UserSession.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-news:
		case <-stop:
			return nil
		}
	}
}
