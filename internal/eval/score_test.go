package eval_test

import (
	"math"
	"strings"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

// tally counts how often a thing was said rightly, wrongly, or left unsaid. A
// blank is no mistake: what is not known is not guessed.
type tally struct{ right, wrong, blank int }

func (t tally) all() int { return t.right + t.wrong + t.blank }

// count adds one answer.
func (t *tally) count(right, blank bool) {
	switch {
	case right:
		t.right++
	case blank:
		t.blank++
	default:
		t.wrong++
	}
}

// score is what was measured on some mails.
type score struct {
	n              int                  // mails read
	tp, fp, fn, tn int                  // of "is it an invitation?"
	confusion      map[[2]string]int    // by what it is and what it was read as
	fields         map[string]*tally    // of the invitations found, by fact
	sources        map[string]*tally    // the same of what was said, by how it was found
	bins           map[int]*calibration // by tenth of the score
	misses         []string             // mails that were misread, and how
}

// calibration is how often verdicts of about the same score are right.
type calibration struct {
	n, right int
	sum      float64 // of scores
}

func newScore() *score {
	return &score{confusion: map[[2]string]int{}, fields: map[string]*tally{}, sources: map[string]*tally{}, bins: map[int]*calibration{}}
}

// add counts one reading against its label. Approaches and tests that are read
// as invitations count neither for nor against: what to do about them is the
// user's choice, not a fact.
func (s *score) add(l label, r app.Reading) {
	s.n++
	is, said := l.Category == "invitation", r.Verdict.Category == detect.Invitation
	switch {
	case is && said:
		s.tp++
		s.facts(l, r)
	case is:
		s.fn++
	case l.Category == "outreach" || l.Category == "assessment":
	case said:
		s.fp++
		if l.Category == "not_invitation" {
			s.misses = append(s.misses, l.File+": not_invitation read as invitation")
		}
	default:
		s.tn++
	}
	if l.Category == "not_invitation" { // which of the others it is was not written down
		return
	}
	s.confusion[[2]string{l.Category, string(r.Verdict.Category)}]++
	right := l.Category == string(r.Verdict.Category)
	bin := s.bins[int(math.Min(r.Verdict.Score*10, 9))]
	if bin == nil {
		bin = &calibration{}
		s.bins[int(math.Min(r.Verdict.Score*10, 9))] = bin
	}
	bin.n++
	bin.sum += r.Verdict.Score
	if right {
		bin.right++
	} else {
		s.misses = append(s.misses, l.File+": "+l.Category+" read as "+string(r.Verdict.Category))
	}
}

// field counts one fact, and remembers the mails where it is wrong.
func (s *score) field(name string, l label, right, blank bool, want, got string) {
	if s.fields[name] == nil {
		s.fields[name] = &tally{}
	}
	s.fields[name].count(right, blank)
	if !right {
		s.misses = append(s.misses, l.File+": "+name+" is “"+want+"”, read as “"+got+"”")
	}
}

// facts counts what is known of an invitation that was found.
func (s *score) facts(l label, r app.Reading) {
	f, g := r.Facts, l.Gold
	if l.Kind != "" {
		s.field("kind", l, l.Kind == string(r.Verdict.Kind), false, l.Kind, string(r.Verdict.Kind))
	}
	if g == nil {
		return
	}
	for name, pair := range map[string][2]*string{"company": {g.Company, &f.Company}, "role": {g.Role, &f.Role}, "contact": {g.Contact, &f.Contact.Name}} {
		if pair[0] != nil && *pair[0] != "" {
			want, got := *pair[0], *pair[1]
			right := same(want, got) || name == "contact" && sameFirst(want, got)
			s.field(name, l, right, got == "", want, got)
			s.source(name, f.Sources, right, got == "")
		}
	}
	if g.Form != "" {
		s.field("form", l, g.Form == string(f.Form), false, g.Form, string(f.Form))
	}
	if g.Stage != "" {
		s.field("stage", l, g.Stage == string(f.Stage), f.Stage == "", g.Stage, string(f.Stage))
	}
	s.reply(l, f)
	s.link(l, f)
	s.deadline(l, f)
	s.slots(l, f)
}

// reply counts whether, and to whom, an answer goes.
func (s *score) reply(l label, f extract.Facts) {
	possible := l.Gold.ReplyPossible == nil || *l.Gold.ReplyPossible
	if l.Gold.ReplyPossible != nil {
		s.field("reply possible", l, possible == (f.ReplyTo != nil), false, yes(possible), yes(f.ReplyTo != nil))
	}
	if a := l.Gold.ContactAddress; a != nil && *a != "" && possible {
		got := ""
		if f.ReplyTo != nil {
			got = f.ReplyTo.Address
		}
		s.field("answers to", l, strings.EqualFold(*a, got), got == "", *a, got)
	}
}

// link counts the link by which a time is chosen.
func (s *score) link(l label, f extract.Facts) {
	if l.Gold.Link == nil || *l.Gold.Link == "" {
		return
	}
	var urls []string
	right := false
	for _, x := range f.Links {
		urls = append(urls, x.URL)
		right = right || x.URL == *l.Gold.Link
	}
	s.field("link", l, right, len(urls) == 0, *l.Gold.Link, strings.Join(urls, " "))
}

func (s *score) deadline(l label, f extract.Facts) {
	if l.Gold.Deadline == nil {
		return
	}
	want, got := *l.Gold.Deadline, ""
	if f.Deadline != nil {
		got = written(f.Deadline.At, f.Deadline.AllDay)
	}
	if want == "" {
		s.field("deadline where none", l, got == "", false, "", got)
		return
	}
	s.field("deadline", l, sameInstant(want, got), got == "", want, got)
}

// slots counts proposed times: to the minute and the zone, or to the day where
// no more is said.
func (s *score) slots(l label, f extract.Facts) {
	if l.Gold.Slots == nil {
		return
	}
	want := *l.Gold.Slots
	var got []goldSlot
	for _, x := range f.Slots {
		got = append(got, goldSlot{written(x.Start, x.AllDay), written(x.End, x.AllDay)})
	}
	if len(want) == 0 {
		s.field("slots where none", l, len(got) == 0, false, "", starts(got))
		return
	}
	for _, w := range want {
		i := position(got, w)
		s.field("slot", l, i >= 0, len(got) == 0, w.Start, starts(got))
		if i >= 0 && len(w.End) > len(time.DateOnly) {
			s.field("slot's end", l, sameInstant(w.End, got[i].End), got[i].End == "", w.End, got[i].End)
		}
	}
	for _, x := range got {
		proposed := false
		for _, w := range want {
			proposed = proposed || sameInstant(w.Start, x.Start)
		}
		s.field("slot was proposed", l, proposed, false, starts(want), x.Start)
	}
}

// position finds a wanted time among those read; -1 when it is not there.
func position(got []goldSlot, want goldSlot) int {
	for i, x := range got {
		if sameInstant(want.Start, x.Start) {
			return i
		}
	}
	return -1
}
