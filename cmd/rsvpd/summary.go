package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"rsvpd/internal/app"
)

// summaryCommand prints the summary as it stands now and writes nothing, unless
// told to: --html FILE writes the page, --append puts the mail into INBOX.
func summaryCommand(ctx context.Context, e *env, args []string) error {
	fs := e.flags("summary")
	html := fs.String("html", "", "write the page to `FILE`")
	appendIt := fs.Bool("append", false, "put the mail into INBOX, today's being made then")
	if rest, err := e.parse(fs, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usageError{fmt.Errorf("summary takes no arguments, not %q", rest)}
	}
	how := look
	if *appendIt {
		how = work
	}
	o, err := e.open(app.Options{}, how)
	if err != nil {
		return err
	}
	return errors.Join(e.summaries(ctx, o, *html, *appendIt), o.close())
}

func (e *env) summaries(ctx context.Context, o *opened, html string, appendIt bool) error {
	accounts := o.app.Accounts()
	for i, account := range accounts {
		s, err := o.app.Summarise(ctx, account)
		if err != nil {
			return err
		}
		if i > 0 {
			fmt.Fprintln(e.stdout)
		}
		fmt.Fprintf(e.stdout, "%s\n\n%s", s.Subject, s.Text)
		if html != "" {
			if err := os.WriteFile(numbered(html, i), []byte(s.HTML), 0o600); err != nil {
				return err
			}
		}
		if appendIt {
			if err := o.app.AppendSummary(ctx, account); err != nil {
				return err
			}
		}
	}
	return nil
}

// numbered gives the pages of further accounts names of their own.
func numbered(path string, i int) string {
	if i == 0 {
		return path
	}
	return fmt.Sprintf("%s.%d", path, i+1)
}
