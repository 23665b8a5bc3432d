package mailbox

import (
	"context"
	"fmt"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Mark is what a folder looked like at one moment. While two marks of a folder
// that one Session made are equal, nothing has come into it since; of a folder
// marked for changes nothing has left it either, and where the server counts
// changes of flags (CONDSTORE, RFC 7162) there was none. The zero Mark is of a
// folder that the server would not tell about: it equals nothing.
type Mark struct {
	uidValidity uint32
	uidNext     uint32
	messages    uint32
	modSeq      uint64
	arrived     uint64 // announced in the folder since it was opened
}

// Known reports whether the server told anything.
func (m Mark) Known() bool { return m != Mark{} }

// Lasting is the mark of a folder marked for changes in a form that other Sessions'
// may be compared with: while it is the same, nothing has changed in the folder, not
// even a flag. It is empty where the server could not tell that.
func (m Mark) Lasting() string {
	if m.modSeq == 0 || m.uidNext == 0 {
		return ""
	}
	return fmt.Sprintf("%d %d %d %d", m.uidValidity, m.uidNext, m.messages, m.modSeq)
}

// Marking says which folders Marks looks at.
type Marking struct {
	Attended string   // opened for reading, and left open for Wait; empty: none
	Arrivals []string // looked at for new mail
	Changes  []string // looked at for anything
}

// Marks looks at folders as cheaply as the server allows, in one round trip: the
// attended one is asked for news, the others are not opened (STATUS, RFC 9051
// section 6.3.11). A folder that the server refuses to tell about has the zero
// Mark. Announcements made until then end no later Wait: the marks hold them.
func (s *Session) Marks(ctx context.Context, m Marking) (map[string]Mark, error) {
	attend := m.Attended != ""
	fresh := attend && (s.open.folder != m.Attended || s.open.writable)
	if fresh {
		if err := s.openFolder(ctx, m.Attended, true); err != nil {
			return nil, err
		}
	}
	if attend {
		s.calm()
	}
	marks := map[string]Mark{}
	err := s.run(ctx, "asking for news", s.opts.timeout(), func(c *imapclient.Client) error {
		asked := s.askStatus(c, m)
		var first error
		if attend && !fresh {
			first = c.Noop().Wait()
		}
		for folder, cmd := range asked {
			data, err := cmd.Wait()
			if err == nil {
				marks[folder] = markOf(data)
			} else if refusal(err) == nil && first == nil {
				first = err
			}
		}
		return first
	})
	if attend {
		marks[m.Attended] = s.Attended()
	}
	return marks, err
}

// askStatus sends all questions at once.
func (s *Session) askStatus(c *imapclient.Client, m Marking) map[string]*imapclient.StatusCommand {
	asked := map[string]*imapclient.StatusCommand{}
	for _, folder := range m.Arrivals {
		asked[folder] = c.Status(folder, &imap.StatusOptions{UIDNext: true, UIDValidity: true})
	}
	for _, folder := range m.Changes {
		asked[folder] = c.Status(folder, &imap.StatusOptions{
			UIDNext: true, UIDValidity: true, NumMessages: true, HighestModSeq: s.caps.Has(imap.CapCondStore),
		})
	}
	return asked
}

func markOf(d *imap.StatusData) Mark {
	m := Mark{uidValidity: d.UIDValidity, uidNext: uint32(d.UIDNext), modSeq: d.HighestModSeq}
	if d.NumMessages != nil {
		m.messages = *d.NumMessages
	}
	return m
}

// Attended is the mark of the open folder, as far as the server has told by now.
// UIDNEXT is known as of its opening
// only, and on some servers (Courier) not even then: there the messages are
// counted.
func (s *Session) Attended() Mark {
	m := Mark{uidValidity: s.open.uidValidity, uidNext: s.open.next, arrived: s.arrivals.Load() - s.open.arrivals}
	if m.uidNext == 0 {
		m.messages = s.open.messages
	}
	return m
}

// Arrivals counts the announcements of new mail in whatever folder was open. It
// only grows.
func (s *Session) Arrivals() uint64 { return s.arrivals.Load() }
