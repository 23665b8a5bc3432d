package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/message"
	"rsvpd/internal/summary"
	"rsvpd/internal/thread"
)

// DraftText is a draft of ours as a person reads it.
type DraftText struct {
	thread.Draft
	Header []string // "To: …", the lines a person looks at before sending
	Body   string
}

// Text is header lines and body, as a mail program shows them.
func (d DraftText) Text() string { return strings.Join(d.Header, "\n") + "\n\n" + d.Body }

// DraftTexts returns the drafts that stand for an invitation, decoded.
func (a *App) DraftTexts(ctx context.Context, e Entry) ([]DraftText, error) {
	acc, err := a.account(e.Account)
	if err != nil {
		return nil, err
	}
	k, err := acc.know(ctx, a.opts.Now())
	if err != nil {
		return nil, err
	}
	var list []DraftText
	for _, d := range k.drafts {
		if (d.State == thread.Standing || d.State == thread.Edited) && slices.ContainsFunc(e.Drafts, func(x thread.Draft) bool { return x.Key == d.Key }) {
			list = append(list, a.ReadDraft(d.Draft, d.Content))
		}
	}
	return list, nil
}

// Advise returns what the summary says about an invitation's drafts: the
// checklist that each passed, and what to say on the phone where a call is kinder.
func (a *App) Advise(ctx context.Context, e Entry) (summary.Advice, error) {
	acc, err := a.account(e.Account)
	if err != nil {
		return summary.Advice{}, err
	}
	now := a.opts.Now()
	k, err := acc.know(ctx, now)
	if err != nil {
		return summary.Advice{}, err
	}
	c := a.opts.Config
	return a.maker.Advise(summary.Input{
		Account: e.Account, Me: c.Me.Name, Language: c.Summary.Language, Now: now, Zone: c.Zone,
		Entries: []summary.Entry{{
			Invitation: e.Invitation, Window: e.Window, Decisions: e.Decisions, Notes: acc.notes(e, k, now), Paste: a.paste(e, now),
		}},
	}, e.Key), nil
}

// paste is the letter for the form behind a link, where no mail can decline; empty
// where a mail can, or where none is wanted.
func (a *App) paste(e Entry, now time.Time) string {
	f := &e.Facts
	i := slices.IndexFunc(e.Decisions, func(d decide.Decision) bool { return d.Action == thread.Decline })
	if f.ReplyTo != nil || len(f.Suspicious) > 0 || !e.State.Open() || i < 0 {
		return ""
	}
	text, err := a.writer.Paste(a.input(e, e.Decisions[i], 0, now))
	if err != nil {
		a.opts.Log.Warn("no letter to paste", "invitation", e.Key, "err", err)
	}
	return text
}

// ReadDraft decodes the bytes of a draft.
func (a *App) ReadDraft(d thread.Draft, raw []byte) DraftText {
	m := a.reader.Parse(raw, d.At)
	lines := []string{"From: " + show(m.From)}
	for _, to := range m.To {
		lines = append(lines, "To: "+show(to))
	}
	lines = append(lines, "Subject: "+m.Subject, "Date: "+m.Date.Format("Mon, 2 Jan 2006 15:04:05 -0700"))
	for _, id := range m.InReplyTo {
		lines = append(lines, "In-Reply-To: <"+id+">")
	}
	return DraftText{Draft: d, Header: lines, Body: m.Text}
}

func show(a message.Address) string {
	return strings.TrimSpace(a.Name + " <" + a.Address + ">")
}

// Parse parses a message without judging it.
func (r *Reader) Parse(raw []byte, fallback time.Time) *message.Message {
	return r.links().parser.Parse(raw, fallback)
}
