package ical

import (
	"strconv"
	"strings"
	"time"
)

// event turns the properties of a VEVENT into an Event.
func (p *parser) event(raw rawEvent) Event {
	var e Event
	var start, end, duration *property
	outlookAllDay := false
	for i := range raw.props {
		prop := &raw.props[i]
		switch prop.name {
		case "DTSTART":
			start = prop
		case "DTEND":
			end = prop
		case "DURATION":
			duration = prop
		case "RECURRENCE-ID":
			e.set(prop)
			if t, ok := p.readTime(prop); ok {
				e.Instance, e.InstanceDay = t.at, t.date
			}
		case "X-MICROSOFT-CDO-ALLDAYEVENT":
			outlookAllDay = strings.EqualFold(strings.TrimSpace(prop.value), "TRUE")
		case "ATTENDEE":
			if len(e.Attendees) < maxAttendees {
				e.Attendees = append(e.Attendees, person(prop))
			}
		default:
			e.set(prop)
		}
	}
	p.setTimes(&e, start, end, duration)
	if outlookAllDay && isMidnight(e.Start) && isMidnight(e.End) {
		e.AllDay = true
	}
	return e
}

// set takes over a property that holds text.
func (e *Event) set(prop *property) {
	text := strings.TrimSpace(unescape(prop.value))
	switch prop.name {
	case "UID":
		e.UID = text
	case "SEQUENCE":
		if n, err := strconv.Atoi(text); err == nil && n >= 0 {
			e.Sequence = n
		}
	case "RECURRENCE-ID":
		e.RecurrenceID = strings.TrimSpace(prop.value)
	case "SUMMARY":
		e.Summary = text
	case "DESCRIPTION":
		e.Description = text
	case "LOCATION":
		e.Location = text
	case "STATUS":
		e.Status = strings.ToUpper(text)
	case "TRANSP":
		e.Transparent = strings.EqualFold(text, "TRANSPARENT")
	case "URL":
		e.URL = strings.TrimSpace(prop.value)
	case "ORGANIZER":
		e.Organizer = person(prop)
	case "RRULE":
		e.RRule = strings.TrimSpace(prop.value)
	}
}

// person reads an ORGANIZER or ATTENDEE (RFC 5545 section 3.3.3).
func person(prop *property) Person {
	p := Person{
		Name:     strings.TrimSpace(prop.params["CN"]),
		PartStat: strings.ToUpper(prop.params["PARTSTAT"]),
		Role:     strings.ToUpper(prop.params["ROLE"]),
	}
	value := strings.TrimSpace(prop.value)
	if len(value) > 7 && strings.EqualFold(value[:7], "mailto:") {
		value = value[7:]
	} else if prop.params["EMAIL"] != "" { // RFC 7986 section 6.2
		value = prop.params["EMAIL"]
	}
	if isPlainAddress(value) {
		p.Address = value
	}
	return p
}

// isPlainAddress reports an addr-spec that nothing can misread: one "@", no
// quotes, brackets, separators or control characters, ASCII only.
func isPlainAddress(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || len(s) > 254 || strings.ContainsAny(domain, "@/_") || !strings.Contains(domain, ".") {
		return false
	}
	bad := strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`<>"(),:;[]\`, r) })
	dots := strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".")
	return !bad && !dots && !strings.Contains(s, "..")
}

// setTimes reads DTSTART and what says when it ends.
func (p *parser) setTimes(e *Event, start, end, duration *property) {
	if start == nil {
		return
	}
	t, ok := p.readTime(start)
	if !ok {
		p.problem("start %q can't be read", shorten(start.value))
		return
	}
	e.Start, e.AllDay, e.Zone, e.ZoneKnown = t.at, t.date, t.zone, t.known
	switch {
	case end != nil:
		stop, ok := p.readTime(end)
		if !ok || stop.at.Before(t.at) {
			p.problem("end %q can't be read", shorten(end.value))
			return
		}
		e.End = stop.at
	case duration != nil:
		d, ok := parseDuration(duration.value)
		if !ok || d.negative {
			p.problem("duration %q can't be read", shorten(duration.value))
			return
		}
		e.End = d.after(t.at)
	}
	// RFC 5545 section 3.6.1: a DATE without an end lasts one day.
	if t.date && !e.End.After(e.Start) {
		e.End = e.Start.AddDate(0, 0, 1)
	}
}

func isMidnight(t time.Time) bool {
	h, m, s := t.Clock()
	return !t.IsZero() && h == 0 && m == 0 && s == 0
}
