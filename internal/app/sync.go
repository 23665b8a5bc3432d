package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/message"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// sync reads what is new in the watched folders and in Sent. Sent comes last:
// an answer is then never known before the mail it answers, and a draft that is
// found gone later in the pass is not taken for deleted when it was sent.
func (p *pass) sync(ctx context.Context) error {
	var err error
	p.watching, err = p.watched(p.folders)
	errs := []error{p.remember(ctx, "watched folders", err)}
	for _, name := range p.watching {
		errs = append(errs, p.remember(ctx, "folder "+name, p.catchUp(ctx, &folderReader{pass: p, folder: name})))
	}
	errs = append(errs, p.steer(ctx))
	sent := &folderReader{pass: p, folder: p.folders.Sent, sent: true}
	errs = append(errs, p.remember(ctx, "folder "+sent.folder, p.catchUp(ctx, sent)))
	return errors.Join(errs...)
}

// flushEvery is how many mails are read between two writes to the store.
const flushEvery = 100

// catchUp reads what is new in one folder. The cursor is stored together with
// the mails it covers, so that nothing is read twice and nothing is lost.
func (p *pass) catchUp(ctx context.Context, f *folderReader) error {
	cur, err := p.cursor(ctx, f.folder)
	if err != nil {
		return err
	}
	worth := p.app.reader.Worth
	if f.sent || f.word != "" {
		worth = func([]byte, int64) bool { return true }
	}
	next, err := p.box.CatchUp(ctx, f.folder, p.lookback(), cur, worth, func(i mailbox.Item) error { return f.visit(ctx, i) })
	return errors.Join(err, f.flush(ctx, next), errors.Join(f.errs...))
}

func (p *pass) cursor(ctx context.Context, folder string) (cur mailbox.Cursor, err error) {
	err = p.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		c, _, err := tx.Cursor(p.cfg.Email, folder)
		cur = mailbox.Cursor{UIDValidity: c.UIDValidity, Last: c.LastUID}
		return err
	})
	return cur, err
}

// folderReader turns the items of one folder into stored mails.
type folderReader struct {
	*pass
	folder     string
	sent       bool
	word       thread.Action // of a steering folder: what its mail says; empty: nothing
	mails      []store.Mail
	sightings  []store.Sighting
	unreadable []store.Problem // not stored yet
	errs       []error         // of the same
}

// visit takes one item. A mail that can't be read is told of and passed over:
// the ones after it are read all the same.
func (f *folderReader) visit(ctx context.Context, i mailbox.Item) error {
	if err := f.stop.Err(); err != nil {
		return err
	}
	m, err := f.read(i)
	if err == nil && !f.copied(m) {
		err = f.add(m, i)
	}
	if err != nil {
		f.passOver(i.UID, err)
	}
	if len(f.mails) >= flushEvery {
		return f.flush(ctx, mailbox.Cursor{UIDValidity: i.UIDValidity, Last: i.UID})
	}
	return nil
}

// copied reports whether a mail is a copy of what the user has sent or begun: a
// folder of all mail shows those too. They are read where they lie, in Sent and
// Drafts, and there it is known which they are.
func (f *folderReader) copied(m mailRecord) bool {
	return f.folder == f.folders.All && f.isMe(m.From.Address)
}

// passOver notes a mail that can't be read, so that the user can look at it.
func (f *folderReader) passOver(uid uint32, err error) {
	err = fmt.Errorf("message %d of %s could not be read, look at it yourself: %w", uid, f.folder, err)
	f.errs = append(f.errs, err)
	f.unreadable = append(f.unreadable, store.Problem{Key: fmt.Sprintf("%s%s/%d", unreadableKey, f.folder, uid), Text: err.Error()})
}

// unreadableKey begins the keys of problems with single messages.
const unreadableKey = "message "

func (f *folderReader) add(m mailRecord, i mailbox.Item) error {
	row, err := m.row()
	if err != nil {
		return err
	}
	if f.word != "" && !m.matters() {
		f.useless(i.UID, m)
	}
	f.mails = append(f.mails, row)
	f.sightings = append(f.sightings, store.Sighting{Folder: f.folder, UIDValidity: i.UIDValidity, UID: i.UID, Identity: m.Identity})
	return nil
}

// flush stores the mails read so far and the cursor that covers them.
func (f *folderReader) flush(ctx context.Context, cur mailbox.Cursor) error {
	account := f.cfg.Email
	return f.app.opts.Store.Update(ctx, func(tx *store.Tx) error {
		for n, m := range f.mails {
			known, err := f.put(tx, m)
			if err != nil {
				return err
			}
			if !known {
				f.report.New++
			}
			if f.word != "" {
				if err := f.instruct(tx, m, f.sightings[n]); err != nil {
					return err
				}
			}
			if err := tx.PutSighting(account, f.sightings[n]); err != nil {
				return err
			}
		}
		for _, u := range f.unreadable {
			if err := tx.SetProblem(account, u.Key, f.now.UTC(), u.Text); err != nil {
				return err
			}
		}
		f.mails, f.sightings, f.unreadable = nil, nil, nil
		return tx.PutCursor(account, store.Cursor{Folder: f.folder, UIDValidity: cur.UIDValidity, LastUID: cur.Last})
	})
}

// put stores a mail unless a copy of it is known that says more: the one in
// Sent wins over the copy a person sent to themselves.
func (f *folderReader) put(tx *store.Tx, m store.Mail) (known bool, err error) {
	old, known, err := tx.Mail(f.cfg.Email, m.Identity)
	if err != nil || (known && old.Relevant && !f.sent) {
		return known, err
	}
	return known, tx.PutMail(f.cfg.Email, m)
}

// read turns an item into a mail.
func (f *folderReader) read(i mailbox.Item) (mailRecord, error) {
	if i.Err != nil {
		return mailRecord{}, i.Err
	}
	raw, partial := bytesOf(i)
	r := f.app.reader.Read(raw, i.InternalDate, ReadOptions{Mine: f.mine, Zone: f.app.opts.Config.Zone, Partial: partial, Sent: f.sent})
	if r.Broken {
		return mailRecord{}, errors.New(r.Err)
	}
	return f.record(r, i), nil
}

// bytesOf returns an item as one message. Of mail that was not worth reading
// there is only the header.
func bytesOf(i mailbox.Item) (raw []byte, partial bool) {
	switch {
	case i.Raw != nil:
		return i.Raw, i.Partial
	case i.Parts != nil:
		var parts []message.Part
		for _, p := range i.Parts {
			parts = append(parts, message.Part{Header: p.Header, Body: p.Body})
		}
		return message.Join(i.Header, parts), true
	}
	return i.Header, true
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
