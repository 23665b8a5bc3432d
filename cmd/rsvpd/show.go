package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"rsvpd/internal/app"
	"rsvpd/internal/detect"
	"rsvpd/internal/summary"
	"rsvpd/internal/thread"
)

// show explains one invitation: why it is one, until when it wants an answer,
// what was decided, and each draft in full.
func show(ctx context.Context, e *env, args []string) error {
	fs := e.flags("show")
	rest, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return usageError{errors.New("show takes the ID of one invitation; `rsvpd status` lists them")}
	}
	o, err := e.open(app.Options{}, look)
	if err != nil {
		return err
	}
	return errors.Join(e.showOne(ctx, o, strings.ToLower(rest[0])), o.close())
}

func (e *env) showOne(ctx context.Context, o *opened, id string) error {
	v, err := viewOf(ctx, o)
	if err != nil {
		return err
	}
	x, err := v.find(id)
	if err != nil {
		return err
	}
	if e.json {
		return json.NewEncoder(e.stdout).Encode(x.json(v.zone))
	}
	drafts, err := o.app.DraftTexts(ctx, x.Entry)
	if err != nil {
		return err
	}
	advice, err := o.app.Advise(ctx, x.Entry)
	if err != nil {
		return err
	}
	x.explain(e.stdout, v, drafts, advice)
	return nil
}

// find returns the one invitation whose key begins with id.
func (v view) find(id string) (entryView, error) {
	var found []entryView
	for _, x := range v.entries {
		if id != "" && strings.HasPrefix(x.Key, id) {
			found = append(found, x)
		}
	}
	switch len(found) {
	case 0:
		return entryView{}, usageError{fmt.Errorf("no invitation has the ID %q; `rsvpd status` lists them", id)}
	case 1:
		return found[0], nil
	}
	return entryView{}, usageError{fmt.Errorf("%q begins the IDs of %d invitations: write more of it", id, len(found))}
}

func (x entryView) explain(w io.Writer, v view, drafts []app.DraftText, advice summary.Advice) {
	fmt.Fprintf(w, "%s  %s\n\n", x.id, title(x))
	row := func(name, text string) {
		if text != "" {
			fmt.Fprintf(w, "  %-10s %s\n", name, text)
		}
	}
	row("From", address(x.Ask.From.Name, x.Ask.From.Address))
	row("Received", instant(x.Ask.Received, v.zone))
	row("Kind", strings.TrimSpace(fmt.Sprintf("%s %s, %s", x.Facts.Kind, x.Ask.Category, formText(x.Facts.Form))))
	row("Contact", address(x.Facts.Contact.Name, x.Facts.Contact.Address))
	for _, s := range x.Facts.Slots {
		row("Proposed", slotText(s, v.zone))
	}
	for _, s := range x.Free() {
		row("Free", slotText(s, v.zone))
	}
	if x.Facts.Deadline != nil {
		row("Deadline", fmt.Sprintf("%s (“%s”)", instant(x.Facts.Deadline.At, v.zone), x.Facts.Deadline.Text))
	}
	for _, l := range x.Facts.Links {
		row("Link", fmt.Sprintf("%s (%s)", l.URL, l.Kind))
	}
	row("State", fmt.Sprintf("%s since %s: %s", x.State, instant(x.Since, v.zone), x.Because))
	row("Answer by", fmt.Sprintf("%s: %s", instant(x.Window.Closes, v.zone), x.Window.Because))
	for _, d := range x.Decisions {
		row("Decision", fmt.Sprintf("%s, to stand by %s. %s", d.Action, instant(d.When, v.zone), d.Why))
		row("No draft", d.Withheld)
	}
	x.evidence(w)
	x.history(w, v)
	for _, d := range drafts {
		printDraft(w, d)
		for _, line := range advice.Checks[d.Key] {
			fmt.Fprintf(w, "\n  %s", line)
		}
		fmt.Fprintln(w)
	}
	if advice.Paste != "" {
		fmt.Fprintf(w, "\nTo paste where the link leads:\n\n%s", indent(advice.Paste))
	}
	if len(advice.Script) > 0 {
		fmt.Fprintf(w, "\n%s:\n  %s\n", advice.Call, strings.Join(advice.Script, "\n  "))
	}
}

// evidence says why the first mail was taken for an invitation, and what speaks
// against it.
func (x entryView) evidence(w io.Writer) {
	fmt.Fprintf(w, "\nWhat it is: %s. Why:\n", verdictText(detect.Invitation, x.Facts.Kind, x.First.Score))
	spoke, against := reasons(x.First.Evidence)
	for _, s := range spoke {
		fmt.Fprintf(w, "  %s\n", s)
	}
	for _, s := range against {
		fmt.Fprintf(w, "  but %s\n", s)
	}
}

func (x entryView) history(w io.Writer, v view) {
	fmt.Fprintf(w, "\nWhat happened:\n")
	for _, c := range x.History {
		fmt.Fprintf(w, "  %s  %s: %s\n", instant(c.At, v.zone), c.What, c.Why)
	}
}

func printDraft(w io.Writer, d app.DraftText) {
	state := string(d.State)
	if d.State == thread.Standing {
		state = "stands in Drafts, untouched"
	}
	fmt.Fprintf(w, "\nDraft (%s, %s):\n\n%s", d.Action, state, indent(d.Text()))
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n    ") + "\n"
}

func address(name, addr string) string {
	if addr == "" {
		return name
	}
	return strings.TrimSpace(name + " <" + addr + ">")
}
