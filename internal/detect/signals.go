package detect

import (
	"net/url"
	"slices"
	"strings"

	"rsvpd/internal/ical"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
)

// signal adds a structural fact.
func (r *reading) signal(speaks, id string, weight float64, why string) {
	r.fired[id] = true
	r.add(finding{Evidence: Evidence{ID: id, Weight: weight, Why: why}, speaks: speaks})
}

// signals collects what structure tells, beside all words.
func (r *reading) signals() {
	r.calendars()
	r.bulk()
	r.sender()
	r.links()
	r.audience()
	r.company()
}

// calendars reads the iTIP method: it says outright what a mail is.
func (r *reading) calendars() {
	for _, cal := range r.m.Calendars {
		if len(cal.Events) > 0 {
			e := cal.Events[0]
			switch {
			case cal.Method == ical.Cancel || e.Status == "CANCELLED":
				r.signal(string(Cancellation), "calendar-cancel", 5, "its calendar part cancels the event")
			case cal.Method == ical.Request:
				r.request(e)
			case cal.Method == ical.Reply:
				r.signal(string(Other), "calendar-reply", 3, "its calendar part answers an event of yours")
			case cal.Method == ical.Counter:
				r.signal("ask", "calendar-counter", 2, "its calendar part proposes another time")
			}
			return
		}
	}
}

func (r *reading) request(e ical.Event) {
	for _, a := range e.Attendees {
		if isMe(r.me, a.Address) && (a.PartStat == "ACCEPTED" || a.PartStat == "DECLINED") {
			r.signal(string(Confirmation), "calendar-answered", 2.5, "its calendar part says that you have answered")
			return
		}
	}
	r.signal("ask", "calendar-request", 2.2, "its calendar part asks whether you will come")
	r.signal("talk", "calendar-request", 1, "its calendar part is about a meeting with you")
}

// bulk reads the marks of mail to many. None of them excludes an invitation:
// portals set them on every mail.
func (r *reading) bulk() {
	m := r.m
	if m.Get("List-Id") != "" || m.Get("List-Post") != "" {
		r.signal(string(Alert), "list", 1.2, "it came through a mailing list")
		r.signal(string(Invitation), "list", -1, "it came through a mailing list")
		if !r.addressed() {
			r.signal(string(Alert), "not-to-you", 0.8, "it is not addressed to you")
			r.signal(string(Invitation), "not-to-you", -3, "it is not addressed to you")
		}
	}
	if m.Get("List-Unsubscribe") != "" {
		r.signal(string(Alert), "unsubscribe", 0.5, "one can unsubscribe from it")
	}
	switch strings.ToLower(m.Get("Precedence")) {
	case "bulk", "list", "junk":
		r.signal(string(Alert), "precedence", 0.8, "its header says that it went to many")
		r.signal(string(Invitation), "precedence", -0.4, "its header says that it went to many")
	}
	if a := strings.ToLower(m.Get("Auto-Submitted")); strings.HasPrefix(a, "auto-replied") {
		r.signal(string(Other), "auto-reply", 2, "it is an automatic answer")
	}
}

// sender judges the house that the mail comes from.
func (r *reading) sender() {
	s, ok := r.lex.SenderOf(r.m.From.Address)
	if !ok {
		return
	}
	switch s.Role {
	case lexicon.ATS:
		r.signal("job", "from-ats", 0.8, "it comes from "+s.Name+", through which employers write")
	case lexicon.Scheduler:
		r.signal("ask", "from-scheduler", 0.7, "it comes from "+s.Name+", where times are chosen")
	case lexicon.JobBoard:
		r.signal(string(Alert), "from-jobboard", 1, "it comes from "+s.Name)
	case lexicon.Network:
		r.signal(string(Outreach), "from-network", 0.6, "it comes through "+s.Name)
	case lexicon.Bulk:
		r.signal(string(Alert), "from-newsletter", 0.8, "it comes from "+s.Name)
	case lexicon.Testing:
		r.signal(string(Assessment), "from-testing", 2, "it comes from "+s.Name)
	}
}

// links judges links by their hosts.
func (r *reading) links() {
	seen := map[string]bool{}
	for _, l := range r.m.Links {
		kind, s, ok := r.lex.LinkKind(l.URL)
		if !ok || seen[kind] || !r.visible(l.URL, l.Text) {
			continue
		}
		seen[kind] = true
		switch kind {
		case "booking":
			r.signal("ask", "link-booking", 1.6, "it links to "+s.Name+", to choose a time")
			r.signal("talk", "link-booking", 0.7, "it links to "+s.Name+", to choose a time")
		case "assessment":
			r.signal(string(Assessment), "link-assessment", 1.5, "it links to "+s.Name)
		case "meeting":
			r.signal("talk", "link-meeting", 0.5, "it links to a video call at "+s.Name)
			r.signal(string(Confirmation), "link-meeting", 0.4, "it links to a video call at "+s.Name)
		}
	}
}

// visible reports whether a link stands in the new text: those of quotes and
// signatures ("book a call with me") say nothing about this mail.
func (r *reading) visible(raw, text string) bool {
	if text != "" && strings.Contains(r.m.NewText, text) {
		return true
	}
	u, err := url.Parse(raw)
	return err == nil && strings.Contains(r.m.NewText, u.Hostname())
}

// long is the size of text in bytes beyond which a letter is unlikely to be an
// invitation: newsletters and digests speak of all things somewhere.
const long = 6000

// manyLinks is the number of links that a letter seldom has.
const manyLinks = 10

// audience looks at who else got it, and how much there is to read.
func (r *reading) audience() {
	if n := len(r.m.NewText); n > long {
		weight := -min(2.5, float64(n)/long)
		r.signal(string(Invitation), "long", weight, "it is far longer than people write to ask for a talk")
	}
	if n := len(r.m.Links); n > manyLinks {
		r.signal(string(Alert), "many-links", 0.8, "it is full of links")
	}
	if n := len(r.m.To) + len(r.m.Cc); n > 8 {
		r.signal(string(Invitation), "many-recipients", -1.2, "it went to many people")
		r.signal(string(Meeting), "many-recipients", 0.6, "it went to many people")
	}
}

// addressed reports whether the user's own address is among the recipients.
func (r *reading) addressed() bool {
	mine := func(a message.Address) bool { return isMe(r.me, a.Address) }
	return slices.ContainsFunc(r.m.To, mine) || slices.ContainsFunc(r.m.Cc, mine)
}

// company reads who writes to whom: a colleague who speaks of an interview more
// often wants the reader to hold one.
func (r *reading) company() {
	if r.colleague() {
		r.signal(string(Invitation), "colleague", -0.8, "it comes from your own house")
		if r.fired["interview-word"] || r.fired["job-hiring"] {
			r.signal(string(Interviewer), "colleague", 0.7, "it comes from your own house")
		}
	}
}

// colleague reports whether sender and recipient are of the same house. A house
// where everybody has a mailbox is none.
func (r *reading) colleague() bool {
	if len(r.m.To) == 0 {
		return false
	}
	house := domain(r.m.From.Address)
	if s, ok := r.lex.SenderOf(house); ok && s.Role == lexicon.Freemail {
		return false
	}
	return house != "" && strings.EqualFold(house, domain(r.m.To[0].Address))
}

// domain is the part of an address behind the at sign.
func domain(address string) string {
	_, d, _ := strings.Cut(address, "@")
	return d
}

// own reports a message that the user wrote, unless they sent themselves what
// somebody else wrote.
func (r *reading) own() (Verdict, bool) {
	theirs := r.m.Forwarded != nil && !isMe(r.me, r.m.Forwarded.From.Address) && r.addressed()
	if !isMe(r.me, r.m.From.Address) || theirs {
		return Verdict{}, false
	}
	e := Evidence{ID: "from-you", Weight: 8, Text: r.m.From.Address, Why: "it comes from your own address", Category: Own}
	return Verdict{Category: Own, Score: 0.99, Lang: r.lang, Evidence: []Evidence{e}}, true
}
