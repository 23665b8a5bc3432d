package decide

import (
	"fmt"
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// choice is which answer is wanted and who said so, before it is worked out.
type choice struct {
	action thread.Action
	rule   *Rule // nil: no rule
	index  int   // of rule; -1: none
	word   *thread.Act
	wants  bool // the user has said that they would take the interview
	why    string
}

// Decide says what to do about an invitation: nothing at all where no answer is
// owed, two Decisions where the undecided user wants both a decline and a
// reschedule to choose from, else one. The user's own word comes first, then the
// first rule that matches, then Policy.Undecided. agenda is the user's time.
func Decide(inv thread.Invitation, w ReplyWindow, p Policy, agenda Agenda, now time.Time) []Decision {
	if !owed(inv) {
		return nil
	}
	if inv.UserDraft {
		return []Decision{{Action: thread.None, Rule: -1, When: w.Due, Why: "A draft of your own stands in the thread."}}
	}
	c := choose(know(inv, p, agenda, now))
	if c.action != Both {
		return []Decision{p.work(inv, w, c, agenda, now)}
	}
	var both []Decision
	for _, a := range []thread.Action{thread.Decline, thread.Reschedule} {
		c.action = a
		both = append(both, p.work(inv, w, c, agenda, now))
	}
	return both
}

// owed reports whether an answer may be written: the state is open, or the user
// asked for one after it had been given up.
func owed(inv thread.Invitation) bool {
	if inv.State == thread.Lapsed || inv.State == thread.Dismissed {
		return spoken(inv) && inv.Said.At.After(inv.Since)
	}
	return inv.State.Open()
}

// spoken reports whether the user's own word asks for an answer.
func spoken(inv thread.Invitation) bool {
	return inv.Said != nil && inv.Said.Action != "" && inv.Said.Action != thread.None
}

func choose(k *known) choice {
	inv := &k.inv
	c := byRule(k)
	if inv.Said == nil || inv.Said.Action == "" {
		return c
	}
	// A statement of interest stands, whatever was said about this mail, unless
	// a rule speaks against it.
	wants := c.wants
	if a := inv.Said.Action; a == thread.Accept || a == thread.Reschedule {
		wants = true
	}
	return choice{action: inv.Said.Action, index: -1, word: inv.Said, wants: wants, why: fmt.Sprintf("You said %s.", inv.Said.Action)}
}

// byRule is what the rules say. Where one asked for failed checks, it tells how
// they came out (ETIQUETTE D4), whoever decides.
func byRule(k *known) choice {
	c := firstRule(k)
	if k.verdict == nil {
		return c
	}
	if verdict := k.verdict.String(); verdict != "" && !strings.Contains(c.why, verdict) {
		c.why += " Your checks: " + verdict + "."
	}
	return c
}

// firstRule takes the first rule that matches. An ask whose question has been put
// already in the thread is passed over (ETIQUETTE D5).
func firstRule(k *known) choice {
	asked := ""
	for from := 0; ; {
		i, what, ok := k.policy.Rules.first(k, from)
		if !ok {
			c := undecided(k)
			c.why = asked + c.why
			return c
		}
		r := &k.policy.Rules.list[i].Rule
		if r.Then == thread.Ask && k.inv.Asked {
			asked += fmt.Sprintf("%s would ask, but you have asked once already. ", sentence(r.Name))
			from = i + 1
			continue
		}
		wants := r.Then != thread.Decline && r.Then != thread.None
		return choice{action: r.Then, rule: r, index: i, wants: wants, why: asked + ruleWhy(*r, what)}
	}
}

func ruleWhy(r Rule, what string) string {
	if what == "" {
		what = "it matches everything"
	}
	since := ""
	if !r.Since.IsZero() {
		since = " since " + r.Since.Format("2 January 2006")
	}
	return fmt.Sprintf("%s says %s%s: %s.", sentence(r.Name), r.Then, since, what)
}

// undecided is for want of a rule.
func undecided(k *known) choice {
	wish := k.policy.Undecided
	c := choice{action: wish, index: -1, wants: wish == thread.Reschedule}
	if c.action == "" {
		c.action = thread.None
	}
	if kind := category(k.inv); kind != detect.Invitation {
		return choice{action: thread.None, index: -1, why: fmt.Sprintf("No rule matches, and mail of category %s is answered only by rule.", kind)}
	}
	c.why = fmt.Sprintf("No rule matches; `reply.undecided` is %s.", c.action)
	return c
}

// work makes a Decision of a choice.
func (p Policy) work(inv thread.Invitation, w ReplyWindow, c choice, agenda Agenda, now time.Time) Decision {
	d := Decision{
		Action: c.action, Why: c.why, Rule: c.index, When: w.Due,
		Late: now.After(w.Promised), SameDay: sameDay(inv, now), LateStage: lateStage(inv),
	}
	if c.rule != nil {
		d.Reason, d.Note, d.Referral, d.Door = c.rule.Reason, c.rule.Note, c.rule.Referral, c.rule.Door
	}
	if c.word != nil {
		d.Reason, d.When = c.word.Reason, c.word.At
	}
	if d.Reason == noReason {
		d.Reason = ""
	}
	if d.Action == thread.Decline && declinedBefore(inv) {
		d.Again = true
		if c.rule != nil {
			d.Unless = c.rule.Condition
		}
	}
	if !d.wantsDraft() {
		return d
	}
	d.Interest = c.wants && d.Action != thread.Decline
	if d.Withheld = barred(inv, w, now); d.Withheld != "" {
		return d
	}
	if d.Relayed = relayed(inv, d); d.Relayed {
		return d
	}
	switch d.Action {
	case thread.Reschedule:
		p.reschedule(&d, inv, w, agenda, now)
	case thread.Accept:
		p.accept(&d, inv, w, agenda, now)
	case thread.Hold:
		p.hold(&d, inv, now)
	case thread.Ask:
		p.ask(&d, inv)
	}
	return d
}

// ask names the condition; by the user's word it may lack one, or come twice.
func (p Policy) ask(d *Decision, inv thread.Invitation) {
	d.Condition = askFor[d.Reason]
	switch {
	case inv.Asked:
		d.Withheld = "you have asked once already in this thread; a second question is not polite"
	case d.Condition == "":
		d.Withheld = "nobody said what to ask about"
	}
}

// sameDay reports whether a conversation lies within the next 24 hours.
func sameDay(inv thread.Invitation, now time.Time) bool {
	for _, s := range inv.Facts.Slots {
		if !passed(s, now) && begins(s).Before(now.Add(24*time.Hour)) {
			return true
		}
	}
	return false
}

// relayed reports whether an answer that would offer times only moves the talk to
// e-mail (ETIQUETTE A6): the mail came through a network's relay, and names no
// times.
func relayed(inv thread.Invitation, d Decision) bool {
	f := &inv.Facts
	return f.Network != "" && d.Action == thread.Reschedule && len(f.Slots) == 0 && f.Form != extract.Booking
}

// declinedBefore reports whether the user's last word, before the mail that asks
// now, was a decline of ours: then they press (ETIQUETTE A2).
func declinedBefore(inv thread.Invitation) bool {
	return inv.Answer == thread.Decline && inv.Declined.Before(inv.Opened)
}

// longThread is how many asks make a thread a long one.
const longThread = 3

func lateStage(inv thread.Invitation) bool {
	s := inv.Facts.Stage
	return s == extract.Later || s == extract.Final || inv.Rounds >= longThread
}
