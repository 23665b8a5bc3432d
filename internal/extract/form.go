package extract

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/ical"
	"rsvpd/internal/when"
)

// links keeps the links that matter to answering, judged by host and path.
func (j *job) links() {
	seen := map[string]bool{}
	for _, l := range j.m.Links {
		kind, _, ok := j.x.lex.LinkKind(l.URL)
		if !ok || seen[l.URL] || kind == "assessment" || kind == "profile" || len(j.f.Links) >= 8 {
			continue
		}
		seen[l.URL] = true
		j.f.Links = append(j.f.Links, Link{Kind: LinkKind(kind), URL: l.URL})
	}
}

func (j *job) link(k LinkKind) bool {
	for _, l := range j.f.Links {
		if l.Kind == k {
			return true
		}
	}
	return false
}

// form says how it asks.
func (j *job) form() {
	asks := false
	for _, p := range j.w.find(j.text) {
		asks = asks || p.kind == askAvailability
	}
	j.dropDays(asks)
	switch {
	case j.requested():
		j.f.Form = Calendar
	case j.link(BookingLink):
		j.f.Form = Booking
	case len(j.f.Slots) > 0:
		j.f.Form = Times
	case asks:
		j.f.Form = Availability
	case j.f.ReplyTo == nil && j.link(PortalLink):
		j.f.Form = Booking
	default:
		j.f.Form = Open
	}
}

// dropDays drops slots that are days only where they say no more than others: a
// day whose hours follow, or one day named in a question for free times.
func (j *job) dropDays(asks bool) {
	timed := map[string]bool{}
	for _, s := range j.f.Slots {
		if !s.AllDay {
			timed[s.Start.Format(time.DateOnly)] = true
		}
	}
	if asks && len(timed) == 0 && len(j.f.Slots) == 1 && j.f.Slots[0].ZoneSource != when.ZoneCalendar {
		j.f.Slots = nil
	}
	j.f.Slots = slices.DeleteFunc(j.f.Slots, func(s Slot) bool { return s.AllDay && timed[s.Start.Format(time.DateOnly)] })
}

func (j *job) requested() bool {
	for _, c := range j.m.Calendars {
		if c.Method == ical.Request || c.Method == "" && len(c.Events) > 0 {
			return true
		}
	}
	return false
}

// suspicious says why a reply might be unwise. Few reasons, and only such as
// honest mail hardly ever shows.
func (j *job) suspicious() {
	warn := func(s string) { j.f.Suspicious = append(j.f.Suspicious, s) }
	stages := cueKind(len(j.w.lang.Extract.Stage))
	warned := map[cueKind]bool{}
	for _, p := range j.w.find(j.text) {
		if k := p.kind - firstStage - stages; k >= 0 && !warned[k] {
			warned[k] = true
			warn(j.w.lang.Extract.Warning[k].Why)
		}
	}
	if r, f := j.f.ReplyTo, j.m.From.Address; r != nil && f != "" && j.freemail(r.Address) && !j.freemail(f) && !strings.EqualFold(r.Address, f) {
		warn("answers would go to a freemail address, not to the sender's domain")
	}
	if strings.Contains(strings.ToLower(strings.Join(j.m.Values("Authentication-Results"), " ")), "dmarc=fail") {
		warn("the sender's domain does not vouch for it (DMARC failed)")
	}
	if _, host, _ := strings.Cut(j.m.From.Address, "@"); strings.Contains(host, "xn--") {
		warn("the sender's domain is written in look-alike letters")
	}
	for _, l := range j.f.Links {
		if u, err := url.Parse(l.URL); err == nil && strings.Contains(u.Hostname(), "xn--") {
			warn("a link leads to a host written in look-alike letters")
			break
		}
	}
}

func (j *job) freemail(address string) bool {
	s, ok := j.x.lex.SenderOf(address)
	return ok && s.Role == "freemail"
}

// says reports whether a phrase of the kind stands anywhere in the mail, its
// small print included.
func (j *job) says(k cueKind) bool {
	for _, p := range j.w.find(j.m.Text[max(0, len(j.m.Text)-maxText):]) {
		if p.kind == k {
			return true
		}
	}
	return false
}
