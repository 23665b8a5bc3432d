package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"rsvpd/internal/app"
	"rsvpd/internal/summary"
	"rsvpd/internal/thread"
)

// tell shows what a pass over the sample mailbox found and did: first in short,
// then each invitation with its reasons, its window and its draft in full.
func (s *sample) tell(ctx context.Context, o *opened, v view, report app.Report) error {
	w := s.stdout
	r := report.Accounts[0]
	fmt.Fprintf(w, "rsvpd demo: the mailbox of %s, as of %s.\n", r.Account, instant(s.now, s.zone))
	fmt.Fprintf(w, "%d mails read over IMAP, %d invitations found, %d drafts written. Nothing was sent.\n\n",
		r.New, len(v.entries), len(r.Drafts))
	for _, x := range v.entries {
		fmt.Fprintf(w, "  %s  %-9s  %s\n", x.id, x.State, title(x))
	}
	for _, x := range v.entries {
		drafts, err := o.app.DraftTexts(ctx, x.Entry)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "\n%s\n", rule)
		x.explain(w, v, drafts, summary.Advice{}) // the summary below has the checklists
	}
	fmt.Fprintf(w, "\n%s\n", rule)
	if err := s.summary(ctx, o, r.Account); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%s\n", rule)
	s.sum(v)
	return nil
}

// summary shows the morning mail, and leaves its page in a file to look at.
func (s *sample) summary(ctx context.Context, o *opened, account string) error {
	m, err := o.app.Summarise(ctx, account)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp("", "rsvpd-summary-*.html")
	if err != nil {
		return err
	}
	_, err = f.WriteString(m.HTML)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "The summary mail of this morning:\n\n    Subject: %s\n\n%s\nAs a page: %s\n", m.Subject, indent(m.Text), f.Name())
	return nil
}

const rule = "────────────────────────────────────────────────────────────────────────"

// sum counts the invitations by state.
func (s *sample) sum(v view) {
	count := map[thread.State]int{}
	for _, x := range v.entries {
		count[x.State]++
	}
	fmt.Fprintf(s.stdout, "In short:")
	for _, st := range []thread.State{thread.Drafted, thread.Waiting, thread.Answered, thread.Booked, thread.Withdrawn, thread.Lapsed, thread.Dismissed} {
		if count[st] > 0 {
			fmt.Fprintf(s.stdout, " %d %s", count[st], st)
		}
	}
	fmt.Fprintln(s.stdout, ".")
	fmt.Fprintln(s.stdout, "Try `rsvpd demo --serve` to look at the drafts with your own mail client.")
}

// invite says what to type into a mail client.
func (s *sample) invite() {
	host, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		host, port = s.listener.Addr().String(), ""
	}
	fmt.Fprintf(s.stdout, "\nThe mail server stays up. In a mail client, add an account by hand:\n\n"+
		"  protocol   IMAP, no encryption (it listens on this machine only)\n"+
		"  server     %s\n  port       %s\n  user       %s\n  password   %s\n\n"+
		"mutt: mutt -f imap://%s:%s@%s:%s/Drafts\n\nCtrl-C ends it.\n",
		host, port, sampleUser, samplePassword, sampleUser, samplePassword, host, port)
}
