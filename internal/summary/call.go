package summary

import (
	"slices"
	"strings"

	"rsvpd/internal/decide"
	"rsvpd/internal/thread"
)

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
