package mailbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/mailbox"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// behaviours are what every server must let us do, whatever it is.
var behaviours = []struct {
	name string
	test func(t *testing.T, r *rig)
}{
	{"folders", testFolders},
	{"configured folders", testConfiguredFolders},
	{"wrong password", testWrongPassword},
	{"first catch-up", testFirstCatchUp},
	{"later catch-up", testLaterCatchUp},
	{"empty folder", testEmptyFolder},
	{"only headers", testOnlyHeaders},
	{"sieve", testSieve},
	{"glance", testGlance},
	{"progress", testProgress},
	{"forwarded", testForwarded},
	{"interrupted catch-up", testInterrupted},
	{"recreated folder", testRecreated},
	{"many messages", testMany},
	{"large message", testLarge},
	{"large text", testLargeText},
	{"missing folder", testMissingFolder},
	{"list and fetch", testListFetch},
	{"append", testAppend},
	{"refused append", testRefusedAppend},
	{"full mailbox", testFull},
	{"locked folder", testLocked},
	{"find", testFind},
	{"expunge", testExpunge},
	{"create", testCreate},
	{"wait", testWait},
}

func TestConformance(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel() // most of the time is spent waiting for servers to start and end
			newRig := k.start(t)
			for _, b := range behaviours {
				t.Run(b.name, func(t *testing.T) { b.test(t, newRig(t)) })
			}
		})
	}
}

func testFolders(t *testing.T, r *rig) {
	got, err := r.dial(t).Folders(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.Inbox != "INBOX" || got.Drafts != r.drafts || got.Sent != r.sent {
		t.Errorf("found %+v", got)
	}
	if !slices.Contains(got.Names, r.drafts) {
		t.Errorf("names: %q", got.Names)
	}
}

func testConfiguredFolders(t *testing.T, r *rig) {
	r.opts.Drafts = r.sent // a configured name wins, whatever the server says
	r.opts.Sent = "Nowhere"
	got, err := r.dial(t).Folders(t.Context())
	if got.Drafts != r.sent {
		t.Errorf("drafts = %q", got.Drafts)
	}
	if !errors.Is(err, mailbox.ErrNoFolder) || !strings.Contains(err.Error(), `sent = "Nowhere" does not exist`) ||
		!strings.Contains(err.Error(), r.drafts) {
		t.Errorf("error: %v", err)
	}
}

func testWrongPassword(t *testing.T, r *rig) {
	hint := "app password"
	if r.opts.Token != nil {
		hint = ""
		r.opts.Token = func(context.Context, string) (string, error) { return "not-the-secret", nil }
	} else {
		r.opts.Password = password("not-the-secret")
	}
	_, err := mailbox.Dial(t.Context(), r.opts)
	if !errors.Is(err, mailbox.ErrLogin) || !strings.Contains(err.Error(), hint) {
		t.Errorf("error: %v", err)
	}
	if err != nil && strings.Contains(err.Error(), "not-the-secret") {
		t.Errorf("the password is in the error: %v", err)
	}
}

func testFirstCatchUp(t *testing.T, r *rig) {
	r.seed(t, "INBOX", letter("old"), noon.Add(-48*time.Hour))
	r.seed(t, "INBOX", letter("just before"), noon.Add(-time.Minute))
	r.seed(t, "INBOX", letter("one"), noon, `\Seen`, `\Answered`)
	r.seed(t, "INBOX", letter("two"), noon.Add(time.Hour))
	before := r.stored(t, "INBOX")

	items, cur := catchUp(t, r.dial(t), "INBOX", noon, mailbox.Cursor{})
	if subjects(items) != "one,two" {
		t.Fatalf("visited %s", subjects(items))
	}
	one := items[0]
	if string(one.Raw) != string(letter("one")) || !strings.HasSuffix(string(one.Header), "\r\n\r\n") {
		t.Errorf("raw %q, header %q", one.Raw, one.Header)
	}
	if !one.InternalDate.Equal(noon) || one.Size != int64(len(letter("one"))) || one.Partial {
		t.Errorf("item: %v, %d bytes, partial %v", one.InternalDate, one.Size, one.Partial)
	}
	if cur.UIDValidity == 0 || cur.UIDValidity != one.UIDValidity || cur.Last != items[1].UID {
		t.Errorf("cursor %+v after %+v", cur, items[1].UID)
	}
	r.untouched(t, "INBOX", before)
}

func testLaterCatchUp(t *testing.T, r *rig) {
	r.seed(t, "INBOX", letter("one"), noon)
	s := r.dial(t)
	_, cur := catchUp(t, s, "INBOX", time.Time{}, mailbox.Cursor{})
	received, sent := s.Traffic()
	items, again := catchUp(t, s, "INBOX", time.Time{}, cur)
	if len(items) != 0 || again != cur {
		t.Errorf("with nothing new: %s, cursor %+v instead of %+v", subjects(items), again, cur)
	}
	if in, out := s.Traffic(); in-received+out-sent > 300 {
		t.Errorf("with nothing new: %d bytes received, %d sent", in-received, out-sent)
	}
	r.seed(t, "INBOX", letter("two"), noon)
	r.seed(t, "INBOX", letter("ancient"), noon.AddDate(-1, 0, 0))
	items, next := catchUp(t, s, "INBOX", noon.AddDate(0, -1, 0), cur)
	if subjects(items) != "two" || next.Last != cur.Last+2 {
		t.Errorf("visited %s, cursor %+v after %+v", subjects(items), next, cur)
	}
	// A new session knows nothing but the cursor.
	items, _ = catchUp(t, r.dial(t), "INBOX", time.Time{}, next)
	if len(items) != 0 {
		t.Errorf("a new session visited %s again", subjects(items))
	}
}

func testEmptyFolder(t *testing.T, r *rig) {
	s := r.dial(t)
	items, cur := catchUp(t, s, "INBOX", noon, mailbox.Cursor{})
	if len(items) != 0 || cur.UIDValidity == 0 || cur.Last != 0 {
		t.Errorf("%s, %+v", subjects(items), cur)
	}
	r.seed(t, "INBOX", letter("first"), noon)
	if items, _ = catchUp(t, s, "INBOX", noon, cur); subjects(items) != "first" {
		t.Errorf("visited %q", subjects(items))
	}
}

func testOnlyHeaders(t *testing.T, r *rig) {
	r.seed(t, "INBOX", letter("bulk", "List-Id: <news.example.net>"), noon)
	r.seed(t, "INBOX", letter("personal"), noon)
	var items []mailbox.Item
	look := func(header []byte, size int64) int64 {
		if strings.Contains(string(header), "List-Id") || size == 0 {
			return mailbox.Nothing
		}
		return mailbox.All
	}
	_, err := r.dial(t).CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{}, mailbox.Sieve{Look: look},
		func(item mailbox.Item) error { items = append(items, item); return item.Err })
	if err != nil || len(items) != 2 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	if items[0].Raw != nil || len(items[0].Header) == 0 || items[1].Raw == nil {
		t.Errorf("raw of bulk %q, of personal %q", items[0].Raw, items[1].Raw)
	}
}

func testInterrupted(t *testing.T, r *rig) {
	for i := range 5 {
		r.seed(t, "INBOX", letter(fmt.Sprint("m", i)), noon)
	}
	s := r.dial(t)
	stop := errors.New("disk full")
	var visited []string
	run := func(cur mailbox.Cursor, refuse string) (mailbox.Cursor, error) {
		return s.CatchUp(t.Context(), "INBOX", time.Time{}, cur, mailbox.Sieve{},
			func(item mailbox.Item) error {
				if subject(item) == refuse {
					return stop
				}
				visited = append(visited, subject(item))
				return nil
			})
	}
	cur, err := run(mailbox.Cursor{}, "m3")
	if err != stop {
		t.Fatalf("error: %v", err)
	}
	if _, err := run(cur, ""); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(visited, ","); got != "m0,m1,m2,m3,m4" {
		t.Errorf("visited %s", got)
	}
}

func testRecreated(t *testing.T, r *rig) {
	r.seed(t, "INBOX", letter("one"), noon)
	s := r.dial(t)
	_, cur := catchUp(t, s, "INBOX", time.Time{}, mailbox.Cursor{})
	stale := mailbox.Cursor{UIDValidity: cur.UIDValidity + 7, Last: 4000}
	items, again := catchUp(t, s, "INBOX", time.Time{}, stale)
	if subjects(items) != "one" || again != cur {
		t.Errorf("visited %q, cursor %+v", subjects(items), again)
	}
}

func testMany(t *testing.T, r *rig) {
	const n = 450 // more than two batches
	for i := range n {
		r.seed(t, "INBOX", letter(fmt.Sprintf("m%03d", i)), noon)
	}
	items, cur := catchUp(t, r.dial(t), "INBOX", noon, mailbox.Cursor{})
	if len(items) != n || cur.Last != items[n-1].UID {
		t.Fatalf("%d items, cursor %+v", len(items), cur)
	}
	if !slices.IsSortedFunc(items, func(a, b mailbox.Item) int { return int(a.UID) - int(b.UID) }) {
		t.Error("not in the order of UIDs")
	}
	for i, item := range items {
		if want := letter(fmt.Sprintf("m%03d", i)); string(item.Raw) != string(want) {
			t.Fatalf("message %d: %q", i, item.Raw)
		}
	}
}

// largeLetter has three texts and 300 KB of attachment.
func largeLetter() []byte {
	attachment := strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", 4000)
	return []byte(strings.ReplaceAll(`From: ada@example.com
Subject: large
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8

Can we talk on Thursday?
--inner
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>Can we talk on Thursday?</p>
--inner
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
END:VCALENDAR
--inner--
--outer
Content-Type: text/plain; name=notes.txt
Content-Disposition: attachment; filename=notes.txt

not to be read
--outer
Content-Type: application/pdf
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename=plan.pdf

`, "\n", "\r\n") + attachment + "--outer--\r\n")
}

func testLarge(t *testing.T, r *rig) {
	r.seed(t, "INBOX", largeLetter(), noon)
	before := r.stored(t, "INBOX")
	s := r.dial(t)
	items, _ := catchUp(t, s, "INBOX", time.Time{}, mailbox.Cursor{})
	if len(items) != 1 || len(items[0].Parts) != 3 || !items[0].Partial || items[0].Raw != nil {
		t.Fatalf("items: %+v", items)
	}
	for i, want := range []struct{ header, body string }{
		{"Content-Type: text/plain", "Can we talk on Thursday?"},
		{"Content-Transfer-Encoding: quoted-printable", "<p>Can we talk on Thursday?</p>"},
		{"Content-Type: text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR"},
	} {
		part := items[0].Parts[i]
		if !strings.Contains(string(part.Header), want.header) || string(part.Body) != want.body || part.Truncated {
			t.Errorf("part %d: header %q, body %q", i, part.Header, part.Body)
		}
	}
	if received, _ := s.Traffic(); received > 10<<10 {
		t.Errorf("received %d bytes: the attachment was read", received)
	}
	r.untouched(t, "INBOX", before)
}

func testLargeText(t *testing.T, r *rig) {
	text := strings.Repeat("It was a dark and stormy night.\r\n", 10000)
	r.seed(t, "INBOX", append(letter("novel"), text...), noon)
	items, _ := catchUp(t, r.dial(t), "INBOX", time.Time{}, mailbox.Cursor{})
	if len(items) != 1 || !items[0].Partial {
		t.Fatalf("%d items", len(items))
	}
	raw := string(items[0].Raw)
	if !strings.HasPrefix(raw, string(letter("novel"))) || len(raw) != len(items[0].Header)+256<<10 {
		t.Errorf("%d bytes, beginning with %.200q", len(raw), raw)
	}
}

func testMissingFolder(t *testing.T, r *rig) {
	s := r.dial(t)
	_, err := s.List(t.Context(), r.nowhere, false)
	if !errors.Is(err, mailbox.ErrNoFolder) || !strings.Contains(err.Error(), r.nowhere) {
		t.Errorf("error: %v", err)
	}
	if _, err := s.List(t.Context(), "INBOX", false); err != nil {
		t.Errorf("the session is of no more use: %v", err)
	}
}

func testListFetch(t *testing.T, r *rig) {
	r.seed(t, r.drafts, letter("mine"), noon, `\Draft`, `\Seen`)
	r.seed(t, r.drafts, largeLetter(), noon, `\Draft`)
	before := r.stored(t, r.drafts)
	s := r.dial(t)
	items, err := s.List(t.Context(), r.drafts, false)
	if err != nil || subjects(items) != "mine,large" || items[0].Raw != nil {
		t.Fatalf("headers: %s, %v", subjects(items), err)
	}
	items, err = s.List(t.Context(), r.drafts, true)
	if err != nil || len(items) != 2 || string(items[1].Raw) != string(largeLetter()) {
		t.Fatalf("whole: %s, %v", subjects(items), err)
	}
	got, err := s.Fetch(t.Context(), r.drafts, []uint32{items[1].UID + 9, items[1].UID, items[1].UID})
	if err != nil || len(got) != 1 || string(got[0].Raw) != string(largeLetter()) {
		t.Errorf("fetched %s, %v", subjects(got), err)
	}
	r.untouched(t, r.drafts, before)
}

func testFind(t *testing.T, r *rig) {
	for _, raw := range [][]byte{
		letter("key", "In-Reply-To: <asked@example.com>"),
		letter("monkey", "References: <first@example.com>\r\n <asked@example.com>"),
		letter("other", "In-Reply-To: <not.asked@example.com>"),
	} {
		r.seed(t, r.drafts, raw, noon)
	}
	s := r.dial(t)
	items, err := s.List(t.Context(), r.drafts, false)
	if err != nil || len(items) != 3 {
		t.Fatalf("%s, %v", subjects(items), err)
	}
	a, b := items[0].UID, items[1].UID
	for _, test := range []struct {
		query mailbox.Query
		want  []uint32
	}{
		{mailbox.Query{}, nil},
		{mailbox.Query{MessageID: "key@example.com"}, []uint32{a}},
		{mailbox.Query{MessageID: "key@example"}, nil},
		{mailbox.Query{InReplyTo: "asked@example.com"}, []uint32{a, b}},
		{mailbox.Query{InReplyTo: "asked@example.com", From: "ADA@example.com"}, []uint32{a, b}},
		{mailbox.Query{InReplyTo: "asked@example.com", From: "da@example.com"}, nil},
		{mailbox.Query{InReplyTo: "asked@example.com", MessageID: "monkey@example.com"}, []uint32{b}},
	} {
		got, err := s.Find(t.Context(), r.drafts, test.query)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%+v: found %v, want %v (%v)", test.query, got, test.want, err)
		}
	}
	each, err := s.FindEach(t.Context(), r.drafts, mailbox.Query{MessageID: "monkey@example.com"}, mailbox.Query{},
		mailbox.Query{InReplyTo: "asked@example.com", From: "ada@example.com"}, mailbox.Query{MessageID: "nobody@example.com"})
	if want := [][]uint32{{b}, nil, {a, b}, nil}; err != nil || !slices.EqualFunc(each, want, slices.Equal) {
		t.Errorf("of four queries: found %v, want %v (%v)", each, want, err)
	}
}
