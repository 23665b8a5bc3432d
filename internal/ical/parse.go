package ical

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Bounds on the components of one calendar.
const (
	maxAttendees = 500
	maxDepth     = 20
	maxZones     = 200
)

// Parse reads a VCALENDAR. It never fails: what can't be read is left out and
// named in Problem. Times without a zone, or in one that can't be resolved, are
// taken to be in floating; nil means UTC.
func Parse(data []byte, floating *time.Location) Calendar {
	p := newParser(floating, ofInvitation)
	p.read(data)
	return p.finish()
}

func newParser(floating *time.Location, most limits) *parser {
	if floating == nil {
		floating = time.UTC
	}
	return &parser{zones: map[string]*vtimezone{}, floating: floating, most: most}
}

// read takes in a document.
func (p *parser) read(data []byte) {
	lines := unfold(data, p.most)
	if len(lines) == p.most.lines || len(data) > p.most.bytes {
		p.problem("the calendar is too large; only its beginning was read")
	}
	for _, line := range lines {
		prop, ok := parseLine(line)
		if !ok {
			p.broken(line)
			continue
		}
		p.line(prop)
	}
	if !p.begun {
		p.problem("there is no VCALENDAR")
	}
}

// broken notes a line that is no property. Where only some properties are wanted,
// what does not begin like one of them is the rest of a badly folded text.
func (p *parser) broken(line string) {
	name, _, _ := strings.Cut(line+" ", " ")
	name, _, _ = strings.Cut(name, ";")
	if p.wanted == nil || p.wanted(&property{name: strings.ToUpper(name)}) {
		p.problem("line %q is no property", shorten(line))
	}
}

// parser holds what was read so far. Events are made at the end only: a
// VTIMEZONE may stand behind the event that needs it.
type parser struct {
	most     limits
	cal      Calendar
	begun    bool
	stack    []string // names of the open components
	events   []rawEvent
	freeBusy []rawEvent           // VFREEBUSY, which only a calendar of the user's has
	wanted   func(*property) bool // which properties of events are kept; nil: all
	zones    map[string]*vtimezone
	zone     *vtimezone
	floating *time.Location
	wrZone   string // X-WR-TIMEZONE: the zone of floating times, says whoever exported it
	problems []string
}

// rawEvent is the properties of one VEVENT or VFREEBUSY.
type rawEvent struct{ props []property }

func (p *parser) problem(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if len(p.problems) < 5 && !slices.Contains(p.problems, s) {
		p.problems = append(p.problems, s)
	}
}

func shorten(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), 60)], "")
}

// top returns the innermost open component.
func (p *parser) top() string {
	if len(p.stack) == 0 {
		return ""
	}
	return p.stack[len(p.stack)-1]
}

func (p *parser) line(prop property) {
	switch prop.name {
	case "BEGIN":
		p.begin(strings.ToUpper(strings.TrimSpace(prop.value)))
		return
	case "END":
		p.end(strings.ToUpper(strings.TrimSpace(prop.value)))
		return
	}
	switch p.top() {
	case "VCALENDAR":
		p.calendarLine(prop)
	case "VEVENT":
		p.keep(&p.events[len(p.events)-1], prop)
	case "VFREEBUSY":
		p.keep(&p.freeBusy[len(p.freeBusy)-1], prop)
	case "VTIMEZONE", "STANDARD", "DAYLIGHT":
		if p.zone != nil {
			p.zone.line(p.top(), prop)
		}
	}
}

func (p *parser) keep(raw *rawEvent, prop property) {
	if len(raw.props) < 2*maxAttendees && (p.wanted == nil || p.wanted(&prop)) {
		raw.props = append(raw.props, prop)
	}
}

func (p *parser) calendarLine(prop property) {
	switch prop.name {
	case "METHOD":
		p.cal.Method = Method(strings.ToUpper(strings.TrimSpace(prop.value)))
	case "PRODID":
		p.cal.ProdID = unescape(prop.value)
	case "X-WR-TIMEZONE":
		p.wrZone = strings.TrimSpace(prop.value)
	}
}

// begin opens a component. What can't be counted any more is opened under no
// name, so that its lines are skipped.
func (p *parser) begin(name string) {
	switch {
	case len(p.stack) >= maxDepth:
		p.problem("components are nested too deeply")
		return
	case name == "VCALENDAR":
		p.begun = true
	case (name == "VEVENT" || name == "VFREEBUSY") && len(p.events)+len(p.freeBusy) >= p.most.events:
		p.problem("more than %d events; the rest was not read", p.most.events)
		name = ""
	case name == "VEVENT":
		p.events = append(p.events, rawEvent{})
	case name == "VFREEBUSY":
		p.freeBusy = append(p.freeBusy, rawEvent{})
	case name == "VTIMEZONE":
		p.zone = &vtimezone{}
	case (name == "STANDARD" || name == "DAYLIGHT") && p.zone != nil:
		p.zone.begin()
	}
	p.stack = append(p.stack, name)
}

// end closes a component and those in it that were left open.
func (p *parser) end(name string) {
	if name == "VTIMEZONE" && p.zone != nil {
		if len(p.zones) < maxZones {
			p.zones[p.zone.id] = p.zone
		}
		p.zone = nil
	}
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i] == name {
			p.stack = p.stack[:i]
			return
		}
	}
}

// finish makes the events.
func (p *parser) finish() Calendar {
	for _, raw := range p.events {
		p.cal.Events = append(p.cal.Events, p.event(raw))
	}
	p.cal.Problem = strings.Join(p.problems, "; ")
	return p.cal
}
