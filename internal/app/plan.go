package app

import (
	"slices"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// step is one thing to do to the Drafts folder: write a draft, or remove
// untouched ones of ours, or both: then the new one is written and verified
// before the old ones go.
type step struct {
	write    *decide.Decision // nil: only remove
	revision int
	remove   []thread.Draft
	why      string // in plain words
}

// plan says what the Drafts folder needs for one invitation (DESIGN, "A standing
// draft has a life"). It only ever removes drafts that stand untouched.
func plan(e Entry, now time.Time) []step {
	standing := inState(e.Drafts, thread.Standing)
	switch {
	case !e.State.Open() && len(e.Decisions) == 0:
		return removal(standing, "it is "+string(e.State)+": "+e.Because)
	case e.UserDraft:
		return removal(standing, "you have begun an answer of your own")
	case slices.ContainsFunc(e.Drafts, func(d thread.Draft) bool { return d.State == thread.Edited && d.Unsure }):
		return nil // it may be untouched: what else stands goes on standing (P7)
	case len(inState(e.Drafts, thread.Edited)) > 0:
		// An edited draft is the user's answer in the making; of `both`, it
		// closes the other.
		return removal(standing, "you are editing another draft for it")
	}
	return replacements(e, standing, now)
}

// replacements pairs the standing drafts with the decisions: what still fits
// stays, what does not is replaced, what is wanted and due is written.
func replacements(e Entry, standing []thread.Draft, now time.Time) []step {
	wanted := writable(e.Decisions)
	var steps []step
	var misfits []thread.Draft
	var why string
	for _, d := range standing {
		i := slices.IndexFunc(wanted, func(w decide.Decision) bool { return w.Action == d.Action })
		if i < 0 {
			if len(e.Decisions) > 0 && heldBack(e.Decisions, d) && !offersPassed(d, now) {
				continue // nothing better can be written: what stands is still true
			}
			misfits, why = append(misfits, d), "the action changed"
			continue
		}
		w := wanted[i]
		wanted = slices.Delete(wanted, i, i+1)
		if reason := unfit(e, d, w, now); reason != "" {
			steps = append(steps, step{write: &w, revision: nextRevision(e, w.Action), remove: []thread.Draft{d}, why: reason})
		}
	}
	for _, w := range wanted {
		if w.When.After(now) && len(misfits) == 0 {
			continue
		}
		steps = append(steps, step{write: &w, revision: nextRevision(e, w.Action), remove: misfits, why: w.Why})
		misfits = nil
	}
	return append(steps, removal(misfits, why)...)
}

// unfit says why a standing draft must be replaced by what is decided now; empty
// when it still fits.
func unfit(e Entry, d thread.Draft, w decide.Decision, now time.Time) string {
	if why := decide.Stale(d, e.Invitation, e.Decisions, e.agenda, now); why != "" {
		return why
	}
	if d.Reason != w.Reason {
		return "the reason changed"
	}
	return ""
}

func offersPassed(d thread.Draft, now time.Time) bool {
	return slices.ContainsFunc(d.Offers, func(s extract.Slot) bool { return !s.Start.After(now) })
}

// heldBack reports whether a decision of the draft's action exists but cannot
// be written anew.
func heldBack(decisions []decide.Decision, d thread.Draft) bool {
	return slices.ContainsFunc(decisions, func(x decide.Decision) bool { return x.Action == d.Action && x.Withheld != "" })
}

func writable(decisions []decide.Decision) []decide.Decision {
	var list []decide.Decision
	for _, d := range decisions {
		if d.Action != "" && d.Action != thread.None && d.Withheld == "" {
			list = append(list, d)
		}
	}
	return list
}

// nextRevision counts the drafts that were made for the same mail and action,
// so that a new one has a KEY of its own. One that was begun and not finished
// is gone on with.
func nextRevision(e Entry, a thread.Action) int {
	next := 0
	for _, d := range e.Drafts {
		switch {
		case d.Ask != e.Ask.Identity || d.Action != a:
		case d.State == thread.Intended:
			next = max(next, d.Revision)
		default:
			next = max(next, d.Revision+1)
		}
	}
	return next
}

func removal(drafts []thread.Draft, why string) []step {
	if len(drafts) == 0 {
		return nil
	}
	return []step{{remove: drafts, why: why}}
}

func inState(drafts []thread.Draft, s thread.DraftState) []thread.Draft {
	var list []thread.Draft
	for _, d := range drafts {
		if d.State == s {
			list = append(list, d)
		}
	}
	return list
}
