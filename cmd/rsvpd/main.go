// Command rsvpd watches a mailbox for interview invitations and puts a
// ready-to-send answer to each into the Drafts folder before it is due. It
// cannot send mail.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	// Zones are part of the program: a minimal system may have none.
	_ "time/tzdata"

	"rsvpd/internal/thread"
)

// commands is the table of contents, in the order of the usage text.
var commands = []command{
	{"demo", "[--serve]", "run the whole job on a built-in mail server with a sample mailbox", runDemo},
	{"init", "[--force] [--offline] [ADDRESS]", "write the annotated configuration, with the server of an address filled in", initialise},
	{"login", "[--no-browser] [--status] [ACCOUNT]", "log in by OAuth2, or try a password; say how each account logs in", login},
	{"logout", "[ACCOUNT]", "forget the tokens of an account, and have the provider take them back", logout},
	{"check", "", "try the configuration, each login and the folders; change nothing", check},
	{"run", "", "watch the mailboxes and keep the right drafts standing, until stopped", runDaemon},
	{"once", "[--now T] [--dry-run]", "one full pass over all accounts, then exit", once},
	{"status", "", "what waits, what is drafted, when each window closes", status},
	{"show", "ID", "one invitation: why it is one, what was decided and why, the draft in full", show},
	{"export", "[--csv]", "the record: every invitation, what was decided and answered, what came back", export},
	{"summary", "[--html FILE] [--append]", "print the summary as it stands now", summaryCommand},
	{"accept", "ID", "draft a confirmation of a proposed time", say("accept", thread.Accept)},
	{"decline", "ID [--reason R]", "draft a decline", say("decline", thread.Decline)},
	{"reschedule", "ID [--reason R]", "draft an answer that offers other times", say("reschedule", thread.Reschedule)},
	{"hold", "ID [--reason R]", "draft an answer that asks for time until a named day", say("hold", thread.Hold)},
	{"reopen", "ID", "draft a request to open again what you have declined", say("reopen", thread.Reopen)},
	{"ignore", "ID", "leave it alone: no draft, and none again", say("ignore", thread.None)},
	{"inspect", "[--when] [--tz ZONE] [--me ADDR] PATH...", "read mail files and say what they are, and why", inspect},
	{"backtest", "[--days N]", "what these settings would have made of the mail of the last months, beside what you did", backtest},
	{"lint", "FILE | ID | --catalogue [--out DIR]", "hold a letter, or every text rsvpd can write, to the etiquette", lint},
	{"version", "", "print the version", version},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	e := &env{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}
	os.Exit(run(ctx, e, os.Args[1:]))
}

// run carries out one command line and returns the exit code.
func run(ctx context.Context, e *env, args []string) int {
	rest, err := e.globals(args)
	if err != nil {
		return e.fail(err)
	}
	if len(rest) == 0 || rest[0] == "help" {
		usage(e.stdout)
		return exitDone
	}
	for _, c := range commands {
		if c.name == rest[0] {
			e.command = c
			return e.fail(c.run(ctx, e, rest[1:]))
		}
	}
	return e.fail(usageError{fmt.Errorf("unknown command %q; `rsvpd help` lists them", rest[0])})
}

func usage(w io.Writer) {
	fmt.Fprintf(w, "rsvpd never lets an interview invitation go unanswered. It writes drafts; it cannot send.\n\nUsage: rsvpd [--config FILE] [--json] [-v] COMMAND\n\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-10s %-42s %s\n", c.name, c.args, c.short)
	}
	fmt.Fprintf(w, "\nExit codes: 0 done, 1 failed, 2 usage or configuration, 3 login needed, 75 already running.\n")
}
