package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/message"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// found is a message in the Drafts folder.
type found struct {
	item mailbox.Item
	head *message.Message
}

// reconcile compares the Drafts folder with what the journal says stands there:
// each draft of ours is untouched, edited, sent or deleted. What else stands
// there and belongs to a known thread is the user's own.
func (p *pass) reconcile(ctx context.Context) error {
	var err error
	if p.skipped, err = p.asListed(ctx); err != nil || p.skipped {
		return err
	}
	standing, err := p.standing(ctx)
	if err != nil {
		return err
	}
	k, err := p.know(ctx)
	if err != nil {
		return err
	}
	var changed []draftRecord
	for _, d := range k.drafts {
		after, err := p.look(ctx, d, &standing, k.mails)
		if err != nil {
			return err
		}
		if after.State != d.State || after.UID != d.UID || after.UIDValidity != d.UIDValidity || after.SentAs != d.SentAs || after.Unsure != d.Unsure {
			changed = append(changed, after)
		}
	}
	if err := p.putAll(ctx, changed); err != nil {
		return err
	}
	p.unknown = standing
	return nil
}

// listKept is how many drafts all accounts together keep in mind between passes, each
// no fewer than listLeast.
const (
	listKept  = 1000
	listLeast = 20
)

// standing lists the Drafts folder, headers only: a user may keep large ones. One
// that has not changed is not read again.
func (p *pass) standing(ctx context.Context) ([]found, error) {
	if p.unchanged(p.folders.Drafts) && p.link.drafts != nil {
		return slices.Clone(p.link.drafts), nil
	}
	p.link.drafts = nil
	list, err := p.readStanding(ctx)
	p.listed = err == nil
	if err == nil && len(list) <= max(listKept/len(p.app.accounts), listLeast) {
		p.link.drafts = append([]found{}, list...)
	}
	return list, err
}

func (p *pass) readStanding(ctx context.Context) ([]found, error) {
	items, err := p.box.List(ctx, p.folders.Drafts, false)
	if err != nil {
		return nil, err
	}
	var list []found
	for _, i := range items {
		if i.Err == nil && !slices.Contains(i.Flags, `\Deleted`) {
			head := message.ParseHeader(i.Header)
			i.Header = nil
			list = append(list, found{i, head})
		}
	}
	return list, nil
}

// look finds a draft of ours in the folder, takes it out of the list, and says
// what has become of it.
func (p *pass) look(ctx context.Context, d draftRecord, list *[]found, mails []mailRecord) (draftRecord, error) {
	switch d.State {
	case thread.Standing, thread.Edited:
		return p.lookFor(ctx, d, list, mails)
	case thread.Deleted:
		// The copy in Sent may come after the draft is gone.
		if id := sentAs(d, mails); id != "" {
			d.State, d.SentAs = thread.Sent, id
		}
	}
	return d, nil
}

func (p *pass) lookFor(ctx context.Context, d draftRecord, list *[]found, mails []mailRecord) (draftRecord, error) {
	f, ok := take(list, func(f found) bool { return f.head.ID == d.MessageID })
	if !ok && left(d, mails) != "" {
		return p.gone(d, mails), nil // what else stands in the thread is not it
	}
	if !ok {
		// Thunderbird gives a draft that it saves again a new Message-ID; only
		// the thread stays (DESIGN, "Clients").
		f, ok = take(list, func(f found) bool { return p.touched(f, d.Ask, mails) })
		if ok {
			d.State, d.At, d.Unsure = thread.Edited, p.now, false
			return d.at(p.folders.Drafts, f.item), nil
		}
		return p.gone(d, mails), nil
	}
	if d.UID == f.item.UID && d.UIDValidity == f.item.UIDValidity {
		return d, nil // a message never changes under its UID (RFC 9051 section 2.3.1.1)
	}
	moved := d.at(p.folders.Drafts, f.item)
	same, err := p.untouched(ctx, moved)
	if errors.Is(err, errMoved) {
		return d, nil
	}
	d = moved
	if err == nil && !same && (d.State != thread.Edited || d.Unsure) {
		d.State, d.At, d.Unsure = thread.Edited, p.now, false
	}
	return d, err
}

func (d draftRecord) at(folder string, i mailbox.Item) draftRecord {
	d.Folder, d.UIDValidity, d.UID = folder, i.UIDValidity, i.UID
	return d
}

// gone says whether a draft that no longer stands was sent or deleted.
func (p *pass) gone(d draftRecord, mails []mailRecord) draftRecord {
	d.Folder, d.UIDValidity, d.UID = "", 0, 0
	d.State, d.At, d.Stood = thread.Deleted, p.now, p.before
	if id := sentAs(d, mails); id != "" {
		d.State, d.SentAs = thread.Sent, id
	}
	return d
}

// take removes the first match from the list.
func take(list *[]found, match func(found) bool) (found, bool) {
	i := slices.IndexFunc(*list, match)
	if i < 0 {
		return found{}, false
	}
	f := (*list)[i]
	*list = slices.Delete(*list, i, i+1)
	return f, true
}

// touched reports whether a draft that stands under another Message-ID answers
// the same mail from one of the user's addresses, and is no draft of ours.
func (p *pass) touched(f found, ask string, mails []mailRecord) bool {
	return p.isMe(f.head.From.Address) && !isKey(f.head.ID) && refersTo(f.head.InReplyTo, f.head.References, messageIDOf(ask, mails))
}

// untouched compares a draft with what was read back after it was written
// (DESIGN: To, Cc, Subject and body decoded; flags and UID do not matter).
func (p *pass) untouched(ctx context.Context, d draftRecord) (bool, error) {
	items, err := p.box.Fetch(ctx, d.Folder, []uint32{d.UID})
	switch {
	case err != nil:
		return false, err
	case len(items) == 0 || items[0].UIDValidity != d.UIDValidity:
		return false, errMoved
	case items[0].Err != nil:
		return false, items[0].Err
	}
	return p.same(items[0].Raw, d.Content), nil
}

// errMoved: a draft is no longer where it was when the folder was listed. What has
// become of it is seen when the folder is listed anew, which its mark brings about.
var errMoved = errors.New("the draft is no longer where it was")

func (p *pass) same(a, b []byte) bool {
	parse := p.app.reader.Parse
	return message.SameContent(parse(a, p.now), parse(b, p.now))
}

func (p *pass) fetch(ctx context.Context, folder string, uid uint32) ([]byte, error) {
	items, err := p.box.Fetch(ctx, folder, []uint32{uid})
	if err != nil || len(items) == 0 {
		return nil, err
	}
	return items[0].Raw, items[0].Err
}

// sending is how long a mail program may take between filing what it has sent and
// removing the draft.
const sending = 2 * time.Minute

// sentAs finds the mail in Sent that a draft has become: by its Message-ID, or
// as the user's answer to the same mail since the draft was written, unless that
// is another draft of ours, or had left while the draft still stood.
func sentAs(d draftRecord, mails []mailRecord) string {
	if id := left(d, mails); id != "" {
		return id
	}
	ask, since := messageIDOf(d.Ask, mails), d.Written.Truncate(time.Second)
	if stood := d.Stood.Add(-sending); stood.After(since) {
		since = stood
	}
	for _, m := range mails {
		if m.Out && !isKey(m.MessageID) && !m.Received.Before(since) && refersTo(m.InReplyTo, m.References, ask) {
			return m.Identity
		}
	}
	return ""
}

// left finds the mail in Sent under a draft's own Message-ID.
func left(d draftRecord, mails []mailRecord) string {
	for _, m := range mails {
		if m.Out && m.MessageID == d.MessageID {
			return m.Identity
		}
	}
	return ""
}

func refersTo(inReplyTo, references []string, id string) bool {
	return id != "" && (slices.Contains(inReplyTo, id) || slices.Contains(references, id))
}

// messageIDOf returns the Message-ID of a known mail; empty when it has none.
func messageIDOf(identity string, mails []mailRecord) string {
	for _, m := range mails {
		if m.Identity == identity {
			return m.MessageID
		}
	}
	return ""
}

// isKey reports whether a Message-ID looks like one of our drafts'.
func isKey(id string) bool {
	local, _, ok := strings.Cut(id, "@")
	return ok && len(local) == 24 && strings.Trim(local, "0123456789abcdef") == ""
}

func (p *pass) putAll(ctx context.Context, list []draftRecord) error {
	if len(list) == 0 {
		return nil
	}
	return p.app.opts.Store.Update(ctx, func(tx *store.Tx) error {
		for _, d := range list {
			if err := putDraft(tx, p.cfg.Email, d, store.Done, string(d.State)); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepUserDrafts stores which drafts of the user's own stand, so that ours keep
// out of their way, and forgets those that are gone.
func (p *pass) keepUserDrafts(ctx context.Context, own []found) error {
	k, err := p.know(ctx)
	if err != nil {
		return err
	}
	var records []mailRecord
	for _, f := range own {
		if p.inThread(f, k.mails) {
			records = append(records, userDraft(f, p.now))
		}
	}
	if sameUserDrafts(records, k.mails) {
		return nil
	}
	return p.app.opts.Store.Update(ctx, func(tx *store.Tx) error { return p.putUserDrafts(tx, records, k.mails) })
}

// sameUserDrafts reports whether the drafts that stand are those that are known.
func sameUserDrafts(standing, known []mailRecord) bool {
	names := map[string]bool{}
	for _, m := range known {
		if m.UserDraft {
			names[m.Identity] = true
		}
	}
	return len(names) == len(standing) && !slices.ContainsFunc(standing, func(m mailRecord) bool { return !names[m.Identity] })
}

// inThread reports whether a draft belongs to any known mail.
func (p *pass) inThread(f found, mails []mailRecord) bool {
	return slices.ContainsFunc(mails, func(m mailRecord) bool {
		return !m.UserDraft && refersTo(f.head.InReplyTo, f.head.References, m.MessageID)
	})
}

func userDraft(f found, now time.Time) mailRecord {
	return mailRecord{UserDraft: true, Mail: thread.Mail{
		Identity: "draft:" + f.head.Identity(), MessageID: f.head.ID, InReplyTo: f.head.InReplyTo, References: f.head.References,
		Subject: f.head.Subject, From: f.head.From, To: f.head.To, Received: now, Category: detect.Own,
	}}
}

func (p *pass) putUserDrafts(tx *store.Tx, standing, known []mailRecord) error {
	for _, m := range known {
		gone := m.UserDraft && !slices.ContainsFunc(standing, func(s mailRecord) bool { return s.Identity == m.Identity })
		if gone {
			// Kept as a name without content: it takes part in nothing.
			if err := tx.PutMail(p.cfg.Email, store.Mail{Identity: m.Identity, Received: m.Received}); err != nil {
				return err
			}
		}
	}
	for _, m := range standing {
		row, err := m.row()
		if err != nil {
			return err
		}
		if err := tx.PutMail(p.cfg.Email, row); err != nil {
			return err
		}
	}
	return nil
}
