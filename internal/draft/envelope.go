package draft

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// How much of a quoted mail stands below an answer: enough to know what is
// answered, not a second copy of a newsletter.
const (
	maxQuoteLines = 100
	maxQuoteBytes = 8000
)

// name is the user's name at the end of the letter.
func (in *Input) name() string {
	return headerText(cmp.Or(in.Me.Name, in.Invitation.Ask.Invited.Name))
}

// signature is what stands after "-- ": contact details, if configured. The
// name is in the letter already.
func (in *Input) signature() string {
	lines := in.Me.Signature
	if strings.TrimSpace(lines) == "" {
		lines = in.Me.Phone
	}
	lines = strings.TrimSpace(strings.ReplaceAll(lines, "\r\n", "\n"))
	if lines == "" {
		return ""
	}
	return "-- \n" + lines + "\n"
}

// quote is the mail that is answered, below the signature.
func (l *language) quote(in *Input) string {
	ask := &in.Invitation.Ask
	original := strings.TrimSpace(ask.Text)
	if !in.Quote || original == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n" + l.attribution(in) + "\n")
	for i, line := range strings.Split(original, "\n") {
		if i == maxQuoteLines || b.Len() > maxQuoteBytes {
			b.WriteString("> " + l.words.Quote.Cut + "\n")
			break
		}
		line = strings.TrimRight(printable(line), " ")
		switch {
		case line == "":
			b.WriteString(">\n")
		case strings.HasPrefix(line, ">"):
			b.WriteString(">" + line + "\n")
		default:
			b.WriteString("> " + line + "\n")
		}
	}
	return b.String()
}

// attribution is the line above the quote, dated as the sender dated the mail.
func (l *language) attribution(in *Input) string {
	ask := &in.Invitation.Ask
	sent := ask.Date
	if sent.IsZero() {
		sent = ask.Received.In(in.zone())
	}
	q := &l.words.Quote
	return strings.NewReplacer(
		"{weekday}", q.Weekdays[sent.Weekday()],
		"{day}", strconv.Itoa(sent.Day()),
		"{month}", q.Months[sent.Month()-1],
		"{year}", strconv.Itoa(sent.Year()),
		"{time}", sent.Format("15:04"),
		"{name}", cmp.Or(headerText(ask.From.Name), ask.From.Address),
	).Replace(q.Attribution)
}

// headerText makes a text safe for a header and for one line: no control
// characters, no line ends, no hidden directions.
func headerText(s string) string {
	return strings.Join(strings.Fields(printable(s)), " ")
}

// printable drops what is not to be seen: control and format characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

// outgoing is the draft as a message: it answers the mail that asks, in its
// thread, from the address that was invited.
func (d *Draft) outgoing(in *Input) message.Outgoing {
	ask := &in.Invitation.Ask
	o := message.Outgoing{
		ID:         d.MessageID,
		Date:       in.Now.In(in.zone()),
		From:       d.From,
		To:         d.To,
		Cc:         d.Cc,
		Subject:    d.Subject,
		InReplyTo:  ask.MessageID,
		References: ask.References,
		Text:       d.Body,
	}
	// RFC 5322 section 3.6.4: without References, In-Reply-To of the parent
	// stands for them if it names one message only.
	if len(o.References) == 0 && len(ask.InReplyTo) == 1 {
		o.References = ask.InReplyTo
	}
	return o
}

// key is the idempotency key of the draft that an input asks for.
func (in *Input) key() string {
	return thread.Key(in.Invitation.Account, in.Invitation.Ask.Identity, in.Decision.Action, in.Revision)
}

// domain is the host part of an address.
func domain(address string) string {
	return address[strings.LastIndexByte(address, '@')+1:]
}
