package summary

import (
	"cmp"
	"slices"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

// place is the section that an invitation stands in. Each stands in one only.
type place int

const (
	nowhere place = iota // old news
	today
	overdue
	drafts
	yours
	waiting
	suspicious
	further
	booked
	answered
	withdrawn
	dismissed
	lapsed
)

// sorted are the entries by place, in the order in which they are shown.
type sorted map[place][]*Entry

// sortEntries puts every entry into its place: what is open by when it closes,
// what is booked by when it is, the rest by when it happened.
func (in *Input) sortEntries() sorted {
	s := sorted{}
	for i := range in.Entries {
		e := &in.Entries[i]
		p := in.place(e)
		s[p] = append(s[p], e)
	}
	for p, list := range s {
		slices.SortStableFunc(list, func(a, b *Entry) int {
			return cmp.Or(in.order(p, a).Compare(in.order(p, b)), cmp.Compare(a.Invitation.Key, b.Invitation.Key))
		})
	}
	return s
}

func (in *Input) order(p place, e *Entry) time.Time {
	switch p {
	case booked:
		if s, ok := in.nextSlot(e); ok {
			return s.Start
		}
	case answered, withdrawn, dismissed, lapsed:
		return e.Invitation.Since
	}
	return e.Window.Closes
}

// place finds the section of an entry.
func (in *Input) place(e *Entry) place {
	if !e.Invitation.State.Open() && len(e.Decisions) > 0 {
		return further
	}
	switch inv := &e.Invitation; inv.State {
	case thread.Waiting, thread.Drafted:
		return in.openPlace(e)
	case thread.Booked:
		if _, ok := in.nextSlot(e); ok || len(inv.Facts.Slots) == 0 && in.isNews(inv.Since) {
			return booked
		}
	case thread.Answered:
		return in.ifNews(inv.Since, answered)
	case thread.Withdrawn:
		return in.ifNews(inv.Since, withdrawn)
	case thread.Dismissed:
		return in.ifNews(inv.Since, dismissed)
	case thread.Lapsed:
		if in.hasLapsed(e) {
			return lapsed
		}
	}
	return nowhere
}

// openPlace finds the section of an entry to which an answer is owed.
func (in *Input) openPlace(e *Entry) place {
	stands := len(e.standing()) > 0
	switch closes := e.Window.Closes; {
	case !stands && len(e.Invitation.Facts.Suspicious) > 0 && e.withheld() != "":
		return suspicious
	case closes.Before(in.startOfDay()):
		return overdue
	case !closes.After(in.horizon()):
		return today
	case stands:
		return drafts
	case e.withheld() != "":
		return yours
	}
	return waiting
}

// startOfDay is the midnight that began the date of the summary, endOfDay the
// one that ends it.
func (in *Input) startOfDay() time.Time { return in.midnight(0) }
func (in *Input) endOfDay() time.Time   { return in.midnight(1) }

func (in *Input) midnight(days int) time.Time {
	y, m, d := in.Now.In(in.zone()).Date()
	t, _ := workday.At(y, m, d+days, 0, in.zone())
	return t
}

// horizon is until when this summary is the last to warn: an answer owed before
// the next one can't wait for it.
func (in *Input) horizon() time.Time {
	if end := in.endOfDay(); !in.Next.After(end) {
		return end
	}
	return in.Next
}

func (in *Input) zone() *time.Location {
	if in.Zone == nil {
		return time.UTC
	}
	return in.Zone
}

// firstNews is how far back the first summary of all looks.
const firstNews = 24 * time.Hour

func (in *Input) isNews(at time.Time) bool {
	since := in.Since
	if since.IsZero() {
		since = in.Now.Add(-firstNews)
	}
	return at.After(since)
}

func (in *Input) ifNews(at time.Time, p place) place {
	if in.isNews(at) {
		return p
	}
	return nowhere
}

// hasLapsed reports whether an invitation has lapsed since the last summary. Its
// Since does not tell: an answer may have been possible for days after the window
// closed. So the clock is asked how it stood back then.
func (in *Input) hasLapsed(e *Entry) bool {
	if in.Since.IsZero() || e.Invitation.Opened.After(in.Since) {
		return true
	}
	before := e.Invitation
	before.State = thread.Waiting
	was, _ := decide.Lapsed(before, e.Window, in.Since)
	return !was
}

// standing are the drafts of ours that stand in Drafts, oldest first.
func (e *Entry) standing() []thread.Draft {
	var list []thread.Draft
	for _, d := range e.Invitation.Drafts {
		if d.State == thread.Standing || d.State == thread.Edited {
			list = append(list, d)
		}
	}
	return list
}

// withheld says why no draft can be written although one is wanted; empty where
// one can, or none is wanted.
func (e *Entry) withheld() string {
	why := ""
	for _, d := range e.Decisions {
		if d.Withheld == "" {
			return ""
		}
		why = d.Withheld
	}
	return why
}

// undecided reports whether neither a rule nor the user's own word has decided.
func (e *Entry) undecided() bool {
	if e.Invitation.UserDraft || !e.Invitation.State.Open() {
		return false
	}
	if said := e.Invitation.Said; said != nil && said.Action != "" {
		return false
	}
	return slices.ContainsFunc(e.Decisions, func(d decide.Decision) bool { return d.Rule < 0 })
}
