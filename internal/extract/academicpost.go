package extract

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// post finds what an academic invitation is for: a post and its subject, or the
// subject alone.
func (j *job) post(places []place) string {
	subject := subjectPrefix.ReplaceAllString(j.m.Subject, "")
	if whole := j.wholeRole(subject); whole != "" {
		return whole
	}
	special := cmp.Or(j.academicPost(j.prose, places), j.academicPost(subject, j.w.find(subject)))
	role := j.role(places)
	title := cmp.Or(j.title(j.prose), j.title(j.m.Subject))
	if role == "" && title != "" {
		return title
	}
	if role == "" || special != "" && (j.foldedIn(subject, special) && j.foldedIn(j.prose, special) || within(special, role) || strings.ContainsAny(role, "0123456789") || !j.namesPost(role)) {
		if title != "" && j.onlyPost(special) {
			return title
		}
		return cmp.Or(special, j.topic(places))
	}
	role = cmp.Or(j.plausibleRole(j.postAbout(role)), role)
	if open := strings.IndexAny(role, "\"“„«»"); open > 0 && title != "" { // "Promotionsstelle »Fährrechte"
		role = strings.TrimSpace(role[:open])
	}
	if title != "" && (!strings.Contains(role, " ") || j.onlyPost(role) || j.entitled(role, title) || j.saysTitle(role)) {
		return j.withTitle(role, title) // "PhD" says less than the project
	}
	return role
}

// withQuoted is a post with the title in quotes that the letter sets right behind it:
// "contrat postdoctoral « Sables »".
func (j *job) withQuoted(post string) string {
	_, rest, ok := strings.Cut(j.prose, post+" ")
	t, _ := quoted(prefix(rest, 80))
	if n := len(strings.Fields(t)); !ok || n == 0 || n > maxRoleWords {
		return post
	}
	upTo := strings.Index(rest, t) + len(t)
	for i, r := range rest[upTo:] {
		if r != ' ' && r != '\u00a0' {
			return post + " " + rest[:upTo+i+utf8.RuneLen(r)]
		}
	}
	return post
}

// withTitle is the title of a post, with the word for the post before it where the
// subject calls it so: "Promotionsstelle Planktondynamik".
func (j *job) withTitle(post, title string) string {
	if title != "" && holds(j.m.Subject, post+" "+firstWord(title)) > 0 {
		return post + " " + title
	}
	return title
}

// entitled reports whether a post stands right before its title in quotes.
func (j *job) entitled(role, title string) bool {
	for _, text := range []string{j.prose, j.m.Subject} {
		if _, rest, ok := strings.Cut(text, role+" "); ok && len(rest) > 0 {
			if t, quotes := quoted(prefix(rest, 160)); quotes && t == title {
				return true
			}
		}
	}
	return false
}

// project is the title in quotes that a post has, for the post: by it one tells it
// from the other posts of the house.
func (j *job) project(role string) string {
	open := strings.IndexAny(role, "\"“„«»")
	if open <= 0 {
		return role
	}
	t, _ := quoted(role[open:])
	return cmp.Or(j.withTitle(strings.TrimSpace(role[:open]), j.plausibleTitle(t)), j.title(j.prose), strings.TrimSpace(role[:open]))
}

// namesPost reports whether a role says what post it is.
func (j *job) namesPost(role string) bool {
	for _, w := range strings.Fields(strings.ToLower(role)) {
		if j.w.occupation(w) || j.w.postNoun[w] {
			return true
		}
	}
	return false
}

// maxPostWords bounds an academic post with its subject.
const maxPostWords = 12

// academicPost is a post that universities alone have, with its subject: "postdoc on
// ant navigation", "dottorato di ricerca in Storia del libro". Without a subject it
// says too little to be taken from anywhere in a letter.
func (j *job) academicPost(text string, places []place) string {
	for _, p := range places {
		if p.kind != postWord || j.w.yours[strings.ToLower(lastWord(text[:p.start]))] {
			continue
		}
		start := j.rankBefore(text, p.start)
		long := j.withSubject(text[start:], p.end-start)
		if !j.leadsOn(text[p.end:]) || !j.hasSubject(long[p.end-start:]) || strings.ContainsAny(long, "\"“„«@") {
			continue
		}
		if n := len(strings.Fields(long)); n <= maxPostWords {
			return elided.ReplaceAllString(strings.Join(strings.Fields(long), " "), "")
		}
	}
	return ""
}

// rankBefore is where a post begins with the capitals before it: "Clinical Lecturer".
func (j *job) rankBefore(text string, start int) int {
	from := max(0, start-40)
	ws := wordsOf(text[from:start], 12)
	if !proper(text[start:]) || len(ws) > 0 && strings.TrimSpace(text[from+ws[len(ws)-1].end:start]) != "" {
		return start
	}
	for i := len(ws) - 1; i >= 0 && i >= len(ws)-2; i-- {
		w := ws[i]
		low := strings.ToLower(w.text)
		if !proper(w.text) || j.w.noName[low] || j.w.vague[low] || j.w.article[low] || from > 0 && w.start == 0 {
			break
		}
		start = from + w.start
		if w.brk {
			break
		}
	}
	return start
}

// leadsOn reports whether a word follows that leads to a post's subject, behind
// other words for the post.
func (j *job) leadsOn(rest string) bool {
	for _, w := range wordsOf(prefix(rest, 40), 3) {
		low := strings.ToLower(w.text)
		switch {
		case w.brk:
			return false
		case j.w.postLink[low]:
			return true
		case !j.w.postNoun[low]:
			return false
		}
	}
	return false
}

// hasSubject reports whether what follows a post is more than a word for it.
func (j *job) hasSubject(rest string) bool {
	for _, w := range strings.Fields(strings.ToLower(rest)) {
		if !j.w.postNoun[w] && !j.w.postLink[w] && !j.w.joins[w] && !j.w.article[w] {
			return true
		}
	}
	return false
}
