package message

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func draft() Outgoing {
	return Outgoing{
		ID: "0123456789abcdef01234567@example.com", Date: time.Date(2026, 6, 8, 9, 12, 0, 0, time.FixedZone("", 2*3600)),
		From: Address{"Sam Rivera", "sam@example.com"}, To: []Address{{"Zoë Martí, HR", "zoe@example.org"}},
		Subject: "Re: Entretien – Analyst", InReplyTo: "m2@example.org", References: []string{"m1@example.org", "m2@example.org", "m3@example.org"},
		Text: "Dear Zoë,\n\nThank you for inviting me to talk about the analyst position; I appreciate the time you and your team took to read my application so closely.\n\nFrom here on I am free:\n  - Monday 10:00\n\nSam\n\n-- \nSam Rivera\n\nZoë Martí wrote:\n> Could you come on Thursday at ten o'clock to our office at the quay, second floor, and bring a photo ID?\n>> Earlier.",
	}
}

func TestWrite(t *testing.T) {
	raw, err := Write(draft())
	if err != nil {
		t.Fatal(err)
	}
	s := string(raw)
	for _, want := range []string{
		"Date: Mon, 08 Jun 2026 09:12:00 +0200\r\n", "From: Sam Rivera <sam@example.com>\r\n", "Subject: Re: Entretien =?utf-8?q?", "Message-ID: <0123456789abcdef01234567@example.com>\r\n",
		"In-Reply-To: <m2@example.org>\r\n", "References: <m1@example.org> <m3@example.org> <m2@example.org>\r\n",
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", "\r\n--=20\r\n", "\r\n From here on", "\r\n   - Monday 10:00",
	} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is not in\n%s", want, s)
		}
	}
	for line := range strings.SplitSeq(s, "\r\n") {
		if len(line) > 78 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line %q", line)
		}
	}
	for _, c := range raw {
		if c >= 0x80 || c == 0 {
			t.Fatalf("byte %#x", c)
		}
	}
	if again, _ := Write(draft()); !bytes.Equal(raw, again) {
		t.Error("not the same bytes twice")
	}
}

// What is written is read back the same.
func TestWriteParsesBack(t *testing.T) {
	o := draft()
	raw, err := Write(o)
	if err != nil {
		t.Fatal(err)
	}
	m := newTestParser(t).Parse(raw, time.Time{})
	if m.Text != o.Text {
		t.Errorf("text\n%q\nwant\n%q", m.Text, o.Text)
	}
	if m.Subject != o.Subject || m.From != o.From || m.To[0] != o.To[0] || m.ID != o.ID || !m.Date.Equal(o.Date) || m.InReplyTo[0] != o.InReplyTo {
		t.Errorf("%+v", m)
	}
	if len(m.Problems) > 0 || !m.Flowed {
		t.Errorf("problems %v flowed %v", m.Problems, m.Flowed)
	}
}

func TestWriteAlternatives(t *testing.T) {
	o := draft()
	o.HTML = "<p>Good morning, Zoë</p>"
	o.Calendar, o.CalendarMethod = []byte("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), "REPLY"
	o.Extra = []ExtraField{{"X-Rsvpd-Summary", "2026-06-08"}}
	raw, err := Write(o)
	if err != nil {
		t.Fatal(err)
	}
	m := newTestParser(t).Parse(raw, time.Time{})
	if m.Text != o.Text || len(m.Calendars) != 1 || m.Calendars[0].Method != "REPLY" || m.Get("X-Rsvpd-Summary") != "2026-06-08" {
		t.Errorf("text %q calendars %+v", m.Text, m.Calendars)
	}
	if i, j := bytes.Index(raw, []byte("text/html")), bytes.Index(raw, []byte("text/calendar; charset=utf-8; method=REPLY")); i < 0 || j < i {
		t.Errorf("HTML at %d, calendar at %d", i, j)
	}
}

// What could become another recipient or field is refused.
func TestWriteRefuses(t *testing.T) {
	for name, change := range map[string]func(*Outgoing){
		"line break in an address": func(o *Outgoing) { o.To[0].Address = "zoe@example.org\r\nBcc: eve@example.net" },
		"two addresses in one":     func(o *Outgoing) { o.To[0].Address = "zoe@example.org,eve@example.net" },
		"angle brackets":           func(o *Outgoing) { o.Cc = []Address{{"", "<eve@example.net>"}} },
		"line break in a name":     func(o *Outgoing) { o.To[0].Name = "Zoë\nBcc: eve@example.net" },
		"line break in subject":    func(o *Outgoing) { o.Subject = "Re: x\r\nBcc: eve@example.net" },
		"line break in a field":    func(o *Outgoing) { o.Extra = []ExtraField{{"X-A", "b\r\nBcc: eve@example.net"}} },
		"bad field name":           func(o *Outgoing) { o.Extra = []ExtraField{{"X A", "b"}} },
		"no recipient":             func(o *Outgoing) { o.To = nil },
		"no sender":                func(o *Outgoing) { o.From = Address{} },
		"bad id":                   func(o *Outgoing) { o.ID = "a b@example.com" },
		"bad reference":            func(o *Outgoing) { o.References = []string{"a>\r\nBcc: <eve@example.net"} },
		"no date":                  func(o *Outgoing) { o.Date = time.Time{} },
	} {
		o := draft()
		change(&o)
		if raw, err := Write(o); err == nil {
			t.Errorf("%s was written:\n%s", name, raw)
		}
	}
}

func TestReferencesAreBounded(t *testing.T) {
	o := draft()
	o.References = nil
	for i := range 100 {
		o.References = append(o.References, "id"+string(rune('a'+i/26))+string(rune('a'+i%26))+"@example.org")
	}
	refs := o.references()
	if len(refs) != maxReferences+1 || refs[0] != "idaa@example.org" || refs[len(refs)-2] != "iddv@example.org" || refs[len(refs)-1] != o.InReplyTo {
		t.Errorf("%d: %v", len(refs), refs)
	}
}

func TestSameContent(t *testing.T) {
	raw, err := Write(draft())
	if err != nil {
		t.Fatal(err)
	}
	p := newTestParser(t)
	m := p.Parse(raw, time.Time{})
	body := "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + m.Text + "\n\n"
	head := string(raw[:bytes.Index(raw, []byte("Content-Type"))])
	if recoded := p.Parse([]byte(head+body), time.Time{}); !SameContent(m, recoded) {
		t.Errorf("re-encoded by the server:\n%q\n%q", m.Text, recoded.Text)
	}
	wrapped := strings.Replace(body, m.Text, flow(m.Text), 1)
	if lost := p.Parse([]byte(head+wrapped), time.Time{}); !SameContent(m, lost) {
		t.Error("format=flowed lost")
	}
	for name, edit := range map[string]func(string) string{
		"a word":    func(s string) string { return strings.Replace(s, "Monday", "Tuesday", 1) },
		"recipient": func(s string) string { return strings.Replace(s, "zoe@", "zoey@", 1) },
		"subject":   func(s string) string { return strings.Replace(s, "Subject: Re:", "Subject:", 1) },
		"copy":      func(s string) string { return "Cc: eve@example.net\r\n" + s },
	} {
		if SameContent(m, p.Parse([]byte(edit(string(raw))), time.Time{})) {
			t.Errorf("%s: an edit went unseen", name)
		}
	}
}

func TestSubjects(t *testing.T) {
	for in, want := range map[string]string{
		"Interview": "Interview", "Re: Interview": "Interview", "RE: AW: Re[2]: Interview": "Interview", "Antw: FW: Interview": "Interview", "R: Colloquio": "Colloquio", "RV: TR: WG: x": "x",
		"Re: [jobs] Re: x": "[jobs] x", "[jobs] x": "[jobs] x", "Interview (fwd)": "Interview", "  Re:  two   spaces ": "two spaces", "I:O board": "I:O board", "Result: passed": "Result: passed", "Re:": "", "ENC: vaga": "vaga",
	} {
		if got := BaseSubject(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := ReplySubject("AW: Re: Interview"); got != "Re: Interview" {
		t.Error(got)
	}
}

func TestIsAddrSpec(t *testing.T) {
	for _, s := range []string{"a@example.com", "a.b+c@sub.example.com", "o'neil@example.org", "=x=@example.net", "a..b@example.com"} {
		if !IsAddrSpec(s) {
			t.Errorf("%q refused", s)
		}
	}
	for _, s := range []string{"", "a", "@example.com", "a@", "a@b@example.com", "a b@example.com", "<a@example.com>", "a@example.com\r\n", "\"a b\"@example.com", "a@example..com", ".a@example.com", "a@-example.com", "a@exa mple.com", "ä@example.com", "a@[127.0.0.1]", strings.Repeat("a", 65) + "@example.com"} {
		if IsAddrSpec(s) {
			t.Errorf("%q taken", s)
		}
	}
}

func FuzzFlow(f *testing.F) {
	f.Add("Hello\n> quoted text that is long enough to be wrapped somewhere around the seventieth column\n-- \nSam")
	f.Add(" leading\nFrom x\n>> deep\n--  \n\n")
	f.Fuzz(func(t *testing.T, s string) {
		want := trimLines(strings.ReplaceAll(normalise(s), ">", "|"))
		if got := trimLines(unflow(flow(want), false)); got != want {
			t.Errorf("%q came back as %q", want, got)
		}
	})
}

func FuzzWords(f *testing.F) {
	f.Add("=?utf-8?q?caf=C3=A9?= =?utf-8?b?w6k=?= x")
	f.Add("=?x?q?=?= =?utf-8?q?unfinished")
	f.Fuzz(func(t *testing.T, s string) {
		decodeWords(s)
		if enc := encodeText(normalise(oneLine(s))); strings.ContainsAny(enc, "\r\n") || !isPlain(enc) {
			t.Errorf("%q is encoded as %q", s, enc)
		}
	})
}
