package mailbox_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/mailbox"
)

// testSieve has mail that stops at each stage: by its header, by its beginning,
// and not at all.
func testSieve(t *testing.T, r *rig) {
	long := strings.Repeat("It was a dark and stormy night.\r\n", 300)
	raws := map[string][]byte{
		"bulk":      letter("bulk", "List-Id: <news.example.net>"),
		"dull":      append(letter("dull", "X-Trace: 1"), long...),
		"short":     letter("short"),
		"inviting":  append(letter("inviting", "X-Trace: 1"), long...),
		"important": append(letter("important"), long...),
		"late":      append(letter("late", "X-Trace: 1"), long...),
		"slow":      append(letter("slow"), long...),
		"brief":     append(letter("brief"), long[:66]...),
	}
	for _, name := range []string{"bulk", "dull", "short", "inviting", "important", "late", "slow", "brief"} {
		r.seed(t, "INBOX", raws[name], noon)
	}
	before := r.stored(t, "INBOX")
	const enough, more = 40, 100
	var screened []string
	sieve := mailbox.Sieve{
		Fields: []string{"Subject", "List-ID"},
		More:   []string{"X-Trace", "To"},
		Look: func(fields []byte, size int64) int64 {
			name := subject(mailbox.Item{Header: fields})
			if size != int64(len(raws[name])) || bytes.Contains(fields, []byte("From")) || bytes.Contains(fields, []byte("X-Trace")) || !bytes.HasSuffix(fields, []byte("\r\n\r\n")) {
				t.Errorf("%s: %d bytes, fields %q", name, size, fields)
			}
			switch {
			case strings.Contains(strings.ToLower(string(fields)), "list-id"):
				return mailbox.Nothing
			case name == "important":
				return mailbox.All
			}
			return enough
		},
		Screen: func(leading []byte, whole bool) int64 {
			name := subject(mailbox.Item{Header: leading})
			fields, text, _ := bytes.Cut(leading, []byte("\r\n\r\n"))
			if traced := bytes.Count(raws[name], []byte("\r\nX-Trace: 1\r\n")); bytes.Count(slices.Concat(fields, []byte("\r\n")), []byte("\r\nX-Trace: 1\r\n")) != traced {
				t.Errorf("%s: looked at with the fields %q", name, fields)
			}
			_, all, _ := bytes.Cut(raws[name], []byte("\r\n\r\n"))
			if n := len(text); string(text) != string(all[:n]) || n < min(len(all), enough) {
				t.Errorf("%s: the text begins with %q", name, text)
			}
			screened = append(screened, fmt.Sprintf("%s %d %t", name, len(text), whole))
			switch {
			case name == "dull":
				return mailbox.Nothing
			case name == "slow" || name == "brief" || name == "late" && len(text) < more:
				return more // also when that much has come, or there is no more
			}
			return mailbox.All
		},
	}
	var items []mailbox.Item
	_, err := r.dial(t).CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{}, sieve,
		func(item mailbox.Item) error { items = append(items, item); return item.Err })
	if err != nil || subjects(items) != "bulk,dull,short,inviting,important,late,slow,brief" {
		t.Fatalf("visited %s, %v", subjects(items), err)
	}
	want := []string{
		"dull 40 false", "short 16 true", "inviting 40 false", "late 40 false", "slow 40 false", "brief 40 false",
		"late 100 false", "slow 100 false", "brief 82 true",
	}
	if !slices.Equal(screened, want) {
		t.Errorf("looked at %q, want %q", screened, want)
	}
	for _, item := range items {
		name := subject(item)
		read := name != "bulk" && name != "dull"
		if got := string(item.Raw); read && got != string(raws[name]) || !read && item.Raw != nil {
			t.Errorf("%s: read %q", name, got)
		}
	}
	r.untouched(t, "INBOX", before)
}

func testGlance(t *testing.T, r *rig) {
	r.seed(t, r.sent, letter("one"), noon)
	s := r.dial(t)
	glance := mailbox.Sieve{Glance: true}
	var visited []string
	visit := func(item mailbox.Item) error {
		visited = append(visited, subject(item))
		return item.Err
	}
	cur, err := s.CatchUp(t.Context(), r.sent, time.Time{}, mailbox.Cursor{}, glance, visit)
	if err != nil {
		t.Fatal(err)
	}
	_, inbox := catchUp(t, s, "INBOX", time.Time{}, mailbox.Cursor{})
	received, sent := s.Traffic()
	again, err := s.CatchUp(t.Context(), r.sent, time.Time{}, cur, glance, visit)
	if err != nil || again != cur || len(visited) != 1 {
		t.Errorf("with nothing new: visited %q, cursor %+v, %v", visited, again, err)
	}
	if in, out := s.Traffic(); in-received+out-sent > 300 {
		t.Errorf("with nothing new: %d bytes received, %d sent", in-received, out-sent)
	}
	if _, same := catchUp(t, s, "INBOX", time.Time{}, inbox); same != inbox {
		t.Errorf("INBOX: cursor %+v, was %+v", same, inbox)
	}
	r.seed(t, r.sent, letter("two"), noon)
	if _, err = s.CatchUp(t.Context(), r.sent, time.Time{}, cur, glance, visit); err != nil || strings.Join(visited, ",") != "one,two" {
		t.Errorf("visited %q, %v", visited, err)
	}
}

func testProgress(t *testing.T, r *rig) {
	const n = 510 // a little more than one batch
	for i := range n {
		r.seed(t, "INBOX", letter(fmt.Sprintf("m%03d", i)), noon)
	}
	var told []string
	sieve := mailbox.Sieve{
		Look:     func([]byte, int64) int64 { return mailbox.Nothing },
		Progress: func(done, total int) { told = append(told, fmt.Sprintf("%d/%d", done, total)) },
	}
	_, err := r.dial(t).CatchUp(t.Context(), "INBOX", time.Time{}, mailbox.Cursor{}, sieve, func(item mailbox.Item) error { return item.Err })
	if err != nil || strings.Join(told, " ") != "500/510 510/510" {
		t.Errorf("told %q, %v", told, err)
	}
}

// testForwarded has pictures, which are never read, beside an attached message,
// which is: it may be the invitation.
func testForwarded(t *testing.T, r *rig) {
	picture := strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", 500)
	mixed := func(subject, second string) []byte {
		return []byte("From: ada@example.com\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
			"--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b\r\n" + second + "\r\n--b\r\n" +
			"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + picture + "--b--\r\n")
	}
	pictures := mixed("pictures", "Content-Type: text/html\r\n\r\n<p>See below.</p>")
	forward := mixed("forward", "Content-Type: message/rfc822\r\n\r\nSubject: Talk\r\n\r\nCan we talk?\r\n")
	r.seed(t, "INBOX", pictures, noon)
	r.seed(t, "INBOX", forward, noon)
	items, _ := catchUp(t, r.dial(t), "INBOX", time.Time{}, mailbox.Cursor{})
	if len(items) != 2 {
		t.Fatalf("visited %s", subjects(items))
	}
	if p := items[0]; len(p.Parts) != 2 || p.Raw != nil || string(p.Parts[0].Body) != "See below." {
		t.Errorf("of the pictures: %d parts, %d bytes whole", len(p.Parts), len(p.Raw))
	}
	if f := items[1]; string(f.Raw) != string(forward) || f.Partial {
		t.Errorf("of the forward: %d parts, %d bytes whole", len(f.Parts), len(f.Raw))
	}
}
