package extract

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/ical"
	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// Bounds on links: those that are kept, and those around which text is read. What
// asks for an answer stands high; a hundred links are a newsletter.
const (
	maxLinks = 8
	maxRead  = 40
)

// links keeps the links that matter to answering, judged by host and path, and
// by what is said of them where nobody knows the host.
func (j *job) links() {
	seen := map[string]bool{}
	for i, l := range j.m.Links {
		kind, _, ok := j.x.lex.LinkKind(l.URL)
		if !ok && i < maxRead && j.choosesTime(l) {
			kind, ok = string(BookingLink), true
		}
		if !ok || seen[l.URL] || l.Quoted || kind == "assessment" || kind == "profile" || len(j.f.Links) >= maxLinks {
			continue
		}
		seen[l.URL] = true
		j.f.Links = append(j.f.Links, Link{Kind: LinkKind(kind), URL: l.URL})
	}
}

// bookingAnyway takes a link as the one to book by, though nothing beside it says
// so: the letter asks to choose a time, and there is one link only, or no other
// way to answer.
func (j *job) bookingAnyway() {
	if j.link(BookingLink) || !slices.ContainsFunc(j.w.find(j.prose), func(p place) bool { return p.kind == aboutBooking }) {
		return
	}
	var open []string
	for _, l := range j.m.Links[:min(len(j.m.Links), maxRead)] {
		if kind, _, known := j.x.lex.LinkKind(l.URL); l.Quoted || known && kind != string(PortalLink) || j.smallPrint(l) || slices.Contains(open, l.URL) {
			continue
		}
		open = append(open, l.URL)
	}
	if len(open) == 1 || len(open) > 0 && j.f.ReplyTo == nil {
		j.f.Links = append([]Link{{Kind: BookingLink, URL: open[0]}}, j.f.Links...)
	}
}

// smallPrint reports whether a link is one of those that every mail has: to
// unsubscribe, to a map, to a home page.
func (j *job) smallPrint(l message.Link) bool {
	u, err := url.Parse(l.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return true
	}
	low := strings.ToLower(u.Path + " " + l.Text)
	return slices.ContainsFunc(fineWords, func(w string) bool { return strings.Contains(low, w) })
}

// fineWords are in the address or the words of a link nobody answers by.
var fineWords = []string{
	"unsubscri", "privacy", "datenschutz", "impressum", "imprint", "abmeld", "abbestell", "desinscri", "désinscri", "confidential", "privacidad", "baja", "disiscri", "uitschrijv",
	"terms", "legal", "preferences", "settings", "logo", ".png", ".jpg", ".gif", ".pdf", "map", "direction", "anfahrt", "stop", "withdraw", "optout", "opt-out", "track",
}

// choosesTime reports whether the words of a link, or the words right before it,
// say that one picks a time there.
func (j *job) choosesTime(l message.Link) bool {
	books := func(text string) bool {
		is := func(p place) bool { return p.kind == aboutBooking }
		en := j.x.words("en") // half of the portals speak it in every mail
		return slices.ContainsFunc(j.w.find(text), is) || en != nil && en != j.w && slices.ContainsFunc(en.find(text), is)
	}
	if l.Text != "" && books(l.Text) {
		return true
	}
	anchor := cmp.Or(l.Text, l.URL)
	for _, text := range []string{j.text, j.m.Text} {
		if i := strings.Index(text, l.URL); i >= 0 {
			return books(lastSentence(text[:i]))
		}
		for at := 0; ; {
			i := strings.Index(text[at:], anchor)
			if i < 0 || len(anchor) < 3 {
				break
			}
			if at += i; books(lastSentence(text[:at]) + anchor) {
				return true
			}
			at += len(anchor)
		}
	}
	return false
}

// lastSentence is the end of text from its last full stop or blank line on.
func lastSentence(text string) string {
	text = suffix(text, 200)
	for _, end := range []string{". ", "! ", "? ", "\n\n"} {
		if i := strings.LastIndex(strings.TrimRight(text, " \n:"), end); i >= 0 {
			text = text[i+len(end):]
		}
	}
	return strings.Join(strings.Fields(text), " ") + " "
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
	for _, p := range j.w.find(j.prose) {
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

// dropDays drops slots that say no more than others, a day or a part of one of
// which hours follow, and one day named in a question for free times.
func (j *job) dropDays(asks bool) {
	timed := map[string]bool{}
	for _, s := range j.f.Slots {
		if !s.AllDay && !j.vague[s.Text] {
			timed[s.Start.Format(time.DateOnly)] = true
		}
	}
	if asks && len(timed) == 0 && len(j.f.Slots) == 1 && j.f.Slots[0].ZoneSource != when.ZoneCalendar {
		j.f.Slots = nil
	}
	j.dropTold()
	j.f.Slots = slices.DeleteFunc(j.f.Slots, func(s Slot) bool {
		return (s.AllDay || j.vague[s.Text]) && timed[s.Start.Format(time.DateOnly)]
	})
}

// dropTold drops the days and mornings of which an earlier sentence tells than the
// one that proposes hours: "I can't make Friday. Could you do Monday at 10?"
func (j *job) dropTold() {
	first := slices.IndexFunc(j.f.Slots, func(s Slot) bool { return !s.AllDay && !j.vague[s.Text] })
	if first < 1 {
		return
	}
	hour := strings.Index(j.text, j.f.Slots[first].Text)
	told := 0
	for i, s := range j.f.Slots[:first] {
		if at := strings.Index(j.text, s.Text); at >= 0 && hour > at && farEnd.MatchString(prefix(j.text[at:], hour-at+upperReach)) {
			told = i + 1
		}
	}
	j.f.Slots = j.f.Slots[told:]
}

// upperReach is how far a sentence's first letter stands behind where it begins.
const upperReach = 4

// farEnd is the end of a sentence, and of no abbreviation or ordinal.
var farEnd = regexp.MustCompile(`(?:[^\s\d.]{3}[.]|[?!:])\s+\p{Lu}`)

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
