package draft

import (
	"errors"
	"fmt"
	"strings"

	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// What keeps a draft from being written. Each says what is missing.
var (
	ErrNoAction    = errors.New("nothing is to be written")
	ErrNoRecipient = errors.New("no address to answer to")
	ErrNoSender    = errors.New("the invited address is not known, so there is none to answer from")
	ErrNoSlots     = errors.New("no free time to offer")
	ErrNoDay       = errors.New("a hold must name the day of the answer")
)

// Write composes the draft that a decision asks for. When the full text fails
// the linter, because of words of the mail's or of the user's rule, a barer one
// is used; Findings then says what the fuller one failed on. The same input
// gives the same bytes.
func (w *Writer) Write(in Input) (Draft, error) {
	l := w.answerIn(&in)
	if w.foreign(in.Decision.Note, l) {
		in.Decision.Note = ""
	}
	d, err := l.newDraft(&in)
	if err != nil {
		return Draft{}, err
	}
	var withheld []Finding
	for _, attempt := range attempts {
		try := in
		attempt.strip(&try)
		t, err := l.compose(&try, attempt.bare)
		if err != nil {
			return Draft{}, err
		}
		// The linter knows what is true, whatever the attempt leaves out.
		findings := l.linter.Lint(Letter{Body: t.body(), Subject: d.Subject, To: d.To, Cc: d.Cc}, &in)
		if !Failed(findings) {
			d.Findings = append(withheld, findings...)
			return d.finish(&in, l, t)
		}
		withheld = append(withheld, because(findings)...)
	}
	last := withheld[len(withheld)-1]
	return Draft{}, fmt.Errorf("no text for this %s passes the linter: %s: %q: %s", d.Action, last.Check, last.Text, last.Message)
}

// Paste composes the letter alone, without quote and signature, for a form that
// takes the answer where no mail does: it is held to the same etiquette.
func (w *Writer) Paste(in Input) (string, error) {
	in.Quote, in.ITIP, in.Me.Phone, in.Me.Signature = false, false, "", ""
	// The linter wants a recipient; whoever reads the form is as good as one.
	in.Invitation.Facts.ReplyTo = &message.Address{Name: in.Invitation.Facts.Contact.Name, Address: "form@form.invalid"}
	d, err := w.Write(in)
	return strings.TrimSpace(d.Body), err
}

// attempts are the ways to write a draft, fullest first.
var attempts = []struct {
	bare  bool
	strip func(*Input)
}{
	{false, func(*Input) {}},
	{false, func(in *Input) { in.Decision.Note, in.Decision.Referral = "", "" }},
	{false, func(in *Input) { in.Decision.Note, in.Decision.Referral, in.Invitation.Facts.Role = "", "", "" }},
	{true, func(in *Input) { in.Decision.Note, in.Decision.Referral = "", "" }},
}

// because turns what failed into a note on why the draft is plainer than it
// could be.
func because(findings []Finding) []Finding {
	var notes []Finding
	for _, f := range findings {
		if f.Severity == Must {
			f.Severity, f.Offset, f.Withheld = Should, -1, true
			f.Message = "a fuller text was withheld: " + f.Message
			notes = append(notes, f)
		}
	}
	return notes
}

// newDraft fills in everything but the text, and refuses what can't be written.
func (l *language) newDraft(in *Input) (Draft, error) {
	decision := &in.Decision
	ask := &in.Invitation.Ask
	to, ok := recipient(in)
	switch {
	case decision.Action == "" || decision.Action == thread.None:
		return Draft{}, ErrNoAction
	case !ok:
		return Draft{}, ErrNoRecipient
	case !message.IsAddrSpec(ask.Invited.Address):
		return Draft{}, ErrNoSender
	case decision.Action == thread.Reschedule && len(decision.Slots) == 0 && !decision.Relayed:
		return Draft{}, ErrNoSlots
	case decision.Action == thread.Hold && decision.Until.IsZero():
		return Draft{}, ErrNoDay
	}
	key := in.key()
	return Draft{
		Key:       key,
		MessageID: key + "@" + domain(ask.Invited.Address),
		Action:    decision.Action,
		Revision:  in.Revision,
		From:      message.Address{Name: in.name(), Address: ask.Invited.Address},
		To:        []message.Address{to},
		Subject:   l.subject(in),
	}, nil
}

// finish adds signature and quote and puts the message into bytes.
func (d Draft) finish(in *Input, l *language, t text) (Draft, error) {
	d.Body = t.body() + in.signature() + l.quote(in)
	o := d.outgoing(in)
	var err error
	if o.Calendar, o.CalendarMethod, err = in.itip(d.To); err != nil {
		return Draft{}, err
	}
	if d.Raw, err = message.Write(o); err != nil {
		return Draft{}, err
	}
	return d, nil
}

// subject keeps to the thread; of a mail without one it names the matter and the
// user (ETIQUETTE R12).
func (l *language) subject(in *Input) string {
	theirs := headerText(in.Invitation.Ask.Subject)
	if message.BaseSubject(theirs) != "" {
		return headerText(message.ReplySubject(theirs))
	}
	thing := l.newView(in, false).Thing
	return strings.NewReplacer("{thing}", thing, "{Thing}", capital(thing), "{name}", in.name()).Replace(l.words.Subject)
}
