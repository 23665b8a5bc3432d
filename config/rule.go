package config

import (
	"fmt"
	"path/filepath"
	"slices"
)

// rules reads all [[rule]] in their order.
func rules(root *table) []Rule {
	var list []Rule
	for i, t := range root.subs("rule") {
		r := Rule{Line: t.line()}
		r.Name = fmt.Sprintf("rule %d (%s:%d)", i+1, filepath.Base(t.doc.name), r.Line)
		r.read(t)
		list = append(list, r)
	}
	return list
}

func (r *Rule) read(t *table) {
	if !t.has("when") {
		t.missing("when", `write when = {company = "…"}, or when = {} for every invitation`)
	}
	r.When = readWhen(t.sub("when"))
	if t.has("unless") {
		r.readUnless(t)
	} else {
		t.asked = append(t.asked, "unless")
	}
	t.date("since", &r.Since)
	t.oneOf("then", &r.Then, Actions)
	if !t.has("then") {
		t.missing("then", "write then = one of "+quoted(Actions))
	}
	r.readReason(t)
	t.name("note", &r.Note)
	t.name("referral", &r.Referral)
	t.name("condition", &r.Condition)
	if r.Condition != "" && r.Then != "" && r.Then != "decline" {
		t.wrong("condition", "only a decline names what would change it", "take it out")
	}
	if r.Referral != "" && r.Then != "" && r.Then != "decline" {
		t.wrong("referral", "only a decline names somebody else", "take it out")
	}
	t.oneOf("door", &r.Door, Doors)
	if r.Door != "" && r.Then != "" && r.Then != "decline" {
		t.wrong("door", "only a decline leaves a door open or closes it", "take it out")
	}
	t.done(map[string]string{
		"if": `did you mean "when"?`, "action": `did you mean "then"?`, "because": `did you mean "reason"?`,
		"company": "it belongs into when = {…}", "role": "it belongs into when = {…}",
		"from": "it belongs into when = {…}", "text": "it belongs into when = {…}",
		"kind": "it belongs into when = {…}", "category": "it belongs into when = {…}",
		"pay_below": "it belongs into when = {…}", "fails": "it belongs into when = {…}", "conflict": "it belongs into when = {…}",
		"except": `did you mean "unless"?`, "from_date": `did you mean "since"?`,
	})
}

// readUnless reads the exceptions of a rule.
func (r *Rule) readUnless(t *table) {
	w := readWhen(t.sub("unless"))
	r.Unless = &w
	if values, ok := t.values["unless"].(map[string]any); ok && len(values) == 0 {
		t.wrong("unless", "excepts everything", `write unless = {company = "…"}, or take it out`)
	}
}

// readReason reads the reason, of those that the action may give.
func (r *Rule) readReason(t *table) {
	allowed := Reasons[r.Then]
	if allowed == nil { // the other actions give no reason
		allowed = []string{"none"}
	}
	var reason string
	t.text("reason", &reason)
	switch {
	case reason == "" || reason == "none" || r.Then == "": // a wrong action has been told already
		return
	case slices.Contains(allowed, reason):
		r.Reason = reason
	case len(allowed) == 1:
		t.wrong("reason", fmt.Sprintf("%q: the action %q gives no reason", reason, r.Then), "take it out")
	default:
		t.wrong("reason", fmt.Sprintf("%q is no reason to %s", reason, r.Then), choose(reason, allowed))
	}
}
