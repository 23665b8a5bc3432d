package ical

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// series is what one UID stands for: an event or a recurring one, and what takes
// the place of some of its occurrences.
type series struct {
	p       *parser // of the document: it knows the zones
	masters []occasion
	others  []occasion
	onwards []occasion // those of others that change all that follow, by time
}

// seriesOf reads the events of a document and puts those of a UID together. An
// event that can't be read is named; what is known of it counts.
func (r *busyReader) seriesOf(p *parser) []*series {
	var all []*series
	byUID := map[string]*series{}
	for _, raw := range p.events {
		o, err := r.occasionOf(p, raw)
		if err != nil && o.weight != free { // of what takes no time it does not matter
			r.unread("%s: %v", o.title, err)
		}
		if o.wall.IsZero() {
			continue
		}
		s := byUID[o.UID]
		if s == nil || o.UID == "" {
			s = &series{p: p}
			byUID[o.UID] = s
			all = append(all, s)
		}
		if o.replaces != nil {
			s.others = append(s.others, o)
		} else {
			s.masters = append(s.masters, o)
		}
	}
	return all
}

// newest leaves out what a later edition of the same event replaces (RFC 5545
// section 3.8.7.4: SEQUENCE). Different events with one UID, which some programs
// write, are editions of the same number and all stay.
func newest(list []occasion, key func(occasion) int64) []occasion {
	last := map[int64]int{}
	for _, o := range list {
		last[key(o)] = max(last[key(o)], o.Sequence)
	}
	return slices.DeleteFunc(list, func(o occasion) bool { return o.Sequence < last[key(o)] })
}

// series adds the times of a series.
func (r *busyReader) series(s *series) {
	s.masters = newest(s.masters, func(occasion) int64 { return 0 })
	s.others = newest(s.others, func(o occasion) int64 { return o.replaces.at.Unix() })
	for _, o := range s.others {
		if o.onwards {
			s.onwards = append(s.onwards, o)
		}
	}
	slices.SortStableFunc(s.onwards, func(a, b occasion) int { return a.replaces.at.Compare(b.replaces.at) })
	for _, m := range s.masters {
		if r.full || m.weight == free && len(s.onwards) == 0 {
			continue
		}
		if err := r.repeat(s, m); err != nil {
			r.unread("%s: %v", m.title, err)
		}
	}
	for _, o := range s.others {
		r.occur(o, o.wall)
	}
}

// occur adds one occurrence.
func (r *busyReader) occur(o occasion, wall time.Time) {
	if o.weight == free {
		return
	}
	begin := o.clock.at(wall)
	end := o.length.after(begin)
	if o.AllDay {
		end = o.clock.at(wall.AddDate(0, 0, o.length.days))
	}
	r.add(BusyTime{Start: begin, End: end, UID: o.UID, Tentative: o.weight == tentative})
}

// repeat adds an event with all its repetitions, but for those that are excepted
// or replaced. An error names what can't be read; the rest is added.
func (r *busyReader) repeat(s *series, m occasion) error {
	gone, err := r.exceptions(s, m)
	seen := map[int64]bool{}
	take := func(wall time.Time) {
		if r.full {
			return
		}
		at := m.clock.at(wall)
		r.work -= len(s.onwards)
		if r.work < 0 || seen[at.Unix()] || gone.has(at, wall) {
			return
		}
		seen[at.Unix()] = true
		r.occur(s.become(m, at, wall))
	}
	take(m.wall) // DTSTART is the first, whatever the rule says
	for _, text := range m.rules {
		err = cmp.Or(r.follow(s, m, text, take), err)
	}
	return cmp.Or(r.dates(s.p, m, gone, take), err)
}

// become returns what an occurrence has become: itself, or, where the series was
// changed from some day onwards, that change.
func (s *series) become(m occasion, at, wall time.Time) (occasion, time.Time) {
	now, begin := m, wall
	for _, o := range s.onwards {
		if !at.Before(o.replaces.at) {
			now, begin = o, wall.Add(o.wall.Sub(o.replaces.wall))
		}
	}
	return now, begin
}

// Bounds on one series: how far zones differ from one another at most, and how
// much of the work it may take.
const (
	margin      = 2 * day
	workOfARule = 200_000
)

// follow expands a rule within the wanted span.
func (r *busyReader) follow(s *series, m occasion, text string, take func(time.Time)) error {
	rule, err := parseRule(text)
	if err != nil {
		return err
	}
	if !rule.until.IsZero() {
		switch rule.untilForm {
		case formUTC:
			rule.until = m.clock.shows(rule.until)
		case formDate: // that day included
			rule.until = rule.until.Add(day - time.Second)
		}
	}
	reach := margin + m.span()
	for _, o := range s.onwards { // they last longer, or are moved
		reach = max(reach, margin+o.span()+o.wall.Sub(o.replaces.wall).Abs())
	}
	share := min(r.work, workOfARule)
	r.work -= share
	err = rule.expand(m.wall, r.From.UTC().Add(-reach), r.To.UTC().Add(reach), &share, take)
	if r.work < 0 { // spent on what has become of the occurrences
		return cmp.Or(err, errWork)
	}
	r.work += max(share, 0)
	return err
}

// span is about how long an event lasts.
func (o occasion) span() time.Duration { return time.Duration(o.length.days)*day + o.length.exact }

// dates takes the single repetitions (RDATE): dates, times, or periods.
func (r *busyReader) dates(p *parser, m occasion, gone exceptions, take func(time.Time)) error {
	var bad error
	err := r.values(m.more, func(prop *property, value string) {
		if strings.Contains(value, "/") {
			at, end, ok := r.period(p, prop, value)
			if !ok {
				bad = fmt.Errorf("RDATE %q can't be read", shorten(value))
			} else if m.weight != free && !gone.has(at.at, at.wall) {
				r.add(BusyTime{Start: at.at, End: end, UID: m.UID, Tentative: m.weight == tentative})
			}
			return
		}
		switch at, ok := r.moment(p, prop, value); {
		case !ok:
			bad = fmt.Errorf("RDATE %q can't be read", shorten(value))
		case at.date: // at the usual time of that day
			take(at.wall.Add(m.wall.Sub(date(m.wall.Date()))))
		default:
			take(m.clock.shows(at.at))
		}
	})
	return cmp.Or(err, bad)
}

// values calls visit with every value of properties that list several.
func (r *busyReader) values(props []property, visit func(*property, string)) error {
	for i := range props {
		for value := range strings.SplitSeq(props[i].value, ",") {
			if r.work--; r.work < 0 {
				return errWork
			}
			if strings.TrimSpace(value) != "" {
				visit(&props[i], value)
			}
		}
	}
	return nil
}
