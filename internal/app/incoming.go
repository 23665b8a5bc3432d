package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/message"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// folderReader turns the items of one folder into stored mails.
type folderReader struct {
	*pass
	folder     string
	sent       bool
	word       thread.Action // of a steering folder: what its mail says; empty: nothing
	first      bool          // the folder was never read before
	visited    int           // since the last flush
	mails      []incoming    // those of them that are to be stored
	unreadable []store.Problem
	errs       []error // of the same
	failed     error   // why the sieve could not tell; the next visit returns it
}

// incoming is a mail that is to be stored, and where it was seen.
type incoming struct {
	mailRecord
	uidValidity, uid uint32
}

// Between two writes to the store are read at most so many mails, of which at
// most so many are stored: that much is read again after a crash.
const (
	flushVisited = 500
	flushStored  = 100
)

func (f *folderReader) pending() bool {
	return f.visited > 0 || len(f.mails) > 0 || len(f.unreadable) > 0
}

// visit takes one item. A mail that can't be read is told of and passed over:
// the ones after it are read all the same.
func (f *folderReader) visit(ctx context.Context, i mailbox.Item) error {
	if err := errors.Join(f.stop.Err(), f.failed); err != nil {
		return err
	}
	f.link.turn.move()
	f.visited++
	m, ok, err := f.read(i)
	if err != nil {
		f.passOver(i.UID, err)
	}
	if ok && !f.first && m.asks() && f.word == "" && !f.app.opts.DryRun {
		f.expectWriting(ctx) // its draft may be due at once
	}
	if ok {
		f.mails = append(f.mails, incoming{m, i.UIDValidity, i.UID})
	}
	if f.visited >= flushVisited || len(f.mails) >= flushStored {
		return f.flush(ctx, mailbox.Cursor{UIDValidity: i.UIDValidity, Last: i.UID})
	}
	return nil
}

// passOver notes a mail that can't be read, so that the user can look at it.
func (f *folderReader) passOver(uid uint32, err error) {
	err = fmt.Errorf("message %d of %s could not be read, look at it yourself: %w", uid, f.folder, err)
	f.errs = append(f.errs, err)
	f.unreadable = append(f.unreadable, store.Problem{Key: fmt.Sprintf("%s%s/%d", unreadableKey, f.folder, uid), Text: err.Error()})
}

// unreadableKey begins the keys of problems with single messages.
const unreadableKey = "message "

// read turns an item into a mail; ok says whether it is to be stored. Mail that
// can change no invitation, and is no part of a conversation, leaves no trace
// but the cursor. Of a steering folder all is kept: what was filed is known by it.
func (f *folderReader) read(i mailbox.Item) (m mailRecord, ok bool, err error) {
	if i.Err != nil {
		return m, false, i.Err
	}
	raw, partial := bytesOf(i)
	if raw == nil {
		return f.glimpse(i)
	}
	defer f.app.limits.read()()
	r := f.app.reader.Read(raw, i.InternalDate, ReadOptions{Mine: f.mine, Zone: f.app.opts.Config.Zone, Partial: partial, Sent: f.sent, Brief: true})
	if r.Broken {
		return m, false, errors.New(r.Err)
	}
	if partial {
		r.Message.Size = int(i.Size)
	}
	if m = f.record(r, i); f.copied(m) {
		return m, false, nil
	}
	if f.word != "" && !m.matters() {
		f.useless(i.UID, m)
	}
	return m, m.matters() || f.word != "", nil
}

// glimpse makes what it can of a mail that was not read: one that answers another
// may yet turn out to be part of an invitation's thread, though it says nothing
// that matters by itself.
func (f *folderReader) glimpse(i mailbox.Item) (m mailRecord, ok bool, err error) {
	if !answers(i.Header) {
		return m, false, nil
	}
	h := message.ParseHeader(i.Header)
	if len(h.InReplyTo)+len(h.References) == 0 || ofList(h) {
		return m, false, nil
	}
	h.Size = int(i.Size)
	m = f.record(Reading{Message: h, Verdict: detect.Verdict{Category: detect.Other}}, i)
	return m, m.matters() && !f.copied(m), nil
}

// copied reports whether a mail is a copy of what the user has sent or begun: a
// folder of all mail shows those too. They are read where they lie, in Sent and
// Drafts, and there it is known which they are.
func (f *folderReader) copied(m mailRecord) bool {
	return f.folder == f.folders.All && f.isMe(m.From.Address)
}

// answers reports, without parsing it, whether a header may name a mail that this
// one answers, and did not come over a list. Most do not, and most mail is not read.
func answers(header []byte) bool {
	var names, list, post bool
	for line := range bytes.Lines(header) {
		names = names || hasPrefixFold(line, "in-reply-to:") || hasPrefixFold(line, "references:")
		list = list || hasPrefixFold(line, "list-id:")
		post = post || hasPrefixFold(line, "list-post:")
	}
	return names && !(list && post)
}

func hasPrefixFold(line []byte, lower string) bool {
	return len(line) >= len(lower) && strings.EqualFold(string(line[:len(lower)]), lower)
}

// bytesOf returns an item as one message; nil when it was not read.
func bytesOf(i mailbox.Item) (raw []byte, partial bool) {
	if i.Parts == nil {
		return i.Raw, i.Partial
	}
	var parts []message.Part
	for _, p := range i.Parts {
		parts = append(parts, message.Part{Header: p.Header, Body: p.Body})
	}
	return message.Join(i.Header, parts), true
}

func (f *folderReader) record(r Reading, i mailbox.Item) mailRecord {
	m := r.Message
	return mailRecord{Summary: m.Get("X-Rsvpd-Summary") != "", Mail: thread.Mail{
		Identity: m.Identity(), MessageID: m.ID, InReplyTo: m.InReplyTo, References: m.References,
		Subject: m.Subject, From: m.From, To: m.To, Cc: m.Cc, Invited: f.invited(m),
		Received: received(i.InternalDate, m), Date: m.Date,
		Out: f.sent, Automatic: automatic(m),
		Category: r.Verdict.Category, Score: r.Verdict.Score, Evidence: r.Verdict.Evidence,
		Facts: r.Facts, Text: clip(m.NewText, maxText),
	}}
}

// maxText is how much of an invitation's text is kept for quoting and rules.
const maxText = 16 << 10

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// transport is how far behind Date the server's own time may lie to be a delay of
// transport; beyond it the Date is not believed (DESIGN, "Received").
const transport = 7 * 24 * time.Hour

// received is when a mail reached the user: INTERNALDATE, unless the Date is
// earlier by less than a week. A mailbox that was moved has new INTERNALDATEs.
func received(internal time.Time, m *message.Message) time.Time {
	if internal.IsZero() {
		return m.Date
	}
	if m.DateSource == message.DateHeader && m.Date.Before(internal) && internal.Sub(m.Date) < transport {
		return m.Date
	}
	return internal
}

// automatic reports whether a machine wrote the mail (RFC 3834 section 5).
func automatic(m *message.Message) bool {
	v := strings.ToLower(m.Get("Auto-Submitted"))
	return v != "" && !strings.HasPrefix(v, "no")
}
