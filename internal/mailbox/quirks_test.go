package mailbox_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// scripted plays scripts to a session with these quirks, and returns what it said.
func scripted(t *testing.T, q mailbox.Quirks, use func(*mailbox.Session), scripts ...string) []string {
	t.Helper()
	srv := testlib.Script(t, scripts...)
	s, err := mailbox.Dial(t.Context(), mailbox.Options{URL: "imap://127.0.0.1", User: "sam", Password: password("sesame"), Dialer: srv.Dial, Quirks: q})
	if err != nil {
		t.Fatal(err)
	}
	if use != nil {
		use(s)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	return srv.Seen()
}

// Who we are is said where the server announces that it can be told, in full to
// those that insist, and to these before or after the login.
func TestIntroduction(t *testing.T) {
	const announced, silent = "IMAP4rev1 ID", "IMAP4rev1"
	for _, test := range []struct {
		name, caps string
		when       mailbox.Introduction
		answer     string
		want       []string // the commands, by their beginnings
	}{
		{"offered", announced, mailbox.IDIfOffered, "OK", []string{"LOGIN", `ID ("name" "rsvpd")`, "LOGOUT"}},
		{"not offered", silent, mailbox.IDIfOffered, "OK", []string{"LOGIN", "LOGOUT"}},
		{"refused", announced, mailbox.IDIfOffered, "BAD", []string{"LOGIN", "ID (", "LOGOUT"}},
		{"insists after login", silent, mailbox.IDAfterLogin, "OK", []string{"LOGIN", `ID ("name" "rsvpd" "version" "`, "LOGOUT"}},
		{"insists before login", announced, mailbox.IDBeforeLogin, "OK", []string{`ID ("name" "rsvpd" "version" "`, "LOGIN", "LOGOUT"}},
		{"insists and refuses", announced, mailbox.IDBeforeLogin, "NO", []string{"ID (", "LOGIN", "LOGOUT"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			script := "S: * OK [CAPABILITY " + test.caps + "] hi\n"
			for _, command := range test.want {
				word, _, _ := strings.Cut(command, " ")
				script += "C: " + word + "\n"
				switch word {
				case "ID":
					script += "S: $ " + test.answer + " so be it\n"
				case "LOGIN":
					script += "S: $ OK [CAPABILITY " + test.caps + "] welcome\n"
				default:
					script += "S: $ OK bye\n"
				}
			}
			seen := scripted(t, mailbox.Quirks{ID: test.when}, nil, script)
			for i, want := range test.want {
				if i >= len(seen) || !strings.HasPrefix(seen[i], want) {
					t.Fatalf("said %q, want %q", seen, test.want)
				}
			}
			if len(seen) != len(test.want) {
				t.Errorf("said %q", seen)
			}
		})
	}
}

const greeted = "S: * OK [CAPABILITY IMAP4rev1 IDLE] hi\nC: LOGIN\nS: $ OK [CAPABILITY IMAP4rev1 IDLE] welcome\n"

const examined = `C: EXAMINE
S: * 2 EXISTS
S: * OK [UIDVALIDITY 1] valid
S: * OK [UIDNEXT 9] next
S: $ OK [READ-ONLY] open
`

// A server whose IDLE is not to be relied on is asked instead.
func TestWithoutIdle(t *testing.T) {
	wait := func(t *testing.T) func(*mailbox.Session) {
		return func(s *mailbox.Session) {
			if err := s.Wait(t.Context(), "INBOX", time.Second); err != nil {
				t.Error(err)
			}
		}
	}
	synctest.Test(t, func(t *testing.T) {
		seen := scripted(t, mailbox.Quirks{Without: []string{"IDLE"}}, wait(t), greeted+examined+"C: NOOP\nS: $ OK nothing\nC: LOGOUT\nS: $ OK bye")
		if !slices.Contains(seen, "NOOP") {
			t.Errorf("said %q", seen)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		seen := scripted(t, mailbox.Quirks{}, wait(t), greeted+examined+"C: IDLE\nS: + idling\nD: DONE\nS: $ OK done\nC: LOGOUT\nS: $ OK bye")
		if !slices.Contains(seen, "IDLE") {
			t.Errorf("said %q", seen)
		}
	})
}

// Where headers can't be searched, all are read and compared; so where that is not
// known and the server says no.
func TestWithoutHeaderSearch(t *testing.T) {
	const all = `C: UID SEARCH ALL
S: * SEARCH 4 7
S: $ OK found
C: UID FETCH
R: * 1 FETCH (UID 4 BODY[HEADER.FIELDS (Message-ID In-Reply-To References From)] {29}\r\nMessage-ID: <b@example.com>\r\n)\r\n
R: * 2 FETCH (UID 7 BODY[HEADER.FIELDS (Message-ID In-Reply-To References From)] {29}\r\nMessage-ID: <a@example.com>\r\n)\r\n
S: $ OK fetched
C: LOGOUT
S: $ OK bye`
	for name, test := range map[string]struct {
		quirks mailbox.Quirks
		first  string
	}{
		"known":     {mailbox.Quirks{NoHeaderSearch: true}, ""},
		"not known": {mailbox.Quirks{}, "C: UID SEARCH HEADER\nS: $ NO [CANNOT] Unsupported search criterion: HEADER\n"},
		"as Yahoo":  {mailbox.Quirks{}, "C: UID SEARCH HEADER\nS: $ NO [SERVERBUG] UID SEARCH Server error - Please try again later\n"},
	} {
		t.Run(name, func(t *testing.T) {
			find := func(s *mailbox.Session) {
				uids, err := s.Find(context.Background(), "Sent", mailbox.Query{MessageID: "a@example.com"})
				if err != nil || !slices.Equal(uids, []uint32{7}) {
					t.Errorf("found %v, %v", uids, err)
				}
			}
			scripted(t, test.quirks, find, greeted+examined+test.first+all)
		})
	}
}

// Names of folders travel in modified UTF-7 to every server that was not asked to
// take UTF-8, also where it announces IMAP4rev2; and what that implies is used.
func TestNamesOnTheWire(t *testing.T) {
	for _, caps := range []string{"IMAP4rev1", "IMAP4rev1 UTF8=ACCEPT", "IMAP4rev1 IMAP4rev2"} {
		script := strings.ReplaceAll(greeted, "IMAP4rev1 IDLE", caps) + strings.Replace(examined, "C: EXAMINE", `C: EXAMINE "R&-D/Entw&APw-rfe"`, 1)
		find := func(s *mailbox.Session) {
			if _, err := s.Find(t.Context(), "R&D/Entwürfe", mailbox.Query{MessageID: "a@example.com"}); err != nil {
				t.Errorf("%s: %v", caps, err)
			}
		}
		scripted(t, mailbox.Quirks{}, find, script+"C: UID SEARCH\nS: * SEARCH\nS: $ OK found\nC: LOGOUT\nS: $ OK bye")
	}
}
