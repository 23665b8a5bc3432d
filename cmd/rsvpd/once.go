package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"rsvpd/internal/app"
)

// once makes one full pass over all accounts.
func once(ctx context.Context, e *env, args []string) error {
	fs := e.flags("once")
	at := fs.String("now", "", "act as if it were `TIME` (RFC 3339)")
	dry := fs.Bool("dry-run", false, "say what would be done; write nothing anywhere")
	if rest, err := e.parse(fs, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usageError{fmt.Errorf("once takes no arguments, not %q", rest)}
	}
	clock, err := clockAt(*at)
	if err != nil {
		return err
	}
	how := work
	if *dry {
		how = copied
	}
	o, err := e.open(app.Options{DryRun: *dry, Now: clock, Progress: e.lean(newProgress(e, nil).tell)}, how)
	if err != nil {
		return err
	}
	frugal()
	report, err := o.app.Once(ctx)
	return errors.Join(err, e.printReport(report, *dry), o.close())
}

// clockAt returns a clock that stands still at an RFC 3339 time; without one,
// nil: the real clock.
func clockAt(text string) (func() time.Time, error) {
	if text == "" {
		return nil, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, usageError{fmt.Errorf("--now %q is not a time: write it as in 2026-03-02T09:30:00-05:00 (RFC 3339)", text)}
	}
	return func() time.Time { return t }, nil
}

// reportJSON is the JSON form of what a pass did.
type reportJSON struct {
	Account string      `json:"account"`
	New     int         `json:"new"`
	Done    []string    `json:"done"`
	Drafts  []draftJSON `json:"drafts"`
	Error   string      `json:"error"`
}

type draftJSON struct {
	Company string `json:"company"`
	Subject string `json:"subject"`
	Action  string `json:"action"`
	Why     string `json:"why"`
	Raw     string `json:"raw"`
}

func (e *env) printReport(r app.Report, dry bool) error {
	if e.json {
		return e.printReportJSON(r)
	}
	for _, a := range r.Accounts {
		fmt.Fprintf(e.stdout, "%s: %s read.\n", a.Account, count(a.New, "new mail"))
		if dry && len(a.Done) > 0 {
			fmt.Fprintln(e.stdout, "  A dry run: nothing was written. Otherwise rsvpd would have done this:")
		}
		for _, d := range a.Done {
			fmt.Fprintf(e.stdout, "  %s\n", d)
		}
		if len(a.Done) == 0 {
			fmt.Fprintf(e.stdout, "  nothing to do\n")
		}
	}
	return nil
}

func (e *env) printReportJSON(r app.Report) error {
	list := []reportJSON{}
	for _, a := range r.Accounts {
		j := reportJSON{Account: a.Account, New: a.New, Done: append([]string{}, a.Done...), Drafts: []draftJSON{}}
		for _, d := range a.Drafts {
			j.Drafts = append(j.Drafts, draftJSON{d.Company, d.Subject, string(d.Action), d.Why, string(d.Raw)})
		}
		if a.Err != nil {
			j.Error = a.Err.Error()
		}
		list = append(list, j)
	}
	return json.NewEncoder(e.stdout).Encode(map[string]any{"accounts": list})
}

// count puts a number before a noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
