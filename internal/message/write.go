package message

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"rsvpd/internal/ical"
)

// Outgoing is a message to be written. It is meant to be opened, edited and
// sent by any mail program: nothing is in it that only some understand.
type Outgoing struct {
	ID      string // Message-ID without angle brackets
	Date    time.Time
	From    Address
	To      []Address
	Cc      []Address
	Subject string

	// InReplyTo is the id of the message that is answered; References are the
	// ids of its thread, oldest first. In what is written the answered id
	// stands last in References whatever the order here: Thunderbird rebuilds
	// In-Reply-To from there.
	InReplyTo  string
	References []string

	// Text is the body: a paragraph per line, "> " before quoted lines, the
	// signature after a line "-- ".
	Text string
	HTML string // the same as HTML; empty for a plain message

	Calendar       []byte // an iTIP answer (RFC 6047); empty for none
	CalendarMethod ical.Method

	Extra []ExtraField // fields of the summary mail; a draft has none
}

// ExtraField is a header field beyond the usual ones. Its value is ASCII.
type ExtraField struct{ Name, Value string }

// maxReferences bounds the References written: the oldest id and the newest
// ones tell the thread (RFC 5322 section 3.6.4 sets no bound; servers do).
const maxReferences = 20

// Write puts a message into bytes that go into a mailbox as they are: CRLF line
// ends, ASCII only. The same Outgoing gives the same bytes. It refuses addresses
// that are no strict addr-specs and control characters in the header, because
// they could turn into other recipients or fields.
func Write(o Outgoing) ([]byte, error) {
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("message not written: %w", err)
	}
	var b strings.Builder
	writeField(&b, "Date", o.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	writeField(&b, "From", formatAddresses([]Address{o.From}))
	writeField(&b, "To", formatAddresses(o.To))
	if len(o.Cc) > 0 {
		writeField(&b, "Cc", formatAddresses(o.Cc))
	}
	writeField(&b, "Subject", encodeText(o.Subject))
	writeField(&b, "Message-ID", "<"+o.ID+">")
	if o.InReplyTo != "" {
		writeField(&b, "In-Reply-To", "<"+o.InReplyTo+">")
	}
	if refs := o.references(); len(refs) > 0 {
		writeField(&b, "References", "<"+strings.Join(refs, "> <")+">")
	}
	for _, f := range o.Extra {
		writeField(&b, f.Name, f.Value)
	}
	writeField(&b, "MIME-Version", "1.0")
	o.writeBody(&b)
	return []byte(b.String()), nil
}

// check says what must not be written.
func (o *Outgoing) check() error {
	var errs []error
	if !isID(o.ID) || !strings.Contains(o.ID, "@") {
		errs = append(errs, fmt.Errorf("Message-ID %q is none", o.ID))
	}
	if o.Date.IsZero() {
		errs = append(errs, errors.New("no date"))
	}
	if len(o.To) == 0 {
		errs = append(errs, errors.New("no recipient"))
	}
	for _, a := range append(append([]Address{o.From}, o.To...), o.Cc...) {
		if !IsAddrSpec(a.Address) {
			errs = append(errs, fmt.Errorf("%q is no plain address", a.Address))
		}
		errs = append(errs, noControls("name", a.Name))
	}
	errs = append(errs, noControls("Subject", o.Subject))
	for _, id := range append([]string{o.InReplyTo}, o.References...) {
		if id != "" && !isID(id) {
			errs = append(errs, fmt.Errorf("reference %q is no message id", id))
		}
	}
	for _, f := range o.Extra {
		_, _, ok := splitField([]byte(f.Name + ":"))
		if !ok || !isPlain(f.Value) || strings.ContainsAny(f.Value, "\n\t") {
			errs = append(errs, fmt.Errorf("field %q can't be written", f.Name))
		}
	}
	return errors.Join(errs...)
}

func noControls(what, s string) error {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029 || r == 0x85 }) {
		return fmt.Errorf("%s %q holds a control character", what, s)
	}
	return nil
}

// references is the thread's ids with the answered one last.
func (o *Outgoing) references() []string {
	var refs []string
	seen := map[string]bool{o.InReplyTo: true, "": true, o.ID: true}
	for _, id := range o.References {
		if !seen[id] {
			refs = append(refs, id)
		}
		seen[id] = true
	}
	if n := len(refs); n > maxReferences {
		refs = append(refs[:1:1], refs[n-maxReferences+1:]...)
	}
	if o.InReplyTo != "" {
		refs = append(refs, o.InReplyTo)
	}
	return refs
}

// writeBody writes the content header and the parts.
func (o *Outgoing) writeBody(b *strings.Builder) {
	switch {
	case o.HTML == "" && len(o.Calendar) == 0:
		b.WriteString(o.plainPart())
	default:
		// Text, HTML and calendar say the same: the richest stands last
		// (RFC 2046 section 5.1.4, RFC 6047 section 2.4).
		parts := []string{o.plainPart()}
		if o.HTML != "" {
			parts = append(parts, qpPart("text/html; charset=utf-8", o.HTML))
		}
		if len(o.Calendar) > 0 {
			parts = append(parts, o.calendarPart())
		}
		writeMultipart(b, "multipart/alternative", o.boundary(), parts)
	}
}

func (o *Outgoing) plainPart() string {
	return qpPart("text/plain; charset=utf-8; format=flowed", flow(strings.ReplaceAll(o.Text, "\r\n", "\n")))
}

// calendarPart is base64: quoted-printable soft breaks and iCalendar folding
// in one text have confused readers.
func (o *Outgoing) calendarPart() string {
	var b strings.Builder
	kind := "text/calendar; charset=utf-8"
	if o.CalendarMethod != "" {
		kind += "; method=" + string(o.CalendarMethod)
	}
	writeField(&b, "Content-Type", kind)
	writeField(&b, "Content-Transfer-Encoding", "base64")
	b.WriteString("\r\n")
	for s := base64.StdEncoding.EncodeToString(o.Calendar); s != ""; {
		n := min(76, len(s))
		b.WriteString(s[:n] + "\r\n")
		s = s[n:]
	}
	return b.String()
}

// boundary is derived from the Message-ID so that the same message is the same
// bytes. "=_" can't occur in quoted-printable or base64 (RFC 2045 section 6.7).
func (o *Outgoing) boundary() string {
	sum := sha256.Sum256([]byte(o.ID))
	return "=_" + hex.EncodeToString(sum[:12])
}

func writeMultipart(b *strings.Builder, kind, boundary string, parts []string) {
	writeField(b, "Content-Type", kind+"; boundary=\""+boundary+"\"")
	b.WriteString("\r\n")
	for _, p := range parts {
		b.WriteString("--" + boundary + "\r\n" + p)
		if !strings.HasSuffix(p, "\r\n") {
			b.WriteString("\r\n")
		}
	}
	b.WriteString("--" + boundary + "--\r\n")
}

// qpPart is a part's header and its text in quoted-printable.
func qpPart(kind, text string) string {
	var b strings.Builder
	writeField(&b, "Content-Type", kind)
	writeField(&b, "Content-Transfer-Encoding", "quoted-printable")
	b.WriteString("\r\n")
	encodeQP(&b, text)
	return b.String()
}
