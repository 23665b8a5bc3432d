package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/workday"
)

// mostDays is how far a backtest can go back: longer, mail of a thread is not
// kept.
const mostDays = 180

// backtest reads the mail of the last months and says what these settings would
// have made of it, beside what the user did. It writes nothing anywhere.
func backtest(ctx context.Context, e *env, args []string) error {
	fs := e.flags("backtest")
	days := fs.Int("days", 90, "how many `DAYS` to go back, 180 at most")
	at := fs.String("now", "", "act as if it were `TIME` (RFC 3339)")
	if rest, err := e.parse(fs, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usageError{fmt.Errorf("backtest takes no arguments, not %q: it reads the folders of the configuration", rest)}
	}
	if *days < 1 || *days > mostDays {
		return usageError{fmt.Errorf("--days %d: write a number from 1 to %d", *days, mostDays)}
	}
	clock, err := clockAt(*at)
	if err != nil {
		return err
	}
	o, err := e.openPast(app.Options{DryRun: true, Now: clock}, *days)
	if err != nil {
		return err
	}
	list, err := o.app.Backtest(ctx)
	return errors.Join(err, e.printPast(list, *days, o.config.Zone), o.close())
}

// openPast opens the program on an empty state, with another lookback and
// without calendars: what they held then is not known.
func (e *env) openPast(o app.Options, days int) (*opened, error) {
	c, err := e.load()
	if err != nil {
		return nil, err
	}
	c.Window.Lookback = workday.Elapsed(time.Duration(days) * 24 * time.Hour)
	c.Availability.Calendars = nil
	return e.openWith(c, o, empty)
}

// pastJSON is one mail that asked. Times are RFC 3339 in the user's zone, empty
// where nothing happened.
type pastJSON struct {
	MessageID string `json:"message_id"`
	Subject   string `json:"subject"`
	Kind      string `json:"kind"`
	Company   string `json:"company"`
	Role      string `json:"role"`
	Received  string `json:"received"`
	Due       string `json:"due"`
	Closes    string `json:"closes"`
	Answered  string `json:"answered"`
	Outcome   string `json:"outcome"`
	Action    string `json:"action"` // of the draft; empty where none would have been written
	Reason    string `json:"reason"`
	Why       string `json:"why"`
}

func (e *env) printPast(list []app.AccountPast, days int, zone *time.Location) error {
	if e.json {
		return e.printPastJSON(list, zone)
	}
	for _, a := range list {
		if err := printAccountPast(e.stdout, a, days, zone); err != nil {
			return err
		}
	}
	return nil
}

func (e *env) printPastJSON(list []app.AccountPast, zone *time.Location) error {
	type accountJSON struct {
		Account     string     `json:"account"`
		Read        int        `json:"read"`
		Invitations []pastJSON `json:"invitations"`
		Error       string     `json:"error"`
	}
	accounts := []accountJSON{}
	for _, a := range list {
		j := accountJSON{Account: a.Account, Read: a.Read, Invitations: []pastJSON{}}
		for _, p := range a.Past {
			j.Invitations = append(j.Invitations, pastRow(&p, zone))
		}
		if a.Err != nil {
			j.Error = a.Err.Error()
		}
		accounts = append(accounts, j)
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(map[string]any{"accounts": accounts})
}

func pastRow(p *app.Past, zone *time.Location) pastJSON {
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.In(zone).Format(time.RFC3339)
	}
	j := pastJSON{
		MessageID: p.Ask.MessageID, Subject: p.Ask.Subject, Kind: string(p.Facts.Kind), Company: p.Facts.Company, Role: p.Facts.Role,
		Received: stamp(p.Asked), Due: stamp(p.Window.Due), Closes: stamp(p.Window.Closes), Answered: stamp(p.Answered),
		Outcome: string(p.Outcome), Why: whyNone(p),
	}
	if d, ok := p.Draft(); ok {
		j.Action, j.Reason, j.Why = string(d.Action), d.Reason, d.Why
	}
	return j
}

// whyNone says why no draft would have been written.
func whyNone(p *app.Past) string {
	if len(p.Decisions) == 0 {
		return "It was " + string(p.State) + ": " + p.Because + "."
	}
	return cmp.Or(p.Decisions[0].Withheld, p.Decisions[0].Why)
}

func printAccountPast(w io.Writer, a app.AccountPast, days int, zone *time.Location) error {
	outcomes := map[app.Outcome]int{}
	ready := 0
	for _, p := range a.Past {
		outcomes[p.Outcome]++
		if _, ok := p.Draft(); ok && (p.Outcome == app.Late || p.Outcome == app.Never) {
			ready++
		}
	}
	_, err := fmt.Fprintf(w, "%s, the last %s: %s read, %s.\n", a.Account, count(days, "day"), count(a.Read, "mail"), count(len(a.Past), "invitation"))
	if err != nil || len(a.Past) == 0 {
		return err
	}
	fmt.Fprintf(w, "You answered %d in time, %d late, %d never; %d settled without you, %d still open.\n",
		outcomes[app.InTime], outcomes[app.Late], outcomes[app.Never], outcomes[app.Settled], outcomes[app.Open])
	fmt.Fprintf(w, "For %d of the %d late or unanswered ones a draft would have stood in time.\n", ready, outcomes[app.Late]+outcomes[app.Never])
	for _, p := range a.Past {
		printOnePast(w, &p, zone)
	}
	return nil
}

func printOnePast(w io.Writer, p *app.Past, zone *time.Location) {
	fmt.Fprintf(w, "\n%s  %s\n", p.Asked.In(zone).Format("Mon 2 Jan 2006"), title(entryView{Entry: p.Entry}))
	fmt.Fprintf(w, "        to be answered by %s (%s); %s\n", instant(p.Window.Closes, zone), p.Window.Because, did(p, zone))
	if d, ok := p.Draft(); ok {
		fmt.Fprintf(w, "        a %s draft would have stood from %s. %s\n", d.Action, instant(p.Stands, zone), d.Why)
		return
	}
	fmt.Fprintf(w, "        no draft: %s\n", whyNone(p))
}

// did says what the user did.
func did(p *app.Past, zone *time.Location) string {
	switch p.Outcome {
	case app.InTime:
		return "you wrote on " + instant(p.Answered, zone) + ", in time"
	case app.Late:
		return "you wrote on " + instant(p.Answered, zone) + ", late"
	case app.Settled:
		return "it was " + string(p.State) + " before that"
	case app.Open:
		return "still open"
	}
	return "you never wrote"
}
