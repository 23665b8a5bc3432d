package extract

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rsvpd/internal/lexicon"
)

// lengthFinder finds the lengths of a language from its words for times: "45
// minutes", "eine Stunde", "half an hour". The expression alone says what one is;
// but it knows hundreds of words, and would be slow on every letter of a mail. So
// it is tried only where the words that stand there can be those of a length.
type lengthFinder struct {
	expr *regexp.Regexp // anchored: a length begins where the text does
	// runs are runs of letters that a length may begin with, in lower case, and
	// those that may stand next; "" is none.
	runs  map[string][]string
	units []string // the first runs of the units
}

// lengthsOf makes the finder of a language; nil when it has no units.
func lengthsOf(d *lexicon.Dates, e *lexicon.Extract) (*lengthFinder, error) {
	var units []string
	for word, unit := range d.Units {
		if (unit == "minute" || unit == "hour") && len(word) > 1 {
			units = append(units, word)
		}
	}
	units = slices.AppendSeq(units, maps.Keys(e.LengthUnits))
	if len(units) == 0 {
		return nil, nil
	}
	whole := slices.AppendSeq(slices.Collect(maps.Keys(d.Durations)), maps.Keys(e.Lengths))
	numbers := slices.Collect(maps.Keys(d.Numbers))
	re, err := regexp.Compile(fmt.Sprintf(`(?i)^(?:(%s)|(\d{1,3}(?:[.,]5)?|%s)\)?[\s-]{0,2}(%s))(?:$|[^\pL\pN])`,
		either(slices.Clone(whole)), either(slices.Clone(numbers)), either(slices.Clone(units))))
	if err != nil {
		return nil, fmt.Errorf("lengths: %w", err)
	}
	f := &lengthFinder{expr: re, runs: map[string][]string{}}
	for _, u := range units {
		f.units = append(f.units, runsOf(u)[0])
	}
	for _, w := range whole {
		rs := append(runsOf(w), "")
		f.runs[rs[0]] = append(f.runs[rs[0]], rs[1])
	}
	for _, n := range numbers {
		if rs := runsOf(n); len(rs) > 1 {
			f.runs[rs[0]] = append(f.runs[rs[0]], rs[1])
		} else {
			f.runs[rs[0]] = append(f.runs[rs[0]], f.units...)
		}
	}
	return f, nil
}

// runsOf cuts a word of the data into its runs of letters; there is at least one,
// which may be empty.
func runsOf(s string) []string {
	rs := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
	if first, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(first) {
		return append([]string{""}, rs...)
	}
	return rs
}

// find returns the first length in text, as places of the expression's groups;
// nil when there is none.
func (f *lengthFinder) find(text string) []int {
	parted := true // a length may begin here
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if parted && f.may(text[i:], r) {
			if m := f.expr.FindStringSubmatchIndex(text[i:]); m != nil {
				return shift(m, i)
			}
		}
		parted = parts(r)
		i += n
	}
	return nil
}

// parts reports whether a length may begin behind a rune.
func parts(r rune) bool {
	return r != ':' && r != '.' && r != ',' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
}

// shift moves the places of groups that stand.
func shift(m []int, by int) []int {
	for k := range m {
		if m[k] >= 0 {
			m[k] += by
		}
	}
	return m
}

// may reports whether a length may stand at the start of a text that begins with
// r.
func (f *lengthFinder) may(text string, r rune) bool {
	if r >= '0' && r <= '9' {
		rest := strings.TrimLeft(text, "0123456789.,)")
		unit, _ := run(strings.TrimLeft(rest, " \t\r\n\f\v-"))
		return len(text)-len(rest) <= 6 && f.unit(unit) || len(f.runs[""]) > 0
	}
	if !unicode.IsLetter(r) {
		return len(f.runs[""]) > 0
	}
	first, rest := run(text)
	nexts, ok := f.runs[first]
	if !ok {
		return f.glued(first)
	}
	next, _ := run(strings.TrimLeftFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }))
	return slices.ContainsFunc(nexts, func(want string) bool { return want == "" || want == next }) || f.glued(first)
}

// unit reports whether a run may begin one.
func (f *lengthFinder) unit(run string) bool { return slices.Contains(f.units, run) }

// glued reports whether a run is a number and a unit in one word: "dreißigminütig".
func (f *lengthFinder) glued(first string) bool {
	return slices.ContainsFunc(f.units, func(u string) bool {
		number, ok := strings.CutSuffix(first, u)
		return ok && len(f.runs[number]) > 0
	})
}

// run is the run of letters that a text begins with, in lower case, and the rest.
func run(text string) (first, rest string) {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	return strings.ToLower(text[:end]), text[end:]
}
