package ical

import (
	"strings"
	"time"
)

// freeBusy adds the periods of a VFREEBUSY (RFC 5545 section 3.6.4).
func (r *busyReader) freeBusy(p *parser, raw rawEvent) {
	for i := range raw.props {
		prop := &raw.props[i]
		kind := strings.ToUpper(prop.params["FBTYPE"])
		if prop.name != "FREEBUSY" || kind == "FREE" {
			continue
		}
		for value := range strings.SplitSeq(prop.value, ",") {
			if r.work--; r.work < 0 {
				r.unread("%v", errWork)
				return
			}
			start, end, ok := r.period(p, prop, value)
			if !ok {
				r.unread("the busy time %q can't be read", shorten(value))
				continue
			}
			r.add(BusyTime{Start: start.at, End: end, Tentative: kind == "BUSY-TENTATIVE"})
		}
	}
}

// period reads "start/end" or "start/duration" (RFC 5545 section 3.3.9).
func (r *busyReader) period(p *parser, prop *property, value string) (start moment, end time.Time, ok bool) {
	from, to, ok := strings.Cut(value, "/")
	if !ok {
		return start, end, false
	}
	if start, ok = r.moment(p, prop, from); !ok {
		return start, end, false
	}
	if d, ok := parseDuration(to); ok {
		return start, d.after(start.at), !d.negative
	}
	stop, ok := r.moment(p, prop, to)
	return start, stop.at, ok && !stop.at.Before(start.at)
}
