package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// inspection is the JSON object of one message; its fields are a contract.
type inspection struct {
	File       string             `json:"file"`
	MessageID  string             `json:"message_id"`
	Date       string             `json:"date"`
	From       string             `json:"from"`
	Subject    string             `json:"subject"`
	Category   detect.Category    `json:"category"`
	Score      float64            `json:"score"`
	Kind       detect.Kind        `json:"kind"`
	Form       extract.Form       `json:"form"`
	Stage      extract.Stage      `json:"stage"`
	Lang       string             `json:"lang"`
	Company    string             `json:"company"`
	Role       string             `json:"role"`
	Contact    message.Address    `json:"contact"`
	Slots      []inspectedSlot    `json:"slots"`
	Deadline   *inspectedDeadline `json:"deadline"`
	Links      []extract.Link     `json:"links"`
	ReplyTo    *message.Address   `json:"reply_to"`
	NewText    string             `json:"new_text"`
	Suspicious []string           `json:"suspicious"`
	Evidence   []detect.Evidence  `json:"evidence"`
	Error      string             `json:"error"`
}

type inspectedSlot struct {
	Start      string          `json:"start"`
	End        string          `json:"end"`
	Zone       string          `json:"zone"`
	ZoneSource when.ZoneSource `json:"zone_source"`
	Certain    bool            `json:"certain"`
	Text       string          `json:"text"`
}

type inspectedDeadline struct {
	At   string `json:"at"`
	Text string `json:"text"`
}

func newInspection(file string, r app.Reading) inspection {
	m, f := r.Message, r.Facts
	in := inspection{
		File: file, MessageID: m.ID, Date: stamp(m.Date, false), From: m.From.Address, Subject: m.Subject,
		Category: r.Verdict.Category, Score: r.Verdict.Score, Kind: r.Verdict.Kind, Lang: r.Verdict.Lang,
		Form: f.Form, Stage: f.Stage, Company: f.Company, Role: f.Role, Contact: f.Contact,
		Slots: []inspectedSlot{}, Links: emptyNotNull(f.Links), ReplyTo: f.ReplyTo, NewText: m.NewText,
		Suspicious: emptyNotNull(f.Suspicious), Evidence: emptyNotNull(r.Verdict.Evidence), Error: r.Err,
	}
	for _, s := range f.Slots {
		in.Slots = append(in.Slots, inspectedSlot{stamp(s.Start, s.AllDay), stamp(s.End, s.AllDay), s.Zone, s.ZoneSource, s.Certain, s.Text})
	}
	if d := f.Deadline; d != nil {
		in.Deadline = &inspectedDeadline{stamp(d.At, d.AllDay), d.Text}
	}
	return in
}

// emptyNotNull makes JSON say [] where there is nothing.
func emptyNotNull[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// stamp writes a time as the contract says: RFC 3339, or the date alone; nothing
// for none.
func stamp(t time.Time, day bool) string {
	switch {
	case t.IsZero():
		return ""
	case day:
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// printText writes a message as a readable explanation.
func printText(w io.Writer, file string, r app.Reading) error {
	v, f := r.Verdict, r.Facts
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s, from %s\n  %s\n", file, orNone(r.Message.Subject, "no subject"), orNone(r.Message.From.Address, "nobody known"),
		verdictText(v.Category, v.Kind, v.Score))
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-9s %s\n", label, value)
		}
	}
	if v.Category == detect.Invitation {
		line("asked", strings.Trim(formText(f.Form)+", "+stageTexts[f.Stage], ", "))
	}
	line("company", f.Company)
	line(topicLabel(v.Kind), f.Role)
	line("contact", address(f.Contact.Name, f.Contact.Address))
	for _, s := range f.Slots {
		line("time", ownSlot(s))
	}
	if d := f.Deadline; d != nil {
		line("answer by", ownTime(d.At, d.AllDay)+": “"+d.Text+"”")
	}
	for _, l := range f.Links {
		line(string(l.Kind), l.URL)
	}
	for _, s := range f.Suspicious {
		line("careful", s)
	}
	spoke, against := reasons(v.Evidence)
	for _, s := range spoke {
		line("because", s)
	}
	for _, s := range against {
		line("although", s)
	}
	line("problem", r.Err)
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// asked is one line of inspect --when.
type asked struct {
	Text string `json:"text"`
	Now  string `json:"now"`
	Lang string `json:"lang"`
}

// foundTime is one time expression; its fields are a contract.
type foundTime struct {
	Text    string     `json:"text"`
	Start   string     `json:"start"`
	End     string     `json:"end"`
	Role    when.Role  `json:"role"`
	Grain   when.Grain `json:"grain"`
	Certain bool       `json:"certain"`
}

// inspectTimes answers each JSON line with a JSON array of the times found.
func inspectTimes(reader *app.Reader, in io.Reader, out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 64<<10), 16<<20)
	for n := 1; sc.Scan(); n++ {
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
			continue
		}
		var q asked
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			return fmt.Errorf("line %d: %w: write {\"text\":\"…\",\"now\":\"RFC3339\"}", n, err)
		}
		now, err := time.Parse(time.RFC3339, q.Now)
		if err != nil {
			return fmt.Errorf("line %d: now = %q: write a time like 2026-03-02T09:00:00Z", n, q.Now)
		}
		answer := []foundTime{}
		for _, x := range reader.Times(q.Text, when.Context{Now: now, ZoneSource: when.ZoneMessage, Lang: q.Lang}) {
			answer = append(answer, foundTime{x.Text, stamp(x.Start, false), stamp(x.End, false), x.Role, x.Grain, x.Certain})
		}
		if err := enc.Encode(answer); err != nil {
			return err
		}
	}
	return sc.Err()
}
