package eval_test

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// forms are the words that a company's name may go without.
var forms = []string{"inc", "llc", "ltd", "gmbh", "corp", "co", "the", "ag", "sa", "plc"}

// words are those of a name, without case, punctuation and legal form.
func words(s string) []string {
	ws := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(ws, func(w string) bool { return slices.Contains(forms, w) })
}

// same reports whether two names are of the same thing: the same words, or the
// wanted ones with at most two more.
func same(want, got string) bool {
	a, b := words(want), words(got)
	if len(b) == 0 || len(b) > len(a)+2 {
		return false
	}
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// sameFirst reports whether two people go by the same first name.
func sameFirst(want, got string) bool {
	a, b := words(want), words(got)
	return len(a) > 0 && len(b) > 0 && a[0] == b[0]
}

// written is a time as labels write it.
func written(t time.Time, day bool) string {
	switch {
	case t.IsZero():
		return ""
	case day:
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// sameInstant compares times to the minute; where the label names only a day, the
// day.
func sameInstant(want, got string) bool {
	if len(want) == len(time.DateOnly) {
		return len(got) >= len(want) && got[:len(want)] == want
	}
	a, err := time.Parse(time.RFC3339, want)
	b, err2 := time.Parse(time.RFC3339, got)
	return err == nil && err2 == nil && a.Truncate(time.Minute).Equal(b.Truncate(time.Minute))
}

// starts lists times for people.
func starts(slots []goldSlot) string {
	var list []string
	for _, s := range slots {
		list = append(list, s.Start)
	}
	return strings.Join(list, ", ")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
