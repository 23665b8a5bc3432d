package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/message"
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
	return r.parser.Parse(raw, fallback)
}
