package extract

import (
	"slices"
	"strings"

	"rsvpd/internal/detect"
)

// fromShared reads what the subject and the letter both name: "Tarn Dairy - good
// news". In a job's mail that may as well be the role: it counts only where a
// go-between writes, or where the letter says "at" before it.
func (j *job) fromShared(cs *candidates) {
	for _, part := range subjectParts.Split(subjectPrefix.ReplaceAllString(j.m.Subject, ""), -1) {
		name := j.sharedName(strings.Trim(strings.TrimSpace(part), "!.\"“”„*"))
		if name == "" {
			name = j.leadingName(part)
		}
		if name == "" {
			continue
		}
		if strings.Contains(j.prose, "("+name+")") { // what an occupation is for: "Planner (Rivers)"
			continue
		}
		n, at := j.named(name)
		switch {
		case n == 0:
		case at > 0 && j.f.Kind == detect.Speaking:
			cs.add(name, decisive)
		case at > 0, j.f.Kind != detect.Job, j.between():
			cs.add(name, believed*doubted)
		}
	}
}

// sharedName is the part of a subject when it is written as a name and holds
// neither an occupation nor words of invitations.
func (j *job) sharedName(part string) string {
	ws := strings.Fields(part)
	for len(ws) > 0 && strings.Trim(ws[len(ws)-1], "0123456789#-/.!?") == "" {
		ws = ws[:len(ws)-1] // a year
	}
	if len(ws) == 0 || len(ws) > 6 || !proper(ws[0]) {
		return ""
	}
	for i, w := range ws {
		low := strings.ToLower(strings.Trim(w, ".,!?"))
		if j.w.vague[low] || j.w.noName[low] || j.w.dayWords[low] || j.w.occupation(low) || j.w.article[low] && i == 0 && w == low || !proper(w) && !j.w.joins[low] && !particles[low] {
			return ""
		}
	}
	name := strings.Join(ws, " ")
	if j.isPerson(name) || j.trimFunctions(name) != name {
		return ""
	}
	return name
}

// leadingName is the name of two words and more that begins a part of the subject
// which goes on: "Maré de Letras te espera".
func (j *job) leadingName(part string) string {
	if j.f.Kind == detect.Job {
		return ""
	}
	name := j.nameAt(strings.TrimSpace(part))
	if n := len(strings.Fields(name)); n < 2 || n == len(strings.Fields(part)) || j.w.lang.Extract.NounsCapital {
		return ""
	}
	return j.sharedName(name)
}

// named counts how often the letter says a name, and how often with a word such
// as "at" before it.
func (j *job) named(name string) (n, at int) {
	for from := 0; ; {
		i := strings.Index(j.prose[from:], name)
		if i < 0 {
			return n, at
		}
		before := loose(suffix(j.prose[:from+i], 40))
		for len(before) > 0 && j.w.article[before[len(before)-1]] {
			before = before[:len(before)-1]
		}
		n++
		if len(before) > 0 && slices.Contains(j.w.lang.Extract.At, before[len(before)-1]) {
			at++
		}
		from += i + len(name)
	}
}
