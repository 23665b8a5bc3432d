package decide

import (
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/detect"
	"rsvpd/internal/terms"
	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

// WindowPolicy is how the reply clock runs (ETIQUETTE C1–C4).
type WindowPolicy struct {
	ReplyWithin     workday.Span // an answer is owed so long after receipt
	DraftAhead      workday.Span // the draft stands so long before the window closes
	BeforeInterview workday.Span // the window closes so long before the first proposed or booked time
	Late            workday.Span // after closing, a draft is still written for so long
}

// DefaultWindow is the clock of the shipped configuration.
func DefaultWindow() WindowPolicy {
	return WindowPolicy{
		ReplyWithin:     workday.BusinessDays(2),
		DraftAhead:      workday.Elapsed(24 * time.Hour),
		BeforeInterview: workday.Elapsed(24 * time.Hour),
		Late:            workday.BusinessDays(5),
	}
}

// Both, as Policy.Undecided, asks for a decline and a reschedule side by side.
const Both thread.Action = "both"

// Policy is the user's wishes.
type Policy struct {
	// Windows are the clocks by kind; the entry of the empty kind is for all
	// others. Without that one DefaultWindow holds.
	Windows map[detect.Kind]WindowPolicy
	// Calendar has the user's zone and holidays.
	Calendar workday.Calendar
	// Undecided is what to do when neither the user's word nor a rule decides:
	// an Action or Both. Empty means None.
	Undecided thread.Action
	// HoldFor is how long after the draft the day lies that a hold names.
	HoldFor workday.Span
	// FollowUpAfter and ReconnectAfter are how long after a decline further drafts
	// come (see After); zero: none does.
	FollowUpAfter, ReconnectAfter workday.Span
	Rules                         Rules
	// Litmus are the checks that a rule may count the failures of.
	Litmus Litmus
	// Terms reads pay and place out of a mail for the rules that ask for them;
	// nil: they are unknown.
	Terms TermsReader
	// SummaryBefore returns the last scheduled summary strictly before a time;
	// false when none is scheduled. Nil: there are no summaries.
	SummaryBefore func(time.Time) (time.Time, bool)
}

// TermsReader reads terms: *terms.Reader does.
type TermsReader interface {
	Read(text string) terms.Terms
}

// window returns the clock for a kind.
func (p Policy) window(kind detect.Kind) WindowPolicy {
	if w, ok := p.Windows[kind]; ok {
		return w
	}
	if w, ok := p.Windows[""]; ok {
		return w
	}
	return DefaultWindow()
}

func (p Policy) zone() *time.Location {
	if p.Calendar.Zone == nil {
		return time.UTC
	}
	return p.Calendar.Zone
}

// Tracks reports whether mail of a category that asks something becomes an
// Invitation: an invitation always, outreach and assessments only where a rule
// names the category.
func Tracks(c detect.Category, p Policy) bool {
	switch c {
	case detect.Invitation:
		return true
	case detect.Outreach, detect.Assessment:
		return p.Rules.nameCategory(c)
	}
	return false
}

// Agenda is the user's side of a request for free times: Zone, Hours, Holiday,
// Busy, Notice and Count. Decide fills in the rest from the invitation.
type Agenda = availability.Request
