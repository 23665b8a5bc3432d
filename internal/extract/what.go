package extract

import (
	"regexp"
	"slices"
	"strings"

	"rsvpd/internal/detect"
)

// what finds company, role or topic, stage.
func (j *job) what() {
	places := j.w.find(j.text)
	j.f.Company = j.company(places)
	switch j.f.Kind {
	case detect.Media, detect.Speaking:
		if j.f.Role = j.topic(places); j.f.Role == "" && j.f.Kind == detect.Speaking {
			j.f.Role = j.part(places)
		}
	default:
		j.f.Role = j.role(places)
	}
	if j.f.Kind == detect.Job || j.f.Kind == detect.Academic || j.f.Kind == "" {
		j.f.Stage = j.stage(places)
	}
}

// role finds the role in the text, then in the subject.
func (j *job) role(places []place) string {
	if r := j.roleIn(j.text, places); r != "" {
		return r
	}
	if r := j.roleIn(j.m.Subject, j.w.find(j.m.Subject)); r != "" {
		return r
	}
	return j.roleOfSubject()
}

// roleIn reads what follows "for the role of", or stands between an article and
// "position".
func (j *job) roleIn(text string, places []place) string {
	for i, p := range places {
		// "your application for the post of …": the last phrase stands nearest.
		nearer := slices.ContainsFunc(places[i+1:], func(q place) bool {
			return q.kind == beforeRole && q.start >= p.end && q.start < p.end+12 || q.kind == beforeRole && q.start > p.start && q.start < p.end && q.end > p.end
		})
		if p.kind == beforeRole && !nearer {
			if r := j.roleAfter(text[p.end:]); r != "" {
				return r
			}
		}
	}
	for _, p := range places {
		if p.kind == afterRole {
			if r := j.roleBefore(text[:p.start]); r != "" {
				return r
			}
		}
	}
	return ""
}

// roleAfter reads the words of a role up to a stop word or punctuation.
func (j *job) roleAfter(text string) string {
	ws := wordsOf(text[:min(len(text), 160)], 10)
	end := 0
	for i, w := range ws {
		low := strings.ToLower(w.text)
		if i == 0 && w.brk && strings.Trim(text[:w.start], " *\"“„«:#(") != "" {
			return ""
		}
		if i > 0 && (w.brk && !j.bridged(text[ws[i-1].end:w.start], w) || j.w.stops[low]) || i >= 8 {
			break
		}
		end = i + 1
	}
	for end > 0 && small(ws[end-1].text) {
		end--
	}
	if end == 0 {
		return ""
	}
	return j.plausibleRole(text[ws[0].start:ws[end-1].end])
}

// bridged reports whether a span may go on over punctuation: the brackets of
// "(m/w/d)" or "gestor(a)", the comma of none.
func (j *job) bridged(gap string, w word) bool {
	return gap == "(" || gap == ")" || gap == ") " || gap == " & "
}

// roleBefore reads backwards from "position" to the article that begins it.
func (j *job) roleBefore(text string) string {
	if len(text) > 100 {
		text = text[len(text)-100:]
	}
	ws := wordsOf(text, 40)
	if len(ws) == 0 || strings.TrimSpace(text[ws[len(ws)-1].end:]) != "" {
		return ""
	}
	begin := -1
	for i := len(ws) - 1; i >= 0 && len(ws)-i <= 8; i-- {
		low := strings.ToLower(ws[i].text)
		if article(low) || low == "our" || low == "an" || low == "this" || low == "open" {
			begin = i + 1
			break
		}
		if ws[i].brk || j.w.stops[low] {
			begin = i
			if j.w.stops[low] {
				begin = i + 1
			}
			if !proper(ws[min(begin, len(ws)-1)].text) {
				return ""
			}
			break
		}
	}
	if begin < 0 || begin >= len(ws) {
		return ""
	}
	return j.plausibleRole(text[ws[begin].start:ws[len(ws)-1].end])
}

var vague = set(strings.Fields(`position role job vacancy opening this that the above open new first same right next interview opportunity team company your our you it full time leadership advertised following technical lead key which stelle poste puesto posizione vaga functie`))

// plausibleRole drops what is no role: vague words, sentences.
func (j *job) plausibleRole(s string) string {
	s = strings.Trim(s, " .,;:-–\"“”'*")
	if first, rest, ok := strings.Cut(s, " "); ok && (article(first) || strings.EqualFold(first, "our") || strings.EqualFold(first, "a") || strings.EqualFold(first, "an")) {
		s = rest
	}
	ws := strings.Fields(s)
	if len(ws) == 0 || len(ws) > 9 || len(s) < 2 || len(s) > 90 {
		return ""
	}
	all := true
	for _, w := range ws {
		all = all && vague[strings.ToLower(w)]
	}
	if all || strings.EqualFold(folded(s), folded(j.f.Company)) {
		return ""
	}
	return s
}

func small(w string) bool {
	return len(w) <= 3 && strings.ToLower(w) == w && !strings.ContainsAny(w, "0123456789")
}

// roleOfSubject reads "Interview invitation - Data Analyst" and its like: the
// part of the subject that is neither a known phrase nor a name.
func (j *job) roleOfSubject() string {
	subject := subjectPrefix.ReplaceAllString(j.m.Subject, "")
	var best string
	parts := subjectParts.Split(subject, -1)
	if len(parts) < 2 {
		return ""
	}
	for _, p := range parts {
		p = strings.TrimSpace(p)
		key := folded(p)
		if key == "" || key == folded(j.f.Company) || j.isPerson(p) || strings.Contains(key, folded(j.f.Company)) && j.f.Company != "" {
			continue
		}
		if !proper(p) || len(j.w.find(p)) > 0 || !looksRole(p) {
			continue
		}
		if best == "" {
			best = p
		}
	}
	return j.plausibleRole(best)
}

var (
	subjectPrefix = regexp.MustCompile(`(?i)^\s*((re|fw|fwd|aw|wg|tr|rv|sv|antw|invitation|einladung)\s*:\s*)+`)
	subjectParts  = regexp.MustCompile(`\s+[-–—|/]+\s+|:\s+|\s+\(|\)|,\s+`)
	roleWord      = regexp.MustCompile(`(?i)(engineer|developer|analyst|designer|manager|scientist|architect|consultant|officer|assistant|coordinator|specialist|director|lead|nurse|teacher|professor|lecturer|postdoc|phd|technician|representative|associate|administrator|accountant|writer|editor|intern|trainee|advisor|counsel|planner|buyer|controller|clerk|operator|sre|devops|entwickler|leiter|berater|sachbearbeiter|referent|ingenieur|kauf|techniker|développeur|ingénieur|responsable|chargé|gestionnaire|assistant|technicien|desarrollador|ingenier|analista|gerente|jefe|técnico|líder|coordinador|sviluppatore|ingegnere|impiegat|medewerker|ontwikkelaar|adviseur|desenvolvedor|engenheir|gestor|técnic|kok|docent|promotie|doctorand)`)
)

func looksRole(s string) bool { return roleWord.MatchString(s) && len(strings.Fields(s)) <= 7 }

// topic finds what a media or speaking invitation is about.
func (j *job) topic(places []place) string {
	for _, p := range places {
		if p.kind != beforeTopic {
			continue
		}
		rest := j.text[p.end:]
		end := len(rest)
		for i, r := range rest {
			if strings.ContainsRune(".,;:!?()\"“”–—\n", r) && (r != '\n' || strings.HasPrefix(rest[i:], "\n\n")) {
				if i > 0 && strings.TrimSpace(rest[:i]) == "" {
					continue
				}
				end = i
				break
			}
		}
		t := strings.Join(strings.Fields(rest[:min(end, 120)]), " ")
		for _, stop := range []string{" and I ", " and we ", " and would ", " und ich ", " et je ", " y me ", " en ik "} {
			t, _, _ = strings.Cut(t, stop)
		}
		t = strings.Trim(t, " -")
		if n := len(strings.Fields(t)); n > 0 && n <= 14 && !pronoun[strings.ToLower(strings.Fields(t)[0])] {
			return t
		}
	}
	return ""
}

// part is what the user is asked to be: "keynote speaker".
func (j *job) part(places []place) string {
	for _, p := range places {
		if p.kind == speakerRole {
			return j.text[p.start:p.end]
		}
	}
	return ""
}

// pronoun are words that begin no topic.
var pronoun = set(strings.Fields(`this that it these those them him her you us me which what how our some any all dies das ihnen sie dir esto eso ello ce cela ça questo ciò dit dat isso isto behalf air sunday monday tuesday wednesday thursday friday saturday january february march april may june july august september october november december`))

// stage is the latest stage that the text names.
func (j *job) stage(places []place) Stage {
	subject := j.w.find(j.m.Subject)
	for i, s := range j.w.lang.Extract.Stage {
		for _, p := range append(places, subject...) {
			if p.kind == firstStage+cueKind(i) {
				return Stage(s.Stage)
			}
		}
	}
	return ""
}
