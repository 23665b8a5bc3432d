package app

import (
	"context"
	"slices"
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// Entry is an invitation with everything that follows from it now.
type Entry struct {
	thread.Invitation
	Window    decide.ReplyWindow
	Decisions []decide.Decision // empty where nothing is to be written

	agenda    decide.Agenda // the user's time, as the decisions saw it
	calendars bool          // there are calendars, and all were read in full
}

// Entries returns the invitations of an account as they stand at now, oldest
// first, from the store alone.
func (a *App) Entries(ctx context.Context, email string, now time.Time) ([]Entry, error) {
	acc, err := a.account(email)
	if err != nil {
		return nil, err
	}
	k, err := acc.know(ctx, now)
	if err != nil {
		return nil, err
	}
	return acc.entries(k, now), nil
}

// AsOf returns when an account was looked at last; ok is false when it never
// was. What the store holds is true of then.
func (a *App) AsOf(ctx context.Context, account string) (at time.Time, ok bool, err error) {
	err = a.opts.Store.View(ctx, func(tx *store.Tx) error {
		p, found, err := tx.Passes(account)
		at, ok = p.Last, found
		return err
	})
	return at, ok, err
}

// WatchedAs returns how an account is watched by the program that runs, as it has
// noted last; ok is false when it never was.
func (a *App) WatchedAs(ctx context.Context, account string) (w store.Watch, ok bool, err error) {
	err = a.opts.Store.View(ctx, func(tx *store.Tx) error {
		w, ok, err = tx.Watch(account)
		return err
	})
	return w, ok, err
}

// Problems returns what is not mended in an account.
func (a *App) Problems(ctx context.Context, account string) (list []store.Problem, err error) {
	err = a.opts.Store.View(ctx, func(tx *store.Tx) error {
		list, err = tx.Problems(account)
		return err
	})
	return list, err
}

// knowledge is what the store holds of an account.
type knowledge struct {
	mails     []mailRecord
	drafts    []draftRecord
	acts      []thread.Act
	busy      busyTimes
	elsewhere []offer // in drafts of the user's other accounts
}

// know reads it.
func (a *account) know(ctx context.Context, now time.Time) (k knowledge, err error) {
	err = a.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		if k.mails, err = a.mails(tx, now.Add(-kept)); err != nil {
			return err
		}
		if k.drafts, err = a.drafts(tx); err != nil {
			return err
		}
		if k.busy, err = a.busy.read(tx, a.cfg.Email, a.app.calendarNames()); err != nil {
			return err
		}
		if k.elsewhere, err = a.app.offers.elsewhere(tx, a, k.drafts); err != nil {
			return err
		}
		acts, err := tx.Acts(a.cfg.Email)
		for _, x := range acts {
			k.acts = append(k.acts, thread.Act{At: x.At, Ask: x.Ask, Action: thread.Action(x.Action), Reason: x.Reason})
		}
		return err
	})
	return k, err
}

// recall is what a pass has read of the store, and how much was written by then.
type recall struct {
	knowledge
	commits uint64
	ok      bool
}

// know is what the account knows as of the pass. The stages ask for it in turn, and
// mostly nothing was written in between. It is not to be changed.
func (p *pass) know(ctx context.Context) (knowledge, error) {
	commits := p.app.opts.Store.Commits()
	if p.recalled.ok && p.recalled.commits == commits {
		return p.recalled.knowledge, nil
	}
	k, err := p.account.know(ctx, p.now)
	p.recalled = recall{k, commits, err == nil}
	return k, err
}

// entries folds what is known into invitations and decides about each. Those
// that close first choose their times first; what stands offered in a draft, or
// has just been chosen, is offered to nobody else.
func (a *account) entries(k knowledge, now time.Time) []Entry {
	list := a.fold(k, now)
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return list[i].Window.Closes.Compare(list[j].Window.Closes) })
	offered := append(standingOffers(list), k.elsewhere...)
	booked := bookedTimes(list, now)
	for _, i := range order {
		e := &list[i]
		taken, tentative := k.busy.except(e.Facts.Event.UID)
		taken = slices.Concat(taken, othersOffers(booked, e.Key))
		e.agenda = a.app.agenda(now, taken, slices.Concat(tentative, othersOffers(offered, e.Key)))
		e.Decisions = decide.Decide(e.Invitation, e.Window, a.app.policy, e.agenda, now)
		if d, ok := decide.After(e.Invitation, a.app.policy, e.agenda, now); ok && len(e.Decisions) == 0 {
			e.Decisions = []decide.Decision{d}
		}
		e.calendars = len(a.app.calendars) > 0 && len(k.busy.incomplete) == 0
		holdBack(a.app.opts.Config.Availability, e, k.busy)
		for _, d := range e.Decisions {
			if d.Action == thread.Reschedule && d.Withheld == "" {
				offered = append(offered, offers(e.Key, d.Slots)...)
			}
		}
	}
	return list
}

func (a *account) fold(k knowledge, now time.Time) []Entry {
	policy := a.app.policy
	log := thread.Log{
		Account: a.cfg.Email, Acts: k.acts, Now: now,
		Tracks: func(c detect.Category) bool { return decide.Tracks(c, policy) },
	}
	for _, m := range k.mails {
		if m.UserDraft {
			log.UserDrafts = append(log.UserDrafts, m.Mail)
			continue
		}
		log.Mails = append(log.Mails, m.Mail)
	}
	for _, d := range k.drafts {
		log.Drafts = append(log.Drafts, d.Draft)
	}
	var list []Entry
	for _, inv := range thread.Fold(log) {
		e := Entry{Invitation: inv, Window: decide.Window(inv, policy)}
		if lapsed, why := decide.Lapsed(inv, e.Window, now); lapsed {
			e.State, e.Since, e.Because = thread.Lapsed, e.Window.Closes, why
		}
		list = append(list, e)
	}
	return list
}

// offer is a time offered to the other side of an invitation.
type offer struct {
	key  string // of the invitation
	span availability.Span
}

func offers(key string, slots []extract.Slot) []offer {
	var list []offer
	for _, s := range slots {
		list = append(list, offer{key, availability.Span{Start: s.Start, End: s.End}})
	}
	return list
}

// standingOffers are the times offered in drafts that stand.
func standingOffers(list []Entry) []offer {
	var all []offer
	for _, e := range list {
		for _, d := range e.Drafts {
			if d.State == thread.Standing || d.State == thread.Edited {
				all = append(all, offers(e.Key, d.Offers)...)
			}
		}
	}
	return all
}

// othersOffers leaves out the invitation's own: its draft may offer them again.
func othersOffers(all []offer, key string) []availability.Span {
	var spans []availability.Span
	for _, o := range all {
		if o.key != key {
			spans = append(spans, o.span)
		}
	}
	return spans
}

// ID returns the shortest prefix, of at least 6 digits, that tells a key from
// all others.
func ID(key string, all []string) string {
	n := min(6, len(key))
	for _, other := range all {
		if other == key {
			continue
		}
		for n < len(key) && n <= len(other) && key[:n] == other[:n] {
			n++
		}
	}
	return key[:n]
}
