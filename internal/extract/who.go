package extract

import "strings"

// who finds the person to answer and how they sign.
func (j *job) who() {
	j.f.Greeting = j.greeting()
	if j.f.ReplyTo != nil {
		j.f.Contact = *j.f.ReplyTo
		if j.f.Contact.Name == "" && strings.EqualFold(j.f.Contact.Address, j.m.From.Address) {
			j.f.Contact.Name = j.m.From.Name
		}
	}
	name, signed := j.f.Contact.Name, j.signed()
	switch {
	case name != "" && j.personal(name, j.f.Contact.Address) && !(strings.Contains(signed, " ") && j.house(name)):
		j.f.Contact.Name = j.fuller(j.tidyName(name), signed)
	case signed != "":
		j.f.Contact.Name = signed
	case j.f.ReplyTo == nil && j.personal(j.m.From.Name, j.m.From.Address):
		j.f.Contact.Name = j.tidyName(j.m.From.Name)
	default:
		if j.f.Contact.Name = j.organiser(); j.f.Contact.Name == "" {
			j.f.Contact.Name = j.labelled()
		}
	}
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

// labelled is the name after a label such as "Interviewer:".
func (j *job) labelled() string {
	for _, p := range j.w.find(j.text) {
		if p.kind != beforePerson {
			continue
		}
		line, _, _ := strings.Cut(strings.TrimLeft(j.text[p.end:], " :\t"), "\n")
		if n := j.nameLine(line); strings.Contains(n, " ") {
			return n
		}
	}
	return ""
}

// interviewer is the person they say one will talk to: "with our CTO Patricia
// Gray". Several are nobody.
func (j *job) interviewer(places []place) string {
	for _, p := range places {
		if p.kind != beforeInterviewer && p.kind != beforePerson {
			continue
		}
		n := j.personAt(j.prose[p.end:])
		if n != "" && folded(n) != folded(j.f.Company) && !j.recipient(n) && !strings.HasPrefix(folded(j.f.Company), folded(n)) {
			return n
		}
	}
	return ""
}

// personAt reads a person's name at the start of text, behind their title.
func (j *job) personAt(text string) string {
	ws := wordsOf(prefix(text, 120), 12)
	for i, commas := 0, 0; i < len(ws); i++ {
		low := strings.ToLower(ws[i].text)
		if ws[i].brk && i > 0 {
			if commas++; commas > 1 || text[ws[i-1].end] != ',' {
				return ""
			}
		}
		if ws[i].brk && i == 0 && strings.Trim(text[:ws[i].start], " :\t*_(") != "" || j.w.noName[low] && low != "our" && low != "the" && low != "my" {
			return ""
		}
		if j.beside(low, ws[i].text) || !proper(ws[i].text) && !j.w.stops[low] {
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
	return j.w.possessive[low] || j.w.functions[low] || j.w.occupation(word) || j.w.linking[low] || j.w.courtesy[low] ||
		len(word) <= 3 && strings.ToUpper(word) == word
}

// nameFrom is the two to four words with capitals that begin ws.
func (j *job) nameFrom(text string, ws []word) string {
	n := 0
	for n < len(ws) && n < 4 && (n == 0 || !ws[n].brk) && proper(ws[n].text) && !j.w.nameNoun[strings.ToLower(ws[n].text)] && !j.w.legal[strings.ToLower(ws[n].text)] && !j.w.functions[strings.ToLower(ws[n].text)] {
		n++
	}
	if n < 2 || n < len(ws) && !ws[n].brk && (j.w.nameNoun[strings.ToLower(ws[n].text)] || j.w.legal[strings.ToLower(ws[n].text)]) {
		return ""
	}
	name := text[ws[0].start:ws[n-1].end]
	if strings.ContainsAny(name, "0123456789&/\n") {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
}
