package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/credential"
)

// loginDir is where below the state directory the tokens lie.
func loginDir(state string) string { return filepath.Join(state, "logins") }

// login logs in. With an account named, an OAuth2 login is made anew; without,
// every account that can log in is only tried, and the others are seen to.
func login(ctx context.Context, e *env, args []string) error {
	fs := e.flags("login")
	noBrowser := fs.Bool("no-browser", false, "open no browser; an address that one on another machine ended at can be pasted")
	status := fs.Bool("status", false, "only say how each account logs in and until when its token is good; ask nobody")
	rest, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 1 {
		return usageError{fmt.Errorf("login takes one account at most, not %q", rest)}
	}
	if *status {
		return e.loginStatus(ctx, rest)
	}
	logins, list, err := e.logins(rest)
	if err != nil {
		return err
	}
	ask := e.ask(ctx, *noBrowser)
	var errs []error
	for _, account := range list {
		if err := e.loginOne(ctx, logins, account, len(rest) == 1, ask); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", account, err))
		}
	}
	return errors.Join(errs...)
}

// logins loads the configuration and makes the state directory. names holds at
// most one account; without, all are meant.
func (e *env) logins(names []string) (*app.Logins, []string, error) {
	c, err := e.load()
	if err != nil {
		return nil, nil, err
	}
	dir, err := config.StateDir(e.getenv)
	if err != nil {
		return nil, nil, err
	}
	logins, err := app.NewLogins(app.Options{Config: c, Log: e.logger(), LoginDir: loginDir(dir)})
	if err != nil {
		return nil, nil, err
	}
	list, err := logins.Accounts(first(names))
	if err != nil {
		return nil, nil, usageError{err}
	}
	return logins, list, nil
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// loginOne logs one account in, or tries what it has where that should do.
func (e *env) loginOne(ctx context.Context, logins *app.Logins, account string, anew bool, ask app.Ask) error {
	s, err := logins.State(ctx, account)
	if err != nil {
		return err
	}
	work := logins.Login
	if s.Method == "oauth2" && !s.Needed && !anew {
		work = func(ctx context.Context, account string, _ app.Ask) error { return logins.Try(ctx, account) }
	}
	if err := work(ctx, account, ask); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "%s: logged in: the mail server accepts %s\n", account, s.How)
	return err
}

// ask is how the user is asked: on stderr, since none of it is data.
func (e *env) ask(ctx context.Context, noBrowser bool) app.Ask {
	ask := app.Ask{
		Visit: func(provider, url string) {
			fmt.Fprintf(e.stderr, "%s wants you to log in and to allow rsvpd to read your mail. Open this address:\n\n  %s\n\n", provider, url)
			if !noBrowser && e.browse(ctx, url) {
				fmt.Fprintln(e.stderr, "(A browser is being opened.)")
			}
			if noBrowser {
				fmt.Fprintln(e.stderr, "A browser on another machine ends at an address that it can't show. Paste that here, and press Enter.")
			}
			fmt.Fprintln(e.stderr, "Waiting, for ten minutes at most.")
		},
		Enter: func(provider string, c credential.Code) {
			fmt.Fprintf(e.stderr, "%s wants you to log in. Open %s in any browser and enter this code, until %s:\n\n  %s\n\n",
				provider, c.URL, c.Expires.Local().Format("15:04"), c.Text)
			fmt.Fprintln(e.stderr, "Enter no code that somebody else has sent you.")
		},
	}
	if noBrowser {
		ask.Pasted = e.lines(ctx)
	}
	return ask
}

// lines are the lines of stdin.
func (e *env) lines(ctx context.Context) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(e.stdin); s.Scan(); {
			select {
			case lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// logout forgets the tokens of an account.
func logout(ctx context.Context, e *env, args []string) error {
	fs := e.flags("logout")
	rest, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 1 {
		return usageError{fmt.Errorf("logout takes one account at most, not %q", rest)}
	}
	logins, list, err := e.logins(rest)
	if err != nil {
		return err
	}
	if len(list) > 1 {
		return usageError{fmt.Errorf("there are %d accounts: name the one to log out", len(list))}
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	done, err := logins.Logout(ctx, list[0])
	if err != nil {
		return fmt.Errorf("%s: %w", list[0], err)
	}
	_, err = fmt.Fprintf(e.stdout, "%s: %s\n", list[0], done)
	return err
}
