package draft

import (
	"slices"
	"strings"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/thread"
)

// further are the letters that may follow the first answer (ETIQUETTE A2–A6).
// They are shorter than it, and the rules of a first answer that ask for more do
// not hold for them.
var further = []thread.Action{thread.FollowUp, thread.Reopen, thread.Reconnect}

// furtherBlocks are what a language needs to write them. One that lacks any
// leaves them to English.
var furtherBlocks = []string{
	"again/thanks", "again", "again/unless", "follow-up", "reopen", "reopen/close", "reconnect", "reconnect/close", "relay",
}

// goesFurther reports whether a decision is for such a letter.
func goesFurther(d *decide.Decision) bool {
	return slices.Contains(further, d.Action) || d.Relayed
}

// writesFurther reports whether the language has all blocks for them.
func (l *language) writesFurther() bool {
	return !slices.ContainsFunc(furtherBlocks, func(name string) bool { return l.warm.Lookup(name) == nil })
}

// further composes one of them.
func (c *composer) further(t *text, d *decide.Decision) {
	switch {
	case d.Relayed:
		t.opening = []string{c.thanks(d), c.say("relay")}
	case d.Action == thread.FollowUp:
		t.opening = []string{c.say("follow-up")}
	case d.Action == thread.Reopen:
		t.opening = []string{c.thanks(d), c.say("reopen")}
		t.rest = []string{c.say("reopen/close")}
	case d.Action == thread.Reconnect:
		t.opening = []string{c.thanks(d), c.say("reconnect")}
		t.rest = []string{c.say("reconnect/close")}
	}
}

// again is the second no to somebody who asks once more (ETIQUETTE A2): firm and
// friendly, with no reason to argue about, and the one condition that would
// change it only where the user's rule names one.
func (c *composer) again(t *text) {
	t.opening = []string{c.say("again/thanks") + ".", c.say("again")}
	if c.view.Unless != "" {
		t.rest = append(t.rest, c.say("again/unless"))
	}
	t.rest = append(t.rest, c.say("goodwill"))
}

// dates puts into words when the user declined, and when they had been asked.
func (l *language) dates(v *View, in *Input) {
	clock := l.clock(in)
	v.Asked = clock.past(in.Invitation.First.Received)
	switch sent := in.Invitation.Declined; {
	case !sent.IsZero():
		v.Sent = clock.past(sent)
	case !in.Invitation.LastSent.IsZero():
		v.Sent = clock.past(in.Invitation.LastSent)
	}
}

// past is a date that lies behind, in the user's clock: nobody needs to know the
// weekday any more.
func (c clock) past(t time.Time) string {
	day := c.words.Weekdays[t.In(c.mine).Weekday()]
	return strings.TrimLeft(strings.TrimPrefix(c.date(t, c.mine), day), ", ")
}
