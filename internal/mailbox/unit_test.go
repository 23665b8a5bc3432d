package mailbox

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"
)

func TestParseTarget(t *testing.T) {
	for _, test := range []struct {
		url  string
		want target
		err  error
	}{
		{"imaps://imap.example.org", target{"imap.example.org", "imap.example.org:993", implicitTLS}, nil},
		{"IMAPS://imap.example.org:1993/", target{"imap.example.org", "imap.example.org:1993", implicitTLS}, nil},
		{"imap+starttls://imap.example.org", target{"imap.example.org", "imap.example.org:143", startTLS}, nil},
		{"imap://127.0.0.1", target{"127.0.0.1", "127.0.0.1:143", plain}, nil},
		{"imap://[::1]:1143", target{"::1", "[::1]:1143", plain}, nil},
		{"imap://[::ffff:127.0.0.9]", target{"::ffff:127.0.0.9", "[::ffff:127.0.0.9]:143", plain}, nil},
		{"imap://localhost", target{"localhost", "localhost:143", plain}, nil},
		{"imap://imap.example.org", target{}, ErrPlain},
		{"imap://localhost.example.org", target{}, ErrPlain},
		{"imap://127.0.0.1.example.org", target{}, ErrPlain},
		{"imap://0.0.0.0", target{}, ErrPlain},
		{"imap.example.org", target{}, ErrURL},
		{"https://imap.example.org", target{}, ErrURL},
		{"imaps://", target{}, ErrURL},
		{"imaps://imap.example.org/INBOX", target{}, ErrURL},
		{"imaps://sam:sesame@imap.example.org", target{}, ErrURL},
		{"imaps://imap.example.org:port", target{}, ErrURL},
		{"", target{}, ErrURL},
	} {
		got, err := parseTarget(test.url)
		if got != test.want || !errors.Is(err, test.err) {
			t.Errorf("%q: %+v, %v", test.url, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "sesame") {
			t.Errorf("the password is in the error: %v", err)
		}
	}
}

func TestLeaf(t *testing.T) {
	for _, test := range []struct {
		name, prefix string
		delim        rune
		want         string
	}{
		{"Drafts", "", '/', "Drafts"},
		{"INBOX.Drafts", "INBOX.", '.', "Drafts"},
		{"INBOX.Drafts", "", '.', "Drafts"},
		{"[Gmail]/Entwürfe", "", '/', "Entwürfe"},
		{"[Google Mail]/Drafts", "", '/', "Drafts"},
		{"Old/Drafts", "", '/', ""},
		{"INBOX/Old/Drafts", "", '/', ""},
		{"a.b", "", 0, "a.b"},
	} {
		if got := leaf(test.name, test.prefix, test.delim); got != test.want {
			t.Errorf("leaf(%q, %q, %q) = %q, want %q", test.name, test.prefix, test.delim, got, test.want)
		}
	}
}

func TestCRLF(t *testing.T) {
	for in, want := range map[string]string{
		"a\nb\r\nc": "a\r\nb\r\nc", "a\rb\r": "a\r\nb\r\n", "\n\n": "\r\n\r\n", "\r\r\n": "\r\n\r\n", "": "",
	} {
		if got := string(crlf([]byte(in))); got != want {
			t.Errorf("crlf(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestBounded has a server that never ends its answer.
func TestBounded(t *testing.T) {
	client, server := net.Pipe()
	defer client.Close()
	b := newBounded(client)
	b.left.Store(100)
	go func() {
		defer server.Close()
		for range 3 {
			if _, err := server.Write(make([]byte, 60)); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, 60)
	if _, err := b.Read(buf); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Read(buf); err == nil {
		t.Fatal("nothing stops it")
	}
	b.nextCommand()
	if _, err := b.Read(buf); err != nil {
		t.Errorf("the next command: %v", err)
	}
	if got := b.received.Load(); got != 180 {
		t.Errorf("counted %d bytes", got)
	}
}

func TestChooseParts(t *testing.T) {
	text := func(subtype, disposition string) *imap.BodyStructureSinglePart {
		part := &imap.BodyStructureSinglePart{Type: "TEXT", Subtype: subtype, Size: 10}
		if disposition != "" {
			part.Extended = &imap.BodyStructureSinglePartExt{Disposition: &imap.BodyStructureDisposition{Value: disposition}}
		}
		return part
	}
	multi := func(children ...imap.BodyStructure) imap.BodyStructure {
		return &imap.BodyStructureMultiPart{Children: children, Subtype: "mixed"}
	}
	attached := &imap.BodyStructureSinglePart{Type: "message", Subtype: "rfc822"}
	pdf := &imap.BodyStructureSinglePart{Type: "application", Subtype: "pdf"}
	ics := &imap.BodyStructureSinglePart{Type: "application", Subtype: "ics"}
	file := &imap.BodyStructureSinglePart{Type: "application", Subtype: "octet-stream", Params: map[string]string{"name": "Invite.ICS"}}
	var flood []imap.BodyStructure
	for range 100 {
		flood = append(flood, text("plain", ""))
	}
	for _, test := range []struct {
		name  string
		shape imap.BodyStructure
		want  string
	}{
		{"single", text("plain", ""), "[]"},
		{"alternative in mixed", multi(multi(text("plain", ""), text("html", "inline")), pdf), "[[1 1] [1 2]]"},
		{"attached texts and messages", multi(text("plain", ""), text("html", "ATTACHMENT"), attached), "[[1]]"},
		{"a calendar as a file", multi(text("plain", ""), file), "[[1] [2]]"},
		{"attached calendars", multi(pdf, text("calendar", "attachment"), ics), "[[2] [3]]"},
		{"nothing to read", multi(pdf), "[]"},
		{"a calendar behind a flood", multi(append(flood, ics)...), "[[1] [2] [3] [4] [5] [6] [7] [101]]"},
	} {
		var got [][]int
		for _, part := range chooseParts(test.shape) {
			got = append(got, part.path)
		}
		if fmt.Sprint(got) != test.want {
			t.Errorf("%s: %v, want %s", test.name, got, test.want)
		}
	}
}

func TestQueryMatches(t *testing.T) {
	header := "From: =?x-unknown?q?Ada?= <ada@example.com>\r\nIn-Reply-To:\r\n <a@example.com>\r\n" +
		"References: <b@example.com><c@example.com>,<d@example.com>\r\nMessage-ID: <e@example.com>\r\nnot a header\r\n\r\n"
	for _, test := range []struct {
		query Query
		want  bool
	}{
		{Query{MessageID: "e@example.com"}, true},
		{Query{MessageID: "E@example.com"}, false},
		{Query{InReplyTo: "a@example.com"}, true},
		{Query{InReplyTo: "c@example.com"}, true},
		{Query{InReplyTo: "d@example.com", From: "Ada@Example.com"}, true},
		{Query{InReplyTo: "e@example.com"}, false},
		{Query{From: "example.com"}, false},
	} {
		if got := test.query.matches([]byte(header)); got != test.want {
			t.Errorf("%+v: %v", test.query, got)
		}
	}
}
