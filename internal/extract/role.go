package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// maxRoleWords bounds a role: what is longer is a sentence.
const maxRoleWords = 8

// role finds the role: where a line or the text names one as such, where the
// subject does, and last where an occupation stands behind words that may lead
// to one. What subject and letter both call it is its full name.
func (j *job) role(places []place) string {
	subject := subjectPrefix.ReplaceAllString(j.m.Subject, "")
	inSubject := j.w.find(subject)
	said := prefix(j.m.Text, maxText) // what the user had written too
	fallback := ""
	for _, reading := range []struct {
		by   string
		find func() (string, bool)
	}{
		{"whole line", func() (string, bool) { return sure(j.wholeRole(subject)) }},
		{"label", func() (string, bool) { return sure(j.roleLabelled()) }},
		{"named", func() (string, bool) { return j.roleNamed(j.prose, places) }},
		{"named in subject", func() (string, bool) { return j.roleNamed(subject, inSubject) }},
		{"hint", func() (string, bool) { return j.roleHinted(j.prose, places) }},
		{"hint in subject", func() (string, bool) { r, _ := j.roleHinted(subject, inSubject); return sure(r) }},
		{"subject", func() (string, bool) { return sure(j.roleOfSubject(subject)) }},
		{"headline", func() (string, bool) { return sure(j.roleOfSubject(j.headline())) }},
		{"both", func() (string, bool) { return sure(j.roleShared(subject)) }},
		{"sought", func() (string, bool) { return sure(j.roleSought()) }},
		{"quoted", func() (string, bool) { return j.roleNamed(said, j.w.find(said)) }},
	} {
		r, sure := reading.find()
		if sure {
			j.f.Sources.Role = reading.by
			return j.fullRole(r, subject)
		}
		if fallback == "" && r != "" {
			fallback, j.f.Sources.Role = r, reading.by+", no occupation"
		}
	}
	if fallback == "" {
		return ""
	}
	return j.fullRole(fallback, subject)
}

// fullRole is a role as long as the mail writes it, and no longer.
func (j *job) fullRole(role, subject string) string {
	return j.bracketed(j.withTag(j.apposition(j.prose, j.withLevel(j.withoutHouse(j.agreedRole(role, subject)))), subject), subject)
}

// bracketed closes a bracket that a role has opened, as the mail does, or leaves it
// out: "Backend Engineer (Storage)".
func (j *job) bracketed(role, subject string) string {
	open := strings.LastIndexByte(role, '(')
	if open <= 0 || strings.IndexByte(role[open:], ')') >= 0 {
		return role
	}
	if closed := role + ")"; strings.Contains(j.prose, closed) || strings.Contains(subject, closed) {
		return closed
	}
	return strings.TrimSpace(role[:open])
}

// sure says of a role that was found that it is one.
func sure(role string) (string, bool) { return role, role != "" }

// roleNamed reads what follows "the position of" or stands before "position". A
// role that has an occupation in it wins over one that is only called a role.
func (j *job) roleNamed(text string, places []place) (role string, sure bool) {
	var fallback string
	for _, p := range places {
		var r string
		var sure bool
		switch p.kind {
		case beforeRole:
			r, sure = j.roleAfter(text[p.end:])
		case afterRole:
			r, sure = j.roleBefore(text[:p.start])
		}
		if sure {
			return r, true
		}
		fallback = cmp.Or(fallback, r)
	}
	return fallback, false
}

// roleHinted reads an occupation after words that may lead to anything. One word
// in small letters may be somebody they speak of: "about our volunteers".
func (j *job) roleHinted(text string, places []place) (role string, sure bool) {
	var fallback string
	for _, p := range places {
		if p.kind != mayBeforeRole {
			continue
		}
		r, sure := j.roleAfter(text[p.end:])
		if sure && (proper(r) || strings.Contains(r, " ")) {
			return r, true
		}
		if sure {
			fallback = cmp.Or(fallback, r)
		}
	}
	return fallback, false
}

// roleAfter reads the role that begins text; sure says that an occupation is in it.
func (j *job) roleAfter(text string) (role string, sure bool) {
	text = prefix(text, 200)
	ws := wordsOf(text, maxRoleWords+6)
	ws = j.skipToRole(text, ws)
	end := 0
	for i, w := range ws {
		if i > 0 && (w.brk && !bridged(text[ws[i-1].end:w.start]) || j.ends(ws, i)) || i > maxRoleWords {
			break
		}
		end = i + 1
	}
	return j.roleOf(text, ws[:end], false)
}

// ends reports whether a span ends before word i. A stop word that leads on
// after an occupation ends nothing: "Referentin für Presse".
func (j *job) ends(ws []word, i int) bool {
	low := strings.ToLower(ws[i].text)
	if i > 0 && i+1 < len(ws) && ofWords[ws[i-1].text] && j.w.courtesy[titleKey(ws[i].text)] && proper(ws[i+1].text) {
		return true // "of Ms Ann Lee"
	}
	if !j.w.stops[low] || j.pairs(ws, i) {
		return false
	}
	if !slices.ContainsFunc(ws[:i], func(w word) bool { return j.w.occupation(w.text) }) {
		return true
	}
	if ws[i].brk && len(low) <= 2 && ws[i].start == ws[i-1].end+1 { // "Coordinador(a)"
		return false
	}
	if j.w.article[low] && i > 0 && !ws[i].brk && j.leadsToField(ws, i-1) { // "de la maintenance"
		return false
	}
	return !j.w.linking[low] && !j.leadsToField(ws, i)
}

// pairs reports whether word i is the "and" of a title: "Aushilfe Verkauf und Onlineshop".
func (j *job) pairs(ws []word, i int) bool {
	if slices.Contains(j.w.lang.Dates.Words["or"], strings.ToLower(ws[i].text)) && i > 0 && i+1 < len(ws) && !ws[i+1].brk && j.w.occupation(ws[i-1].text) && j.w.occupation(ws[i+1].text) {
		return true // "conceptrice ou concepteur"
	}
	if j.joinsFields(ws, i) && slices.ContainsFunc(ws[:i], func(w word) bool { return j.w.occupation(w.text) }) || j.joinsBefore(ws, i) {
		return true
	}
	return slices.Contains(j.w.lang.Dates.Words["and"], strings.ToLower(ws[i].text)) && i > 0 && i+1 < len(ws) && !ws[i+1].brk && proper(ws[i-1].text) && proper(ws[i+1].text) &&
		!j.w.noName[strings.ToLower(ws[i+1].text)] && !j.w.stops[strings.ToLower(ws[i+1].text)]
}

// skipToRole drops what stands before a role and is no part of it: articles, a
// requisition's number. It returns nil where a sentence has ended before.
func (j *job) skipToRole(text string, ws []word) []word {
	for i, w := range ws {
		from := 0
		if i > 0 {
			from = ws[i-1].end
		}
		if w.brk && strings.Trim(text[from:w.start], " *_\"“„«»:#(-–).,°") != "" || w.brk && !numbers(ws[:i]) && strings.ContainsAny(text[from:w.start], ".,") {
			return nil
		}
		if !j.w.possessive[strings.ToLower(w.text)] && !numbered(w.text) && !numberSign[strings.ToLower(strings.Trim(w.text, "."))] {
			return ws[i:]
		}
	}
	return nil
}

// numberSign are the words before a requisition's number: "n° 4417".
var numberSign = set(strings.Fields(`no nr n num nº n° ref kennziffer réf rif`))

// numbers reports whether words are a requisition's number and nothing else.
func numbers(ws []word) bool {
	return len(ws) > 0 && !slices.ContainsFunc(ws, func(w word) bool {
		return !numbered(w.text) && !numberSign[strings.ToLower(strings.Trim(w.text, "."))]
	})
}

var number = regexp.MustCompile(`^[#A-Za-z]{0,4}[-_]?\d{2,}[\w/-]*$`)

// numbered reports whether a word is a requisition's number: "R-20418".
func numbered(s string) bool { return number.MatchString(s) }

// bridged reports whether a role may go on over what stands between two words:
// the brackets of "gestor(a)", the hyphen of "Presse- und".
func bridged(gap string) bool {
	return gap == "(" || gap == ")" || gap == ") " || gap == " & " || gap == "- "
}

// roleBefore reads backwards from "position" to the article that begins the role.
func (j *job) roleBefore(text string) (role string, sure bool) {
	text = strings.TrimRight(text, " ")
	if strings.HasSuffix(text, ")") { // "Engineer (Storage) role"
		if open := strings.LastIndexByte(text, '('); open > 0 && len(text)-open < 40 {
			text = strings.TrimRight(text[:open], " ")
		}
	}
	text = suffix(text, 120)
	ws := wordsOf(text, 60)
	if len(ws) == 0 || strings.Trim(text[ws[len(ws)-1].end:], " \"”»*_") != "" {
		return "", false
	}
	if r, sure := j.roleOf(text, j.back(text, ws, true), true); sure {
		return r, true
	}
	return j.roleOf(text, j.back(text, ws, false), true)
}

// back is the run of words at the end of ws that may be a role; commas lets it
// go on over commas between capitals: "Staff Engineer, Storage".
func (j *job) back(text string, ws []word, commas bool) []word {
	for i := len(ws) - 1; i >= 0; i-- {
		low := strings.ToLower(ws[i].text)
		if j.joinsBefore(ws, i) {
			continue
		}
		if j.w.article[low] || j.w.possessive[low] || j.w.stops[low] || len(ws)-i > maxRoleWords {
			return ws[i+1:]
		}
		if ws[i].brk && i > 0 {
			gap := text[ws[i-1].end:ws[i].start]
			if bridged(gap) || commas && gap == ", " && proper(ws[i].text) && proper(ws[i-1].text) {
				continue
			}
			return ws[i:]
		}
	}
	return ws
}
