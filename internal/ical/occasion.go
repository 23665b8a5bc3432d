package ical

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// occasion is a VEVENT read for its times: a single event, a series, or what
// takes the place of one event of a series.
type occasion struct {
	Event
	title    string
	wall     time.Time // DTSTART as the clock shows it, written as if in UTC
	clock    clock     // that of DTSTART
	length   duration
	weight   weight
	replaces *moment // RECURRENCE-ID; nil: the event or series itself
	onwards  bool    // RANGE=THISANDFUTURE: and all that follow
	rules    []string
	more     []property // RDATE
	except   []property // EXDATE
}

// clock puts what a clock shows on the time line. A zone known only by the rules
// that the calendar brings along has other offsets at other times.
type clock struct {
	at    func(wall time.Time) time.Time
	shows func(t time.Time) time.Time // the reverse
}

// moment is a time in a calendar: an instant, or a day.
type moment struct {
	at   time.Time
	wall time.Time
	date bool
}

// weight is how much an event binds the user.
type weight int

const (
	free weight = iota
	tentative
	taken
)

// occasionOf reads an event. The error says what of its times can't be read.
func (r *busyReader) occasionOf(p *parser, raw rawEvent) (o occasion, err error) {
	p.problems = nil
	o.Event = p.event(raw)
	o.title = r.titleOf(o.Event)
	if len(p.problems) > 0 {
		err = errors.New(strings.Join(p.problems, "; "))
	}
	props := map[string]*property{} // of several, the last
	for i := range raw.props {
		prop := &raw.props[i]
		switch props[prop.name] = prop; prop.name {
		case "RRULE":
			o.rules = append(o.rules, prop.value)
		case "RDATE":
			o.more = append(o.more, *prop)
		case "EXDATE":
			o.except = append(o.except, *prop)
		}
	}
	if id := props["RECURRENCE-ID"]; id != nil {
		o.onwards = strings.EqualFold(id.params["RANGE"], "THISANDFUTURE")
		at, ok := r.moment(p, id, id.value)
		if o.replaces = &at; !ok {
			err = fmt.Errorf("RECURRENCE-ID %q can't be read", shorten(id.value))
		}
	}
	o.weight = r.weigh(o.Event, props["X-MICROSOFT-CDO-BUSYSTATUS"])
	if start := props["DTSTART"]; start != nil {
		r.setClock(p, &o, start, props["DURATION"])
	} else {
		err = errors.New("it has no start")
	}
	return o, err
}

// titleOf names an event for the user.
func (r *busyReader) titleOf(e Event) string {
	if e.Summary == "" {
		return "an event without a title"
	}
	return fmt.Sprintf("%q", shorten(strings.Join(strings.Fields(e.Summary), " ")))
}

// setClock works out on which clock an event runs, and how long it lasts. A whole
// day is one of the user's, wherever they are.
func (r *busyReader) setClock(p *parser, o *occasion, start, fixed *property) {
	wall, form, ok := parseWall(strings.ToUpper(strings.TrimSpace(start.value)))
	if !ok {
		return
	}
	o.wall, o.clock = wall, clockIn(time.UTC)
	switch {
	case o.AllDay:
		o.clock = clockIn(r.Zone)
	case form != formUTC:
		o.clock = p.clockOf(p.tzid(start))
	}
	switch d, ok := lengthOf(fixed); {
	case o.AllDay: // counted on the clock: a day need not have 24 hours
		o.length.days = max(1, int(date(o.End.Date()).Sub(date(o.Start.Date()))/day))
		o.wall = date(o.Start.Date())
	case ok:
		o.length = d
	case o.End.After(o.Start):
		o.length.exact = o.End.Sub(o.Start)
	}
}

// lengthOf reads a DURATION; ok is false where there is none.
func lengthOf(fixed *property) (duration, bool) {
	if fixed == nil {
		return duration{}, false
	}
	d, ok := parseDuration(fixed.value)
	return d, ok && !d.negative
}

// clockIn is the clock of a zone.
func clockIn(loc *time.Location) clock {
	return clock{
		at:    func(wall time.Time) time.Time { return onClock(wall, loc) },
		shows: func(t time.Time) time.Time { return onClock(t.In(loc), time.UTC) },
	}
}

// clockOf is the clock of a TZID.
func (p *parser) clockOf(tzid string) clock {
	if loc, ok := ZoneByName(tzid); ok {
		return clockIn(loc)
	}
	if p.zones[tzid] == nil {
		return clockIn(p.floating)
	}
	zone := func(wall time.Time) *time.Location {
		if loc, _, ok := p.resolve(tzid, wall); ok {
			return loc
		}
		return p.floating
	}
	return clock{
		at:    func(wall time.Time) time.Time { return onClock(wall, zone(wall)) },
		shows: func(t time.Time) time.Time { return onClock(t.In(zone(t.UTC())), time.UTC) },
	}
}

// moment reads a time of a property that may list several.
func (r *busyReader) moment(p *parser, prop *property, value string) (moment, bool) {
	wall, form, ok := parseWall(strings.ToUpper(strings.TrimSpace(value)))
	switch {
	case !ok:
		return moment{}, false
	case form == formDate:
		return moment{at: onClock(wall, r.Zone), wall: wall, date: true}, true
	case form == formUTC:
		return moment{at: wall, wall: wall}, true
	}
	return moment{at: p.clockOf(p.tzid(prop)).at(wall), wall: wall}, true
}

// weigh says how much an event binds the user: what they declined, or what their
// calendar shows as free, does not; what they have not accepted binds a little.
func (r *busyReader) weigh(e Event, outlook *property) weight {
	w, status := taken, ""
	if outlook != nil {
		status = strings.ToUpper(strings.TrimSpace(outlook.value))
	}
	if e.Transparent || e.Status == "CANCELLED" || status == "FREE" {
		return free
	}
	if e.Status == "TENTATIVE" || status == "TENTATIVE" {
		w = tentative
	}
	if r.Mine != nil && r.Mine(e.Organizer.Address) {
		return w // who calls a meeting need not answer it
	}
	// Of several addresses of the user's, that which binds most counts.
	answer, asked := free, false
	for _, a := range e.Attendees { // only the user's were kept
		answer, asked = max(answer, weightOf(a.PartStat)), true
	}
	if asked {
		w = min(w, answer)
	}
	return w
}

// weightOf is what an answer to a meeting binds (RFC 5545 section 3.2.12, which
// takes none for NEEDS-ACTION).
func weightOf(partStat string) weight {
	switch partStat {
	case "DECLINED", "DELEGATED":
		return free
	case "NEEDS-ACTION", "TENTATIVE", "":
		return tentative
	}
	return taken
}
