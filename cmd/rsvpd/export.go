package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/thread"
)

// export writes the record of all invitations that are known: who asked for
// what, what was decided and why, what was sent and what came back (ETIQUETTE
// A7). As JSON, one object a line; as CSV with --csv.
func export(ctx context.Context, e *env, args []string) error {
	fs := e.flags("export")
	table := fs.Bool("csv", false, "comma-separated values with a heading, for a spreadsheet")
	rest, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usageError{errors.New("export takes no arguments: it writes every invitation to standard output")}
	}
	o, err := e.open(app.Options{}, look)
	if err != nil {
		return err
	}
	v, err := viewOf(ctx, o)
	if err == nil {
		slices.SortStableFunc(v.entries, func(a, b entryView) int {
			return cmp.Or(a.First.Received.Compare(b.First.Received), cmp.Compare(a.Key, b.Key))
		})
		write := v.exportJSON
		if *table && !e.json {
			write = v.exportCSV
		}
		err = write(e.stdout)
	}
	return errors.Join(err, o.close())
}

// record is one invitation in the record. Times are RFC 3339 in the user's zone;
// what is not known, or has not happened, is empty.
type record struct {
	ID        string `json:"id"`
	Account   string `json:"account"`
	Kind      string `json:"kind"`
	Company   string `json:"company"`
	Role      string `json:"role"`
	Contact   string `json:"contact"`
	Address   string `json:"address"`
	Subject   string `json:"subject"`
	MessageID string `json:"message_id"`
	Received  string `json:"received"`
	State     string `json:"state"`
	Since     string `json:"since"`
	Because   string `json:"because"`
	Decision  string `json:"decision"` // of the draft that was sent; empty where the user wrote their own
	Reason    string `json:"reason"`
	Answered  string `json:"answered"` // when the user last wrote
	Heard     string `json:"heard"`    // when the other side last wrote
}

func (x entryView) record(zone *time.Location) record {
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.In(zone).Format(time.RFC3339)
	}
	r := record{
		ID: x.id, Account: x.Account, Kind: string(x.Facts.Kind), Company: x.Facts.Company, Role: x.Facts.Role,
		Contact: x.Facts.Contact.Name, Address: x.Facts.Contact.Address, Subject: x.First.Subject, MessageID: x.First.MessageID,
		Received: stamp(x.First.Received), State: string(x.State), Since: stamp(x.Since), Because: x.Because,
		Answered: stamp(x.LastSent), Heard: stamp(x.LastHeard),
	}
	r.Decision = string(x.Answer)
	for _, d := range x.Drafts { // oldest first: the last one sent counts
		if d.State == thread.Sent && d.Action == x.Answer {
			r.Reason = d.Reason
		}
	}
	return r
}

func (v view) exportJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, x := range v.entries {
		if err := enc.Encode(x.record(v.zone)); err != nil {
			return err
		}
	}
	return nil
}

func (v view) exportCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "account", "kind", "company", "role", "contact", "address", "subject", "message_id", "received",
		"state", "since", "because", "decision", "reason", "answered", "heard"}}
	for _, x := range v.entries {
		r := x.record(v.zone)
		rows = append(rows, []string{r.ID, r.Account, r.Kind, r.Company, r.Role, r.Contact, r.Address, r.Subject, r.MessageID, r.Received,
			r.State, r.Since, r.Because, r.Decision, r.Reason, r.Answered, r.Heard})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
	}
	return errors.Join(out.WriteAll(rows), out.Error())
}

// inert keeps a spreadsheet from taking what a stranger wrote for a formula.
func inert(cell string) string {
	if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
		return "'" + cell
	}
	return cell
}
