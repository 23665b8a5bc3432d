package mailbox_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// in is the dialogue up to a login.
const in = `
S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
C: AUTHENTICATE PLAIN
S: $ OK [CAPABILITY IMAP4rev1 UIDPLUS IDLE UNSELECT] welcome
`

// inbox is EXAMINE of a folder with three messages.
const inbox = `
C: EXAMINE INBOX
S: * 3 EXISTS
S: * OK [UIDVALIDITY 7] valid
S: * OK [UIDNEXT 4] next
S: $ OK [READ-ONLY] open
`

// found is the first search.
const found = `
C: UID SEARCH
S: * SEARCH 1 2 3
S: $ OK found
`

// onScript runs a test in a bubble, where minutes of silence take no time.
func onScript(t *testing.T, test func(t *testing.T, dial func(scripts ...string) (*mailbox.Session, *testlib.ScriptServer, error))) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(t, func(scripts ...string) (*mailbox.Session, *testlib.ScriptServer, error) {
			srv := testlib.Script(t, scripts...)
			s, err := mailbox.Dial(t.Context(), mailbox.Options{
				URL: "imap://localhost", User: "sam", Password: password("sesame"), Dialer: srv.Dial,
			})
			if s != nil {
				t.Cleanup(func() {
					ctx, cancel := context.WithCancel(context.Background())
					cancel()
					if err := s.Close(ctx); err != nil && !errors.Is(err, context.Canceled) {
						t.Errorf("closing: %v", err)
					}
				})
			}
			return s, srv, err
		})
	})
}

// mustDial dials and fails the test if that fails.
func mustDial(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error), scripts ...string) (*mailbox.Session, *testlib.ScriptServer) {
	t.Helper()
	s, srv, err := dial(scripts...)
	if err != nil {
		t.Fatal(err)
	}
	return s, srv
}

func TestDialHostile(t *testing.T) {
	for _, test := range []struct {
		name, script string
		kind         error
		says         string
	}{
		{"silence", "hang", mailbox.ErrUnreachable, "is this an IMAP server"},
		{"closed", "close", mailbox.ErrUnreachable, "is this an IMAP server"},
		{"bye", "S: * BYE [UNAVAILABLE] too many connections", mailbox.ErrUnreachable, "too many connections"},
		{"another protocol", "S: SSH-2.0-OpenSSH_9.2", mailbox.ErrUnreachable, "is this an IMAP server"},
		{"garbage", `R: \r\n(((\r\n`, mailbox.ErrUnreachable, ""},
		{"silence at login", "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC: AUTHENTICATE\nhang", mailbox.ErrLost, "login of sam"},
		{"silence at capabilities", "S: * OK hi\nC: CAPABILITY\nhang", mailbox.ErrLost, ""},
		{"password repeated", "S: * OK [CAPABILITY IMAP4rev1] hi\nC: LOGIN\nS: $ NO bad command LOGIN sam sesame", mailbox.ErrLogin, "sam ***"},
		{"busy", "S: * OK [CAPABILITY IMAP4rev1] hi\nC: LOGIN\nS: $ NO [UNAVAILABLE] try later", mailbox.ErrUnreachable, "try later"},
		{"no way in", "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\nhang", mailbox.ErrLogin, "no login by password"},
		{"control characters", "S: * OK [CAPABILITY IMAP4rev1] hi\nC: LOGIN\nR: $ NO \x1b[31mred\x07\\r\\n", mailbox.ErrLogin, " [31mred"},
	} {
		t.Run(test.name, func(t *testing.T) {
			onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
				_, _, err := dial(test.script)
				if !errors.Is(err, test.kind) || !strings.Contains(err.Error(), test.says) {
					t.Errorf("error: %v", err)
				}
				if err != nil && (strings.Contains(err.Error(), "sesame") || strings.ContainsAny(err.Error(), "\x1b\r\n")) {
					t.Errorf("unfit to be shown: %q", err)
				}
			})
		})
	}
}

// TestWatchdog has a server that falls silent in the middle of each command.
func TestWatchdog(t *testing.T) {
	visit := func(mailbox.Item) error { return nil }
	for _, test := range []struct {
		name, script string
		do           func(ctx context.Context, s *mailbox.Session) error
	}{
		{"list", "C: LIST\nS: * LIST () \"/\" INBOX\nhang", func(ctx context.Context, s *mailbox.Session) error {
			_, err := s.Folders(ctx)
			return err
		}},
		{"examine", "C: EXAMINE\nS: * 3 EXISTS\nhang", func(ctx context.Context, s *mailbox.Session) error {
			_, err := s.List(ctx, "INBOX", true)
			return err
		}},
		{"search", inbox + "C: UID SEARCH\nhang", func(ctx context.Context, s *mailbox.Session) error {
			_, err := s.CatchUp(ctx, "INBOX", time.Time{}, mailbox.Cursor{}, mailbox.Sieve{}, visit)
			return err
		}},
		{"literal", inbox + found + "C: UID FETCH\nS: * 1 FETCH (UID 1 BODY[HEADER]<0> {100}\nS: Subject: x\nhang", func(ctx context.Context, s *mailbox.Session) error {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			_, err := s.CatchUp(ctx, "INBOX", time.Time{}, mailbox.Cursor{}, mailbox.Sieve{}, visit)
			return err
		}},
		{"append", "C: APPEND\nhang", func(ctx context.Context, s *mailbox.Session) error {
			_, err := s.Append(ctx, "Drafts", letter("x"), nil, time.Time{})
			return err
		}},
		{"idle", inbox + "C: IDLE\nhang", func(ctx context.Context, s *mailbox.Session) error {
			return s.Wait(ctx, "INBOX", time.Minute)
		}},
		{"end of idle", inbox + "C: IDLE\nS: + idling\nD: DONE\nhang", func(ctx context.Context, s *mailbox.Session) error {
			return s.Wait(ctx, "INBOX", time.Minute)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
				s, _ := mustDial(t, dial, in+test.script)
				start := time.Now()
				err := test.do(t.Context(), s)
				if err == nil || time.Since(start) > 3*time.Minute {
					t.Errorf("after %v: %v", time.Since(start), err)
				}
			})
		})
	}
}

// good is the answer to a FETCH of headers.
func good(uid string) string {
	return "S: * " + uid + " FETCH (UID " + uid + ` FLAGS () INTERNALDATE "04-Mar-2026 12:00:00 +0000" RFC822.SIZE 200000 BODY[HEADER]<0> {15}
S: Subject: m` + uid + `
R: ` + `\r\n)\r\n
`
}

func TestBadMessageIsSetAside(t *testing.T) {
	bad := "S: * 2 FETCH (UID 2 FLAGS (((\n"
	scripts := []string{
		in + inbox + found + "C: UID FETCH 1:3\n" + good("1") + bad,
		in + inbox + "C: UID FETCH 2\n" + bad,
		in + inbox + "C: UID FETCH 2\n" + bad,
		in + inbox + "C: UID FETCH 3\n" + good("3") + "S: $ OK done",
	}
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, scripts...)
		var items []mailbox.Item
		cur, err := s.CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{},
			mailbox.Sieve{Look: func([]byte, int64) int64 { return mailbox.Nothing }},
			func(item mailbox.Item) error { items = append(items, item); return nil })
		if err != nil {
			t.Fatal(err)
		}
		if len(items) != 3 || items[0].Err != nil || items[1].Err == nil || items[1].UID != 2 || items[2].Err != nil {
			t.Errorf("items: %+v", items)
		}
		if cur != (mailbox.Cursor{UIDValidity: 7, Last: 3}) {
			t.Errorf("cursor %+v", cur)
		}
	})
}

// TestTroubleIsNotTheMessages has a server that fails whatever is asked: nothing
// may be passed over as bad.
func TestTroubleIsNotTheMessages(t *testing.T) {
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, in+inbox+found+"C: UID FETCH\nS: $ NO [UNAVAILABLE] disk trouble")
		cur, err := s.CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{},
			mailbox.Sieve{},
			func(item mailbox.Item) error { t.Errorf("visited %d", item.UID); return nil })
		if !errors.Is(err, mailbox.ErrServer) || cur.Last != 0 {
			t.Errorf("cursor %+v, error %v", cur, err)
		}
	})
}

func TestFlagsInBetweenAreNoAnswer(t *testing.T) {
	script := in + inbox + found + "C: UID FETCH 1:3\n" + good("1") + `S: * 2 FETCH (UID 2 FLAGS (\Seen))` + "\n" + good("2") + good("3") +
		"S: $ OK done\nC: UID FETCH 2\n" + good("2") + "S: $ OK done"
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, script)
		var items []mailbox.Item
		_, err := s.CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{},
			mailbox.Sieve{Look: func([]byte, int64) int64 { return mailbox.Nothing }},
			func(item mailbox.Item) error { items = append(items, item); return item.Err })
		if err != nil || len(items) != 3 {
			t.Errorf("%d items, %v", len(items), err)
		}
	})
}

func TestBadStructureLeavesTheText(t *testing.T) {
	one := strings.Replace(found, "1 2 3", "1", 1)
	structure := "C: UID FETCH 1 (UID BODYSTRUCTURE BODY.PEEK[HEADER]<0.65536>)\nS: * 1 FETCH (UID 1 BODYSTRUCTURE ((oops\n"
	scripts := []string{
		in + inbox + one + "C: UID FETCH 1\n" + good("1") + "S: $ OK done\n" + structure,
		in + inbox + structure,
		in + inbox + "C: UID FETCH 1 (UID BODY.PEEK[HEADER]<0.65536> BODY.PEEK[TEXT]<0.262144>)\nS: * 1 FETCH (UID 1 BODY[HEADER]<0> {15}\nS: Subject: m1\nR: \\r\\n BODY[TEXT]<0> {5}\\r\\n\nR: hello)\\r\\n\nS: $ OK done",
	}
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, scripts...)
		_, err := s.CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{}, mailbox.Sieve{},
			func(item mailbox.Item) error {
				if !item.Partial || !strings.HasSuffix(string(item.Raw), "hello") || !strings.HasPrefix(string(item.Raw), "Subject: m1") {
					t.Errorf("item %+v, raw %q", item, item.Raw)
				}
				return item.Err
			})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestUnreadableList has a folder whose name go-imap can't decode.
func TestUnreadableList(t *testing.T) {
	script := in + "C: LIST\nS: * LIST () \"/\" \"R&D\"\nhang"
	for _, configured := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			srv := testlib.Script(t, script, in+"C: LOGOUT\nS: $ OK bye")
			o := mailbox.Options{URL: "imap://localhost", User: "sam", Password: password("sesame"), Dialer: srv.Dial}
			if configured {
				o.Drafts, o.Sent = "My drafts", "My mail"
			}
			s, err := mailbox.Dial(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.Folders(t.Context())
			switch {
			case configured && (err != nil || got.Drafts != "My drafts" || got.Sent != "My mail"):
				t.Errorf("%+v, %v", got, err)
			case !configured && (!errors.Is(err, mailbox.ErrLost) || !strings.Contains(err.Error(), "drafts =")):
				t.Errorf("error: %v", err)
			}
			if err := s.Close(t.Context()); err != nil {
				t.Errorf("closing: %v", err)
			}
		})
	}
}

func TestLyingSearch(t *testing.T) {
	for name, answer := range map[string]string{
		"endless range":   `S: * ESEARCH (TAG "$") UID ALL 1:4294967295`,
		"open range":      `S: * ESEARCH (TAG "$") UID ALL 5:*`,
		"zero":            "S: * SEARCH 0 0 0",
		"unasked numbers": "S: * SEARCH 18446744073709551616",
	} {
		t.Run(name, func(t *testing.T) {
			onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
				s, _ := mustDial(t, dial, in+inbox+"C: UID SEARCH\n"+answer+"\nS: $ OK found")
				if _, err := s.List(t.Context(), "INBOX", true); !errors.Is(err, mailbox.ErrLost) {
					t.Errorf("error: %v", err)
				}
			})
		})
	}
}

func TestAppendOutcome(t *testing.T) {
	long := strings.Repeat("A line of text.\r\n", 1000)
	for _, test := range []struct {
		name, script, text string
		kind, also         error
	}{
		{"answer lost", "C: APPEND\nS: + go on\nD: Subject\nD: \nD: short\nclose", "short\r\n", mailbox.ErrUnclear, nil},
		{"answer garbled", "C: APPEND\nS: + go on\nD: Subject\nD: \nD: short\nS: (((", "short\r\n", mailbox.ErrUnclear, nil},
		{"closed in the middle", "C: APPEND\nS: + go on\nD: Subject\nclose", long, mailbox.ErrUnclear, nil},
		{"closed before the text", "C: APPEND\nclose", long, mailbox.ErrRefused, nil},
		{"silent before the text", "C: APPEND\nhang", long, mailbox.ErrRefused, nil},
		{"full before the text", "C: APPEND\nS: $ NO [OVERQUOTA] full", long, mailbox.ErrRefused, mailbox.ErrQuota},
		{"full after the text", "C: APPEND\nS: + go on\nD: Subject\nD: \nD: short\nD: \nS: $ NO [OVERQUOTA] full", "short\r\n", mailbox.ErrRefused, mailbox.ErrQuota},
		{"no folder", "C: APPEND\nS: $ NO [TRYCREATE] no such folder", long, mailbox.ErrRefused, mailbox.ErrTryCreate},
	} {
		t.Run(test.name, func(t *testing.T) {
			onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
				s, _ := mustDial(t, dial, in+test.script)
				_, err := s.Append(t.Context(), "Drafts", []byte("Subject: x\r\n\r\n"+test.text), nil, time.Time{})
				if !errors.Is(err, test.kind) || test.also != nil && !errors.Is(err, test.also) {
					t.Errorf("error: %v", err)
				}
			})
		})
	}
}

func TestExpungeRefusedTakesTheMarkBack(t *testing.T) {
	script := in + strings.Replace(inbox, "EXAMINE INBOX", `SELECT "Drafts"`, 1) + `
C: UID STORE 2 +FLAGS.SILENT (\Deleted)
S: $ OK stored
C: UID EXPUNGE 2
S: $ NO [NOPERM] not allowed
C: UID STORE 2 -FLAGS.SILENT (\Deleted)
S: $ OK stored
C: UNSELECT
S: $ OK closed
`
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, srv := mustDial(t, dial, script)
		if err := s.Expunge(t.Context(), "Drafts", 7, 2); !errors.Is(err, mailbox.ErrServer) {
			t.Errorf("error: %v", err)
		}
		if seen := srv.Seen(); seen[len(seen)-1] != "UNSELECT" {
			t.Errorf("commands: %q", seen)
		}
	})
}

func TestIdleIsShort(t *testing.T) {
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, in+inbox+"C: IDLE\nS: + idling\nD: DONE\nS: $ OK done")
		start := time.Now()
		if err := s.Wait(t.Context(), "INBOX", time.Hour); err != nil || time.Since(start) != 9*time.Minute {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

func TestPollWithoutIdle(t *testing.T) {
	script := strings.Replace(in, " IDLE", "", 1) + inbox + "C: NOOP\nS: $ OK\nC: NOOP\nS: * 4 EXISTS\nS: $ OK\nhang"
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, script)
		start := time.Now()
		if err := s.Wait(t.Context(), "INBOX", time.Hour); err != nil || time.Since(start) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

func TestCancel(t *testing.T) {
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, in+inbox+"C: IDLE\nS: + idling\nhang")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if err := s.Wait(ctx, "INBOX", time.Hour); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

// TestCursorAhead: a cursor that lies beyond UIDNEXT belongs to numbers that the
// server no longer knows; all is read again.
func TestCursorAhead(t *testing.T) {
	script := in + inbox + found + "C: UID FETCH 1:3\n" + good("1") + good("2") + good("3") + "S: $ OK done"
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, script)
		var items []mailbox.Item
		cur, err := s.CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{UIDValidity: 7, Last: 4000},
			mailbox.Sieve{Look: func([]byte, int64) int64 { return mailbox.Nothing }},
			func(item mailbox.Item) error { items = append(items, item); return item.Err })
		if err != nil || len(items) != 3 || cur != (mailbox.Cursor{UIDValidity: 7, Last: 3}) {
			t.Errorf("%d items, cursor %+v, %v", len(items), cur, err)
		}
	})
}
