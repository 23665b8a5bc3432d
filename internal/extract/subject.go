package extract

import (
	"regexp"
	"strings"
)

// roleOfSubject reads "Interview invitation - Data Analyst" and its like: the
// capitals around an occupation.
func (j *job) roleOfSubject(subject string) string {
	for _, part := range subjectParts.Split(subject, -1) {
		part = strings.TrimSpace(part)
		if part == "" || folded(part) == folded(j.f.Company) || j.isPerson(part) {
			continue
		}
		for _, ws := range j.phrases(wordsOf(part, 24)) {
			if ws = j.trimVague(j.behindVague(ws)); len(ws) == 0 || !proper(ws[0].text) && !j.w.occupation(ws[0].text) && len(ws) != len(strings.Fields(part)) {
				continue
			}
			if r, sure := j.roleOf(part, ws, false); sure {
				return r
			}
		}
	}
	return ""
}

// headline is the only line of a mail that has one: it reads like a subject.
func (j *job) headline() string {
	if lines := nonEmpty(j.text); len(lines) == 1 && len(lines[0]) < 120 {
		return lines[0]
	}
	return ""
}

// phrases parts words at stop words and punctuation.
func (j *job) phrases(ws []word) [][]word {
	var out [][]word
	start := 0
	for i := range ws {
		switch {
		case j.ends(ws[start:], i-start):
			out, start = append(out, ws[start:i]), i+1
		case i > start && ws[i].brk:
			out, start = append(out, ws[start:i]), i
		}
	}
	return append(out, ws[start:])
}

// behindVague drops the words of invitations from the front of a title.
func (j *job) behindVague(ws []word) []word {
	for i := len(ws) - 1; i >= 0; i-- {
		if low := strings.ToLower(ws[i].text); j.w.vague[low] && !j.w.joins[low] && !j.w.article[low] && !j.w.occupation(low) && ws[i].text != strings.ToUpper(ws[i].text) && i < len(ws)-1 {
			return ws[i+1:]
		}
	}
	return ws
}

var (
	topicParts    = regexp.MustCompile(`\s+[-–—|/·•]+\s+|[:;?|]\s+|,\s+`)
	subjectPrefix = regexp.MustCompile(`(?i)^\s*((re|fw|fwd|aw|wg|tr|rv|sv|antw|invitation|einladung)\s*:\s*)+`)
	wholeParts    = regexp.MustCompile(`\s+[-–—|/·•]+\s+|[:;?]\s+|\s*\(|\)|,\s+`)
	subjectParts  = regexp.MustCompile(`\s+[-–—|/·•]+\s+|[:;?]\s+|\s*\(|\)|,\s+|\s+(?:for|as|at|with|@|bei|als|für|chez|pour|comme|para|como|en|per|come|presso|bij|voor)\s+`)
)
