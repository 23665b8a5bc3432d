package summary

import (
	"slices"
	"strings"

	"rsvpd/internal/decide"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// script is what to say on the phone where a call is the kinder channel and a
// draft stands (ETIQUETTE D8): a no, or a request for another time than theirs.
// Who is asked when they are free is not called.
func (t *teller) script(e *Entry) []string {
	i := slices.IndexFunc(e.Decisions, func(d decide.Decision) bool { return d.LateStage && t.callsFor(e, d) })
	if i < 0 {
		return nil
	}
	d := e.Decisions[i]
	pattern := t.say.Call.Decline
	if d.Action == thread.Reschedule {
		pattern = t.say.Call.Reschedule
	}
	return t.speak(e, d, pattern)
}

// callsFor reports whether a draft of the decision's action stands that a call
// could go with.
func (t *teller) callsFor(e *Entry, d decide.Decision) bool {
	f := &e.Invitation.Facts
	moves := d.Action == thread.Reschedule && (f.Form == extract.Times || f.Form == extract.Calendar)
	return (d.Action == thread.Decline || moves) &&
		slices.ContainsFunc(e.standing(), func(s thread.Draft) bool { return s.Action == d.Action })
}

// speak fills in a call script. A sentence whose blank is not known is left out,
// so that nothing untrue and no hole is ever read aloud.
func (t *teller) speak(e *Entry, d decide.Decision, pattern []string) []string {
	known := map[string]string{
		"me": clean(t.in.Me, maxName), "name": t.callee(e), "what": t.occasion(e), "reason": t.spokenReason(d),
		"times": t.spokenTimes(e, d.Action),
	}
	var script []string
	for i, sentence := range pattern {
		if i == 0 {
			sentence = t.hello(sentence, known)
		}
		if s, ok := fillKnown(sentence, known); ok {
			script = append(script, s)
		}
	}
	return script
}

// fillKnown fills in a sentence; false when one of its blanks is not known.
func fillKnown(sentence string, known map[string]string) (string, bool) {
	var pairs []string
	for _, b := range blank.FindAllString(sentence, -1) {
		name := strings.Trim(b, "{}")
		if known[name] == "" {
			return "", false
		}
		pairs = append(pairs, name, known[name])
	}
	return fill(sentence, pairs...), true
}

// hello is the greeting that goes with the names that are known.
func (t *teller) hello(named string, known map[string]string) string {
	switch {
	case known["me"] == "":
		return t.say.Call.HelloBare
	case known["name"] == "":
		return t.say.Call.Hello
	}
	return named
}

// callee is the person to ask for; empty where only a team is known.
func (t *teller) callee(e *Entry) string {
	name := clean(e.Invitation.Facts.Contact.Name, maxName)
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if slices.Contains(t.words.Greeting.Nobody, strings.Trim(w, ".,()")) {
			return ""
		}
	}
	return name
}

// occasion is what they invited to: as much of it as is known.
func (t *teller) occasion(e *Entry) string {
	f := &e.Invitation.Facts
	company, role := clean(f.Company, maxName), clean(f.Role, maxName)
	key := string(f.Kind)
	what := t.say.Call.What
	for _, k := range []struct {
		key string
		ok  bool
	}{{key + "_both", company != "" && role != ""}, {key + "_role", role != ""}, {key + "_company", company != ""}, {key, true}} {
		if k.ok && what[k.key] != "" {
			return fill(what[k.key], "company", company, "role", role)
		}
	}
	return ""
}

// spokenReason is the one reason that the user has stated; one that is not
// meant to be said aloud has no sentence.
func (t *teller) spokenReason(d decide.Decision) string {
	if d.Reason == "" {
		return ""
	}
	return t.say.Call.Reason[d.Reason]
}

// spokenTimes are the times that the standing draft offers.
func (t *teller) spokenTimes(e *Entry, action thread.Action) string {
	for _, d := range e.standing() {
		if d.Action == action && len(d.Offers) > 0 {
			return t.slots(d.Offers, e.Invitation.Facts.Zone)
		}
	}
	return ""
}
