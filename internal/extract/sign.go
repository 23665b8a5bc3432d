package extract

import (
	"strings"
)

// How far up a closing and a bare name are looked for, in lines.
const closingReach, nameReach = 24, 4

// signed is the name under the letter: after a closing, or alone on one of the
// last lines.
func (j *job) signed() string {
	lines := nonEmpty(j.text)
	sig := nonEmpty(j.m.Signature)
	last := max(0, len(lines)-nameReach)
	for _, l := range append(lines[last:len(lines):len(lines)], sig[:min(len(sig), 2)]...) {
		if n := j.nameLine(l); strings.Contains(n, " ") && folded(n) == folded(j.tidyName(j.m.From.Name)) {
			return n
		}
	}
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-closingReach; i-- {
		if !j.closes(lines[i]) {
			continue
		}
		if n := j.below(lines, i, sig); n != "" {
			return n
		}
		last = max(last, i+1)
	}
	for _, l := range sig[:min(len(sig), 2)] {
		if n := j.nameLine(l); n != "" && len(strings.Fields(n)) > 1 {
			return n
		}
	}
	for i := len(lines) - 1; i >= last; i-- {
		if strings.Contains(lines[i], "|") && j.f.ReplyTo == nil { // a portal's small print
			continue
		}
		if n := j.nameLine(lines[i]); n != "" && (len(strings.Fields(n)) > 1 || i == len(lines)-1) {
			return j.withSignature(n, append(lines[i+1:], sig...))
		}
	}
	return ""
}

// below is the name on a closing line behind its comma, or on one of the two
// lines under it.
func (j *job) below(lines []string, i int, sig []string) string {
	if _, rest, ok := strings.Cut(lines[i], ","); ok {
		if n := j.nameLine(rest); n != "" {
			return j.withSignature(n, sig)
		}
	}
	for k := i + 1; k < len(lines) && k <= i+2; k++ {
		if n := j.nameLine(lines[k]); n != "" {
			return j.withSignature(n, append(lines[k+1:], sig...))
		}
	}
	return ""
}

// withSignature prefers the full name of the lines below: "Dana", then
// "Dana Kowalczyk (she/her)".
func (j *job) withSignature(name string, below []string) string {
	if strings.Contains(name, " ") {
		return name
	}
	for _, l := range below[:min(len(below), 3)] {
		if n := j.nameLine(l); n != "" && (folded(strings.Fields(n)[0]) == folded(name) || alike(n, name) && j.sharesLast(n)) {
			return n
		}
	}
	return name
}

func (j *job) closes(line string) bool {
	low := strings.ToLower(line)
	for _, c := range j.w.closings {
		if strings.HasPrefix(low, c) {
			return len(low) < len(c)+30
		}
	}
	return false
}

// greets reports whether a line begins a letter.
func (j *job) greets(line string) bool {
	for _, p := range j.w.find(line) {
		if p.kind == greeting {
			return true
		}
	}
	return false
}

// greeting is the line that greets the user, verbatim, without its comma.
func (j *job) greeting() string {
	for _, line := range nonEmpty(j.text)[:min(3, len(nonEmpty(j.text)))] {
		if len(line) > 70 {
			continue
		}
		for _, p := range j.w.find(line) {
			if p.kind == greeting && p.start <= 2 {
				return strings.TrimRight(line, " ,!:;.-–")
			}
		}
	}
	return ""
}

// sharesLast reports whether a name ends in a word of the sender's name.
func (j *job) sharesLast(name string) bool {
	last := folded(lastWord(name))
	for _, w := range strings.Fields(j.m.From.Name) {
		if folded(w) == last {
			return true
		}
	}
	return false
}
