package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// rules reads all [[rule]] in their order.
func rules(root *table) []Rule {
	var list []Rule
	matchesAll := ""
	for i, t := range root.subs("rule") {
		r := Rule{Line: t.line()}
		r.Name = fmt.Sprintf("rule %d (%s:%d)", i+1, filepath.Base(t.doc.name), r.Line)
		if matchesAll != "" {
			t.doc.add(r.Line, r.Name+" can never decide: "+matchesAll+" matches everything",
				"put it above that one, or take it out")
		}
		r.read(t)
		if when, ok := t.values["when"].(map[string]any); ok && len(when) == 0 && matchesAll == "" {
			matchesAll = r.Name
		}
		list = append(list, r)
	}
	return list
}

func (r *Rule) read(t *table) {
	if !t.has("when") {
		t.missing("when", `write when = {company = "…"}, or when = {} for every invitation`)
	}
	r.When = readWhen(t.sub("when"))
	t.oneOf("then", &r.Then, Actions)
	if !t.has("then") {
		t.missing("then", "write then = one of "+quoted(Actions))
	}
	r.readReason(t)
	t.name("note", &r.Note)
	t.name("referral", &r.Referral)
	if r.Referral != "" && r.Then != "" && r.Then != "decline" {
		t.wrong("referral", "only a decline names somebody else", "take it out")
	}
	t.done(map[string]string{
		"if": `did you mean "when"?`, "action": `did you mean "then"?`, "because": `did you mean "reason"?`,
		"company": "it belongs into when = {…}", "role": "it belongs into when = {…}",
		"from": "it belongs into when = {…}", "text": "it belongs into when = {…}",
		"kind": "it belongs into when = {…}", "category": "it belongs into when = {…}",
	})
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

func readWhen(t *table) When {
	var w When
	w.Company = t.patterns("company")
	w.Role = t.patterns("role")
	w.From = t.patterns("from")
	w.Text = t.patterns("text")
	w.Kind = t.someOf("kind", Kinds)
	w.Stage = t.someOf("stage", Stages)
	w.Form = t.someOf("form", Forms)
	w.Category = t.someOf("category", Categories)
	t.done(nil)
	return w
}

// someOf reads one or more of the allowed words.
func (t *table) someOf(key string, allowed []string) []string {
	words := t.anyOf(key)
	for i, w := range words {
		if !slices.Contains(allowed, w) {
			t.wrongElement(key, i, fmt.Sprintf("%q is not known", w), choose(w, allowed))
		}
	}
	return words
}

// patterns reads one or more texts to look for.
func (t *table) patterns(key string) []Pattern {
	var list []Pattern
	for i, text := range t.anyOf(key) {
		p, err := parsePattern(text)
		if err != nil {
			t.wrongElement(key, i, fmt.Sprintf("%q %v", text, err),
				`write words to look for, or an expression between slashes: "/senior|staff/"`)
			continue
		}
		list = append(list, p)
	}
	return list
}

// parsePattern reads words, or "/…/", a regular expression (RE2: matching takes
// linear time, whatever the mail says).
func parsePattern(text string) (Pattern, error) {
	if len(text) > 2 && strings.HasPrefix(text, "/") && strings.HasSuffix(text, "/") {
		re, err := regexp.Compile("(?i)" + text[1:len(text)-1])
		if err != nil {
			return Pattern{}, fmt.Errorf("is not a regular expression: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		}
		return Pattern{Regexp: re}, nil
	}
	words := strings.Join(strings.Fields(text), " ")
	if strings.Trim(words, "/") == "" {
		return Pattern{}, errors.New("is empty")
	}
	return Pattern{Text: words}, nil
}
