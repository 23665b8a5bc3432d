package extract

import (
	"regexp"
	"slices"
	"strings"

	"rsvpd/internal/detect"
	"rsvpd/internal/lexicon"
)

// candidate is a name that may be the company's, with how much speaks for it and where
// it was read.
type candidate struct {
	name   string
	weight float64
	asks   bool // the mail says of it that it asks, or labels it as the employer
	by     []string
}

// candidates adds up what speaks for each name.
type candidates []candidate

func (cs *candidates) add(name string, weight float64) {
	name = strings.Trim(name, " .,-–|·:;")
	key := folded(name)
	if len(key) < 2 || len(name) > 70 || strings.ContainsAny(name, "[]{}<>@") {
		return
	}
	for i := range *cs {
		c := &(*cs)[i]
		have := folded(c.name)
		switch {
		case have == key:
			c.weight += weight * 0.7
			return
		case strings.HasPrefix(have, key) && len(key) >= 4 || strings.HasPrefix(key, have) && len(have) >= 4:
			// One is the other with more of the name.
			c.weight += weight * 0.5
			if len(name) > len(c.name) && strings.Count(name, " ") <= strings.Count(c.name, " ")+2 {
				c.name = name
			}
			return
		}
	}
	*cs = append(*cs, candidate{name: name, weight: weight})
}

// asks adds a name of which the mail says that it wants the meeting.
func (cs *candidates) asks(name string, weight float64) {
	cs.add(name, weight)
	for i := range *cs {
		if c := &(*cs)[i]; within(c.name, strings.Trim(name, " .,-–|·:;")) {
			c.asks = true
		}
	}
}

// best is the name for which most speaks; the zero one where that is less than least.
func (cs candidates) best(least float64) (top candidate) {
	for _, c := range cs {
		if c.weight > top.weight {
			top = c
		}
	}
	if top.weight < least {
		return candidate{}
	}
	return top
}

// read adds what one reading of the mail finds, and notes for each name that it did.
func (cs *candidates) read(by string, find func(*candidates)) {
	had := make([]float64, len(*cs))
	for i, c := range *cs {
		had[i] = c.weight
	}
	find(cs)
	for i := range *cs {
		if c := &(*cs)[i]; i >= len(had) || c.weight != had[i] {
			c.by = append(c.by, by)
		}
	}
}

// isTrade reports whether a name is an occupation's, not a company's: "cargo de
// Técnico de Som".
func (j *job) isTrade(name string) bool {
	label := orgLabel(j.orgHost())
	return slices.ContainsFunc(strings.Fields(name), j.w.occupation) && (!j.house(name) || j.w.occupation(lastWord(name)) && !j.w.nameNoun.has(strings.ToLower(lastWord(name)))) && !(label != "" && j.likeDomain(name, label)) &&
		!slices.ContainsFunc(j.segments(), func(s string) bool { return within(s, name) })
}

// hearsay is the part of that which a name has that may be a person's.
const hearsay = 0.3

// believed is the weight from which a name is taken for the company's.
const believed = 1.0

// company finds who invites: the company, outlet, event or institution. Never
// the tracking system that carries the mail, never a freemail house, never a
// person.
func (j *job) company(places []place) string {
	var cs candidates
	cs.read("letter", func(cs *candidates) { j.fromText(cs, j.prose, places) })
	cs.read("subject", func(cs *candidates) { j.fromText(cs, j.m.Subject, j.w.find(j.m.Subject)) })
	cs.read("subject", j.fromSubject)
	cs.read("label", j.fromLabels)
	cs.read("greeting", j.fromGreeting)
	cs.read("domain", j.fromDomain)
	cs.read("display", j.fromDisplay)
	cs.read("signature", j.fromSignature)
	cs.read("both", j.fromShared)
	cs.read("event", j.fromEvents)
	cs.read("institution", j.fromInstitutions)
	cs.read("client", j.fromAgency)
	cs.read("show", j.fromShows)
	cs.read("house", j.fromHouses)
	j.support(cs)
	cs = slices.DeleteFunc(cs, func(c candidate) bool {
		return j.isPerson(c.name) || j.carrier(c.name) || j.givenOf(c.name) || !c.asks && j.isTrade(c.name)
	})
	j.weigh(cs)
	best := cs.best(believed)
	if best.name == "" {
		return ""
	}
	j.f.Sources.Company = strings.Join(slices.Compact(best.by), "+")
	return j.withArticle(dottedForm.ReplaceAllString(j.inLetter(j.fullest(best.name)), ""))
}

// fromText reads the names behind "the position at" and "our client". Who is
// met "with" somebody may be a person: that alone is not believed.
func (j *job) fromText(cs *candidates, text string, places []place) {
	for _, p := range places {
		if p.kind == afterCompany {
			j.whoWants(cs, text[:p.start])
		}
		if p.kind != beforeClient && p.kind != beforeCompany {
			continue
		}
		name := j.nameAt(strings.TrimLeft(text[p.end:], " ,:–-"))
		cue := strings.ToLower(lastWord(text[p.start:p.end]))
		switch {
		case j.perhapsPerson(cue, name, text[p.end:], p.kind):
			cs.add(name, believed*hearsay)
		case p.kind == beforeClient && j.looksPerson(name):
			cs.add(name, believed) // "on behalf of Long Meadow", or of Ann Lee
		case p.kind == beforeClient:
			cs.add(name, decisive)
		case slices.Contains(j.w.lang.Extract.At, cue) && !j.w.together[cue] || strings.Contains(name, " "):
			cs.add(name, believed)
		default: // "a job in Turin"
			cs.add(name, believed*doubted)
		}
	}
}

// decisive is what no other evidence outweighs: "our client", a conference that
// wants a speaker.
const decisive = 5.0

// whoWants reads the name at the end of text: "Tarn Dairy" of "Tarn Dairy would
// like to meet you".
func (j *job) whoWants(cs *candidates, text string) {
	text = strings.TrimRight(suffix(text, 90), " ")
	ws := wordsOf(text, 20)
	from := len(ws)
	for from > 0 && (from == len(ws) || !ws[from].brk) && (proper(ws[from-1].text) && !j.w.noName[strings.ToLower(ws[from-1].text)] || from < len(ws) && ofWords[ws[from-1].text]) {
		from--
	}
	if from == len(ws) || strings.TrimSpace(text[ws[len(ws)-1].end:]) != "" || !proper(ws[from].text) {
		return
	}
	if last := ws[len(ws)-1].text; j.w.function[strings.ToLower(last)] || slices.ContainsFunc(ws[from:], func(w word) bool { return j.w.title[titleKey(w.text)] }) {
		return // "the selection board", "Prof Ann Lee"
	}
	name := text[ws[from].start:]
	switch titled := holds(j.m.Subject, name) > 0 && !within(j.m.From.Name, name); {
	case titled && (j.f.ReplyTo == nil || !j.looksPerson(name)), j.between() && j.f.Kind == detect.Job && name != j.f.Contact.Name:
		cs.asks(name, believed)
	case !strings.Contains(name, " ") || j.looksPerson(name):
		cs.add(name, believed*hearsay)
	default:
		cs.asks(name, believed)
	}
}

// doubted is the part of its weight that a single word keeps which may be a place.
const doubted = 0.6

// perhapsPerson reports whether what follows a cue may be somebody: "on behalf of
// Ann Lee, dean", "a talk with Ann Lee", "United's magazine".
func (j *job) perhapsPerson(cue, name, text string, kind cueKind) bool {
	after := strings.TrimPrefix(strings.TrimLeft(text, " \n"), name)
	if strings.HasPrefix(after, "'s ") || strings.HasPrefix(after, "’s ") {
		return true
	}
	return j.looksPerson(name) && (j.w.together[cue] || strings.HasPrefix(after, ", ") && (cue == "of" || kind == beforeClient))
}

// fromSubject reads a part of the subject that says what it is: "Interview -
// Millrace Corporation".
func (j *job) fromSubject(cs *candidates) {
	for _, part := range subjectParts.Split(subjectPrefix.ReplaceAllString(j.m.Subject, ""), -1) {
		ws := strings.Fields(part)
		if len(ws) < 2 || len(ws) > 5 || !proper(ws[0]) || j.w.vague[strings.ToLower(ws[0])] {
			continue
		}
		if last := strings.ToLower(ws[len(ws)-1]); proper(ws[len(ws)-1]) && (j.w.nameNoun.has(last) || j.w.legal[last]) && !j.w.functions[last] && !j.w.occupation(last) {
			cs.add(j.nameAt(part), 1.2)
		}
	}
}

// dottedForm is a legal form in letters and stops, of which a cut has taken the
// last one: nobody calls a company "Cartiera S.p.A".
var dottedForm = regexp.MustCompile(`(?:\s+\pL{1,2}\.(?:\s?\pL\.?){1,3})$`)

func lastWord(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexAny(s, " \n")+1:]
}

// carrier reports whether a name is that of a house that only carries mail.
func (j *job) carrier(name string) bool {
	s, known := j.x.lex.ByName(name)
	if !known {
		return false
	}
	if s.Role == lexicon.Network { // one that carried nothing here may well be hiring
		from, ok := j.x.lex.SenderOf(j.m.From.Address)
		return ok && from.ID == s.ID
	}
	host := j.orgHost()
	own, ok := j.x.lex.SenderOf(host)
	return host == "" || !ok || own.ID != s.ID
}

// nameAt reads a name that begins right at the start of text: words with
// capitals, joined by small words that names contain.
func (j *job) nameAt(text string) string {
	text = prefix(text, 160)
	ws := wordsOf(text, 9)
	end, start := 0, 0
	if len(ws) > 1 && !ws[0].brk && j.w.article[strings.ToLower(ws[0].text)] {
		start = 1
	}
	for i := start; i < len(ws) && i-start < 6; i++ {
		w := ws[i]
		if i > start && w.brk {
			break
		}
		low := strings.ToLower(w.text)
		switch {
		case i == start && w.brk && strings.TrimSpace(text[:w.start]) != "":
			return ""
		case proper(w.text) && !(j.w.stops[low] && w.text == low) && (!j.notName(low, i == start) || i > start && j.w.joins[strings.ToLower(ws[i-1].text)] && !j.w.noName[low]):
			end = i + 1
			if !strings.HasSuffix(w.text, "'s") && !strings.HasSuffix(w.text, "’s") {
				continue
			}
		case i > start && j.w.joins[low] && j.namesOn(ws[i+1:]):
			continue
		}
		break
	}
	if end <= start {
		return ""
	}
	name := text[ws[start].start:ws[end-1].end]
	if start == 1 && proper(ws[0].text) { // part of the name: "The Harbour Gazette", "El Vigía"
		name = text[ws[0].start:ws[end-1].end]
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
}

// namesOn reports whether a name goes on after a joining word.
func (j *job) namesOn(rest []word) bool {
	for i, w := range rest {
		low := strings.ToLower(w.text)
		switch {
		case w.brk || i > 1:
			return false
		case proper(w.text):
			return !j.w.noName[low]
		case !j.w.joins[low]:
			return false
		}
	}
	return false
}

// notName reports whether a capitalised word is no part of a company's name;
// what organisations are ("Desk", "Search") may stand in one, first only with more.
func (j *job) notName(low string, first bool) bool {
	return j.w.noName[low] || j.w.functions[low] && (first || !j.w.nameNoun.has(low))
}
