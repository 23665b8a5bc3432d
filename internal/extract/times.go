package extract

import (
	"time"

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
		exprs = j.x.times.Find(j.text, when.Context{Now: now, ZoneSource: source, Lang: j.v.Lang})
	}
	j.calendar()
	fromCalendar := len(j.f.Slots) > 0
	for _, e := range exprs {
		switch e.Role {
		case when.Slot:
			if !fromCalendar {
				j.addSlot(e)
			}
		case when.Deadline:
			j.deadline(e)
		case when.Window:
			if j.f.WithinStart.IsZero() {
				j.f.WithinStart, j.f.WithinEnd = e.Start, e.End
			}
		}
		if e.ZoneSource == when.ZoneText && j.f.Zone == "" {
			j.f.Zone = e.Zone
		}
	}
	if j.f.Zone == "" && len(j.f.Slots) > 0 {
		j.f.Zone = j.f.Slots[0].Zone
	}
}

// maxSlots bounds what one message proposes.
const maxSlots = 40

func (j *job) addSlot(e when.Expr) {
	if len(j.f.Slots) >= maxSlots || e.Grain == when.Week || e.Grain == when.Month || e.Grain == when.Year {
		return
	}
	s := Slot{Start: e.Start, End: e.End, AllDay: e.Grain == when.Day, Zone: e.Zone, ZoneSource: e.ZoneSource, Certain: e.Certain, Text: e.Text}
	for _, have := range j.f.Slots {
		if have.Start.Equal(s.Start) && have.AllDay == s.AllDay {
			return
		}
	}
	j.f.Slots = append(j.f.Slots, s)
}

// deadline takes the earliest "answer by"; a day means the end of its business.
func (j *job) deadline(e when.Expr) {
	d := &Deadline{At: e.Start, Text: e.Text}
	if e.Grain != when.Minute && e.Grain != when.Hour {
		day := e.Start
		d.At = time.Date(day.Year(), day.Month(), day.Day(), endOfBusiness, 0, 0, 0, day.Location())
		d.AllDay = true
	}
	if j.f.Deadline == nil || d.At.Before(j.f.Deadline.At) {
		j.f.Deadline = d
	}
}

// calendar takes slot and event of a calendar part.
func (j *job) calendar() {
	for _, c := range j.m.Calendars {
		if len(c.Events) > 0 {
			e := c.Events[0]
			j.f.Event = Event{UID: e.UID, Sequence: e.Sequence, RecurrenceID: e.RecurrenceID, Method: string(c.Method), PartStat: partStat(c, e)}
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
