package extract

import (
	"regexp"
	"strings"

	"rsvpd/internal/detect"
)

// fromDomain looks for the sender's domain, spelt out in the mail: "petitvelo"
// in an address is "Petit Vélo" in the letter.
func (j *job) fromDomain(cs *candidates) {
	host := j.orgHost()
	label := orgLabel(host)
	if label == "" {
		return
	}
	for _, text := range j.written() {
		if name := j.spelt(text, label); name != "" {
			cs.add(name, 1.4)
			return
		}
	}
	for _, s := range j.segments() {
		if j.likeDomain(s, label) && !j.isPerson(s) {
			cs.add(s, 1.2)
			return
		}
	}
	if name := j.spelt(prefix(j.m.Text, maxText), label); name != "" { // small print, quotes
		cs.add(name, 1.2)
		return
	}
	if name := j.alike(label); name != "" {
		cs.add(name, 1.2)
		return
	}
	if name := j.akin(label); name != "" {
		cs.add(name, 1.2)
		return
	}
	if !generic[label] && len(label) > 2 && !academic(host) && j.f.Kind != detect.Academic {
		if name := j.titleCase(label); name != "" {
			cs.add(name, believed-inDomain) // nobody but the domain says so
		}
	}
}

// alike is a name of two words and more in the subject or the letter that the label
// shortens: "Carrickdoon Historical Society" at carrickdoonhistory.
func (j *job) alike(label string) string {
	for _, text := range []string{j.m.Subject, prefix(j.prose, 8000)} {
		ws := wordsOf(text, 1500)
		for i := range ws {
			if !j.opensName(ws[i]) || i > 0 && !ws[i].brk && proper(ws[i-1].text) && j.opensName(ws[i-1]) {
				continue
			}
			name := j.nameAt(text[ws[i].start:])
			if strings.Contains(name, " ") && len(label) > 3 && strings.HasPrefix(folded(name), prefix(label, 3)) && !j.isPerson(name) && !j.isPost(name) && !inAddress(text, ws[i].start, ws[i].start+len(name)) && j.likeDomain(name, label) {
				return name
			}
		}
	}
	return ""
}

// isPost reports whether a name ends in a word for a post: "Arden Fellowship".
func (j *job) isPost(name string) bool {
	last := strings.ToLower(lastWord(name))
	return j.w.postNoun[last] || j.w.occupation(last) && !j.w.nameNoun.has(last)
}

// akin is a name in the letter that begins as the label does: "Tarn" at tarnfund.
func (j *job) akin(label string) string {
	want := folded(label)
	for _, text := range []string{j.m.Subject, prefix(j.prose, 8000)} {
		for _, w := range wordsOf(text, 1500) {
			if f := folded(w.text); proper(w.text) && len(f) >= wholeWord && 3*len(f) >= 2*len(want) && strings.HasPrefix(want, f) && !inAddress(text, w.start, w.end) {
				return strings.TrimSuffix(strings.TrimSuffix(w.text, "'s"), "’s")
			}
		}
	}
	return ""
}

// written is where a company writes its name: letter, signature, subject,
// sender, calendar.
func (j *job) written() []string {
	out := []string{j.prose, j.m.Signature, j.m.Subject, j.m.From.Name}
	for _, c := range j.m.Calendars {
		for _, e := range c.Events {
			out = append(out, e.Summary, e.Organizer.Name, e.Description, e.Location)
		}
	}
	return out
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

// academic reports whether a host is a university's: its label is an
// abbreviation that nobody writes.
func academic(host string) bool {
	return strings.HasSuffix(host, ".edu") || strings.Contains(host, ".edu.") || strings.Contains(host, ".ac.")
}

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
// "&" may be written out there or left away.
func (j *job) spelt(text, label string) string {
	want := folded(label)
	text = prefix(text, 8000)
	ws := wordsOf(text, 1500)
	for i := range ws {
		rest, from := want, ws[i].start
		for k := i; k < len(ws) && k < i+8; k++ {
			if k > i && ws[k].brk && !strings.Contains(text[ws[k-1].end:ws[k].start], "-") {
				break
			}
			var ok bool
			if before := rest; k > i && j.w.joins[strings.ToLower(ws[k].text)] {
				if rest, ok = consume(rest, ws[k].text, false); !ok {
					rest = before // left out: "mutuelle-hesbaye" of a Mutuelle de Hesbaye
				}
				continue
			}
			first := ws[k].text
			if cut := len(first) - len(bareWord(first)); k == i && cut > 0 && cut < 4 && strings.ContainsAny(first[:cut], "'’") {
				first, from = first[cut:], from+cut // "d'Ondes Claires"
			}
			if rest, ok = consume(rest, first, k == i); !ok {
				break
			}
			if rest == "" && (proper(ws[i].text) || k > i && proper(ws[k].text)) && !strings.ContainsAny(text[ws[i].start:ws[k].end], "@\n") && !inAddress(text, ws[i].start, ws[k].end) {
				return strings.TrimPrefix(j.whole(text, ws, i, k), text[ws[i].start:from])
			}
		}
	}
	return ""
}

// consume takes a word off the front of a label.
func consume(label, w string, first bool) (rest string, ok bool) {
	if w == "&" || w == "+" {
		for _, and := range []string{"and", "und", "et", "en", "y", "e"} {
			if rest, ok := strings.CutPrefix(label, and); ok {
				return rest, true
			}
		}
		return label, true
	}
	key := folded(w)
	if long := folded(umlauts.Replace(strings.ToLower(w))); long != key && strings.HasPrefix(label, long) {
		key = long
	}
	if len(label) >= 3 && len(key) > len(label) && strings.HasPrefix(key, label) {
		return "", !first // cut short: "skyradionet" of a network
	}
	return strings.TrimPrefix(label, key), key != "" && strings.HasPrefix(label, key)
}

// umlauts are how a domain writes letters that it can't have.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe", "æ", "ae")

// whole is the name of which the words from i to k stand in the domain: with the
// noun behind it ("Halden Labs") or before it ("University of Thornbury").
func (j *job) whole(text string, ws []word, i, k int) string {
	for k+1 < len(ws) && !ws[k+1].brk && proper(ws[k+1].text) && j.w.nameNoun.has(strings.ToLower(ws[k+1].text)) && !j.w.functions[strings.ToLower(ws[k+1].text)] {
		k++
	}
	for k+2 < len(ws) && j.w.nameNoun.has(strings.ToLower(ws[k].text)) && !ws[k+1].brk && !ws[k+2].brk && ofWords[ws[k+1].text] && proper(ws[k+2].text) {
		for k += 2; k+1 < len(ws) && !ws[k+1].brk && proper(ws[k+1].text) && !j.w.noName[strings.ToLower(ws[k+1].text)]; k++ {
		}
	}
	if i >= 2 && !ws[i].brk && !ws[i-1].brk && j.w.joins[strings.ToLower(ws[i-1].text)] && ws[i-1].text == strings.ToLower(ws[i-1].text) &&
		proper(ws[i-2].text) && j.w.nameNoun.has(strings.ToLower(ws[i-2].text)) {
		i -= 2
	}
	if i >= 1 && !ws[i].brk && proper(ws[i-1].text) && j.w.nameNoun.has(strings.ToLower(ws[i-1].text)) && !j.w.functions[strings.ToLower(ws[i-1].text)] {
		i-- // "Arbeitskreis Stadtmuseen", "Cantina Rossi"
	}
	if k+1 < len(ws) && !ws[k+1].brk && proper(ws[k+1].text) && j.w.legal[strings.ToLower(ws[k+1].text)] {
		k++
	}
	return text[ws[i].start:ws[k].end]
}

// ofWords lead on in the name of an organisation: "School of Public Health".
var ofWords = set([]string{"of", "de", "du", "des", "di", "del", "della", "do", "da", "van", "für", "voor"})

// inAddress reports whether a span is part of an address or URL.
func inAddress(text string, start, end int) bool {
	return start > 0 && strings.IndexByte("@./", text[start-1]) >= 0 || end < len(text) && text[end] == '@'
}

// longestLabel bounds a domain that reads as one word; a longer one is several,
// and where they part nobody has written.
const longestLabel = 12

// twoNames are a label of two names: who is "penroseandco" writes another "and".
var twoNames = regexp.MustCompile(`^\pL{4,}and\pL{2,}$`)

// titleCase writes a label as a name: "blue-quarry" is Blue Quarry, "haldenlabs"
// Halden Labs. It is empty where the words can't be told apart.
func (j *job) titleCase(label string) string {
	parts := strings.FieldsFunc(label, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 1 {
		if noun := j.nounAtEnd(label); noun != "" {
			parts = []string{strings.TrimSuffix(label, noun), noun}
		}
	}
	for i, p := range parts {
		if len(p) > longestLabel || twoNames.MatchString(p) || strings.Trim(p, "0123456789") == "" {
			return ""
		}
		parts[i] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, " ")
}

// nounAtEnd is the longest noun of organisations at the end of a label.
func (j *job) nounAtEnd(label string) string {
	best := ""
	for noun := range j.w.nameNoun.whole {
		if len(noun) > max(4, len(best)) && len(label)-len(noun) >= 4 && strings.HasSuffix(label, noun) {
			best = noun
		}
	}
	return best
}
