package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"rsvpd/config"
	"rsvpd/internal/calendar"
	"rsvpd/internal/credential"
	"rsvpd/internal/ical"
	"rsvpd/internal/store"
)

// How long what was fetched is good: passes may follow each other by seconds.
const (
	freshFor = 5 * time.Minute
	retryIn  = time.Minute
)

// ahead is how far ahead of now busy times are read: somewhat more than a year,
// since talks are planned by the year.
const ahead = 400 * 24 * time.Hour

// userCalendar is one of the user's calendars. All accounts share it.
type userCalendar struct {
	name   string // one of its own
	source *calendar.Calendar

	mu    sync.Mutex
	next  time.Time // when to fetch it again, by the running clock
	last  busyRecord
	asked bool
}

// openCalendars prepares the calendars. It connects to nothing.
func openCalendars(c *config.Config) ([]*userCalendar, error) {
	var list []*userCalendar
	var errs []error
	for _, cfg := range c.Availability.Calendars {
		source, err := calendar.New(calendar.Options{
			URL: cfg.URL, User: cfg.User, Private: cfg.Private,
			Password: func(ctx context.Context) (string, error) {
				return credential.Password(ctx, credential.Source{Command: cfg.PasswordCommand, File: cfg.PasswordFile, Name: cfg.Credential, Service: cfg.Keyring, User: cfg.KeyringUser})
			},
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", c.File, cfg.Line, err))
			continue
		}
		name := source.Name()
		for n := 2; slices.ContainsFunc(list, func(o *userCalendar) bool { return o.name == name }); n++ {
			name = fmt.Sprintf("%s (%d)", source.Name(), n)
		}
		list = append(list, &userCalendar{name: name, source: source})
	}
	return list, errors.Join(errs...)
}

// read returns what the calendar says, as of a few minutes ago at most.
func (u *userCalendar) read(ctx context.Context, q ical.Query) busyRecord {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.asked && time.Now().Before(u.next) {
		return u.last
	}
	r := busyRecord{readAt: q.From}
	documents, err := u.source.Fetch(ctx, q.From, q.To)
	if err != nil {
		r.Failed, r.readAt = err.Error(), time.Time{}
	} else {
		b := ical.ReadBusy(documents, q)
		r.Times, r.Events, r.Unread, r.Problems = b.Times, b.Events, b.Unread, b.Problems
	}
	if ctx.Err() != nil {
		return r // we were asked to stop: that says nothing of the calendar
	}
	u.last, u.asked, u.next = r, true, time.Now().Add(freshFor)
	if err != nil {
		u.next = time.Now().Add(retryIn)
	}
	return r
}

// busyQuery is what is asked of calendars at now.
func (a *App) busyQuery(now time.Time) ical.Query {
	return ical.Query{
		From: now, To: now.Add(ahead), Zone: a.opts.Config.Zone,
		Mine: func(address string) bool {
			return slices.ContainsFunc(a.accounts, func(acc *account) bool { return acc.isMe(address) })
		},
	}
}

func (a *App) calendarNames() []string {
	var names []string
	for _, u := range a.calendars {
		names = append(names, u.name)
	}
	return names
}

// calendarKey begins the keys of problems with calendars.
const calendarKey = "calendar "

// readCalendars asks all calendars, side by side, when the user is taken. One that
// can't be read is no failure of the pass: mail is answered all the same, and the
// user is told.
func (p *pass) readCalendars(ctx context.Context) error {
	list := p.app.calendars
	records := make([]busyRecord, len(list))
	var all sync.WaitGroup
	for i, u := range list {
		all.Go(func() { records[i] = u.read(ctx, p.app.busyQuery(p.now)) })
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return p.app.opts.Store.Update(ctx, func(tx *store.Tx) error {
		for i, u := range list {
			if err := p.keepCalendar(tx, u.name, records[i]); err != nil {
				return err
			}
		}
		return p.forgetCalendars(tx)
	})
}

// keepCalendar stores what a calendar says, or that it says nothing just now; and
// what to tell the user.
func (p *pass) keepCalendar(tx *store.Tx, name string, r busyRecord) error {
	if r.Failed != "" {
		known, err := p.knownCalendar(tx, name)
		if err != nil {
			return err
		}
		known.Failed = r.Failed
		r = known
	}
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := tx.PutCalendar(p.cfg.Email, store.Calendar{Name: name, ReadAt: r.readAt.UTC(), Data: data}); err != nil {
		return err
	}
	doubt := r.doubt(name, p.app.opts.Config.Zone)
	if doubt == "" {
		return tx.ClearProblem(p.cfg.Email, calendarKey+name)
	}
	p.report.Doubts = append(p.report.Doubts, errors.New(doubt))
	return tx.SetProblem(p.cfg.Email, calendarKey+name, p.now.UTC(), doubt+". "+p.app.consequence(r))
}

// consequence says what follows from a calendar in doubt.
func (a *App) consequence(r busyRecord) string {
	switch {
	case a.opts.Config.Availability.Strict:
		return "Until that is mended, no times are offered"
	case r.Failed != "" && r.readAt.IsZero():
		return "Times are offered from your hours alone: look at them before you send"
	}
	return "Look at the offered times before you send them"
}

// knownCalendar returns what was read before; nothing, where it never was.
func (p *pass) knownCalendar(tx *store.Tx, name string) (busyRecord, error) {
	rows, err := tx.Calendars(p.cfg.Email)
	if err != nil {
		return busyRecord{}, err
	}
	for _, row := range rows {
		if row.Name == name {
			return recordOfCalendar(row)
		}
	}
	return busyRecord{}, nil
}

// forgetCalendars drops those that the configuration no longer names.
func (p *pass) forgetCalendars(tx *store.Tx) error {
	names := p.app.calendarNames()
	rows, err := tx.Calendars(p.cfg.Email)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if !slices.Contains(names, row.Name) {
			if err := tx.ForgetCalendar(p.cfg.Email, row.Name); err != nil {
				return err
			}
		}
	}
	problems, err := tx.Problems(p.cfg.Email)
	if err != nil {
		return err
	}
	for _, x := range problems {
		if name, ok := strings.CutPrefix(x.Key, calendarKey); ok && !slices.Contains(names, name) {
			if err := tx.ClearProblem(p.cfg.Email, x.Key); err != nil {
				return err
			}
		}
	}
	return nil
}

// CalendarState is what CheckCalendars found.
type CalendarState struct {
	Name   string
	Events int // read
	Soon   int // busy times within the next 30 days
	// Doubt says in plain words what is wrong; empty: nothing.
	Doubt string
}

// CheckCalendars reads every calendar anew, and stores nothing.
func (a *App) CheckCalendars(ctx context.Context) []CalendarState {
	now := a.opts.Now()
	var list []CalendarState
	for _, u := range a.calendars {
		r := u.read(ctx, a.busyQuery(now))
		s := CalendarState{Name: u.name, Events: r.Events, Doubt: r.doubt(u.name, a.opts.Config.Zone)}
		for _, t := range r.Times {
			if t.Start.Before(now.AddDate(0, 0, 30)) {
				s.Soon++
			}
		}
		list = append(list, s)
	}
	return list
}
