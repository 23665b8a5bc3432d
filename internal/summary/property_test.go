package summary

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/draft"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// chance makes inputs as no test writer would.
type chance struct{ *rand.Rand }

func (c chance) pick(list ...string) string { return list[c.IntN(len(list))] }
func (c chance) yes(of int) bool            { return c.IntN(of) == 0 }

// text is what a mail may say. It holds no brackets of ours, so that a hole in
// the result is one of ours.
func (c chance) text() string {
	return c.pick("", "Lumen", "Ana Ruiz", "<evil>", "</td><evil onload=x>", "\u202emorf", "a\x00b\r\nBcc: x@example.com", "&lt;evil&gt; & 'co' \"x\"",
		"\U0001F468\u200d\U0001F469\u200d\U0001F467", "שלום עולם", strings.Repeat("long ", 400), strings.Repeat("x", 3000), "a\u0301\u0301\u0301\u0301\u0301\u0301z",
		"\xff\xfe broken", "\u2028two\u2029lines", "javascript:alert(1)", "見積株式会社")
}

func (c chance) time(around time.Time) time.Time {
	return around.Add(time.Duration(c.IntN(14*24*60)-7*24*60) * time.Minute)
}

func (c chance) slots(now time.Time) []extract.Slot {
	var list []extract.Slot
	for range c.IntN(7) {
		s := extract.Slot{Start: c.time(now), AllDay: c.yes(4), Certain: c.yes(2), Text: c.text()}
		if c.yes(2) {
			s.End = s.Start.Add(time.Duration(c.IntN(90)-10) * time.Minute)
		}
		list = append(list, s)
	}
	return list
}

var allStates = []string{"waiting", "drafted", "answered", "booked", "lapsed", "dismissed", "withdrawn"}

func (c chance) facts(now time.Time) extract.Facts {
	f := extract.Facts{
		Kind: detect.Kind(c.pick("job", "media", "speaking", "academic", "")), Form: extract.Form(c.pick("calendar", "times", "availability", "booking", "open", "")),
		Stage: extract.Stage(c.pick("screen", "first", "later", "final", "")), Company: c.text(), Role: c.text(), Slots: c.slots(now),
		Contact: message.Address{Name: c.text(), Address: c.pick("", "ana@example.com")}, Zone: c.pick("", "Asia/Kolkata", "+05:45", "No/Where", "Local"),
	}
	if c.yes(2) {
		f.ReplyTo = &message.Address{Name: c.text(), Address: "ana@example.com"}
	}
	if c.yes(3) {
		f.Deadline = &extract.Deadline{At: c.time(now), Text: c.text()}
	}
	if c.yes(4) {
		f.Suspicious = []string{c.text(), "it is odd"}
	}
	for range c.IntN(3) {
		f.Links = append(f.Links, extract.Link{Kind: extract.LinkKind(c.pick("booking", "meeting", "portal")),
			URL: c.pick("https://book.example.com/a?b=c", "http://exämple.com/", "javascript:x", "https://u:p@example.com", "https://example.com/"+strings.Repeat("a", 3000), c.text())})
	}
	return f
}

func (c chance) entry(n int, now time.Time) Entry {
	asked := c.time(now.Add(-7 * 24 * time.Hour))
	ask := thread.Mail{Identity: fmt.Sprint("ask", n), Subject: c.text(), From: message.Address{Name: c.text(), Address: c.pick("", "b@example.com")}, Received: asked,
		Category: detect.Category(c.pick("invitation", "outreach", "assessment"))}
	e := Entry{ID: fmt.Sprintf("%06x", 0xf00000+n), Notes: map[string]Note{}, Invitation: thread.Invitation{
		Key: fmt.Sprintf("%024x", n), First: ask, Ask: ask, Opened: asked, Facts: c.facts(now), State: thread.State(c.pick(allStates...)), Since: c.time(now),
		Because: c.text(), Reminders: c.IntN(3), UserDraft: c.yes(5),
	}}
	e.Window = decide.ReplyWindow{Opens: asked, Closes: c.time(now), Promised: c.time(now), LateUntil: c.time(now), Because: c.text()}
	for i := range c.IntN(3) {
		key := fmt.Sprintf("%020x%04x", n, i)
		e.Invitation.Drafts = append(e.Invitation.Drafts, thread.Draft{Key: key, Ask: ask.Identity, Action: thread.Action(c.pick("decline", "reschedule", "hold", "ask", "accept")),
			Reason: c.pick("", "staying", "values", c.text()), State: thread.DraftState(c.pick("standing", "edited", "sent", "deleted", "removed", "intended")), Offers: c.slots(now), Late: c.yes(2)})
		e.Notes[key] = Note{Stale: c.text(), Checked: c.yes(2), Findings: []draft.Finding{{Check: "R" + fmt.Sprint(c.IntN(15)), Message: c.text(), Severity: draft.Must}}}
	}
	for range c.IntN(3) {
		e.Decisions = append(e.Decisions, decide.Decision{Action: thread.Action(c.pick("", "none", "decline", "reschedule", "hold")), Reason: c.pick("", "staying", "values"),
			Why: c.text(), Rule: c.IntN(2) - 1, When: c.time(now), Withheld: c.pick("", "", c.text()), LateStage: c.yes(2)})
	}
	return e
}

func (c chance) input(t testing.TB) Input {
	in := *morning(t)
	in.Me = c.pick("", "Robin Hale", c.text())
	in.LateBy = time.Duration(c.IntN(3)) * time.Hour
	if c.yes(4) {
		in.Since, in.Next = time.Time{}, time.Time{}
	}
	for n := range c.IntN(12) {
		in.Entries = append(in.Entries, c.entry(n, in.Now))
	}
	for range c.IntN(3) {
		in.Problems = append(in.Problems, Problem{Since: c.time(in.Now), Text: c.text()})
	}
	return in
}

// TestAnyInput: whatever the mails say and however things stand, the summary is
// whole and harmless, and names each open invitation once.
func TestAnyInput(t *testing.T) {
	m := newMaker(t)
	for seed := range uint64(200) {
		c := chance{rand.New(rand.NewPCG(seed, 1))}
		in := c.input(t)
		s, err := m.Make(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		problems := slices.Concat(holes(s), loose(s.Text), unsafeHTML(s.HTML), namedOnce(in, s), lost(in, s))
		if again, err := m.Make(in); err != nil || string(again.Raw) != string(s.Raw) {
			problems = append(problems, "made twice, it differs")
		}
		if len(problems) > 0 {
			t.Fatalf("seed %d:\n%s\n\n%s", seed, strings.Join(problems, "\n"), s.Text)
		}
	}
}

// holes are blanks that were not filled in.
func holes(s Summary) (bad []string) {
	for _, sign := range []string{"{", "}", "<no value>", "%!", "<nil>"} {
		if strings.Contains(s.Text, sign) || strings.Contains(s.Subject, sign) {
			bad = append(bad, "the text holds "+sign)
		}
	}
	return bad
}

// loose are characters and lines that a text part must not have.
func loose(text string) (bad []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if columns(line) > textWidth && strings.Contains(strings.TrimLeft(line, " *"), " ") {
			bad = append(bad, "too long: "+line)
		}
		for _, r := range line {
			if r != ' ' && !visible(r) {
				bad = append(bad, fmt.Sprintf("holds %U", r))
			}
		}
	}
	return bad
}

// tags are the elements that a layout may use, attributes theirs.
var (
	tags       = strings.Fields("html head meta title style body table tbody tr td p h1 h2 h3 bdi a ul li span")
	attributes = strings.Fields("lang charset name content class style role width height cellpadding cellspacing border align valign href rel")
)

// unsafeHTML reads the page as a browser does and names what should not be there.
func unsafeHTML(page string) (bad []string) {
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return bad
		case html.CommentToken:
			bad = append(bad, "a comment")
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if !slices.Contains(tags, tok.Data) {
				bad = append(bad, "element "+tok.Data)
			}
			for _, a := range tok.Attr {
				bad = append(bad, unsafeAttribute(tok.Data, a)...)
			}
		}
	}
}

func unsafeAttribute(tag string, a html.Attribute) (bad []string) {
	if !slices.Contains(attributes, a.Key) {
		bad = append(bad, tag+" "+a.Key)
	}
	u, err := url.Parse(a.Val)
	if a.Key == "href" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.Host == "") {
		bad = append(bad, "link to "+a.Val)
	}
	if strings.Contains(a.Val, "url(") || strings.Contains(a.Val, "ZgotmplZ") {
		bad = append(bad, "style "+a.Val)
	}
	return bad
}

// namedOnce: an open invitation stands in both parts exactly once.
func namedOnce(in Input, s Summary) (bad []string) {
	for _, e := range in.Entries {
		most, least := 1, 0
		if e.Invitation.State.Open() {
			least = 1
		}
		for part, text := range map[string]string{"text": s.Text, "HTML": s.HTML} {
			if n := strings.Count(text, "["+e.ID+"]"); n < least || n > most {
				bad = append(bad, fmt.Sprintf("%s (%s) stands %d times in the %s", e.ID, e.Invitation.State, n, part))
			}
		}
	}
	return bad
}

// lost is what does not come back when the mail is read.
func lost(in Input, s Summary) (bad []string) {
	m := message.NewParser(nil).Parse(s.Raw, time.Time{})
	for name, pair := range map[string][2]string{
		"Subject": {m.Subject, s.Subject}, "From": {m.From.Address, in.Account}, "Message-ID": {m.ID, MessageID(in.Account, "2026-03-03")},
		Header: {m.Get(Header), "2026-03-03"}, "Auto-Submitted": {m.Get("Auto-Submitted"), "auto-generated"}, "Date": {m.Date.Format(time.RFC3339), in.Now.Format(time.RFC3339)},
	} {
		if pair[0] != pair[1] {
			bad = append(bad, fmt.Sprintf("%s reads %q, want %q", name, pair[0], pair[1]))
		}
	}
	if len(m.To) != 1 || m.To[0].Address != in.Account || len(m.Cc) != 0 {
		bad = append(bad, fmt.Sprintf("goes to %v %v", m.To, m.Cc))
	}
	got, want := strings.Fields(m.Text), strings.Fields(s.Text)
	for i, w := range want {
		if i >= len(got) || got[i] != w {
			return append(bad, fmt.Sprintf("word %d of the text part, %q, does not come back", i, w))
		}
	}
	return append(bad, m.Problems...)
}
