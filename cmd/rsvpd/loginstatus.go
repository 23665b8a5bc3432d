package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
)

// loginStatus says how accounts log in, without asking anybody.
func (e *env) loginStatus(ctx context.Context, names []string) error {
	c, err := e.load()
	if err != nil {
		return err
	}
	dir, err := config.StatePath(e.getenv)
	if err != nil {
		return err
	}
	s, done, err := e.lookAt(look)
	if err != nil {
		return err
	}
	views, err := loginViews(ctx, app.Options{Config: c, Log: e.logger(), LoginDir: loginDir(dir), Store: s}, first(names))
	if err == nil {
		err = e.printLogins(views)
	}
	return errors.Join(err, done())
}

// loginViews are how the logins of all accounts stand, or of the one that is named.
func loginViews(ctx context.Context, o app.Options, name string) ([]loginView, error) {
	logins, err := app.NewLogins(o)
	if err != nil {
		return nil, err
	}
	list, err := logins.Accounts(name)
	if err != nil {
		return nil, usageError{err}
	}
	views := []loginView{}
	for _, account := range list {
		state, err := logins.State(ctx, account)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", account, err)
		}
		views = append(views, newLoginView(state, o.Config.Zone))
	}
	return views, nil
}

// loginView is how a login stands. Times are RFC 3339, empty where not known.
type loginView struct {
	Account  string `json:"account"`
	Method   string `json:"method"` // "password", "token_command", "oauth2"
	How      string `json:"how"`
	Needed   bool   `json:"login_needed"`
	Why      string `json:"why"`
	Since    string `json:"since"`
	LoggedIn string `json:"logged_in"`
	Expires  string `json:"token_expires"`
	Renews   bool   `json:"renews"` // without the user

	state app.LoginState
	zone  *time.Location
}

func newLoginView(s app.LoginState, zone *time.Location) loginView {
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.In(zone).Format(time.RFC3339)
	}
	return loginView{Account: s.Account, Method: s.Method, How: s.How, Needed: s.Needed, Why: s.Why,
		Since: stamp(s.Since), LoggedIn: stamp(s.LoggedIn), Expires: stamp(s.Expires), Renews: s.Renews, state: s, zone: zone}
}

func (e *env) printLogins(views []loginView) error {
	if e.json {
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		return enc.Encode(map[string]any{"accounts": views})
	}
	for _, v := range views {
		v.print(e.stdout)
	}
	return nil
}

func (v loginView) print(w io.Writer) {
	fmt.Fprintf(w, "%s\n  login        %s", v.Account, v.How)
	if !v.state.LoggedIn.IsZero() {
		fmt.Fprintf(w, ", logged in %s", instant(v.state.LoggedIn, v.zone))
	}
	fmt.Fprintln(w)
	if v.Needed {
		fmt.Fprintln(w, v.alarm())
		return
	}
	if line := v.token(); line != "" {
		fmt.Fprintf(w, "  token        %s\n", line)
	}
}

// alarm is the line that tells of a login that is needed.
func (v loginView) alarm() string {
	if v.state.Since.IsZero() {
		return "  ! login needed: " + v.Why
	}
	return "  ! login needed since " + instant(v.state.Since, v.zone) + ": " + v.Why
}

// token says until when the access token is good.
func (v loginView) token() string {
	if v.Method != "oauth2" {
		return ""
	}
	until := v.state.Expires
	switch {
	case until.IsZero():
		return "good until the provider says otherwise"
	case v.Renews && !time.Now().Before(until):
		return "renewed when it is next needed"
	case v.Renews:
		return "good until " + instant(until, v.zone) + ", renewed by itself"
	}
	return "good until " + instant(until, v.zone) + ", and then a login is needed"
}
