package extract

import "strings"

// candidate is a name that may be the company's, with how much speaks for it.
type candidate struct {
	name   string
	weight float64
}

// candidates adds up what speaks for each name.
type candidates []candidate

func (cs *candidates) add(name string, weight float64) {
	name = strings.Trim(name, " .,-–|·:;")
	key := folded(name)
	if len(key) < 2 || len(name) > 70 {
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
	*cs = append(*cs, candidate{name, weight})
}

func (cs candidates) best(least float64) string {
	var top candidate
	for _, c := range cs {
		if c.weight > top.weight {
			top = c
		}
	}
	if top.weight < least {
		return ""
	}
	return top.name
}

// company finds who invites: the company, outlet, event or institution. Never
// the tracking system that carries the mail, never a freemail house.
func (j *job) company(places []place) string {
	var cs candidates
	text := j.text
	for _, p := range places {
		switch p.kind {
		case beforeClient:
			cs.add(j.nameAt(strings.TrimLeft(text[p.end:], " ,:–-")), 3.4)
		case beforeCompany:
			cs.add(j.nameAt(text[p.end:]), 1.7)
		}
	}
	for _, p := range j.w.find(j.m.Subject) {
		if p.kind == beforeCompany || p.kind == beforeClient {
			cs.add(j.nameAt(j.m.Subject[p.end:]), 1.6)
		}
	}
	j.fromDomain(&cs)
	j.fromDisplay(&cs)
	j.fromSignature(&cs)
	name := cs.best(1.0)
	if j.isPerson(name) {
		return ""
	}
	return name
}

// nameAt reads a name that begins right at the start of text: words with
// capitals, joined by small words that names contain.
func (j *job) nameAt(text string) string {
	ws := wordsOf(text[:min(len(text), 160)], 9)
	end, start := 0, 0
	if len(ws) > 1 && !ws[0].brk && article(ws[0].text) {
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
		case proper(w.text) && !(j.w.stops[low] && w.text == low) && !j.notName(low):
			end = i + 1
			if !strings.HasSuffix(w.text, "'s") && !strings.HasSuffix(w.text, "’s") {
				continue
			}
		case i > start && joins(low) && j.namesOn(ws[i+1:]):
			continue
		}
		break
	}
	if end <= start {
		return ""
	}
	name := text[ws[start].start:ws[end-1].end]
	if start == 1 && ws[0].text == "The" { // part of the name: "The Harbour Gazette"
		name = text[ws[0].start:ws[end-1].end]
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
}

// namesOn reports whether a name goes on after a joining word.
func (j *job) namesOn(rest []word) bool {
	for i, w := range rest {
		switch {
		case w.brk || i > 1:
			return false
		case proper(w.text):
			return !j.notName(strings.ToLower(w.text))
		case !joins(strings.ToLower(w.text)):
			return false
		}
	}
	return false
}

// notName are capitalised words that begin no company's name.
func (j *job) notName(low string) bool {
	return j.w.functions[low] && low != "labs" || weekdayOrMonth[low]
}

var weekdayOrMonth = set(strings.Fields(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
	october november december zoom teams google microsoft skype meet webex i we you your our linkedin calendly`))

func article(s string) bool {
	switch strings.ToLower(s) {
	case "the", "der", "die", "das", "dem", "den", "la", "le", "les", "el", "los", "las", "il", "lo", "de", "het", "o", "a", "os", "as":
		return true
	}
	return false
}

func joins(low string) bool {
	switch low {
	case "of", "and", "&", "the", "for", "de", "du", "des", "la", "le", "les", "der", "die", "das", "für", "und", "et", "y", "e", "del", "della", "di", "do", "da", "dos", "van", "voor", "het", "en", "+", "ter", "à", "au", "von", "zu":
		return true
	}
	return false
}

// fromDomain looks for the sender's domain, spelt out in the text: "petitvelo"
// in an address is "Petit Vélo" in the letter.
func (j *job) fromDomain(cs *candidates) {
	host := j.orgHost()
	label := orgLabel(host)
	if label == "" {
		return
	}
	for _, text := range []string{j.text, j.m.Signature, j.m.Subject, j.m.From.Name} {
		if name := spelt(text, label); name != "" {
			cs.add(name, 2.2)
			return
		}
	}
	if !generic[label] && len(label) > 2 {
		cs.add(titled(label), 1.0)
	}
}

// orgHost is the host of an address of the inviter's own: of Reply-To when From
// belongs to a tracking system; empty for freemail.
func (j *job) orgHost() string {
	addrs := []string{j.m.From.Address}
	for _, a := range j.m.ReplyTo {
		addrs = append(addrs, a.Address)
	}
	if j.m.Forwarded != nil {
		addrs = append([]string{j.m.Forwarded.From.Address}, addrs...)
	}
	for _, a := range addrs {
		_, host, ok := strings.Cut(a, "@")
		if !ok {
			continue
		}
		if _, known := j.x.lex.SenderOf(host); known {
			continue
		}
		return strings.ToLower(host)
	}
	return ""
}

// generic are domain labels that name no company.
var generic = set([]string{"company", "mail", "email", "recruiter", "startup", "example", "test", "domain", "careers", "jobs", "hr", "hiring", "college", "university", "school", "recruiting", "talent", "info", "notifications", "bigcorp"})

// orgLabel is the label of a host that names the organisation: of
// mail.acme.co.uk it is acme. RFC 2606 hosts are told by the label before.
func orgLabel(host string) string {
	labels := strings.Split(host, ".")
	n := len(labels) - 1
	if n < 1 {
		return ""
	}
	if n >= 2 && len(labels[n]) == 2 && (len(labels[n-1]) <= 3) {
		n--
	}
	if labels[n-1] == "example" && n >= 2 {
		n--
	}
	return labels[n-1]
}

// spelt finds the run of words in text that, written together, are the label.
func spelt(text, label string) string {
	want := folded(label)
	ws := wordsOf(text[:min(len(text), 8000)], 1500)
	for i := range ws {
		acc := ""
		for k := i; k < len(ws) && k < i+6; k++ {
			if k > i && ws[k].brk && !strings.Contains(text[ws[k-1].end:ws[k].start], "-") {
				break
			}
			acc += folded(ws[k].text)
			if acc == want && (proper(ws[i].text) || k > i && proper(ws[k].text)) && !strings.ContainsAny(text[ws[i].start:ws[k].end], "@\n") && !inAddress(text, ws[i].start, ws[k].end) {
				if k+1 < len(ws) && !ws[k+1].brk && nameNoun[strings.ToLower(ws[k+1].text)] && proper(ws[k+1].text) {
					k++
				}
				return text[ws[i].start:ws[k].end]
			}
			if !strings.HasPrefix(want, acc) {
				break
			}
		}
	}
	return ""
}

// nameNoun are words that a company's name often ends with and its domain leaves out.
var nameNoun = set(strings.Fields(`games group labs health energy media systems works studio studios bank pharma freight logistics foods partners
	consulting software technologies technology university college institute school magazine radio times gazette herald press publishing network summit conference
	festival podcast foundation trust capital insurance solutions robotics analytics security gmbh ag bv nv sa sas srl`))

// inAddress reports whether a span is part of an address or URL.
func inAddress(text string, start, end int) bool {
	return start > 0 && strings.IndexByte("@./", text[start-1]) >= 0 || end < len(text) && text[end] == '@'
}

func titled(label string) string {
	parts := strings.FieldsFunc(label, func(r rune) bool { return r == '-' || r == '_' })
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, " ")
}

// fromDisplay reads "Jo from Acme", "Acme Hiring Team" and the like in the
// sender's display name.
func (j *job) fromDisplay(cs *candidates) {
	name := j.m.From.Name
	if name == "" {
		return
	}
	for _, sep := range []string{" from ", " at ", " @ ", " von ", " de chez ", " - ", " | ", " (", " bei ", " via "} {
		if _, after, ok := strings.Cut(name, sep); ok {
			if n := j.trimFunctions(strings.TrimSuffix(after, ")")); n != "" {
				if _, known := j.x.lex.ByName(n); !known {
					cs.add(n, 1.4)
				}
				return
			}
		}
	}
	trimmed := j.trimFunctions(name)
	if trimmed == "" {
		return
	}
	if _, known := j.x.lex.ByName(trimmed); known {
		return
	}
	if trimmed != name || !j.personal(name, j.m.From.Address) {
		cs.add(trimmed, 1.6)
	}
}

// trimFunctions cuts "Hiring Team", "Recruiting" and the like off a name.
func (j *job) trimFunctions(name string) string {
	ws := strings.Fields(name)
	for len(ws) > 0 && j.w.functions[strings.ToLower(strings.Trim(ws[len(ws)-1], "&,.-"))] || len(ws) > 0 && strings.Trim(ws[len(ws)-1], "&,.-–|") == "" {
		ws = ws[:len(ws)-1]
	}
	for len(ws) > 0 && j.w.functions[strings.ToLower(ws[0])] {
		ws = ws[1:]
	}
	return strings.Trim(strings.Join(ws, " "), " -–|,")
}

// fromSignature reads the lines under the letter: a line with a legal form, or
// what follows a title and a comma.
func (j *job) fromSignature(cs *candidates) {
	for _, line := range j.closingLines() {
		for _, part := range strings.FieldsFunc(line, func(r rune) bool {
			return r == ',' || r == '|' || r == '·' || r == '–' || r == '•' || r == '@' || r == '/'
		}) {
			part = strings.TrimSpace(strings.TrimPrefix(part, "-"))
			ws := strings.Fields(part)
			if len(ws) == 0 || len(ws) > 6 || strings.ContainsAny(part, "0123456789") {
				continue
			}
			if len(ws) > 1 && j.w.legal[strings.ToLower(strings.Trim(ws[len(ws)-1], "."))] && proper(ws[0]) {
				cs.add(part, 1.6)
			}
		}
		if i := strings.LastIndexAny(line, ",@|"); i > 0 && j.titled(line[:i]) {
			cs.add(j.nameAt(strings.TrimSpace(line[i+1:])), 1.1)
		}
	}
}

// titled reports whether a line part is a job title.
func (j *job) titled(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '&' || r == ',' }) {
		if j.w.functions[w] {
			return true
		}
	}
	return false
}

// closingLines are the last lines of the letter and its signature block.
func (j *job) closingLines() []string {
	lines := nonEmpty(j.text)
	if len(lines) > 6 {
		lines = lines[len(lines)-6:]
	}
	return append(lines, nonEmpty(j.m.Signature)...)
}

func nonEmpty(text string) []string {
	var out []string
	for l := range strings.SplitSeq(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// isPerson reports whether a name is that of the contact or of a recipient.
func (j *job) isPerson(name string) bool {
	key := folded(name)
	if key == "" {
		return false
	}
	if j.f.Contact.Name != "" && key == folded(j.f.Contact.Name) && j.personal(j.f.Contact.Name, j.f.Contact.Address) {
		return true
	}
	for _, a := range j.m.To {
		if a.Name != "" && key == folded(a.Name) {
			return true
		}
	}
	return false
}
