// Package demo holds the sample mailbox that rsvpd shows itself on: invented
// mail of every category, dated around a given day, the configuration of the
// invented user who owns it, and a generator of everyday mail to surround it.
// Each mail says what should become of it, so that tests can ask. The package
// starts no server, reads no clock and judges nothing.
package demo

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"time"
)

// The user whose mailbox it is. Every person, company and address of this
// package is invented; all domains are reserved for examples (RFC 2606).
const (
	Name    = "Robin Hale"
	Address = "robin.hale@example.org"
	// Alias is a second address of the user's, to which some of the mail goes.
	Alias = "robin@hale.example.net"
	// ZoneName is the user's time zone.
	ZoneName = "America/New_York"
)

// The folders that the mailbox has.
const (
	Inbox   = "INBOX"
	Sent    = "Sent"
	Drafts  = "Drafts"
	Archive = "Archive"
)

// Mail is one message of the mailbox.
type Mail struct {
	Name     string // of its template, without ".eml": "03-outlook-calendar"
	Folder   string
	Raw      []byte    // RFC 5322, CRLF line ends
	Received time.Time // for INTERNALDATE; of a mail in Sent, when it was sent
	Flags    []string  // IMAP flags: "\\Seen"
	About    string    // what the mail is there to show
	Want     Want
}

// Want is what should become of a mail under Config at the moment Now. Empty
// fields say nothing.
type Want struct {
	Category string
	// Also are other categories that a careful reader might name as well.
	Also []string
	Kind string
	Form string
	// State, Action, Reason and Draft belong to the newest mail that asks in a
	// thread; they are empty for every other one.
	State  string
	Action string
	Reason string
	// Draft is whether a draft of ours stands in Drafts for this mail.
	Draft bool
}

// Accepts reports whether a mail may be read as being of that category.
func (w Want) Accepts(category string) bool {
	return category == w.Category || slices.Contains(w.Also, category)
}

//go:embed mail/*.eml
var templates embed.FS

// Now is the moment that the demonstration plays at: half past nine in the
// morning of the last business day not after wall, in the user's zone. At
// another hour a mail that asks for a call "today at 3" would be read by a user
// who has already missed it, and half of the windows would fall on a weekend.
func Now(wall time.Time, zone *time.Location) time.Time {
	t := wall.In(zone)
	at := time.Date(t.Year(), t.Month(), t.Day(), 9, 30, 0, 0, zone)
	for at.After(wall) || !businessDay(at) {
		at = time.Date(at.Year(), at.Month(), at.Day()-1, 9, 30, 0, 0, zone)
	}
	return at
}

// Mailbox returns the sample mailbox as it is at Now(now, zone), oldest mail
// first. The same moment and zone give the same bytes.
func Mailbox(now time.Time, zone *time.Location) ([]Mail, error) {
	names, err := fs.Glob(templates, "mail/*.eml")
	if err != nil {
		return nil, err
	}
	c := calendar{day: Now(now, zone), zone: zone}
	mails := make([]Mail, 0, len(names))
	for _, name := range names {
		src, err := fs.ReadFile(templates, name)
		if err != nil {
			return nil, err
		}
		m, err := build(strings.TrimSuffix(path.Base(name), ".eml"), string(src), c)
		if err != nil {
			return nil, fmt.Errorf("demo: %s: %w", name, err)
		}
		mails = append(mails, m)
	}
	sort.SliceStable(mails, func(i, j int) bool { return mails[i].Received.Before(mails[j].Received) })
	return mails, nil
}

// build makes one mail of its template: front matter, placeholders, encoding.
func build(name, src string, c calendar) (Mail, error) {
	front, body, err := splitFront(src)
	if err != nil {
		return Mail{}, err
	}
	m := Mail{Name: name, Folder: front.folder, Flags: front.flags, About: front.about, Want: front.want}
	if m.Received, err = c.moment(front.received); err != nil {
		return Mail{}, err
	}
	text, err := render(body, front, m.Received, c)
	if err != nil {
		return Mail{}, err
	}
	if front.folder == Inbox || front.folder == Archive {
		text = trace(text, m.Received) + text
	}
	m.Raw, err = seal(text)
	return m, err
}
