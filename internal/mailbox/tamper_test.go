package mailbox_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// tampering is what is done to one line of a server's.
type tampering struct {
	name   string
	change func(line string) (string, testlib.Fate)
	forges bool // may turn a yes into a no, so that refusals prove nothing
}

// ahead inserts a line.
func ahead(inserted string) func(string) (string, testlib.Fate) {
	return func(line string) (string, testlib.Fate) { return inserted + "\r\n" + line, testlib.GoOn }
}

// instead replaces a line.
func instead(text string, fate testlib.Fate) func(string) (string, testlib.Fate) {
	return func(string) (string, testlib.Fate) { return text, fate }
}

var (
	number = regexp.MustCompile(`\d+`)
	size   = regexp.MustCompile(`\{\d+\}`)
	tagged = regexp.MustCompile(`^(T\d+) OK`)
)

// replaced puts a text in the place of what matches.
func replaced(re *regexp.Regexp, text string) func(string) (string, testlib.Fate) {
	return func(line string) (string, testlib.Fate) { return re.ReplaceAllString(line, text), testlib.GoOn }
}

// tamperings are lies, silence and bad speech.
var tamperings = []tampering{
	{"silence", instead("", testlib.Stall), false},
	{"gone", instead("", testlib.HangUp), false},
	{"half a line", func(line string) (string, testlib.Fate) { return line[:len(line)/2], testlib.HangUp }, false},
	{"half a line, and silence", func(line string) (string, testlib.Fate) { return line[:len(line)/2], testlib.Stall }, false},
	{"bye", instead("* BYE [UNAVAILABLE] going down\r\n", testlib.HangUp), false},
	{"bye, and yet more", ahead("* BYE going down"), false},
	{"left out", instead("", testlib.GoOn), false},
	{"twice", func(line string) (string, testlib.Fate) { return line + line, testlib.GoOn }, false},
	{"garbage", instead("(({)) \"\r\n", testlib.GoOn), true},
	{"binary", instead("\x00\xff\xfe\r\n", testlib.GoOn), true},
	{"unknown response", ahead(`* X-NEWS (1 "two" NIL)`), false},
	{"unknown code", ahead(`* OK [X-ODD 17 (a)] well`), false},
	{"alert", ahead("* OK [ALERT] \x1b[31myour mailbox is full"), false},
	{"fewer messages", ahead("* 1 EXISTS"), false},
	{"none any more", ahead("* 0 EXISTS"), false},
	{"more messages", ahead("* 4294967295 EXISTS"), false},
	{"expunged", ahead("* 1 EXPUNGE"), false},
	{"expunged what is not there", ahead("* 4294967295 EXPUNGE"), false},
	{"another UIDVALIDITY", ahead("* OK [UIDVALIDITY 99] new"), false},
	{"UIDNEXT goes back", ahead("* OK [UIDNEXT 1] again"), false},
	{"a message nobody asked for", ahead(`* 2 FETCH (UID 4711 FLAGS (\Seen) BODY[] {3}` + "\r\nabc)"), false},
	{"found what is not there", ahead("* SEARCH 4294967295 7 7"), false},
	{"unasked for more", ahead("+ go on"), false},
	{"an answer to nothing", ahead("T4711 OK done"), true},
	{"untagged no", ahead("* NO something is wrong"), false},
	{"refused", replaced(tagged, "$1 NO"), true},
	{"not understood", replaced(tagged, "$1 BAD"), true},
	{"refused with a code", replaced(tagged, "$1 NO [INUSE]"), true},
	{"huge numbers", replaced(number, "99999999999999999999"), true},
	{"zero", replaced(number, "0"), true},
	{"huge literal", replaced(size, "{4294967295}"), false},
	{"impossible literal", replaced(size, "{-1}"), false},
	{"short literal", replaced(size, "{1}"), false},
	{"long literal", replaced(size, "{5000}"), false},
	{"no space", replaced(regexp.MustCompile(" "), ""), true},
}

// every says how many lines are passed over: each is spoiled in some of the ways,
// all of them with 1, which takes a while.
var every = flag.Int("tamper.every", 4, "spoil every n-th line of a session")

// TestTampered has a server whose answers are spoiled in one place: each line of a
// whole session in turn, in each way. Whatever it is, everything ends in time, in
// an error that says where, or well; and the mailbox is what it was, but for what
// was asked.
func TestTampered(t *testing.T) {
	lines := 0
	synctest.Test(t, func(t *testing.T) {
		v := newVisit(t, func(n int, line string) (string, testlib.Fate) { lines = n + 1; return line, testlib.GoOn })
		if err := v.tour(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := v.check(false); err != nil {
			t.Error(err)
		}
	})
	if lines < 50 {
		t.Fatalf("a session of %d lines", lines)
	}
	for i, how := range tamperings {
		t.Run(how.name, func(t *testing.T) {
			for at := i % *every; at < lines; at += *every {
				synctest.Test(t, func(t *testing.T) { tampered(t, how, at) })
			}
		})
	}
}

// tampered makes one visit with one line spoiled.
func tampered(t *testing.T, how tampering, at int) {
	v := newVisit(t, func(n int, line string) (string, testlib.Fate) {
		if n == at {
			return how.change(line)
		}
		return line, testlib.GoOn
	})
	begun := time.Now()
	err := v.tour(t.Context())
	if d := time.Since(begun); d > 10*time.Minute {
		t.Errorf("line %d: it took %v", at, d)
	}
	if err != nil && !strings.HasPrefix(err.Error(), "127.0.0.1:143: ") {
		t.Errorf("line %d: the error does not say where: %v", at, err)
	}
	if err != nil && (strings.Contains(err.Error(), "sesame") || strings.ContainsAny(err.Error(), "\x1b\r")) {
		t.Errorf("line %d: unfit to be shown: %q", at, err)
	}
	if wrong := v.check(how.forges); wrong != nil {
		t.Errorf("line %d: %v (the visit ended with %v)", at, wrong, err)
	}
}

// visit is a whole session with a mailbox of two mails and two drafts.
type visit struct {
	t        *testing.T
	srv      *imapmem.Server
	opts     mailbox.Options
	before   []imapmem.Message // of INBOX
	ours     uint32            // the draft to remove
	appended error             // what Append returned
}

var errNotTried = errors.New("not tried")

// newVisit makes a server whose first connection is tampered with.
func newVisit(t *testing.T, change func(int, string) (string, testlib.Fate)) *visit {
	v := &visit{t: t, srv: imapmem.New(imapmem.Options{Users: map[string]string{"sam": "sesame"}}), appended: errNotTried}
	t.Cleanup(func() {
		if err := v.srv.Close(); err != nil {
			t.Error(err)
		}
	})
	v.seed("INBOX", letter("one"))
	v.seed("INBOX", largeLetter())
	v.ours = v.seed("Drafts", letter("ours"))
	v.seed("Drafts", letter("kept", "In-Reply-To: <one@example.com>"))
	v.before = v.messages("INBOX")
	first := true
	v.opts = mailbox.Options{URL: "imap://127.0.0.1", User: "sam", Password: password("sesame"),
		Dialer: func(context.Context, string, string) (net.Conn, error) {
			conn := v.srv.Pipe()
			if first {
				first = false
				conn = testlib.Tamper(conn, change)
			}
			return conn, nil
		}}
	return v
}

func (v *visit) seed(folder string, raw []byte) uint32 {
	v.t.Helper()
	uid, err := v.srv.Seed("sam", folder, raw, noon)
	if err != nil {
		v.t.Fatal(err)
	}
	return uid
}

func (v *visit) messages(folder string) []imapmem.Message {
	v.t.Helper()
	list, err := v.srv.Messages("sam", folder)
	if err != nil {
		v.t.Fatal(err)
	}
	return list
}

// tour does all that the program does in one session, up to the first error.
func (v *visit) tour(ctx context.Context) error {
	s, err := mailbox.Dial(ctx, v.opts)
	if err != nil {
		return err
	}
	err = v.acts(ctx, s)
	if closing := s.Close(ctx); err == nil {
		err = closing
	}
	return err
}

func (v *visit) acts(ctx context.Context, s *mailbox.Session) error {
	f, err := s.Folders(ctx)
	if err != nil {
		return err
	}
	_, err = s.CatchUp(ctx, "INBOX", time.Time{}, mailbox.Cursor{}, mailbox.Sieve{},
		func(mailbox.Item) error { return nil })
	if err != nil {
		return err
	}
	items, err := s.List(ctx, f.Drafts, true)
	if err != nil {
		return err
	}
	if _, err := s.Find(ctx, f.Drafts, mailbox.Query{InReplyTo: "one@example.com", From: "ada@example.com"}); err != nil {
		return err
	}
	if _, v.appended = s.Append(ctx, f.Drafts, letter("new"), []string{`\Draft`}, noon); v.appended != nil {
		return v.appended
	}
	if i := slices.IndexFunc(items, func(i mailbox.Item) bool { return i.UID == v.ours }); i >= 0 {
		if err := s.Expunge(ctx, f.Drafts, items[i].UIDValidity, v.ours); err != nil {
			return err
		}
	}
	return s.Wait(ctx, "INBOX", time.Minute)
}

// check compares the mailbox with what may have become of it.
func (v *visit) check(forged bool) error {
	if got := v.messages("INBOX"); !reflect.DeepEqual(got, v.before) {
		return fmt.Errorf("INBOX was %.200v and is %.200v", v.before, got)
	}
	count := map[string]int{}
	for _, m := range v.messages("Drafts") {
		_, rest, _ := strings.Cut(string(m.Raw), "Subject: ")
		name, _, _ := strings.Cut(rest, "\r\n")
		count[name]++
		if name == "kept" && len(m.Flags) > 0 {
			return fmt.Errorf("a draft of the user's has become %v", m.Flags)
		}
	}
	switch {
	case count["kept"] != 1, count["ours"] > 1, count["new"] > 1:
		return fmt.Errorf("in Drafts are %v", count)
	case v.appended == nil && count["new"] != 1:
		return errors.New("a draft is said to be stored, and is not")
	case v.appended != nil && !errors.Is(v.appended, mailbox.ErrUnclear) && !forged && count["new"] != 0:
		return fmt.Errorf("a draft is said not to be stored, and is: %w", v.appended)
	}
	return nil
}
