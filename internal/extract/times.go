package extract

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"rsvpd/internal/detect"
	"rsvpd/internal/ical"
	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// endOfBusiness is the hour by which a day given as a deadline is meant.
const endOfBusiness = 17

// when reads times: slots, deadline, the span asked about.
func (j *job) when() {
	now, source := j.m.Date, when.ZoneMessage
	if j.m.DateSource == message.DateFallback {
		source = when.ZoneDefault
		if j.ctx.Zone != nil {
			now = now.In(j.ctx.Zone)
		}
	}
	var exprs []when.Expr
	if j.x.times != nil && j.v.Category != detect.Rejection {
		exprs = j.x.times.Find(j.text, when.Context{Now: now, ZoneSource: source, Lang: j.v.Lang, Reader: j.readersPlace()})
	}
	if source == when.ZoneMessage {
		j.onTheirClock(exprs)
	}
	j.calendar()
	fromCalendar := len(j.f.Slots) > 0
	j.placed(exprs)
	j.onDay(exprs)
	j.onSameDay(exprs)
	told := j.tells(exprs)
	for i, e := range exprs {
		if told[i] {
			continue
		}
		if j.byThen(exprs, i) || e.Role == when.Mention && e.Grain == when.Day && !j.over(e) && j.openUntil(e) {
			j.deadline(e)
			continue
		}
		switch e.Role {
		case when.Slot:
			switch {
			case j.answersBy(e), j.shutsThen(e):
				j.deadline(e)
			case j.asksWithin(e):
				j.within(e)
			case i > 0 && j.endsSpan(exprs[i-1], e):
				j.f.WithinEnd = e.Start.AddDate(0, 0, 1)
			case !fromCalendar && !shadowed(exprs, i) && (!j.standsAlone(exprs, i) || j.offersDay(e) || j.askedAbout(exprs, i)):
				j.addSlot(e)
			}
		case when.Deadline:
			if j.asksWhenFree(e) {
				j.f.WithinStart, j.f.WithinEnd = now, e.Start
				continue
			}
			if !j.soFar(e) {
				j.deadline(e)
			}
		case when.Window:
			switch {
			case j.answersBy(e):
				j.deadline(e)
			case j.opensFor(e):
				e.Start = e.End
				j.deadline(e)
			default:
				j.within(e)
			}
		}
		if e.ZoneSource == when.ZoneText && j.f.Zone == "" {
			j.f.Zone = e.Zone
		}
	}
	if !fromCalendar {
		j.hours(exprs)
	}
	if j.f.Zone == "" && len(j.f.Slots) > 0 {
		j.f.Zone = j.f.Slots[0].Zone
	}
}

// readersPlace is where "your time" is told; nil when it is not known: UTC is a
// setting, and nobody lives there.
func (j *job) readersPlace() *time.Location {
	if j.ctx.Zone == time.UTC {
		return nil
	}
	return j.ctx.Zone
}

// within takes the span asked about, and lengthens it by one that follows
// without a gap: "this week or next week", "this week and next".
func (j *job) within(e when.Expr) {
	end := e.End
	if e.Grain == when.Week && !end.IsZero() && e.Offset+len(e.Text) <= len(j.prose) {
		ws, d := wordsOf(prefix(j.prose[e.Offset+len(e.Text):], 40), 2), j.w.lang.Dates.Words
		if len(ws) == 2 && !ws[0].brk && !ws[1].brk && (slices.Contains(d["and"], strings.ToLower(ws[0].text)) || slices.Contains(d["or"], strings.ToLower(ws[0].text))) && slices.Contains(d["next"], strings.ToLower(ws[1].text)) {
			end = end.AddDate(0, 0, 7)
		}
	}
	switch {
	case j.f.WithinStart.IsZero():
		j.f.WithinStart, j.f.WithinEnd = e.Start, end
	case !j.f.WithinEnd.IsZero() && !e.Start.After(j.f.WithinEnd) && !e.Start.Before(j.f.WithinStart) && end.After(j.f.WithinEnd):
		j.f.WithinEnd = end
	}
}

// shadowed reports whether a slot's words hold those of a deadline: "next week, no
// later than Friday at 5" proposes nothing.
func shadowed(exprs []when.Expr, i int) bool {
	e := exprs[i]
	return slices.ContainsFunc(exprs, func(d when.Expr) bool {
		return d.Role == when.Deadline && d.Offset >= e.Offset && d.Offset < e.Offset+len(e.Text)
	})
}

// asksWhenFree reports whether what looks like a deadline is the span in which
// they ask for free times: "when are you available in the next two weeks".
func (j *job) asksWhenFree(e when.Expr) bool {
	if e.Offset > len(j.prose) || e.Start.Sub(j.m.Date) < 3*24*time.Hour || !strings.ContainsAny(e.Text, " ") || e.Grain == when.Minute {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(e.Text), " ")
	if !slices.Contains(j.w.lang.Dates.Words["in"], first) {
		return false
	}
	from := 1 + strings.LastIndexAny(j.prose[:e.Offset], ".?!\n")
	return slices.ContainsFunc(j.w.find(j.prose[from:e.Offset+len(e.Text)]), func(p place) bool { return p.kind == askAvailability })
}

// answersBy reports whether a day is that of the answer, though the words leave
// it open: "tell me tomorrow", "accept or propose another, ideally by Monday".
func (j *job) answersBy(e when.Expr) bool {
	if e.Offset+len(e.Text) > len(j.prose) || j.over(e) {
		return false
	}
	after := strings.ToLower(strings.Join(strings.Fields(prefix(j.prose[e.Offset+len(e.Text):], 30)), " "))
	if slices.ContainsFunc(j.w.lang.Extract.Latest, func(s string) bool { return strings.HasPrefix(strings.TrimLeft(after, ", "), s) }) {
		return true
	}
	if e.Grain != when.Day && e.Role != when.Window {
		return false
	}
	if j.openUntil(e) {
		return true
	}
	from := 1 + max(strings.LastIndexAny(j.prose[:e.Offset], "?!\n"), strings.LastIndex(j.prose[:e.Offset], ". "))
	before := j.prose[from:e.Offset]
	for _, p := range j.w.find(before) {
		if p.kind == answerBy && len(loose(before[p.end:])) <= answerReach {
			return true
		}
	}
	if !j.limits(e, loose(before)) {
		return false
	}
	return slices.ContainsFunc(j.w.find(before), func(p place) bool { return p.kind == accepts })
}

// openUntil reports whether a page or list is open up to a time, said around it: "der
// Kalender ist bis zum 13. Mai geöffnet".
func (j *job) openUntil(e when.Expr) bool {
	start := j.sentenceStart(e.Offset)
	at := e.Offset - start
	return slices.ContainsFunc(j.w.find(j.sentence(e)), func(p place) bool {
		return p.kind == accepts && p.start < at && p.end > at
	}) && (j.limits(e, loose(j.prose[start:e.Offset])) || j.limits(e, loose(firstWord(e.Text))))
}

// limits reports whether the words before a time end in one such as "until", or, of
// an hour, "before".
func (j *job) limits(e when.Expr, ws []string) bool {
	for len(ws) > 1 && j.w.article[ws[len(ws)-1]] {
		ws = ws[:len(ws)-1] // "hasta el jueves"
	}
	if len(ws) == 0 {
		return false
	}
	d, last := j.w.lang.Dates.Words, ws[len(ws)-1]
	said := strings.Join(lastOf(ws, 3), " ")
	ends := func(u string) bool { // "jusqu'à" is two words here
		u = strings.Join(loose(u), " ")
		return strings.Contains(u, " ") && strings.HasSuffix(" "+said, " "+u)
	}
	return slices.ContainsFunc(d["until"], ends) || slices.Contains(d["until"], last) || slices.Contains(d["by"], last) ||
		e.Grain != when.Day && e.End.IsZero() && slices.Contains(d["before"], last)
}

// endsSpan reports whether a day only ends the span that a week began: "the week of
// 25 to 29 January".
func (j *job) endsSpan(week, e when.Expr) bool {
	from := week.Offset + len(week.Text)
	if week.Grain != when.Week || e.Grain != when.Day || from > e.Offset || e.Offset > len(j.prose) {
		return false
	}
	gap := strings.ToLower(strings.TrimSpace(j.prose[from:e.Offset]))
	d := j.w.lang.Dates.Words
	return gap == "-" || gap == "–" || slices.Contains(d["to"], gap) || slices.Contains(d["until"], gap)
}

// opensFor reports whether a time is how long a link or an offer lasts from now on:
// "the link works for the next 48 hours".
func (j *job) opensFor(e when.Expr) bool {
	if e.Offset+len(e.Text) > len(j.prose) || e.End.IsZero() || e.Grain != when.Minute && e.Grain != when.Hour || e.Start.Sub(j.m.Date).Abs() > time.Minute {
		return false
	}
	return slices.ContainsFunc(j.w.find(j.prose[j.sentenceStart(e.Offset):e.Offset+len(e.Text)]), func(p place) bool { return p.kind == accepts })
}

// shutsThen reports whether a time is the one at which a list or a portal closes:
// "reservations close at four", "I close the programme on the 12th".
func (j *job) shutsThen(e when.Expr) bool {
	if e.Offset > len(j.prose) || j.over(e) {
		return false
	}
	before := j.prose[j.sentenceStart(e.Offset):e.Offset]
	return slices.ContainsFunc(j.w.find(before), func(p place) bool {
		return p.kind == accepts && slices.ContainsFunc(loose(before[p.start:p.end]), func(w string) bool { return j.w.opens[w] }) && len(loose(before[p.end:])) <= wordsAfter
	})
}

// answerReach is how many words may stand between "tell me" and the day.
const answerReach = 1

// maxSlots bounds what one message proposes.
const maxSlots = 40

func (j *job) addSlot(e when.Expr) {
	if len(j.f.Slots) >= maxSlots || e.Grain == when.Week || e.Grain == when.Month || e.Grain == when.Year || j.over(e) || j.onlyLength(e) || j.beginsSpan(e) || j.describesOther(e) {
		return
	}
	s := Slot{Start: e.Start, End: e.End, AllDay: e.Grain == when.Day, Zone: e.Zone, ZoneSource: e.ZoneSource, Certain: e.Certain, Text: e.Text}
	if e.Grain == when.Part {
		j.vague[s.Text] = true
	}
	for _, have := range j.f.Slots {
		if have.Start.Equal(s.Start) && have.AllDay == s.AllDay {
			return
		}
	}
	j.f.Slots = append(j.f.Slots, s)
}

// onlyLength reports whether a time is nothing but a length, read from now on:
// "a panel of two hours".
func (j *job) onlyLength(e when.Expr) bool {
	if j.w.lengths == nil {
		return false
	}
	text := " " + e.Text + " "
	m := j.w.lengths.find(text)
	if m == nil {
		return false
	}
	_, n := utf8.DecodeLastRuneInString(text[:m[0]])
	return len(strings.TrimSpace(text[m[0]-n:m[1]])) == len(strings.TrimSpace(e.Text))
}

// beginsSpan reports whether a day only begins a span: "the week of 12 October".
func (j *job) beginsSpan(e when.Expr) bool {
	if e.Grain != when.Day || e.Offset > len(j.prose) {
		return false
	}
	ws := lastOf(loose(suffix(j.prose[:e.Offset], 40)), 3)
	if len(ws) > 0 && e.End.IsZero() && j.startsFrom(strings.Join(ws, " "), e.Text) && !j.onTo(e) {
		return true // "and again from the 27th"
	}
	return len(ws) > 0 && j.w.weekOf[ws[len(ws)-1]] || slices.ContainsFunc(ws, func(w string) bool { return j.w.lang.Dates.Units[w] == "week" })
}

// startsFrom reports whether the words up to a day say that something begins there.
func (j *job) startsFrom(before, text string) bool {
	d := j.w.lang.Dates.Words
	first := strings.ToLower(firstWord(text))
	return slices.ContainsFunc(d["from"], func(f string) bool {
		f = strings.ToLower(f)
		return !ofWords[f] && (before == f || strings.HasSuffix(before, " "+f)) || len(f) > 2 && first == f && !ofWords[f]
	})
}

// onTo reports whether a span goes on behind a day to its end: "from the 3rd to the 5th".
func (j *job) onTo(e when.Expr) bool {
	d, ws := j.w.lang.Dates.Words, loose(prefix(j.prose[min(len(j.prose), e.Offset+len(e.Text)):], 24))
	return len(ws) > 0 && (slices.Contains(d["to"], ws[0]) || slices.Contains(d["until"], ws[0]))
}

// describesOther reports whether an hour with an article says what something is
// like: "it's a 4am start".
func (j *job) describesOther(e when.Expr) bool {
	ws := strings.Fields(e.Text)
	return e.Grain == when.Minute && len(ws) == 2 && j.w.article[strings.ToLower(ws[0])] || e.Grain == when.Hour && len(ws) == 2 && j.w.article[strings.ToLower(ws[0])]
}

// over reports whether a time had passed when the mail was written: whoever
// names one tells, and proposes nothing.
func (j *job) over(e when.Expr) bool {
	if e.Grain == when.Day {
		return e.Start.AddDate(0, 0, 1).Before(j.m.Date)
	}
	return e.Start.Before(j.m.Date.Add(-time.Minute))
}

// deadline takes the earliest "answer by"; a day means the end of its business.
func (j *job) deadline(e when.Expr) {
	d := &Deadline{At: e.Start, Text: e.Text}
	if e.Grain != when.Minute && e.Grain != when.Hour {
		day := e.Start
		d.At = time.Date(day.Year(), day.Month(), day.Day(), endOfBusiness, 0, 0, 0, day.Location())
		d.AllDay = true
	}
	if j.f.Deadline == nil || d.At.Before(j.f.Deadline.At) || j.orLater(j.f.Deadline.Text, e) {
		j.f.Deadline = d
	}
}

// orLater reports whether a deadline is the later one of two in a breath: "today
// or tomorrow".
func (j *job) orLater(first string, e when.Expr) bool {
	if e.Offset > len(j.prose) {
		return false
	}
	before := suffix(j.prose[:e.Offset], len(first)+16)
	i := strings.LastIndex(before, first)
	return i >= 0 && slices.Contains(j.w.lang.Dates.Words["or"], strings.ToLower(strings.TrimSpace(before[i+len(first):])))
}

// calendar takes slot and event of a calendar part.
func (j *job) calendar() {
	for _, c := range j.m.Calendars {
		if len(c.Events) > 0 {
			e := c.Events[0]
			j.f.Event = Event{
				UID: e.UID, Sequence: e.Sequence, RecurrenceID: e.RecurrenceID, Method: string(c.Method), PartStat: partStat(c, e),
				Summary: e.Summary, Organizer: message.Address{Name: e.Organizer.Name, Address: e.Organizer.Address},
				Instance: e.Instance, InstanceDay: e.InstanceDay,
			}
			if e.Start.IsZero() || c.Method == ical.Reply {
				return
			}
			j.f.Slots = append(j.f.Slots, Slot{
				Start: e.Start, End: e.End, AllDay: e.AllDay, Zone: zoneName(e), ZoneSource: when.ZoneCalendar,
				Certain: e.ZoneKnown || e.AllDay || e.Zone == "UTC", Text: "DTSTART " + e.Start.Format("2006-01-02 15:04"),
			})
			return
		}
	}
}

func zoneName(e ical.Event) string {
	if e.Zone != "" {
		return e.Zone
	}
	return e.Start.Format("-07:00")
}

// partStat is what the one attendee of a reply answered.
func partStat(c ical.Calendar, e ical.Event) string {
	if c.Method == ical.Reply && len(e.Attendees) > 0 {
		return e.Attendees[0].PartStat
	}
	return ""
}
