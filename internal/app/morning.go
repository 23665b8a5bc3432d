package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/draft"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/summary"
	"rsvpd/internal/thread"
)

// onTime is how long after its time a summary still counts as in time.
const onTime = 15 * time.Minute

// morning makes the summary of the date, when its time has come and none was
// made (P5): at most one a local date, and none missed while the machine runs or
// comes back that day. The first pass ever makes none for a time already past.
func (p *pass) morning(ctx context.Context) error {
	at, due, err := p.summaryDue(ctx)
	if err != nil || !due {
		return err
	}
	late := p.now.Sub(at)
	if late < onTime {
		late = 0
	}
	s, err := p.summarise(ctx, p.now, late)
	if err != nil {
		return err
	}
	return p.deliverSummary(ctx, p.date(), s)
}

// date is the local date of the pass.
func (p *pass) date() string { return p.now.In(p.app.opts.Config.Zone).Format(time.DateOnly) }

// summaryDue says when today's summary was to be made, and whether it is owed.
func (p *pass) summaryDue(ctx context.Context) (at time.Time, due bool, err error) {
	c := p.app.opts.Config
	at, fires := firing(c.Summary.At, p.now, c.Zone)
	if c.Summary.To == "off" || !fires || p.now.Before(at) {
		return at, false, nil
	}
	err = p.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		_, made, err := tx.Summary(p.cfg.Email, p.date())
		if err != nil || made {
			return err
		}
		passes, _, err := tx.Passes(p.cfg.Email)
		due = !passes.First.After(at)
		return err
	})
	return at, due, err
}

// summarise composes the summary as of now.
func (a *account) summarise(ctx context.Context, now time.Time, late time.Duration) (summary.Summary, error) {
	c := a.app.opts.Config
	in := summary.Input{
		Account: a.cfg.Email, Me: c.Me.Name, Language: c.Summary.Language,
		Now: now, Zone: c.Zone, LateBy: late, Next: a.nextSummary(now),
	}
	k, err := a.know(ctx, now)
	if err != nil {
		return summary.Summary{}, err
	}
	list := a.entries(k, now)
	var keys []string
	for _, e := range list {
		keys = append(keys, e.Key)
	}
	for _, e := range list {
		in.Entries = append(in.Entries, summary.Entry{
			ID: ID(e.Key, keys), Invitation: e.Invitation, Window: e.Window, Decisions: e.Decisions, Notes: a.notes(e, k, now), Paste: a.app.paste(e, now), Free: e.Free(),
		})
	}
	err = a.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		last, _, err := tx.LastSummary(a.cfg.Email)
		if err != nil {
			return err
		}
		in.Since = last.MadeAt
		problems, err := tx.Problems(a.cfg.Email)
		for _, p := range problems {
			in.Problems = append(in.Problems, summary.Problem{Since: p.Since, Text: p.Text})
		}
		others, e := a.othersLocked(tx)
		in.Problems = append(in.Problems, others...)
		return errors.Join(err, e)
	})
	if err != nil {
		return summary.Summary{}, err
	}
	return a.app.maker.Make(in)
}

// Summarise composes the summary of an account as it stands now, writing
// nothing. What the store holds is true of the last pass.
func (a *App) Summarise(ctx context.Context, email string) (summary.Summary, error) {
	acc, err := a.account(email)
	if err != nil {
		return summary.Summary{}, err
	}
	return acc.summarise(ctx, a.opts.Now(), 0)
}

// AppendSummary puts the summary as it stands now into INBOX. It counts as that
// of the date; when the date has one already, nothing is written.
func (a *App) AppendSummary(ctx context.Context, email string) (err error) {
	acc, err := a.account(email)
	if err != nil {
		return err
	}
	l, err := acc.join(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.box.Close(ctx)) }()
	p := acc.newPass(ctx, l, nil)
	defer p.endWriting(ctx)
	s, err := acc.summarise(ctx, p.now, 0)
	if err != nil {
		return err
	}
	return p.deliverSummary(ctx, p.date(), s)
}

// notes say what the drafts that stand look like beyond their record.
func (a *account) notes(e Entry, k knowledge, now time.Time) map[string]summary.Note {
	notes := map[string]summary.Note{}
	for _, d := range k.drafts {
		if d.Ask != e.Ask.Identity || (d.State != thread.Standing && d.State != thread.Edited) {
			continue
		}
		m := a.app.reader.Parse(d.Content, d.At)
		letter := draft.Letter{Body: m.Text, Subject: m.Subject, To: m.To, Cc: m.Cc, InThread: len(m.InReplyTo) > 0, Envelope: true}
		notes[d.Key] = summary.Note{
			To: m.To, Stale: decide.Stale(d.Draft, e.Invitation, e.Decisions, e.agenda, now),
			Checked: true, Findings: a.app.writer.Judge(letter),
		}
	}
	return notes
}

// deliverSummary puts the summary into INBOX, once.
func (p *pass) deliverSummary(ctx context.Context, date string, s summary.Summary) error {
	if p.app.opts.DryRun {
		p.report.Done = append(p.report.Done, fmt.Sprintf("made the summary of %s: %s", date, s.Subject))
		return nil
	}
	id := p.app.reader.Parse(s.Raw, p.now).ID
	d := &delivery{pass: p, key: "summary " + date, folder: p.folders.Inbox, messageID: id, raw: s.Raw}
	made := store.Summary{Date: date, MadeAt: p.now.UTC(), MessageID: id}
	d.record = func(tx *store.Tx, step store.Step, detail string) error {
		if step == store.Done {
			if _, err := tx.PutSummary(p.cfg.Email, made); err != nil {
				return err
			}
		}
		_, err := tx.Append(p.cfg.Email, store.Entry{Key: d.key, Step: step, At: time.Now().UTC(), Detail: detail})
		return err
	}
	d.search = func(ctx context.Context) (bool, error) { return p.findSummary(ctx, d) }
	d.stored = func(ctx context.Context, _ uint32) error { return d.step(ctx, store.Done, "stands in "+d.folder) }
	err := d.run(ctx)
	if d.appended {
		p.report.Done = append(p.report.Done, fmt.Sprintf("made the summary of %s: %s", date, s.Subject))
	}
	return err
}

// findSummary looks where a summary may be: in INBOX, or in Trash when the user
// has read it.
func (p *pass) findSummary(ctx context.Context, d *delivery) (bool, error) {
	for _, folder := range []string{p.folders.Inbox, p.folders.Trash} {
		if folder == "" {
			continue
		}
		uids, err := d.box.Find(ctx, folder, mailbox.Query{MessageID: d.messageID})
		if err != nil {
			return false, err
		}
		if len(uids) > 0 {
			return true, d.step(ctx, store.Done, "found in "+folder)
		}
	}
	return false, nil
}

// nextSummary is when the next summary is to be made; zero when none is.
func (a *account) nextSummary(now time.Time) time.Time {
	at, _ := NextSummary(a.app.opts.Config, now)
	return at
}
