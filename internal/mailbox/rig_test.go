package mailbox_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
)

// rig is one user's empty mailbox on some server: what the conformance test runs
// on, and how it looks behind the client's back.
type rig struct {
	opts         mailbox.Options
	drafts, sent string // as the server calls them
	nowhere      string // a folder that could be but is not
	locked       string // a folder that may be read but not changed; empty: there is none
	full         int    // bytes of a message that the mailbox has no room for; 0: there is always room
	uidPlus      bool
	noIdle       bool
	noTryCreate  bool // does not say TRYCREATE of a folder that does not exist
	seed         func(t *testing.T, folder string, raw []byte, received time.Time, flags ...string)
	stored       func(t *testing.T, folder string) []stored
}

// stored is a message as the server holds it.
type stored struct {
	uid      uint32
	received time.Time
	flags    []string
	raw      string
}

func folderNames(t testing.TB) mailbox.FolderNames {
	t.Helper()
	data, err := os.ReadFile("../../config/hosts/folders.toml")
	if err != nil {
		t.Fatal(err)
	}
	names, err := mailbox.ParseFolderNames(data)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func password(secret string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return secret, nil }
}

// memoryRig is the embedded server over a pipe, or with listen over loopback.
func memoryRig(t *testing.T, o imapmem.Options, listen bool) *rig {
	t.Helper()
	srv := imapmem.New(o)
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	r := &rig{uidPlus: !o.NoUIDPlus, drafts: "Drafts", sent: "Sent", nowhere: "Nowhere"}
	if len(o.Folders) > 0 {
		r.drafts, r.sent = o.Folders[0].Name, o.Folders[1].Name
	}
	r.opts = mailbox.Options{URL: "imap://127.0.0.1", User: "demo", Password: password("demo"), FolderNames: folderNames(t)}
	if listen {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		srv.Serve(ln)
		r.opts.URL = "imap://" + ln.Addr().String()
	} else {
		r.opts.Dialer = func(context.Context, string, string) (net.Conn, error) { return srv.Pipe(), nil }
	}
	r.seed = func(t *testing.T, folder string, raw []byte, received time.Time, flags ...string) {
		t.Helper()
		if _, err := srv.Seed("demo", folder, raw, received, flags...); err != nil {
			t.Fatal(err)
		}
	}
	r.stored = func(t *testing.T, folder string) []stored {
		t.Helper()
		list, err := srv.Messages("demo", folder)
		if err != nil {
			t.Fatal(err)
		}
		var all []stored
		for _, m := range list {
			all = append(all, stored{m.UID, m.InternalDate.UTC(), m.Flags, string(m.Raw)})
		}
		return all
	}
	return r
}

// dial opens a session that is closed when the test ends.
func (r *rig) dial(t *testing.T) *mailbox.Session {
	t.Helper()
	s, err := mailbox.Dial(t.Context(), r.opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.Close(ctx); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return s
}

// catchUp collects what CatchUp visits; everything is worth reading.
func catchUp(t *testing.T, s *mailbox.Session, folder string, since time.Time, cur mailbox.Cursor) ([]mailbox.Item, mailbox.Cursor) {
	t.Helper()
	var items []mailbox.Item
	cur, err := s.CatchUp(t.Context(), folder, since, cur,
		mailbox.Sieve{},
		func(item mailbox.Item) error {
			items = append(items, item)
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range items {
		if item.Err != nil {
			t.Errorf("message %d: %v", item.UID, item.Err)
		}
	}
	return items, cur
}

// letter is a small message with that subject.
func letter(subject string, header ...string) []byte {
	lines := slices.Concat([]string{
		"From: Ada Example <ada@example.com>", "To: sam@example.org", "Subject: " + subject,
		"Message-ID: <" + strings.ReplaceAll(subject, " ", ".") + "@example.com>",
	}, header, []string{"", "Text of " + subject + ".", ""})
	return []byte(strings.Join(lines, "\r\n"))
}

func subject(item mailbox.Item) string {
	_, rest, _ := strings.Cut(string(item.Header), "Subject: ")
	line, _, _ := strings.Cut(rest, "\r\n")
	return line
}

func subjects(items []mailbox.Item) string {
	var all []string
	for _, item := range items {
		all = append(all, subject(item))
	}
	return strings.Join(all, ",")
}

// untouched fails the test if the folder is not as it was.
func (r *rig) untouched(t *testing.T, folder string, before []stored) {
	t.Helper()
	after := r.stored(t, folder)
	if len(after) != len(before) {
		t.Fatalf("%s had %d messages and has %d", folder, len(before), len(after))
	}
	for i := range after {
		before[i].uid = after[i].uid // Maildir knows it only after the first visit
		if got, want := fmt.Sprintf("%+v", after[i]), fmt.Sprintf("%+v", before[i]); got != want {
			t.Errorf("%s was %s\nand is %s", folder, want, got)
		}
	}
}
