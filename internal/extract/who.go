package extract

import (
	"strings"
	"unicode"

	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
)

// sender finds the address that reaches them: Reply-To, else From; never a
// no-reply.
func (j *job) sender() {
	if j.m.Forwarded != nil && j.m.Forwarded.From.Address != "" {
		from := j.m.Forwarded.From
		if !noReply(from.Address) {
			j.f.ReplyTo = &from
			return
		}
	}
	for _, a := range j.m.ReplyTo {
		if a.Address != "" && !noReply(a.Address) {
			j.f.ReplyTo = &message.Address{Name: a.Name, Address: a.Address}
			return
		}
	}
	from := j.m.From
	if from.Address == "" || noReply(from.Address) || j.deafPortal(from.Address) {
		return
	}
	j.f.ReplyTo = &from
}

// noReply reports whether an address says itself that nobody reads it.
func noReply(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	local = strings.NewReplacer("-", "", "_", "", ".", "").Replace(local)
	for _, s := range []string{"noreply", "donotreply", "dontreply", "nereply", "nepasrepondre", "keineantwort", "nichtantworten", "noresponder", "nonrispondere", "naoresponda", "nietbeantwoorden", "mailerdaemon", "bounce"} {
		if strings.Contains(local, s) {
			return true
		}
	}
	return false
}

// deafPortal reports whether a tracking system's address is one that carries no
// answers, by its own words or by its local part. (Relay addresses, with an id
// in them, do.)
func (j *job) deafPortal(address string) bool {
	if j.says(nobodyReads) {
		return true
	}
	s, known := j.x.lex.SenderOf(address)
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	return known && s.Role == lexicon.ATS && (strings.HasPrefix(local, "notification") || strings.HasPrefix(local, "system"))
}

// who finds the person to answer and how they sign.
func (j *job) who() {
	j.f.Greeting = j.greeting()
	if j.f.ReplyTo != nil {
		j.f.Contact = *j.f.ReplyTo
		if j.f.Contact.Name == "" && strings.EqualFold(j.f.Contact.Address, j.m.From.Address) {
			j.f.Contact.Name = j.m.From.Name
		}
	}
	name := j.f.Contact.Name
	signed := j.signed()
	switch {
	case name != "" && j.personal(name, j.f.Contact.Address):
		j.f.Contact.Name = fuller(tidyName(name), signed)
	case signed != "":
		j.f.Contact.Name = signed
	case j.f.ReplyTo == nil && j.personal(j.m.From.Name, j.m.From.Address):
		j.f.Contact.Name = tidyName(j.m.From.Name)
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
				return tidyName(e.Organizer.Name)
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

// fuller returns the name as signed when that is the same person with more of
// the name or its accents ("Siobhán Marsh" for "Siobhan Marsh").
func fuller(header, signed string) string {
	if signed == "" {
		return header
	}
	h, s := strings.Fields(header), strings.Fields(signed)
	if folded(h[0]) == folded(s[0]) && len(s) > len(h) {
		return signed
	}
	return header
}

// tidyName writes "Berg, Ana" as "Ana Berg" and drops titles and what stands in
// brackets or after "from".
func tidyName(name string) string {
	name, _, _ = strings.Cut(name, "(")
	for _, sep := range []string{" from ", " @ ", " at ", " | ", " via ", " - ", " von ", " bei ", " van team ", " chez "} {
		if before, _, ok := strings.Cut(name, sep); ok {
			name = before
		}
	}
	if last, first, ok := strings.Cut(name, ", "); ok && !strings.Contains(first, ",") && len(strings.Fields(last)) <= 2 && len(strings.Fields(first)) <= 2 {
		name = first + " " + last
	}
	ws := strings.Fields(name)
	for len(ws) > 1 && title[strings.ToLower(strings.Trim(ws[0], "."))] {
		ws = ws[1:]
	}
	return strings.Join(ws, " ")
}

var title = set([]string{"dr", "prof", "professor", "pr", "mr", "mrs", "ms", "frau", "herr", "mme", "m", "sr", "sra", "dott", "dottssa", "ing", "drs", "mevr", "dhr", "mag", "ir", "phil"})

// personal reports whether a display name is a person's, not a mailbox's: two
// or three words with capitals, none of which is a function's or in the domain.
func (j *job) personal(name, address string) bool {
	name = tidyName(name)
	ws := strings.Fields(name)
	if len(ws) == 0 || len(ws) > 5 || strings.ContainsAny(name, "@0123456789&") {
		return false
	}
	_, host, _ := strings.Cut(address, "@")
	label := folded(orgLabel(strings.ToLower(host)))
	if label != "" && folded(name) == label {
		return false
	}
	upper := 0
	for _, w := range ws {
		low := strings.ToLower(strings.Trim(w, ".,"))
		if j.w.functions[low] || j.w.legal[low] || low == "the" || low == "of" {
			return false
		}
		if r := []rune(w); unicode.IsUpper(r[0]) || !unicode.In(r[0], unicode.Latin) {
			upper++
		}
	}
	if len(ws) == 1 {
		local, _, _ := strings.Cut(strings.ToLower(address), "@")
		return upper == 1 && strings.HasPrefix(local, strings.ToLower(ws[0])) && folded(ws[0]) != label
	}
	return upper >= 2
}

// signed is the name under the letter: after a closing, or alone on one of the
// last lines.
func (j *job) signed() string {
	lines := nonEmpty(j.text)
	sig := nonEmpty(j.m.Signature)
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-8; i-- {
		if !j.closes(lines[i]) {
			continue
		}
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
		break
	}
	for _, l := range sig[:min(len(sig), 2)] {
		if n := j.nameLine(l); n != "" && len(strings.Fields(n)) > 1 {
			return n
		}
	}
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-4; i-- {
		if n := j.nameLine(lines[i]); n != "" && (len(strings.Fields(n)) > 1 || i == len(lines)-1) {
			return j.withSignature(n, append(lines[i+1:], sig...))
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
		if n := j.nameLine(l); n != "" && folded(strings.Fields(n)[0]) == folded(name) {
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

// nameLine returns the person's name at the start of a line, empty when there
// is none.
func (j *job) nameLine(line string) string {
	line = strings.TrimLeft(strings.TrimSpace(line), "-–— ")
	cut := strings.IndexAny(line, "|(,@·•/")
	if cut == 0 {
		return ""
	}
	if cut > 0 {
		line = line[:cut]
	}
	if before, _, ok := strings.Cut(line, " - "); ok {
		line = before
	}
	if before, _, ok := strings.Cut(line, " – "); ok {
		line = before
	}
	line = strings.TrimRight(line, " .!,")
	ws := strings.Fields(line)
	for len(ws) > 1 && title[strings.ToLower(strings.Trim(ws[0], "."))] {
		ws = ws[1:]
	}
	if len(ws) == 0 || len(ws) > 4 || j.greets(line) {
		return ""
	}
	for i, w := range ws {
		r := []rune(w)
		low := strings.ToLower(strings.Trim(w, ".,"))
		small := i > 0 && (low == "de" || low == "van" || low == "von" || low == "der" || low == "den" || low == "da" || low == "di" || low == "dos" || low == "la" || low == "le" || low == "do" || low == "del")
		if !small && (!unicode.IsUpper(r[0]) || strings.ContainsAny(w, "0123456789&:?!")) || j.w.functions[low] || j.w.legal[low] || article(low) && !small {
			return ""
		}
	}
	name := strings.Join(ws, " ")
	for _, a := range append(j.m.To, j.m.Cc...) {
		if a.Name != "" && (folded(a.Name) == folded(name)) {
			return ""
		}
	}
	return name
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
