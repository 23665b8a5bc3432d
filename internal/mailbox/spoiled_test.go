package mailbox_test

import (
	"context"
	"net"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// spoilings are what a server says, each time, of the second of three messages.
// Where it is harmless the message is read, else it is set aside.
var spoilings = []struct {
	name     string
	re       string // what in the answer's first line is replaced
	by       string
	harmless bool
}{
	{"a date that is none", `INTERNALDATE "[^"]*"`, `INTERNALDATE "yesterday"`, false},
	{"a date in words", `INTERNALDATE "[^"]*"`, `INTERNALDATE yesterday`, false},
	{"no date", ` INTERNALDATE "[^"]*"`, ``, false},
	{"open flags", `UID 2`, `UID 2 FLAGS (\Seen`, false},
	{"a flag that is none", `UID 2`, `UID 2 FLAGS (\)`, false},
	{"odd flags", `UID 2`, `UID 2 FLAGS ($Forwarded NonJunk \Odd)`, true},
	{"a flag that is text", `UID 2`, `UID 2 FLAGS ("seen")`, false},
	{"a negative size", `RFC822.SIZE \d+`, `RFC822.SIZE -1`, false},
	{"a size beyond all bounds", `RFC822.SIZE \d+`, `RFC822.SIZE 99999999999999999999`, false},
	{"an unknown item", `UID 2`, `X-LABELS (\Important) UID 2`, false},
	{"no UID", `UID \d+ ?`, ``, false},
	{"the UID 0", `UID \d+`, `UID 0`, false},
	{"a UID far off", `UID \d+`, `UID 4294967295`, false},
	{"a literal that is too long", `\{(\d+)\}`, `{${1}00}`, false},
	{"a literal beyond all bounds", `\{\d+\}`, `{99999999999999999999}`, false},
	{"a literal that is too short", `\{\d+\}`, `{1}`, false},
	{"no closing", `^\* 2 FETCH \(.*`, "* 2 FETCH (\r\n", false},
	{"another number", `^\* 2 FETCH`, "* 4711 FETCH", true},
	{"the number 0", `^\* 2 FETCH`, "* 0 FETCH", true},
	{"news in between", `^`, "* 5 EXISTS\r\n* 2 EXPUNGE\r\n* OK [ALERT] news\r\n", true},
	{"another answer first, each time", `^`, "* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n", false},
	{"a response nobody knows", `^`, "* X-NEWS (1)\r\n", false},
}

// TestSpoiledMessage: what can't be read is set aside and named, and the messages
// around it are read.
func TestSpoiledMessage(t *testing.T) {
	for _, s := range spoilings {
		re := regexp.MustCompile(s.re)
		t.Run(s.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				items, cur, err := readSpoiled(t, func(_ int, line string) (string, testlib.Fate) {
					if strings.HasPrefix(line, "* 2 FETCH ") {
						line = re.ReplaceAllString(line, s.by)
					}
					return line, testlib.GoOn
				})
				if err != nil || cur.Last != 3 {
					t.Fatalf("cursor %+v, error %v", cur, err)
				}
				if len(items) != 3 || items[0].UID != 1 || items[1].UID != 2 || items[2].UID != 3 {
					t.Fatalf("visited %s: %+v", subjects(items), items)
				}
				for _, i := range []int{0, 2} {
					if items[i].Err != nil || string(items[i].Raw) != string(letter("good")) {
						t.Errorf("message %d: %v, %q", items[i].UID, items[i].Err, items[i].Raw)
					}
				}
				bad := items[1]
				if s.harmless != (bad.Err == nil) {
					t.Errorf("the second: %v", bad.Err)
				}
				if bad.Err == nil && string(bad.Raw) != string(letter("spoiled")) {
					t.Errorf("the second is %q", bad.Raw)
				}
			})
		})
	}
}

// readSpoiled catches up on three messages behind a server that changes what it
// says.
func readSpoiled(t *testing.T, change func(int, string) (string, testlib.Fate)) (items []mailbox.Item, cur mailbox.Cursor, err error) {
	srv := imapmem.New(imapmem.Options{})
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, raw := range [][]byte{letter("good"), letter("spoiled"), letter("good")} {
		if _, err := srv.Seed("demo", "INBOX", raw, noon); err != nil {
			t.Fatal(err)
		}
	}
	s, err := mailbox.Dial(t.Context(), mailbox.Options{URL: "imap://127.0.0.1", User: "demo", Password: password("demo"),
		Dialer: func(context.Context, string, string) (net.Conn, error) {
			return testlib.Tamper(srv.Pipe(), change), nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	cur, err = s.CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{}, mailbox.Sieve{},
		func(item mailbox.Item) error { items = append(items, item); return nil })
	if d := time.Since(begun); d > 30*time.Minute {
		t.Errorf("it took %v", d)
	}
	if closing := s.Close(t.Context()); closing != nil && err == nil {
		t.Logf("closing: %v", closing)
	}
	return items, cur, err
}
