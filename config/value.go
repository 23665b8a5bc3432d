package config

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"rsvpd/internal/workday"
)

// text reads a text as it stands and reports whether there was one.
func (t *table) text(key string, into *string) bool {
	v, ok := get[string](t, key, `write a text: `+key+` = "…"`)
	if ok {
		*into = v
	}
	return ok
}

// name reads a text of one line that is not empty.
func (t *table) name(key string, into *string) {
	var v string
	if !t.text(key, &v) {
		return
	}
	if fix := oneLine(v); fix != "" {
		t.wrong(key, fmt.Sprintf("%q can't be used", v), fix)
		return
	}
	*into = v
}

func (t *table) oneOf(key string, into *string, allowed []string) {
	v, ok := get[string](t, key, "write one of "+quoted(allowed))
	if !ok {
		return
	}
	if !slices.Contains(allowed, v) {
		t.wrong(key, fmt.Sprintf("%q is not known", v), choose(v, allowed))
		return
	}
	*into = v
}

func (t *table) flag(key string, into *bool) {
	if v, ok := get[bool](t, key, "write true or false, without quotes"); ok {
		*into = v
	}
}

func (t *table) number(key string, into *int, least, most int) {
	fix := fmt.Sprintf("write a whole number from %d to %d, without quotes", least, most)
	v, ok := get[int64](t, key, fix)
	if !ok {
		return
	}
	if v < int64(least) || v > int64(most) {
		t.wrong(key, fmt.Sprintf("%d is out of range", v), fix)
		return
	}
	*into = int(v)
}

const spanFix = `write it like "30m", "48h", "2d" or "2 business days"`

// span reads a length of time; least is the shortest that makes sense.
func (t *table) span(key string, into *workday.Span, least time.Duration) {
	text, ok := get[string](t, key, spanFix)
	if !ok {
		return
	}
	s, err := workday.ParseSpan(text)
	switch {
	case err != nil:
		t.wrong(key, fmt.Sprintf("%q is not a length of time", text), cause(err))
	case s.BusinessDays == 0 && s.Duration < least:
		t.wrong(key, fmt.Sprintf("%q is too short", text), fmt.Sprintf("write at least %q", workday.Elapsed(least)))
	default:
		*into = s
	}
}

// spanOrOff reads a length of time, or "off" for none.
func (t *table) spanOrOff(key string, into *workday.Span) {
	if text, ok := t.values[key].(string); ok && text == "off" {
		var off string
		t.text(key, &off)
		*into = workday.Span{}
		return
	}
	t.span(key, into, time.Hour)
}

// duration reads a length of time that can't be counted in business days.
func (t *table) duration(key string, into *time.Duration, least time.Duration) {
	s := workday.Elapsed(*into)
	t.span(key, &s, least)
	if s.BusinessDays > 0 {
		t.wrong(key, "can't be counted in business days", `write it like "5m" or "1h"`)
		return
	}
	*into = s.Duration
}

// cause is what lies below the first wrapping, which repeats the value.
func cause(err error) string {
	if inner := errors.Unwrap(err); inner != nil {
		return inner.Error()
	}
	return err.Error()
}

// list reads a list of texts.
func (t *table) list(key string, into *[]string) bool {
	fix := `write a list of texts: ` + key + ` = ["…", "…"]`
	raw, ok := get[[]any](t, key, fix)
	if !ok {
		return false
	}
	var texts []string
	for i, v := range raw {
		text, ok := v.(string)
		if !ok {
			t.wrongElement(key, i, "is "+typeWord(v), fix)
			return false
		}
		texts = append(texts, text)
	}
	*into = texts
	return true
}

// anyOf reads a text, or a list of them.
func (t *table) anyOf(key string) []string {
	var one string
	var many []string
	if _, ok := t.values[key].(string); ok {
		t.text(key, &one)
		many = []string{one}
	} else if !t.list(key, &many) {
		return nil
	}
	if len(many) == 0 {
		t.wrong(key, "is an empty list, which nothing matches", "leave it out, or name what to look for")
	}
	return many
}

// oneLine says what to do about a text that is blank or spans lines; "" if it is
// neither. Line ends in names would end up in header fields.
func oneLine(s string) string {
	blank := true
	for _, r := range s {
		if r < ' ' || r == 0x7f {
			return "write it in one line, without control characters"
		}
		blank = blank && r == ' '
	}
	if blank {
		return "write something, or leave the key out"
	}
	return ""
}
