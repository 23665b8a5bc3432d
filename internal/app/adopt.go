package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/draft"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// adopt takes up drafts of ours that the database does not know: it was lost,
// or belongs to another machine (P7). They are known by their Message-ID, which
// is made of what they answer. What is left over is the user's own.
func (p *pass) adopt(ctx context.Context) error {
	// What was sent leads to what stands: a follow-up is one to a decline.
	if err := p.adoptSent(ctx); err != nil || p.skipped {
		return err
	}
	own, err := p.adoptStanding(ctx)
	if err != nil {
		return err
	}
	return p.keepUserDrafts(ctx, own)
}

// adoptStanding takes up what stands in Drafts, oldest first, and returns the
// rest. Oldest first, because a draft's times depend on what was offered before.
func (p *pass) adoptStanding(ctx context.Context) (rest []found, err error) {
	slices.SortStableFunc(p.unknown, func(a, b found) int {
		return cmp.Or(a.head.Date.Compare(b.head.Date), cmp.Compare(a.item.UID, b.item.UID))
	})
	for _, f := range p.unknown {
		k, err := p.know(ctx)
		if err != nil {
			return nil, err
		}
		d, ok := p.origin(f.head.ID, k)
		if !ok {
			rest = append(rest, f)
			continue
		}
		if d, err = p.takeUp(ctx, d, f, k); err != nil {
			return nil, err
		}
		if err := p.putAll(ctx, []draftRecord{d}); err != nil {
			return nil, err
		}
	}
	return rest, nil
}

// adoptSent takes up drafts of ours that were sent under the Message-ID we gave
// them, so that a hold is still a hold.
func (p *pass) adoptSent(ctx context.Context) error {
	k, err := p.know(ctx)
	if err != nil {
		return err
	}
	var list []draftRecord
	for _, m := range k.mails {
		if !m.Out || slices.ContainsFunc(k.drafts, func(d draftRecord) bool { return d.MessageID == m.MessageID }) {
			continue
		}
		if d, ok := p.origin(m.MessageID, k); ok {
			d.State, d.SentAs, d.At, d.Written = thread.Sent, m.Identity, m.Received, m.Received
			if d.Action == thread.Hold {
				d.HoldUntil = p.app.policy.Calendar.Add(m.Received, p.app.policy.HoldFor)
			}
			list = append(list, d)
		}
	}
	return p.putAll(ctx, list)
}

// revisions is how many revisions of a draft are tried: each is one more key.
const revisions = 16

var actions = []thread.Action{
	thread.Decline, thread.Reschedule, thread.Hold, thread.Ask, thread.Accept, thread.FollowUp, thread.Reopen, thread.Reconnect,
}

// origin finds out what a draft of ours answers, and how: its Message-ID is the
// key over just that.
func (p *pass) origin(messageID string, k knowledge) (draftRecord, bool) {
	if !isKey(messageID) {
		return draftRecord{}, false
	}
	key := messageID[:24]
	for _, m := range k.mails {
		if m.Out || m.UserDraft {
			continue
		}
		for _, a := range actions {
			for r := range revisions {
				if thread.Key(p.cfg.Email, m.Identity, a, r) == key {
					return draftRecord{Draft: thread.Draft{Key: key, Ask: m.Identity, Action: a, Revision: r, MessageID: messageID}}, true
				}
			}
		}
	}
	return draftRecord{}, false
}

// takeUp finds out whether a draft stands as we wrote it. Everything that led to
// it can be done again as of its Date, and gives the same words; if it does not,
// the user has edited it, or the settings have changed: then it is left alone.
func (p *pass) takeUp(ctx context.Context, d draftRecord, f found, k knowledge) (draftRecord, error) {
	raw, err := p.fetch(ctx, p.folders.Drafts, f.item.UID)
	if err != nil {
		return d, err
	}
	d = d.at(p.folders.Drafts, f.item)
	if prior, ok, err := p.draftByKey(ctx, d.Key); err != nil || ok {
		return p.finished(prior.at(p.folders.Drafts, f.item), raw), err
	}
	d.State, d.At, d.Written, d.Content, d.Unsure = thread.Edited, f.head.Date, f.head.Date, raw, true
	e, dec, ok := p.replay(d, k, f.head.Date)
	if !ok {
		return d, nil
	}
	for _, as := range []decide.Decision{dec, p.offering(dec, raw, f.head.Date)} {
		again, err := p.compose(e, as, d.Revision, f.head.Date)
		if err == nil && p.same(raw, again.Raw) {
			d.describe(as)
			d.State, d.Unsure = thread.Standing, false
			return d, nil
		}
	}
	d.describe(dec)
	return d, nil
}

// offering is a decision with the times that the draft itself names: which were
// free then hung on drafts that may be gone by now.
func (p *pass) offering(dec decide.Decision, raw []byte, at time.Time) decide.Decision {
	if dec.Action != thread.Reschedule || len(dec.Slots) == 0 {
		return dec
	}
	zone, length := p.app.opts.Config.Zone, dec.Slots[0].End.Sub(dec.Slots[0].Start)
	var slots []extract.Slot
	for _, s := range p.app.reader.Read(raw, at, ReadOptions{Mine: p.mine, Zone: zone, Sent: true}).Facts.Slots {
		start := s.Start.In(zone)
		if slices.ContainsFunc(slots, func(o extract.Slot) bool { return o.Start.Equal(start) }) {
			continue // the same in their zone
		}
		like := dec.Slots[0]
		like.Start, like.End = start, start.Add(length)
		slots = append(slots, like)
	}
	dec.Slots = slots
	return dec
}

// finished completes the record of a draft that an interrupted run did write, or
// that has come back after it was gone.
func (p *pass) finished(d draftRecord, raw []byte) draftRecord {
	d.State, d.At = thread.Edited, p.now
	if p.same(raw, d.Content) {
		d.State = thread.Standing
	}
	d.Content = raw
	return d
}

// replay decides about the draft's invitation as of a time.
func (p *pass) replay(d draftRecord, k knowledge, at time.Time) (Entry, decide.Decision, bool) {
	if at.After(p.now) {
		return Entry{}, decide.Decision{}, false
	}
	for _, e := range p.entries(k, at.In(p.app.opts.Config.Zone)) {
		if e.Ask.Identity != d.Ask {
			continue
		}
		for _, dec := range e.Decisions {
			if dec.Action == d.Action && dec.Withheld == "" {
				return e, dec, true
			}
		}
	}
	return Entry{}, decide.Decision{}, false
}

// describe notes what a decision put into the draft.
func (d *draftRecord) describe(dec decide.Decision) {
	d.Reason, d.Late, d.HoldUntil = dec.Reason, dec.Late, dec.Until
	d.Offers = dec.Slots
}

// compose writes the draft for a decision.
func (p *pass) compose(e Entry, d decide.Decision, revision int, now time.Time) (draft.Draft, error) {
	return p.app.writer.Write(p.app.input(e, d, revision, now))
}

// input is what a letter is made of.
func (a *App) input(e Entry, d decide.Decision, revision int, now time.Time) draft.Input {
	c := a.opts.Config
	return draft.Input{
		Invitation: e.Invitation, Decision: d, Revision: revision,
		Me:   draft.Me{Name: c.Me.Name, Phone: c.Me.Phone, Signature: c.Me.Signature},
		Zone: c.Zone, Now: now, Tone: c.Reply.Tone, Quote: c.Reply.Quote,
		ITIP: c.Reply.ITIP == "attach", Languages: c.Reply.Languages,
	}
}
