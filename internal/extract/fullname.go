package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A name in running text is easily cut short ("the Glen" of "Glen Optics & Sons");
// a name that stands by itself, between line ends and commas, is whole. Such
// stretches are the segments of a letter.

// maxSegmentWords bounds a segment: what is longer is a sentence.
const maxSegmentWords = 8

// segments are the stretches that may be names: of the sender's display name, of
// the lines under the letter, of its small print.
func (j *job) segments() []string {
	if j.segs != nil {
		return j.segs
	}
	lines := append([]string{j.m.From.Name}, j.closingLines()...)
	if f := j.m.Forwarded; f != nil {
		lines = append(lines, f.From.Name)
	}
	small := nonEmpty(suffix(j.m.Text, 3000))
	lines = append(lines, small[max(0, len(small)-8):]...)
	j.segs = []string{}
	for _, line := range lines {
		for _, part := range splitSegments(line) {
			if s := j.nameSegment(part); s != "" {
				j.segs = append(j.segs, s)
			}
		}
	}
	return j.segs
}

// stopAfter is a full stop that ends a sentence; one behind a word of one or two
// letters abbreviates: "St. Brannoc's".
var stopAfter = regexp.MustCompile(`((?:[^\s.]{3}|\d))\. `)

// splitSegments cuts a line where one name ends and another begins.
func splitSegments(line string) []string {
	line = stopAfter.ReplaceAllString(line, "$1|")
	for _, sep := range []string{" - ", " – ", " — ", " via "} {
		line = strings.ReplaceAll(line, sep, "|")
	}
	return strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",|·•@/;:()<>\"“”„«»", r) })
}

// frequency is that of a station, behind its name.
var frequency = regexp.MustCompile(`^\d{2,3}\.\d$`)

// nameSegment is a segment that is written as an organisation's name, without
// the department in it; empty when it is not.
func (j *job) nameSegment(part string) string {
	part = strings.Trim(strings.TrimSpace(part), "-–—*_. ")
	ws := strings.Fields(part)
	if n := len(ws); n > 2 && frequency.MatchString(ws[n-1]) {
		ws = ws[:n-1]
		part = strings.Join(ws, " ")
	}
	if len(ws) == 0 || len(ws) > maxSegmentWords || !proper(ws[0]) || enclitic(ws[0]) || j.leads(ws[0]) || j.closes(part) || j.greets(part) {
		return ""
	}
	if slices.ContainsFunc(j.w.find(part), func(p place) bool { return p.kind == introduces && p.start == 0 }) {
		return "" // "Sono Ana Berg di Latteria Tarn"
	}
	if len(ws) > 2 && j.givenName(ws[0]) && (particles[ws[1]] || j.atWord(ws[1])) && folded(part) != folded(j.m.From.Name) { // "Ruud van Mol Lekkages"
		ws = ws[2:]
		part = strings.Join(ws, " ")
		if !proper(ws[0]) {
			return ""
		}
	}
	for i, w := range ws {
		low := strings.ToLower(strings.Trim(w, ".'’"))
		lower := i > 0 && (j.w.joins[low] || j.w.article[low] || particles[low] || strings.ContainsAny(w, "'’") || low == "&" || low == "+" || j.w.legal[low])
		if !proper(w) && !lower && !(i > 1 && i == len(ws)-1 && j.w.joins[strings.ToLower(ws[i-1])] && j.w.nameNoun.has(strings.ToLower(ws[0]))) {
			return ""
		}
	}
	if j.repeated(part) {
		return part
	}
	return j.trimFunctions(part)
}

// leads reports whether a word leads to a name and is none of it: "À la Verrerie".
func (j *job) leads(w string) bool {
	low := strings.ToLower(w)
	return j.w.stops[low] && !j.w.article[low] && !j.w.functions[low] && w != strings.ToUpper(w) || low == "à"
}

// repeated reports whether a segment that ends in what may be a department
// ("Office") is called so in the letter too.
func (j *job) repeated(part string) bool {
	last := strings.ToLower(lastWord(part))
	return j.w.nameNoun.has(last) && j.w.functions[last] && strings.Contains(part, " ") && strings.Count(j.prose+"\n"+j.m.Subject, part) > 1
}

// fullest is the name with what belongs to it where it stands by itself:
// "Twelve Oaks" of a signature's "Twelve Oaks Print & Bind".
func (j *job) fullest(name string) string {
	best, most := name, maxLonger
	for _, s := range j.segments() {
		more := len(strings.Fields(s)) - len(strings.Fields(name))
		if len(s) <= len(best) || more > most || !within(s, name) || j.isPerson(s) {
			continue
		}
		best = s
	}
	return best
}

// inLetter is a name as the letter always writes it, where that is longer: subject
// and domain call "Thornvale" what the letter calls "Thornvale Gauges".
func (j *job) inLetter(name string) string {
	long := ""
	for from := 0; ; {
		i := strings.Index(j.prose[from:], name)
		if i < 0 {
			return cmp.Or(long, j.inTitle(name))
		}
		start := from + i
		from = start + len(name)
		if inAddress(j.prose, start, from) || start > 0 && wordAt(lastLetter(j.prose[:start])) {
			continue
		}
		more := j.goesOnAs(j.prose[from:])
		if more == "" || long != "" && name+more != long {
			return name
		}
		long = name + more
	}
}

// inTitle is a name as a part of the subject writes it that is nothing but the name.
func (j *job) inTitle(name string) string {
	for _, part := range subjectParts.Split(subjectPrefix.ReplaceAllString(j.m.Subject, ""), -1) {
		part = strings.TrimSpace(part)
		if rest, ok := strings.CutPrefix(part, name+" "); ok && j.goesOnAs(" "+rest) == " "+rest && j.sharedName(part) == part {
			return part
		}
	}
	return name
}

// goesOnAs is the rest of a name at the start of text: one or two words with
// capitals that are neither what people do nor a part of the house.
func (j *job) goesOnAs(text string) string {
	end := 0
	for i, w := range wordsOf(prefix(text, 60), maxRest) {
		low := strings.ToLower(w.text)
		if w.brk || !strings.HasPrefix(text[end:], " ") || !proper(w.text) || i > 1 || strings.ContainsAny(w.text, "0123456789") {
			break
		}
		if j.w.noName[low] || j.w.vague[low] || j.w.occupation(w.text) || (j.w.function[low] || j.w.legal[low]) && !j.w.nameNoun.has(low) || j.w.lang.Extract.NounsCapital && !j.w.nameNoun.has(low) {
			break
		}
		end = w.end
	}
	return text[:end]
}

// lastLetter is the last character of a text.
func lastLetter(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// maxLonger is by how many words a name may be longer where it stands alone.
const maxLonger = 5

// within reports whether a name stands in a longer one, in whole words; joining
// words may be left out of the short one.
func within(long, short string) bool {
	ws, ns := strings.Fields(long), strings.Fields(short)
	k := 0
	for _, w := range ws {
		if k < len(ns) && folded(w) == folded(ns[k]) {
			k++
		}
	}
	return k == len(ns) && k > 0
}

// likeDomain reports whether a name and a domain's label are akin: one begins
// like the other, or a long word of the name begins or ends the label.
func (j *job) likeDomain(name, label string) bool {
	n, l := folded(name), folded(label)
	k := 0
	for k < len(n) && k < len(l) && n[k] == l[k] {
		k++
	}
	if k >= 5 && 3*k >= 2*len(l) || n == l && len(n) >= 3 || j.shortens(strings.Fields(name), l) {
		return true
	}
	if len(l) >= blended && oneApart(n, l) {
		return true
	}
	for _, w := range strings.Fields(name) {
		f, long := folded(w), folded(umlauts.Replace(strings.ToLower(w)))
		if len(f) >= 5 && !j.w.nameNoun.has(strings.ToLower(w)) && (strings.HasPrefix(l, f) || strings.HasSuffix(l, f) || strings.HasPrefix(l, long) || strings.HasSuffix(l, long)) {
			return true
		}
	}
	return false
}

// blended is the length from which a label may leave out a letter where two words
// meet: "cafeserrazul" of a Café Serra Azul.
const blended = 8

// oneApart reports whether a text is another with one letter left out or changed.
func oneApart(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	k := 0
	for k < len(b) && a[k] == b[k] {
		k++
	}
	return k < len(a) && (a[k+1:] == b[k:] || k < len(b) && a[k+1:] == b[k+1:])
}

// wholeWord is the length of a word that a shortened label must leave whole.
const wholeWord = 5

// shortens reports whether a label is a name with its nouns cut short and its
// small words left out: "ualder" of the University of Alder, "univ-alder" too.
func (j *job) shortens(ws []string, label string) bool {
	if len(ws) < 2 || len(ws) > maxSegmentWords {
		return false
	}
	whole := false
	for _, w := range ws {
		f := folded(w)
		low := strings.ToLower(w)
		switch noun := j.w.nameNoun.has(low); {
		case f == "":
		case strings.HasPrefix(label, f):
			label = label[len(f):]
			whole = whole || len(f) >= wholeWord && !noun
		case j.w.joins[low] || particles[low] || j.w.article[low]:
		case noun:
			k := 0
			for k < len(f) && k < len(label) && f[k] == label[k] {
				k++
			}
			if k > 1 && k < 3 { // a letter, or a syllable and more
				k = 1
			}
			label = label[k:]
		default:
			return false
		}
	}
	return whole && label == ""
}
