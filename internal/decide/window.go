package decide

import (
	"fmt"
	"strings"
	"time"

	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

const (
	// endOfDay is the hour by which an answer promised for a day is due.
	endOfDay = 17
	// summaryMargin keeps a draft clear of the summary that announces it: an
	// APPEND with an unclear outcome is searched for twice, a minute apart.
	summaryMargin = 10 * time.Minute
)

// bound is an instant by which an answer is owed, and why.
type bound struct {
	at  time.Time
	why string
}

// Window says until when an answer is owed (ETIQUETTE C1–C5): reply_within after
// receipt, or to the day that a sent hold named; earlier if an explicit deadline
// is earlier, or ahead of the first proposed or booked time. Where that has
// passed at receipt already, the window closes as it opens: due at once.
func Window(inv thread.Invitation, p Policy) ReplyWindow {
	wp := p.window(inv.Facts.Kind)
	opens := opened(inv)
	target := p.target(inv, wp, opens)
	closes := target
	for _, b := range p.limits(inv, wp, opens) {
		if b.at.Before(closes.at) {
			closes = b
		}
	}
	if closes.at.Before(opens) {
		closes = bound{opens, "at once: it arrived later than " + closes.why}
	}
	w := ReplyWindow{
		Opens: opens.In(p.zone()), Closes: closes.at.In(p.zone()), Because: closes.why,
		Promised: target.at.In(p.zone()), LateUntil: p.Calendar.Add(closes.at, wp.Late).In(p.zone()),
	}
	if d := inv.Facts.Deadline; d != nil && d.At.After(w.Closes) {
		w.HardLimit = d.At.In(p.zone())
	}
	w.Due = p.due(inv, wp, w).In(p.zone())
	return w
}

// opened returns when the present window opened.
func opened(inv thread.Invitation) time.Time {
	if inv.Opened.IsZero() {
		return inv.Ask.Received
	}
	return inv.Opened
}

// target is when an answer is owed if nothing presses: C1, or C5 after a hold.
func (p Policy) target(inv thread.Invitation, wp WindowPolicy, opens time.Time) bound {
	if inv.HoldUntil.After(opens) {
		day := p.endOfDay(inv.HoldUntil)
		return bound{day, "your holding reply named " + day.Format("Monday 2 January")}
	}
	return bound{p.Calendar.Add(opens, wp.ReplyWithin), wp.ReplyWithin.Words() + " after it arrived"}
}

// limits are the instants that no answer may pass, a hold's day included: an
// explicit deadline (C2) and the time before the conversation (C3).
func (p Policy) limits(inv thread.Invitation, wp WindowPolicy, opens time.Time) []bound {
	var limits []bound
	if d := inv.Facts.Deadline; d != nil && p.binds(d.At, opens) {
		limits = append(limits, bound{d.At, "“" + strings.Join(strings.Fields(d.Text), " ") + "”"})
	}
	if s, ok := firstSlot(inv, opens); ok {
		why := "when the first proposed time begins (" + p.say(s) + ")"
		if !wp.BeforeInterview.IsZero() {
			why = fmt.Sprintf("%s before the first proposed time (%s)", wp.BeforeInterview.Words(), p.say(s))
		}
		limits = append(limits, bound{p.Calendar.Sub(begins(s), wp.BeforeInterview), why})
	}
	return limits
}

// binds reports whether a deadline is meant for this window: one from before the
// day of the mail belongs to an earlier ask of the thread, or was misread.
func (p Policy) binds(deadline, opens time.Time) bool {
	y, m, d := opens.In(p.zone()).Date()
	midnight, _ := workday.At(y, m, d, 0, p.zone())
	return !deadline.Before(midnight)
}

// due is draft_ahead before closing, and before the last summary ahead of it; a
// reminder makes it at once.
func (p Policy) due(inv thread.Invitation, wp WindowPolicy, w ReplyWindow) time.Time {
	due := p.Calendar.Sub(w.Closes, wp.DraftAhead)
	if p.SummaryBefore != nil {
		if s, ok := p.SummaryBefore(w.Closes); ok && s.Add(-summaryMargin).Before(due) {
			due = s.Add(-summaryMargin)
		}
	}
	if due.Before(w.Opens) || inv.Reminders > 0 {
		return w.Opens
	}
	return due
}

// endOfDay returns the end of business on the day of t in the user's zone.
func (p Policy) endOfDay(t time.Time) time.Time {
	y, m, d := t.In(p.zone()).Date()
	end, _ := workday.At(y, m, d, endOfDay*60, p.zone())
	return end
}

// say names a slot's time in the user's zone, and any doubt about it.
func (p Policy) say(s extract.Slot) string {
	text := s.Start.In(p.zone()).Format("Mon 2 Jan 15:04")
	if s.AllDay {
		text = s.Start.Format("Mon 2 Jan") // the day as they named it
	}
	if !s.Certain {
		text += ", if it is read rightly"
	}
	return text
}
