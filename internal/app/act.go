package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"rsvpd/internal/decide"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// Written is a draft that a pass wrote, or would write in a dry run.
type Written struct {
	ID      string
	Company string
	Subject string
	Action  thread.Action
	Why     string
	Raw     []byte
}

// act carries out the plans: it writes what is due and removes what is
// obsolete. One invitation that fails does not stop the others.
func (p *pass) act(ctx context.Context) error {
	var errs []error
	done := map[string]bool{}
	for {
		// Every draft written offers times and changes what is known, so that
		// the next plan is made anew.
		e, s, ok, err := p.next(ctx, done)
		if err != nil || !ok {
			return errors.Join(append(errs, err)...)
		}
		done[stepName(e, s)] = true
		key := "draft " + e.Key
		if err := p.remember(ctx, key, p.carryOut(ctx, e, s)); err != nil {
			errs = append(errs, fmt.Errorf("%q: %w", e.Ask.Subject, err))
		}
		if p.stop.Err() != nil {
			return errors.Join(append(errs, p.stop.Err())...)
		}
	}
}

// stepName names a step, so that one that failed is not tried again in the same
// pass.
func stepName(e Entry, s step) string {
	name := e.Key
	if s.write != nil {
		name += " " + string(s.write.Action)
	}
	for _, d := range s.remove {
		name += " " + d.Key
	}
	return name
}

// next returns the first step that is to be done and was not tried yet. Those
// that close first come first.
func (p *pass) next(ctx context.Context, done map[string]bool) (Entry, step, bool, error) {
	k, err := p.know(ctx)
	if err != nil {
		return Entry{}, step{}, false, err
	}
	list := p.entries(k, p.now)
	slices.SortStableFunc(list, func(a, b Entry) int { return a.Window.Closes.Compare(b.Window.Closes) })
	for _, e := range list {
		for _, s := range plan(e, p.now) {
			if !done[stepName(e, s)] {
				return e, s, true, nil
			}
		}
	}
	p.planned = append([]Entry{}, list...)
	return Entry{}, step{}, false, nil
}

// carryOut does one step: the new draft first, and only when it stands for
// certain do the old ones go.
func (p *pass) carryOut(ctx context.Context, e Entry, s step) error {
	if s.write != nil {
		stands, err := p.write(ctx, e, *s.write, s.revision)
		if err != nil || !stands {
			return err
		}
	}
	var errs []error
	for _, d := range s.remove {
		errs = append(errs, p.remove(ctx, e, d.Key, s.why))
	}
	return errors.Join(errs...)
}

// write writes one draft by the protocol. It reports whether an answer of ours
// stands now.
func (p *pass) write(ctx context.Context, e Entry, dec decide.Decision, revision int) (bool, error) {
	composed, err := p.compose(e, dec, revision, p.now)
	if err != nil {
		return false, fmt.Errorf("no draft could be written: %w", err)
	}
	d := draftRecord{Content: composed.Raw, Written: p.now, Draft: thread.Draft{
		Key: composed.Key, Ask: e.Ask.Identity, Action: dec.Action, Revision: revision,
		MessageID: composed.MessageID, State: thread.Intended, At: p.now,
	}}
	d.describe(dec)
	// What an interrupted run meant to write is written as it was meant: it may
	// be in the mailbox already. If it no longer fits, it is replaced next.
	prior, ok, err := p.draftByKey(ctx, d.Key)
	if err != nil {
		return false, err
	}
	if ok && prior.State == thread.Intended {
		d = prior
	}
	if p.app.opts.DryRun {
		return true, p.pretend(ctx, e, d, dec)
	}
	w := p.newDraftWriter(e, d)
	err = w.run(ctx)
	if w.appended && w.stands() {
		p.tell(e, dec, w.draft.Content)
	}
	return w.stands(), err
}

// pretend notes a draft as if it stood, in the snapshot that a dry run works on.
func (p *pass) pretend(ctx context.Context, e Entry, d draftRecord, dec decide.Decision) error {
	d.State = thread.Standing
	p.tell(e, dec, d.Content)
	return p.putAll(ctx, []draftRecord{d})
}

func (p *pass) tell(e Entry, dec decide.Decision, raw []byte) {
	p.report.Drafts = append(p.report.Drafts, Written{
		ID: e.Key, Company: e.Facts.Company, Subject: e.Ask.Subject, Action: dec.Action, Why: dec.Why, Raw: raw,
	})
	p.report.Done = append(p.report.Done, fmt.Sprintf("wrote a %s draft to %s", dec.Action, about(e)))
}

// about names an invitation for people.
func about(e Entry) string {
	if e.Facts.Company != "" {
		return fmt.Sprintf("%s (%q)", e.Facts.Company, e.Ask.Subject)
	}
	return fmt.Sprintf("%q", e.Ask.Subject)
}

// remove takes an untouched draft of ours out of Drafts. It is compared once
// more right before: what the user has touched since is theirs.
func (p *pass) remove(ctx context.Context, e Entry, key, why string) error {
	d, ok, err := p.draftByKey(ctx, key)
	if err != nil || !ok {
		return err
	}
	if !p.app.opts.DryRun {
		gone, err := p.takeOut(ctx, &d)
		if errors.Is(err, errMoved) {
			return nil // the next look sees where to
		}
		if err != nil || !gone {
			return errors.Join(err, p.putAll(ctx, []draftRecord{d}))
		}
	}
	p.report.Done = append(p.report.Done, fmt.Sprintf("removed the %s draft to %s: %s", d.Action, about(e), why))
	d.State, d.At = thread.Removed, p.now
	d.Folder, d.UIDValidity, d.UID = "", 0, 0
	return p.putAll(ctx, []draftRecord{d})
}

// takeOut expunges the draft if it still stands untouched.
func (p *pass) takeOut(ctx context.Context, d *draftRecord) (bool, error) {
	same, err := p.untouched(ctx, *d)
	if err != nil {
		return false, err
	}
	if !same {
		d.State, d.At = thread.Edited, p.now
		return false, nil
	}
	box, err := p.writer(ctx)
	if err != nil {
		return false, err
	}
	if err := box.Expunge(ctx, d.Folder, d.UIDValidity, d.UID); err != nil {
		p.endWriting(ctx)
		return true, err
	}
	return true, nil
}

func (p *pass) draftByKey(ctx context.Context, key string) (d draftRecord, ok bool, err error) {
	err = p.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		row, found, err := tx.Draft(p.cfg.Email, key)
		if err != nil || !found {
			return err
		}
		ok = true
		d, err = recordOf(row)
		return err
	})
	return d, ok, err
}
