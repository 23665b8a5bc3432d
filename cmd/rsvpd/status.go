package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/decide"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// status says what is known, from the store alone: it works while the daemon
// runs, and without a network.
func status(ctx context.Context, e *env, args []string) error {
	fs := e.flags("status")
	if _, err := e.parse(fs, args); err != nil {
		return err
	}
	o, err := e.open(app.Options{}, look)
	if err != nil {
		return err
	}
	v, err := viewOf(ctx, o)
	if err == nil {
		err = e.printStatus(v)
	}
	return errors.Join(err, o.close())
}

// view is everything there is to show.
type view struct {
	zone     *time.Location
	accounts []accountView
	entries  []entryView
}

type accountView struct {
	Email    string    `json:"email"`
	AsOf     string    `json:"as_of"` // RFC 3339: the last pass; empty when there was none
	Problems []problem `json:"problems"`
	Login    loginView `json:"login"`
	Watch    watchView `json:"watch"`
}

type problem struct {
	Since time.Time `json:"since"`
	Text  string    `json:"text"`
	login bool      // it is what Login tells
}

type entryView struct {
	app.Entry
	id string // shortest unique prefix of its key
}

// viewOf shows every account as of its last pass: that is what the store is true
// of.
func viewOf(ctx context.Context, o *opened) (view, error) {
	v := view{zone: o.config.Zone}
	for _, account := range o.app.Accounts() {
		if err := v.add(ctx, o, account); err != nil {
			return v, err
		}
	}
	v.setIDs()
	slices.SortStableFunc(v.entries, byUrgency)
	return v, nil
}

func (v *view) add(ctx context.Context, o *opened, account string) error {
	a := accountView{Email: account, Problems: []problem{}}
	at, ok, err := o.app.AsOf(ctx, account)
	if err != nil {
		return err
	}
	if ok {
		a.AsOf = at.In(v.zone).Format(time.RFC3339)
	}
	problems, err := o.app.Problems(ctx, account)
	if err != nil {
		return err
	}
	for _, p := range problems {
		a.Problems = append(a.Problems, problem{p.Since, p.Text, p.Key == app.LoginKey})
	}
	login, err := o.app.LoginState(ctx, account)
	if err != nil {
		return err
	}
	a.Login = newLoginView(login, v.zone)
	if a.Watch, err = watchOf(ctx, o, account, v.zone); err != nil {
		return err
	}
	v.accounts = append(v.accounts, a)
	list, err := o.app.Entries(ctx, account, at)
	for _, x := range list {
		v.entries = append(v.entries, entryView{Entry: x})
	}
	return err
}

func (v *view) setIDs() {
	var keys []string
	for _, x := range v.entries {
		keys = append(keys, x.Key)
	}
	for i := range v.entries {
		v.entries[i].id = app.ID(v.entries[i].Key, keys)
	}
}

// byUrgency puts what is open first, what closes soonest first among it.
func byUrgency(a, b entryView) int {
	open := func(x entryView) int {
		if x.State.Open() {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(open(a), open(b)), a.Window.Closes.Compare(b.Window.Closes), cmp.Compare(a.Key, b.Key))
}

// invitationJSON is one invitation as the contract names it.
type invitationJSON struct {
	ID            string          `json:"id"`
	Account       string          `json:"account"`
	MessageID     string          `json:"message_id"`
	Subject       string          `json:"subject"`
	Category      string          `json:"category"`
	Kind          string          `json:"kind"`
	Form          string          `json:"form"`
	State         string          `json:"state"`
	Company       string          `json:"company"`
	Role          string          `json:"role"`
	Contact       message.Address `json:"contact"`
	Received      string          `json:"received"`
	Due           string          `json:"due"`
	Closes        string          `json:"closes"`
	ClosesBecause string          `json:"closes_because"`
	Action        string          `json:"action"`
	Reason        string          `json:"reason"`
	Why           string          `json:"why"`
	Withheld      string          `json:"withheld"`
	Slots         []inspectedSlot `json:"slots"`
	Drafts        []statusDraft   `json:"drafts"`
	History       []thread.Change `json:"history"`
}

type statusDraft struct {
	MessageID string `json:"message_id"`
	Action    string `json:"action"`
	State     string `json:"state"`
}

func (e *env) printStatus(v view) error {
	if !e.json {
		return v.print(e.stdout)
	}
	list := []invitationJSON{}
	for _, x := range v.entries {
		list = append(list, x.json(v.zone))
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(map[string]any{"accounts": v.accounts, "invitations": list})
}

func (x entryView) json(zone *time.Location) invitationJSON {
	stamp := func(t time.Time) string { return t.In(zone).Format(time.RFC3339) }
	d := x.decision()
	j := invitationJSON{
		ID: x.id, Account: x.Account, MessageID: x.Ask.MessageID, Subject: x.Ask.Subject, Category: string(x.Ask.Category),
		Kind: string(x.Facts.Kind), Form: string(x.Facts.Form), State: string(x.State), Company: x.Facts.Company, Role: x.Facts.Role,
		Contact:  x.Facts.Contact,
		Received: stamp(x.Ask.Received), Due: stamp(x.Window.Due), Closes: stamp(x.Window.Closes), ClosesBecause: x.Window.Because,
		Action: string(d.Action), Reason: d.Reason, Why: d.Why, Withheld: d.Withheld,
		Slots: inspectedSlots(x.Facts.Slots), Drafts: []statusDraft{}, History: x.History,
	}
	for _, d := range x.Drafts {
		j.Drafts = append(j.Drafts, statusDraft{d.MessageID, string(d.Action), string(d.State)})
	}
	return j
}

// decision is the first decision, or the zero one: nothing is owed.
func (x entryView) decision() decide.Decision {
	if len(x.Decisions) == 0 {
		return decide.Decision{Why: "It is " + string(x.State) + ": " + x.Because + "."}
	}
	return x.Decisions[0]
}

func (v view) print(w io.Writer) error {
	for _, a := range v.accounts {
		fmt.Fprintf(w, "%s%s%s\n", a.Email, asOf(a), a.Watch.words(v.zone))
		if a.Login.Needed {
			fmt.Fprintln(w, a.Login.alarm())
		}
		for _, p := range a.Problems {
			if p.login && a.Login.Needed {
				continue
			}
			fmt.Fprintf(w, "  ! since %s: %s\n", instant(p.Since, v.zone), p.Text)
		}
	}
	if len(v.entries) == 0 {
		fmt.Fprintln(w, "No invitations known. `rsvpd once` reads the mailbox.")
	}
	for _, x := range v.entries {
		x.print(w, v)
	}
	return nil
}

func asOf(a accountView) string {
	if a.AsOf == "" {
		return ": never looked at"
	}
	return ", as of " + a.AsOf
}

// print shows an invitation in three lines.
func (x entryView) print(w io.Writer, v view) {
	fmt.Fprintf(w, "\n%s  %-9s  %s\n", x.id, x.State, title(x))
	if !x.State.Open() {
		fmt.Fprintf(w, "        %s (%s)\n", x.Because, instant(x.Since, v.zone))
		return
	}
	fmt.Fprintf(w, "        answer by %s: %s\n", instant(x.Window.Closes, v.zone), x.Window.Because)
	d := x.decision()
	line := string(cmp.Or(d.Action, thread.None))
	if d.Reason != "" {
		line += " (" + d.Reason + ")"
	}
	if d.Withheld != "" {
		line += ", but no draft: " + d.Withheld
	}
	fmt.Fprintf(w, "        %s. %s\n", line, d.Why)
	for _, l := range x.answerLinks() {
		fmt.Fprintf(w, "        answer there: %s\n", l)
	}
}

// answerLinks are the links that answer an invitation no mail can answer.
func (x entryView) answerLinks() []string {
	if x.Facts.ReplyTo != nil {
		return nil
	}
	var list []string
	for _, l := range x.Facts.Links {
		if l.Kind != extract.MeetingLink {
			list = append(list, l.URL)
		}
	}
	return list
}

// title names an invitation: who asks for what.
func title(x entryView) string {
	var parts []string
	for _, s := range []string{x.Facts.Company, x.Facts.Role} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return x.Ask.Subject
	}
	return strings.Join(parts, ", ") + " — " + x.Ask.Subject
}

func instant(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("Mon 2 Jan 15:04 MST")
}
