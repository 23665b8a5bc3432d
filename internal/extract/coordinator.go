package extract

import (
	"slices"
	"strings"

	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
)

// coordinator is whom the letter says to write to, by name and address ("please
// write to our coordinator Jo Park (jo@example.org)"), when that is not the
// sender. It is the person to be answered.
func (j *job) coordinator() (message.Address, bool) {
	for at := 0; ; {
		i := strings.IndexByte(j.prose[at:], '@')
		if i < 0 {
			return j.copied()
		}
		i += at
		at = i + 1
		start, end := addressAround(j.prose, i)
		a := strings.ToLower(j.prose[start:end])
		if !j.answerable(a) || !j.writesTo(start, end) {
			continue
		}
		return message.Address{Name: j.addressee(j.prose[:start], a), Address: a}, true
	}
}

// copied is a coordinator whom the letter only names, and who stands in Cc.
func (j *job) copied() (message.Address, bool) {
	for _, c := range j.m.Cc {
		name := j.tidyName(c.Name)
		if !j.answerable(strings.ToLower(c.Address)) || !j.personal(name, c.Address) {
			continue
		}
		for _, said := range []string{name, strings.Fields(name)[0]} {
			if i := strings.Index(j.prose, said); i >= 0 && holds(j.prose, said) > 0 && j.writesTo(i, i+len(said)) {
				return message.Address{Name: name, Address: c.Address}, true
			}
		}
	}
	return message.Address{}, false
}

// addressAround is the span of the address around the @ at i.
func addressAround(text string, i int) (start, end int) {
	in := func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("._+-", c) >= 0
	}
	for start = i; start > 0 && in(text[start-1]); start-- {
	}
	for end = i + 1; end < len(text) && in(text[end]); end++ {
	}
	for end > i+1 && strings.IndexByte("._+-", text[end-1]) >= 0 {
		end--
	}
	return start, end
}

// answerable reports whether an address of the letter may be the one to answer:
// of the sender's own house, or of any where the sender can't be answered.
func (j *job) answerable(a string) bool {
	local, host, ok := strings.Cut(a, "@")
	if !ok || local == "" || !strings.Contains(host, ".") || noReply(a) || slices.ContainsFunc(j.ctx.Me, func(me string) bool { return strings.EqualFold(me, a) }) {
		return false
	}
	if slices.ContainsFunc(j.m.To, func(to message.Address) bool { return strings.EqualFold(to.Address, a) }) {
		return false
	}
	if j.f.ReplyTo == nil {
		return true
	}
	if strings.EqualFold(j.f.ReplyTo.Address, a) {
		return !strings.EqualFold(j.m.From.Address, a) // named as the one to answer, and in Reply-To
	}
	_, from, _ := strings.Cut(strings.ToLower(j.f.ReplyTo.Address), "@")
	s, known := j.x.lex.SenderOf(from)
	return orgLabel(from) == orgLabel(host) || known && s.Role == lexicon.ATS
}

// writesTo reports whether the sentence around an address asks to answer there,
// and not about parking or a lost password.
func (j *job) writesTo(start, end int) bool {
	from := suffix(j.prose[:start], 220)
	for _, stop := range []string{". ", "! ", "? ", "\n\n"} {
		if i := strings.LastIndex(from, stop); i >= 0 && !j.abbreviates(from[:i]) {
			from = from[i+len(stop):]
		}
	}
	sentence := from + j.prose[start:end]
	asks := false
	for _, p := range j.w.find(sentence) {
		switch p.kind {
		case besideMatter:
			return false
		case writeTo:
			asks = true
		}
	}
	return asks || j.writesToThem(end)
}

// writesToThem reports whether the sentence behind that of an address asks to answer
// whoever reads it: "Jo Park (jo@example.org) is in copy. Reply to her, not to me."
func (j *job) writesToThem(at int) bool {
	for at < len(j.prose) && !j.endsSentence(at) {
		at++
	}
	next := strings.TrimLeft(prefix(j.prose[min(at+1, len(j.prose)):], 160), " ")
	if end := strings.IndexAny(next, ".;?!\n"); end >= 0 {
		next = next[:end]
	}
	if !slices.ContainsFunc(firstOf(loose(next), aroundBefore), func(w string) bool { return j.w.them[w] }) {
		return false
	}
	asks := false
	for _, p := range j.w.find(next) {
		if p.kind == besideMatter {
			return false
		}
		asks = asks || p.kind == writeTo
	}
	return asks
}

// abbreviates reports whether a text ends in an abbreviation, not a sentence: "Dr".
func (j *job) abbreviates(text string) bool {
	return j.w.title[strings.ToLower(lastWord(text))] || j.w.courtesy[strings.ToLower(lastWord(text))]
}

// personBefore is the person's name at the end of text: "Jo Park" of "our
// coordinator, Jo Park (".
func (j *job) personBefore(text string) string {
	text = strings.TrimRight(suffix(text, 80), " ,:(<[–-\n")
	ws := wordsOf(text, 20)
	n := len(ws)
	for n > 0 && len(ws)-n < 4 && (n == len(ws) || !ws[n].brk) && j.nameWord(ws[n-1].text, 0) && !j.beside(strings.ToLower(ws[n-1].text), ws[n-1].text) {
		n--
	}
	for n > 0 && n < len(ws) && j.w.title[titleKey(ws[n-1].text)] {
		n--
	}
	if len(ws)-n < 2 {
		return ""
	}
	name := strings.Join(j.uncourteous(strings.Fields(text[ws[n].start:ws[len(ws)-1].end])), " ")
	if j.recipient(name) || j.house(name) || strings.ContainsAny(name, "\n/") {
		return ""
	}
	return name
}

// addressee is who reads an address that the text ends before: the person right
// before it, else somebody in the sentence of whose name the address is made.
func (j *job) addressee(text, address string) string {
	if n := j.personBefore(text); n != "" {
		return n
	}
	for _, c := range append(j.m.Cc[:len(j.m.Cc):len(j.m.Cc)], j.m.ReplyTo...) {
		if strings.EqualFold(c.Address, address) && j.personal(c.Name, c.Address) {
			return j.tidyName(c.Name)
		}
	}
	local, _, _ := strings.Cut(address, "@")
	local = folded(local)
	text = suffix(text, 160)
	ws := wordsOf(text, 40)
	for i := len(ws) - 1; i > 0; i-- {
		if first := folded(ws[i-1].text); first == local && len(first) > 2 && !ws[i].brk && proper(ws[i].text) && !j.lastName(ws[:i]) { // iain@
			if n := j.personBefore(text[:ws[i].end]); n != "" {
				return n
			}
		}
		last := folded(ws[i].text)
		if len(last) < 3 || !strings.Contains(local, last) || !proper(ws[i].text) || ws[i].brk {
			continue
		}
		if prev := ws[i-1].text; j.w.courtesy[titleKey(prev)] {
			return ws[i].text // "Frau Abel", by whose given name nobody calls her
		}
		if n := j.personBefore(text[:ws[i].end]); n != "" {
			return n
		}
	}
	return ""
}

// lastName reports whether words end in a name of two, of which the last one is no
// given name: "Jana Roth".
func (j *job) lastName(ws []word) bool {
	n := len(ws)
	return n > 2 && !ws[n-1].brk && !ws[n-2].brk && proper(ws[n-2].text) && !j.beside(strings.ToLower(ws[n-2].text), ws[n-2].text)
}
