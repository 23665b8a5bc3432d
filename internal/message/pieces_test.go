package message

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func TestJoin(t *testing.T) {
	head := []byte(strings.ReplaceAll(strings.Trim(plainHead, "\n")+"\nContent-Type: multipart/mixed;\n boundary=original\nX-After: yes\n\n", "\n", "\r\n"))
	plain := Part{[]byte("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"), []byte("Caf=C3=A9 at ten, c")}
	html := Part{[]byte("Content-Type: text/html\r\n\r\n"), []byte("<p>html</p>")}
	cal := Part{[]byte("Content-Type: text/calendar; method=REQUEST\r\n\r\n"), []byte("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")}
	p := newTestParser(t)
	m := p.ParsePartial(Join(head, []Part{plain, html, cal}), fallback)
	if m.Text != "Café at ten, c" || len(m.Calendars) != 1 || m.ID != "m1@example.org" || m.Get("X-After") != "yes" || !m.Partial || len(m.Problems) > 0 {
		t.Errorf("%+v", m)
	}
	second := Part{plain.Header, []byte("Sent from a train.")}
	if both := p.ParsePartial(Join(head, []Part{plain, second}), fallback); !strings.Contains(both.Text, "Café at ten") || !strings.Contains(both.Text, "from a train") {
		t.Errorf("two texts that are no alternatives: %q", both.Text)
	}
	single := p.ParsePartial(Join([]byte(plainHead+"\n\n"), []Part{{Body: []byte("Hello")}}), fallback)
	if single.Text != "Hello" || single.Subject != "Interview" {
		t.Errorf("%+v", single)
	}
	if only := p.ParsePartial(Join(head, nil), fallback); only.Subject != "Interview" || only.Text != "" || len(only.Problems) > 0 {
		t.Errorf("%+v", only)
	}
}

func TestSplitMbox(t *testing.T) {
	mbox := "From a@example.com Mon Jun  8 09:12:00 2026\nSubject: one\n\nFrom here on\n>From there\n\nFrom b@example.com Mon Jun  8 09:13:00 2026\nSubject: two\n\nx\n"
	var got []string
	for raw, err := range SplitMbox(strings.NewReader(mbox)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(raw))
	}
	want := []string{"Subject: one\n\nFrom here on\nFrom there\n\n", "Subject: two\n\nx\n"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got, want)
	}
	if !IsMbox([]byte(mbox)) || IsMbox([]byte("From a Mon\nSubject: x\n\nFrom here on\n")) {
		t.Error("IsMbox")
	}
}

func TestSplitMboxReportsReadErrors(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("From a\nSubject: x\n\n"), iotest.ErrReader(errors.New("disk")))
	var last error
	for _, err := range SplitMbox(broken) {
		last = err
	}
	if last == nil || !strings.Contains(last.Error(), "disk") {
		t.Errorf("error %v", last)
	}
}

// benchMail is an invitation as hiring software sends it, with both forms of the
// text, a quote and some layout.
func benchMail() []byte {
	row := "<tr><td style=\"padding:4px;font-family:Arial\">Time</td><td style=\"padding:4px\"><a href=\"https://book.example.com/t/1\">Monday 10:00 &ndash; 11:00</a></td></tr>"
	html := "<html lang=en><head><style>" + strings.Repeat("p{margin:0}", 100) + "</style></head><body><div style=\"display:none\">Preview</div><table>" + strings.Repeat(row, 40) + "</table><p>Best regards,<br>Noor</p></body></html>"
	plain := strings.Repeat("We would like to invite you to an interview for the analyst position.\n", 12) + "\nBest regards,\nNoor Haddad\nTalent Partner\n+1 555 010 0199\n\nOn Mon, Jun 8, 2026 at 9:12 AM Sam <sam@example.com> wrote:\n" + strings.Repeat("> quoted line\n", 30)
	return mailOf(plainHead+"\nContent-Type: multipart/alternative; boundary=b", "--b\nContent-Type: text/plain; charset=utf-8\n\n"+plain+"\n--b\nContent-Type: text/html; charset=utf-8\n\n"+html+"\n--b--\n")
}

func BenchmarkParse(b *testing.B) {
	p := newTestParser(b)
	raw := benchMail()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(raw, time.Time{})
	}
}

func BenchmarkParseHTML(b *testing.B) {
	p := newTestParser(b)
	raw := benchMail()
	at := strings.LastIndex(string(raw), "Content-Type: text/html")
	raw = append(mailOf(plainHead, "")[:len(mailOf(plainHead, ""))-2], raw[at:]...)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(raw, time.Time{})
	}
}

func BenchmarkParseHeader(b *testing.B) {
	raw := mailOf(plainHead, "")
	b.ReportAllocs()
	for b.Loop() {
		ParseHeader(raw)
	}
}
