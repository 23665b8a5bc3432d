package summary

import (
	"slices"
	"strings"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/draft"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// answer tells the drafts that stand, or why none does, and the link where only
// that can answer.
func (t *teller) answer(e *Entry) []line {
	var lines []line
	for _, d := range e.standing() {
		lines = append(lines, t.draft(e, d)...)
	}
	if len(lines) > 0 {
		return lines
	}
	return slices.Concat(t.noDraft(e), t.links(e))
}

// draft tells one that stands.
func (t *teller) draft(e *Entry, d thread.Draft) []line {
	say, note := t.say, e.Notes[d.Key]
	text := t.draftText(e, d, note)
	switch {
	case d.State == thread.Edited:
		text = fill(say.Lines.DraftEdited, "draft", text)
	case d.Action == thread.Hold && !d.HoldUntil.IsZero():
		text = fill(say.Lines.DraftHold, "draft", text, "day", t.clock.date(d.HoldUntil, t.in.zone()))
	case d.Late:
		text = fill(say.Lines.DraftLate, "draft", text)
	}
	lines := []line{{Label: say.Labels.Draft, Text: text}}
	if len(d.Offers) > 0 {
		lines = append(lines, line{Label: say.Labels.Offers, Text: t.slots(d.Offers, e.Invitation.Facts.Zone)})
	}
	if note.Stale != "" {
		lines = append(lines, line{Label: say.Labels.Stale, Text: fill(say.Lines.Stale, "why", clean(note.Stale, maxText))})
	}
	if note.Checked {
		lines = append(lines, t.checklist(note.Findings)...)
	}
	return lines
}

func (t *teller) draftText(e *Entry, d thread.Draft, note Note) string {
	action, to := named(t.say.Names.Action, string(d.Action)), t.recipients(e, note)
	if d.Reason == "" {
		return fill(t.say.Lines.Draft, "action", action, "to", to)
	}
	return fill(t.say.Lines.DraftReason, "action", action, "reason", named(t.say.Names.Reason, d.Reason), "to", to)
}

// recipients are those of the draft as it stands, else whom an answer goes to.
func (t *teller) recipients(e *Entry, note Note) string {
	to := note.To
	if f := &e.Invitation.Facts; len(to) == 0 && f.ReplyTo != nil {
		to = []message.Address{*f.ReplyTo}
	}
	var texts []string
	for _, a := range to {
		texts = append(texts, address(a))
	}
	if len(texts) == 0 {
		return t.say.Lines.Unknown
	}
	return strings.Join(texts, t.say.List)
}

// checklist is ETIQUETTE A8: what the draft passed in one line, and what it did
// not in another. What a fuller text was given up for is no matter of the draft.
func (t *teller) checklist(findings []draft.Finding) []line {
	var passed []string
	for _, c := range t.say.Checklist {
		if !slices.ContainsFunc(findings, func(f draft.Finding) bool { return !f.Withheld && belongs(f.Check, c.Checks) }) {
			passed = append(passed, c.Name)
		}
	}
	var lines []line
	if len(passed) > 0 {
		lines = append(lines, line{Label: t.say.Labels.Checked, Text: strings.Join(passed, t.say.List)})
	}
	for _, f := range findings {
		if f.Withheld {
			continue
		}
		label := t.say.Labels.Wish
		if f.Severity == draft.Must {
			label = t.say.Labels.Fails
		}
		lines = append(lines, line{Label: label, Text: capital(clean(f.Message, maxText))})
	}
	return lines
}

// belongs reports whether a check ("R4 neutral") is one of a list ("R4").
func belongs(check string, list []string) bool {
	rule, _, _ := strings.Cut(check, " ")
	return slices.Contains(list, rule) || slices.Contains(list, check)
}

// noDraft says what will be written when, or why nothing will.
func (t *teller) noDraft(e *Entry) []line {
	if e.Invitation.UserDraft {
		return nil
	}
	if why := e.withheld(); why != "" {
		return []line{{Label: t.say.Labels.Withheld, Text: capital(clean(why, maxText))}}
	}
	wanted := slices.DeleteFunc(slices.Clone(e.Decisions), func(d decide.Decision) bool {
		return d.Action == "" || d.Action == thread.None || d.Withheld != ""
	})
	if len(wanted) == 0 {
		return []line{{Label: t.say.Labels.Withheld, Text: fill(t.say.Lines.None, "id", e.ID)}}
	}
	var names []string
	for _, d := range wanted {
		names = append(names, named(t.say.Names.Action, string(d.Action)))
	}
	return []line{{Label: t.say.Labels.Due, Text: t.due(wanted[0], strings.Join(names, t.say.List))}}
}

// grace is how long a draft may be in the making before its absence is told.
const grace = 2 * time.Minute

// due says when a draft is to stand; a draft that should and does not is told
// while there is time to act (P4).
func (t *teller) due(d decide.Decision, action string) string {
	when := t.clock.moment(d.When)
	switch {
	case d.When.After(t.in.Now):
		return fill(t.say.Lines.Due, "when", when, "action", action)
	case d.When.After(t.in.Now.Add(-grace)):
		return fill(t.say.Lines.DueNow, "action", action)
	}
	return fill(t.say.Lines.DuePassed, "when", when, "action", action)
}

// links are those by which the invitation can be answered, for lack of an
// address.
func (t *teller) links(e *Entry) []line {
	f := &e.Invitation.Facts
	if f.ReplyTo != nil && f.ReplyTo.Address != "" || len(f.Suspicious) > 0 {
		return nil
	}
	var lines []line
	for _, l := range f.Links {
		if l.Kind != extract.BookingLink && l.Kind != extract.PortalLink {
			continue
		}
		switch safe, ok := safeLink(l.URL); {
		case ok && len(safe.URL) <= maxLink:
			lines = append(lines, line{Label: t.say.Labels.Link, Link: &safe})
		case ok:
			lines = append(lines, line{Label: t.say.Labels.Link, Text: t.say.Lines.LinkLong})
		}
	}
	if len(lines) == 0 {
		lines = append(lines, line{Label: t.say.Labels.Note, Text: capital(t.say.Lines.NoLink)})
	}
	return lines
}

// reasons say why this answer was chosen.
func (t *teller) reasons(e *Entry) []line {
	var lines []line
	for _, d := range e.Decisions {
		why := clean(d.Why, maxText)
		if why == "" || e.Invitation.UserDraft || slices.ContainsFunc(lines, func(l line) bool { return l.Text == why }) {
			continue
		}
		lines = append(lines, line{Label: t.say.Labels.Why, Text: why})
	}
	return lines
}
