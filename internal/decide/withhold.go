package decide

import (
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// barred says why no draft can be written, whatever it would say; empty: one
// can. The user's own word overrides doubt and lateness, but not the want of an
// address.
func barred(inv thread.Invitation, w ReplyWindow, now time.Time) string {
	if why := unreachable(inv); why != "" {
		return why
	}
	if spoken(inv) {
		return ""
	}
	if len(inv.Facts.Suspicious) > 0 {
		return "it looks suspicious: " + strings.Join(inv.Facts.Suspicious, "; ")
	}
	if maybe(inv) {
		return "it may be an invitation, but that is not certain: look at it, and say what to do"
	}
	return tooLate(inv, w, now)
}

// unreachable says that nobody can be written to.
func unreachable(inv thread.Invitation) string {
	if inv.Facts.ReplyTo == nil || inv.Facts.ReplyTo.Address == "" {
		return "there is no address to answer" + onlyLink(inv)
	}
	return ""
}

// maybe reports whether none of the mails that ask was read with certainty. One
// without a score was not judged by its words.
func maybe(inv thread.Invitation) bool {
	score := max(inv.First.Score, inv.Ask.Score)
	return score > 0 && score < detect.Sure
}

func onlyLink(inv thread.Invitation) string {
	for _, l := range inv.Facts.Links {
		if l.Kind == extract.BookingLink || l.Kind == extract.PortalLink {
			return ": it can be answered only through its " + string(l.Kind) + " link"
		}
	}
	return ""
}

// tooLate says why a closed window gets no draft any more (an answer that late would only embarrass).
func tooLate(inv thread.Invitation, w ReplyWindow, now time.Time) string {
	switch {
	case !now.After(w.Closes):
		return ""
	case now.After(w.LateUntil):
		return "its window closed on " + w.Closes.Format("2 January") + ", too long ago for a late answer"
	case writtenSince(inv):
		return "its window has closed, and somebody has written in the thread since"
	}
	for _, s := range inv.Facts.Slots {
		if begins(s).After(w.Opens) && passed(s, now) {
			return "its window has closed, and a proposed time has passed"
		}
	}
	return ""
}

// writtenSince reports whether the thread went on after the mail that asks. A
// hold that the user sent does not count: they still owe the answer it promised.
func writtenSince(inv thread.Invitation) bool {
	since := inv.Ask.Received
	for _, dr := range inv.Drafts {
		if dr.Ask == inv.Ask.Identity && dr.Action == thread.Hold && dr.State == thread.Sent && dr.At.After(since) {
			since = dr.At
		}
	}
	return inv.LastWrite.After(since)
}

// Lapsed reports whether a waiting invitation has to be given up: its window has
// closed and no draft can be written any more. The string says why.
func Lapsed(inv thread.Invitation, w ReplyWindow, now time.Time) (bool, string) {
	if inv.State != thread.Waiting || !now.After(w.Closes) {
		return false, ""
	}
	// A word of the user's about what had closed brings it back.
	after := spoken(inv) && inv.Said.At.After(w.Closes)
	if now.After(w.LateUntil) && !after {
		return true, tooLate(inv, w, now)
	}
	if inv.UserDraft {
		return false, "" // the user is writing it
	}
	why := barred(inv, w, now)
	return why != "", why
}
