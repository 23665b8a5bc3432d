package extract

import "strings"

// who finds the person to answer and how they sign.
func (j *job) who() {
	j.f.Greeting = j.greeting()
	if c, ok := j.coordinator(); ok {
		j.f.ReplyTo = &c
		if c.Name != "" {
			j.f.Contact = c
			return
		}
	}
	if j.f.ReplyTo != nil {
		j.f.Contact = *j.f.ReplyTo
		if j.f.Contact.Name == "" && strings.EqualFold(j.f.Contact.Address, j.m.From.Address) {
			j.f.Contact.Name = j.m.From.Name
		}
	}
	name, signed := j.f.Contact.Name, j.signed()
	defer func() { j.f.Contact.Name = j.withCourtesy(j.f.Contact.Name, name) }()
	switch {
	case signed != "" && j.anotherPerson(name, signed):
		j.f.Contact.Name = signed // an assistant writes from the other's mailbox
	case name != "" && j.personal(name, j.f.Contact.Address) && !(strings.Contains(signed, " ") && j.house(name)):
		j.f.Contact.Name = j.fuller(j.tidyName(name), signed)
	case signed != "":
		j.f.Contact.Name = signed
	case j.couple(name):
	case j.f.ReplyTo == nil && j.personal(j.m.From.Name, j.m.From.Address):
		j.f.Contact.Name = j.tidyName(j.m.From.Name)
	default:
		if j.f.Contact.Name = j.organiser(); j.f.Contact.Name == "" {
			j.f.Contact.Name = j.labelled()
		}
	}
}

// couple reports whether two people share a mailbox: "Ana & Jo".
func (j *job) couple(name string) bool {
	ws := strings.Fields(name)
	if len(ws) != 3 || ws[1] != "&" && ws[1] != "+" && !j.w.joinsClauses[ws[1]] {
		return false
	}
	label := orgLabel(j.orgHost())
	return j.nameWord(ws[0], 0) && j.nameWord(ws[2], 0) && !j.house(name) && (label == "" || !j.likeDomain(name, label))
}

// withCourtesy is a name of an initial and a surname with the form of courtesy of the
// mail's header: whoever answers "Mrs J Park" can't call her by her given name.
func (j *job) withCourtesy(name, header string) string {
	ws := strings.Fields(name)
	first, rest, ok := strings.Cut(header, " ")
	if ok && len(ws) == 2 && len(strings.Trim(ws[0], ".")) == 1 && j.w.courtesy[titleKey(first)] && rest == name {
		return header
	}
	return name
}

// anotherPerson reports whether who signs in full is not the one whose mailbox it is.
func (j *job) anotherPerson(header, signed string) bool {
	h, s := j.bare(header), j.bare(signed)
	if label := orgLabel(j.orgHost()); len(s) < 2 || len(h) < 2 || j.titled(signed) || j.house(signed) || label != "" && j.likeDomain(signed, label) || holds(j.m.Subject, signed) > 0 || holds(j.prose, signed) != 1 {
		return false
	}
	for _, a := range h {
		for _, b := range s {
			if alike(a, b) || folded(a) == folded(b) {
				return false
			}
		}
	}
	return true
}

// organiser is the name on a calendar part, when it is a person's.
func (j *job) organiser() string {
	for _, c := range j.m.Calendars {
		for _, e := range c.Events {
			if j.personal(e.Organizer.Name, e.Organizer.Address) {
				return j.tidyName(e.Organizer.Name)
			}
		}
	}
	return ""
}

// labelled is the name on a line that says so: "Interviewer: Dr Jo Park", "With Jo Park".
func (j *job) labelled() string {
	for _, line := range nonEmpty(j.text) {
		if len(line) > maxLabelled {
			continue
		}
		for _, p := range j.w.find(line) {
			if p.kind != beforePerson || p.start > 0 {
				continue
			}
			if n := j.nameLine(strings.TrimLeft(line[p.end:], " :\t")); strings.Contains(n, " ") {
				return n
			}
		}
	}
	return ""
}

// maxLabelled bounds a line that is a label and a name.
const maxLabelled = 100

// interviewer is the person they say one will talk to: "with our CTO Patricia
// Gray". Several are nobody.
func (j *job) interviewer(places []place) string {
	for _, p := range places {
		if p.kind != beforeInterviewer {
			continue
		}
		n := j.personAt(j.prose[p.end:])
		if n != "" && folded(n) != folded(j.f.Company) && !j.recipient(n) && !strings.HasPrefix(folded(j.f.Company), folded(n)) {
			return n
		}
	}
	return j.labelled()
}

// whoMeets is the person of whom a letter that nobody signs says that they want to
// meet: "Jo Park from our talent team would like to hear more".
func (j *job) whoMeets(places []place) string {
	for _, p := range places {
		if p.kind != afterCompany {
			continue
		}
		text := j.prose[j.sentenceStart(p.start):p.start]
		ws := wordsOf(text, 40)
		for i := len(ws) - 1; i >= 0; i-- {
			if !proper(ws[i].text) || i > 0 && !ws[i].brk && proper(ws[i-1].text) {
				continue
			}
			n := j.nameFrom(text, ws[i:])
			if n != "" && j.looksPerson(n) && !j.titled(n) && !within(j.f.Company, n) && !within(n, j.f.Company) && !j.recipient(n) && !j.w.noName[strings.ToLower(ws[i].text)] {
				return n
			}
		}
	}
	return ""
}

// personAt reads a person's name at the start of text, behind their title.
func (j *job) personAt(text string) string {
	ws := wordsOf(prefix(text, 120), 12)
	for i, commas := 0, 0; i < len(ws); i++ {
		low := strings.ToLower(ws[i].text)
		if ws[i].brk && i > 0 && !j.w.title[titleKey(ws[i-1].text)] {
			if commas++; commas > 1 || text[ws[i-1].end] != ',' {
				return ""
			}
		}
		if ws[i].brk && i == 0 && strings.Trim(text[:ws[i].start], " :\t*_(") != "" || j.w.noName[low] && !j.w.possessive[low] {
			return ""
		}
		if j.beside(low, ws[i].text) || !proper(ws[i].text) && !j.w.stops[low] {
			continue
		}
		if i > 0 && !ws[i].brk && (j.w.linking[strings.ToLower(ws[i-1].text)] || ofWords[ws[i-1].text]) {
			for i+1 < len(ws) && !ws[i+1].brk && proper(ws[i+1].text) {
				i++ // "the Department of Small Animal Medicine"
			}
			continue
		}
		if n := j.nameFrom(text, ws[i:]); n != "" {
			return n
		}
		if j.w.stops[low] && !j.w.possessive[low] {
			return ""
		}
	}
	return ""
}

// beside reports whether a word stands in the title beside a name.
func (j *job) beside(low, word string) bool {
	return j.w.possessive[low] || j.w.title[low] || j.w.functions[low] || j.w.occupation(word) || j.w.linking[low] || j.w.courtesy[low] ||
		len(word) <= 3 && strings.ToUpper(word) == word
}

// nameFrom is the two to four words with capitals that begin ws.
func (j *job) nameFrom(text string, ws []word) string {
	n := 0
	for n < len(ws) && n < 4 && (n == 0 || !ws[n].brk) && proper(ws[n].text) && !j.w.nameNoun.has(strings.ToLower(ws[n].text)) && !j.w.legal[strings.ToLower(ws[n].text)] && !j.w.functions[strings.ToLower(ws[n].text)] {
		n++
	}
	if n < 2 || n < len(ws) && !ws[n].brk && (j.w.nameNoun.has(strings.ToLower(ws[n].text)) || j.w.legal[strings.ToLower(ws[n].text)]) {
		return ""
	}
	name := text[ws[0].start:ws[n-1].end]
	if strings.ContainsAny(name, "0123456789&/\n") {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
}
