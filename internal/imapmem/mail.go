package imapmem

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
)

// Message is one stored message.
type Message struct {
	UID          uint32
	InternalDate time.Time
	Flags        []string // sorted
	Raw          []byte
}

// Seed puts a message into a folder as if it had arrived at that time, and returns
// its UID. The folder is created if need be, and clients in IDLE are told. Line ends
// become CRLF, as in all mail that comes over SMTP. A message whose header is so
// broken that go-imap would serve it as something else is an error: tests with such
// mail need another server.
func (s *Server) Seed(userName, folder string, raw []byte, received time.Time, flags ...string) (uint32, error) {
	u := s.account(userName)
	raw = bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	if !bytes.Equal(imapserver.ExtractBodySection(bytes.NewReader(raw), &imap.FetchItemBodySection{}), raw) {
		return 0, errors.New("imapmem: go-imap can't serve a message with this header")
	}
	if !slices.ContainsFunc(u.list(), func(f Folder) bool { return f.Name == folder }) {
		if err := u.create(Folder{Name: folder}); err != nil {
			return 0, err
		}
	}
	options := &imap.AppendOptions{Time: received}
	for _, f := range flags {
		options.Flags = append(options.Flags, imap.Flag(f))
	}
	data, err := u.Append(folder, literal{bytes.NewReader(raw)}, options)
	if err != nil {
		return 0, err
	}
	u.changed()
	return uint32(data.UID), nil
}

// Recreate deletes a folder and makes it anew, empty and with another UIDVALIDITY.
// Connections that have it open are dropped, as other servers do: nothing that
// could be said over them would be true any more.
func (s *Server) Recreate(userName, folder string) error {
	u := s.account(userName)
	for _, f := range u.list() {
		if f.Name == folder {
			if err := u.remove(folder); err != nil {
				return err
			}
			s.dropFrom(u, folder)
			return u.create(f)
		}
	}
	return fmt.Errorf("imapmem: no folder %q", folder)
}

// dropFrom closes the connections that have a folder open.
func (s *Server) dropFrom(u *user, folder string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for sess := range s.sessions {
		if sess.user == u && sess.folder == folder {
			sess.drop()
		}
	}
}

// Messages returns what is in a folder, by UID, without touching it. It reads over
// IMAP, for imapmemserver shows its mail to nobody else.
func (s *Server) Messages(userName, folder string) ([]Message, error) {
	var list []Message
	err := s.admin(userName, folder, true, func(c *imapclient.Client) error {
		section := &imap.FetchItemBodySection{Peek: true}
		got, err := c.Fetch(imap.UIDSet{{Start: 1}}, &imap.FetchOptions{
			UID: true, Flags: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{section},
		}).Collect()
		for _, m := range got {
			msg := Message{UID: uint32(m.UID), InternalDate: m.InternalDate, Raw: m.FindBodySection(section)}
			for _, f := range m.Flags {
				msg.Flags = append(msg.Flags, string(f))
			}
			slices.Sort(msg.Flags)
			list = append(list, msg)
		}
		return err
	})
	return list, err
}

// SetFlags replaces a message's flags, as the user's mail program would.
func (s *Server) SetFlags(userName, folder string, uid uint32, flags ...string) error {
	return s.admin(userName, folder, false, func(c *imapclient.Client) error {
		store := &imap.StoreFlags{Op: imap.StoreFlagsSet, Silent: true}
		for _, f := range flags {
			store.Flags = append(store.Flags, imap.Flag(f))
		}
		return c.Store(imap.UIDSetNum(imap.UID(uid)), store, nil).Close()
	})
}

// Remove deletes a message for good, as the user's mail program would.
func (s *Server) Remove(userName, folder string, uid uint32) error {
	return s.admin(userName, folder, false, func(c *imapclient.Client) error {
		set := imap.UIDSetNum(imap.UID(uid))
		store := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
		if err := c.Store(set, store, nil).Close(); err != nil {
			return err
		}
		return c.UIDExpunge(set).Close()
	})
}

// admin does something in a folder over a connection of its own. It does not pass
// the hooks: those are for the program under test.
func (s *Server) admin(userName, folder string, readOnly bool, do func(*imapclient.Client) error) error {
	c := imapclient.New(s.pipes.admin(s.account(userName)), nil)
	defer c.Close()
	if err := c.WaitGreeting(); err != nil {
		return err
	}
	if _, err := c.Select(folder, &imap.SelectOptions{ReadOnly: readOnly}).Wait(); err != nil {
		return err
	}
	return do(c)
}
