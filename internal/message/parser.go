package message

import (
	"strings"
	"time"

	"rsvpd/internal/ical"
	"rsvpd/internal/lexicon"
)

// Parser turns bytes into Messages. It holds the letter conventions of all
// languages, prepared once; it is safe for concurrent use.
type Parser struct {
	phrases *phrases
}

// NewParser prepares a parser for the given letter conventions.
func NewParser(letters []lexicon.Letter) *Parser {
	return &Parser{phrases: newPhrases(letters)}
}

// Parse reads a whole message. It never fails: Problems says what could not be
// read, the rest is there. fallback is the date of a message without one. Time
// and memory are bounded whatever the bytes are.
func (p *Parser) Parse(raw []byte, fallback time.Time) *Message {
	m, e := parseTop(raw, fallback)
	p.body(m, e, 0)
	return m
}

// ParsePartial reads a message of which only the first bytes, or the leading
// parts (see Join), were fetched.
func (p *Parser) ParsePartial(raw []byte, fallback time.Time) *Message {
	m := p.Parse(raw, fallback)
	m.Partial = true
	return m
}

// ParseLeading reads the beginning of a message, fast: header, calendars and the
// visible text. Nothing is cut: NewText is all of Text.
func (p *Parser) ParseLeading(raw []byte) *Message {
	m, e := parseTop(raw, time.Time{})
	p.leaves(m, e, 0)
	m.NewText, m.Partial = m.Text, true
	return m
}

// ParseHeader reads the header alone, fast: all that names who wrote to whom,
// when and about what. Date is zero when neither Date nor Received can be read.
func ParseHeader(raw []byte) *Message {
	m, _ := parseTop(raw, time.Time{})
	return m
}

// ParseOrigin reads of the header only From, Subject, the ids and what Get gives,
// faster still: what tells whether a message is worth more.
func ParseOrigin(raw []byte) *Message {
	h, _ := splitHeader(trimEnvelope(raw))
	m := &Message{Size: len(raw)}
	m.setOrigin(h)
	return m
}

// parseTop reads the header of a message and leaves its body.
func parseTop(raw []byte, fallback time.Time) (*Message, entity) {
	m := &Message{Size: len(raw)}
	e := newEntity(trimEnvelope(raw), "text/plain")
	m.setHeader(e.header)
	m.Date, m.DateSource = messageDate(e.header, fallback)
	switch {
	case len(e.header) == 0:
		m.problem("the message has no header")
	case m.From.Address == "":
		m.problem("the sender's address can't be read")
	}
	if m.DateSource != DateHeader && len(e.header) > 0 {
		m.problem("the date can't be read; taken from " + string(m.DateSource))
	}
	return m, e
}

func (m *Message) problem(s string) { m.Problems = append(m.Problems, s) }

// setOrigin fills the fields that say where a message comes from.
func (m *Message) setOrigin(h header) {
	m.header = h
	m.ID = firstID(h.get("Message-Id"))
	m.Subject = m.Get("Subject")
	m.From = firstAddress(parseAddresses(h.get("From")))
	m.InReplyTo = parseIDs(h.get("In-Reply-To"))
	m.References = parseIDs(h.get("References"))
}

// setHeader fills the header's fields of a message.
func (m *Message) setHeader(h header) {
	m.setOrigin(h)
	m.Sender = firstAddress(parseAddresses(h.get("Sender")))
	m.ReplyTo = withAddress(parseAddresses(h.get("Reply-To")))
	m.To = h.addresses("To")
	m.Cc = h.addresses("Cc")
	for _, key := range deliveryFields {
		m.DeliveredTo = append(m.DeliveredTo, addrSpecs(m.Values(key))...)
	}
}

// deliveryFields are the fields in which servers note the recipient of a copy: the
// original one first, then the mailbox that it was put into.
var deliveryFields = []string{"X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "Delivered-To"}

// addresses returns the mailboxes of all fields of a key: some programs write
// one To per recipient.
func (h header) addresses(key string) []Address {
	var out []Address
	for _, f := range h {
		if f.key == key {
			out = append(out, withAddress(parseAddresses(f.value))...)
		}
	}
	return out
}

// body reads everything below the header. depth counts the messages around.
func (p *Parser) body(m *Message, e entity, depth int) {
	inner := p.leaves(m, e, depth)
	p.cut(m)
	p.attached(m, inner, depth)
}

// leaves reads the parts below the header into the message, and returns the
// messages among them.
func (p *Parser) leaves(m *Message, e entity, depth int) (inner []entity) {
	var w walker
	var html bool
	var texts []string
	ls := w.leaves(e, depth)
	for i := range ls {
		l := &ls[i]
		switch l.kind {
		case leafPlain, leafHTML:
			t, isHTML := p.text(m, &w, l)
			texts, html = append(texts, t), html || isHTML
			m.TextWhole = !isHTML && l.hidden != nil
		case leafCalendar:
			p.calendar(m, &w, l)
		case leafMessage:
			inner = append(inner, l.entity)
			m.Attachments = append(m.Attachments, Attachment{Name: l.name, Type: l.mediaType})
		case leafAttachment:
			m.Attachments = append(m.Attachments, Attachment{Name: l.name, Type: l.mediaType})
		}
	}
	m.FromHTML = html
	m.Text = strings.Trim(cutText(strings.Join(texts, "\n\n")), "\n")
	m.Problems = append(m.Problems, w.problems...)
	return inner
}

// text reads one text part; of a plain part that only says that it is not the
// text, the HTML beside it.
func (p *Parser) text(m *Message, w *walker, l *leaf) (text string, html bool) {
	if l.kind == leafPlain {
		text = plainText(w.text(l), l, m)
		if l.hidden == nil || !p.phrases.isPlaceholder(text) {
			m.addLinks(plainLinks(text))
			if l.hidden != nil && len(m.Links) == 0 {
				m.addLinks(renderHTML(w.text(l.hidden)).links)
			}
			return text, false
		}
		l = l.hidden
	}
	doc := renderHTML(w.text(l))
	m.addLinks(doc.links)
	if m.HTMLLang == "" {
		m.HTMLLang = doc.lang
	}
	text = narrow(normalise(doc.text))
	m.addLinks(plainLinks(text))
	return text, true
}

// plainText undoes format=flowed and normalises.
func plainText(s string, l *leaf, m *Message) string {
	s = narrow(normalise(s))
	if strings.EqualFold(l.params["format"], "flowed") {
		m.Flowed = true
		s = unflow(s, strings.EqualFold(l.params["delsp"], "yes"))
	}
	return s
}

// calendar reads a calendar part. Floating times are the sender's: they get the
// offset of the Date header.
func (p *Parser) calendar(m *Message, w *walker, l *leaf) {
	text := w.text(l)
	if !strings.Contains(text, "BEGIN:") && !strings.Contains(text, "begin:") {
		m.Attachments = append(m.Attachments, Attachment{Name: l.name, Type: l.mediaType})
		return
	}
	c := ical.Parse([]byte(text), m.Date.Location())
	if c.Method == "" {
		c.Method = ical.Method(strings.ToUpper(l.params["method"]))
	}
	if c.Problem != "" {
		w.problem("calendar: %s", c.Problem)
	}
	for _, have := range m.Calendars {
		if sameCalendar(have, c) {
			return // the same invitation as text/calendar and as invite.ics
		}
	}
	if len(m.Calendars) < 20 {
		m.Calendars = append(m.Calendars, c)
	}
}

func sameCalendar(a, b ical.Calendar) bool {
	if len(a.Events) != len(b.Events) {
		return false
	}
	for i, e := range a.Events {
		f := b.Events[i]
		if e.UID != f.UID || e.Sequence != f.Sequence || !e.Start.Equal(f.Start) || e.RecurrenceID != f.RecurrenceID {
			return false
		}
	}
	return true
}

// addLinks adds links that are not there yet.
func (m *Message) addLinks(links []Link) {
	for _, l := range links {
		known := false
		for _, have := range m.Links {
			known = known || have.URL == l.URL
		}
		if !known && len(m.Links) < maxLinks {
			m.Links = append(m.Links, l)
		}
	}
}

// cutText bounds the text kept, at a line end.
func cutText(s string) string {
	if len(s) <= maxText {
		return s
	}
	s = s[:maxText]
	if i := strings.LastIndexByte(s, '\n'); i > maxText/2 {
		s = s[:i]
	}
	return strings.ToValidUTF8(s, "")
}
