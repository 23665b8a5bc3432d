package message

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

var fallback = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// mailOf puts a message together from header lines and a body.
func mailOf(head, body string) []byte {
	return []byte(strings.ReplaceAll(strings.Trim(head, "\n")+"\n\n"+body, "\n", "\r\n"))
}

const plainHead = `
From: Noor Haddad <noor@example.org>
To: Sam Rivera <sam@example.com>
Subject: Interview
Date: Mon, 8 Jun 2026 09:12:00 +0200
Message-ID: <m1@example.org>
MIME-Version: 1.0`

func TestHeader(t *testing.T) {
	m := ParseHeader(mailOf(`
From: =?utf-8?q?Zo=C3=AB_Mart=C3=AD?= <zoe@example.org>
Sender: relay@example.net
Reply-To: "Haddad, Noor" <noor@example.org>, broken <a<b@example.org>
To: team: sam@example.com, Ada (Ada Berg) <ada@example.com>;
Cc: eve@example.com (Eve)
Subject: =?iso-8859-1?Q?Entretien_d'=E9t=E9?= =?utf-8?b?IOKAkyBB?= =?utf-8?b?bmFseXN0?=
Date: Mon, 8 Jun 2026 09:12:00 +0200 (CEST)
Message-ID: <m1@example.org>
In-Reply-To: Your message of Monday <a@example.com>
References: <root@example.com>
	<a@exam
 ple.com>
Delivered-To: sam@example.com`, ""))
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	check("from", fmt.Sprint(m.From), "{Zoë Martí zoe@example.org}")
	check("sender", m.Sender.Address, "relay@example.net")
	check("reply-to", fmt.Sprint(m.ReplyTo), "[{Haddad, Noor noor@example.org} {broken <a b@example.org}]")
	check("to", fmt.Sprint(m.To), "[{ sam@example.com} {Ada (Ada Berg) ada@example.com}]")
	check("cc", fmt.Sprint(m.Cc), "[{Eve eve@example.com}]")
	check("subject", m.Subject, "Entretien d'été – Analyst")
	check("id", m.ID, "m1@example.org")
	check("in-reply-to", fmt.Sprint(m.InReplyTo), "[a@example.com]")
	check("references", fmt.Sprint(m.References), "[root@example.com a@example.com]")
	check("delivered-to", fmt.Sprint(m.DeliveredTo), "[sam@example.com]")
	check("date", m.Date.Format(time.RFC3339), "2026-06-08T09:12:00+02:00")
	check("get", m.Get("delivered-to"), "sam@example.com")
	if len(m.Problems) > 0 {
		t.Errorf("problems: %v", m.Problems)
	}
}

func TestDates(t *testing.T) {
	for head, want := range map[string]string{
		"Date: 8 Jun 26 09:12 EST":                                              "2026-06-08T09:12:00-05:00 date",
		"Date: Mon 8 Jun 2026 09:12:00 +0200":                                   "2026-06-08T09:12:00+02:00 date",
		"Date: Monday, 8 June 2026 09:12:00 +0200":                              "2026-06-08T09:12:00+02:00 date",
		"Date: nonsense\nReceived: from a by b; Mon, 8 Jun 2026 07:00:00 +0000": "2026-06-08T07:00:00Z received",
		"Date: Mon, 8 Jun 0026 09:12:00 +0200":                                  "2026-06-01T12:00:00Z fallback",
		"X-Other: 1":                                                            "2026-06-01T12:00:00Z fallback",
	} {
		m := NewParser(nil).Parse(mailOf("From: a@example.com\n"+head, "x"), fallback)
		if got := m.Date.Format(time.RFC3339) + " " + string(m.DateSource); strings.Replace(got, "+00:00", "Z", 1) != want {
			t.Errorf("%q: %s, want %s", head, got, want)
		}
	}
}

// Bodies in all the shapes that senders and damage give them.
func TestText(t *testing.T) {
	tests := []struct{ name, head, body, want string }{
		{"plain", "", "Hello\n", "Hello"},
		{"no content type", "", "10 o'clock", "10 o'clock"},
		{"quoted-printable", "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable", "Gr=C3=BC=\n=C3=9Fe = x =ZZ", "Grüße = x =ZZ"},
		{"base64 with junk", "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: BASE64", "SGVs\n!bG8g\nd29ybGQ", "Hello world"},
		{"windows-1252 that calls itself latin-1", "Content-Type: text/plain; charset=iso-8859-1", "it\x92s 5\x80", "it’s 5€"},
		{"UTF-8 that calls itself latin-1", "Content-Type: text/plain; charset=iso-8859-1", "Grüße", "Grüße"},
		{"no charset", "Content-Type: text/plain", "caf\xe9", "café"},
		{"unknown charset", "Content-Type: text/plain; charset=x-klingon", "plain", "plain"},
		{"broken content type", "Content-Type: text/plain; charset=\"utf-8", "Hello", "Hello"},
		{"invisible characters", "Content-Type: text/plain; charset=utf-8", "in\u200bter\u00adview\u00a0at\u202f10\u2009am\x00", "interview at 10 am"},
		{"full-width digits", "Content-Type: text/plain; charset=utf-8", "１０：３０", "10:30"},
		{"bare CR and NEL", "", "a\rb", "a\nb"},
		{"HTML that calls itself plain", "Content-Type: text/plain", "<html><body><p>Hi</p></body></html>", "Hi"},
		{"flowed", "Content-Type: text/plain; format=flowed", "We would like \nto meet you.\n> Can you \n> come?\n-- \nNoor", "We would like to meet you.\n> Can you come?\n-- \nNoor"},
		{"flowed with DelSp", "Content-Type: text/plain; format=flowed; delsp=yes", "inter \nview", "interview"},
		{"alternative prefers plain", "Content-Type: multipart/alternative; boundary=b", "--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>html\n--b--", "plain"},
		{"alternative with an empty plain part", "Content-Type: multipart/alternative; boundary=b", "--b\n\n \n--b\nContent-Type: text/html\n\n<p>html\n--b--", "html"},
		{"alternative with a placeholder", "Content-Type: multipart/alternative; boundary=b", "--b\n\nYour e-mail client does not support HTML.\n--b\nContent-Type: text/html\n\n<p>html\n--b--", "html"},
		{"mixed puts texts together", "Content-Type: multipart/mixed; boundary=b", "--b\n\none\n--b\nContent-Type: text/html\n\n<p>two\n--b\nContent-Type: application/pdf; name=cv.pdf\n\n%PDF\n--b--", "one\n\ntwo"},
		{"no closing boundary", "Content-Type: multipart/mixed; boundary=b", "preamble\n--b\n\none", "one"},
		{"lost boundary parameter", "Content-Type: multipart/mixed", "--b-1\n\none\n--b-1--", "one"},
		{"boundary that begins another", "Content-Type: multipart/mixed; boundary=b", "--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\none\n--bb--\n--b--", "one"},
		{"attached text is no text", "Content-Type: multipart/mixed; boundary=b", "--b\n\none\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\ntwo\n--b--", "one"},
	}
	p := newTestParser(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := p.Parse(mailOf(plainHead+"\n"+tt.head, tt.body), fallback)
			if m.Text != tt.want {
				t.Errorf("text %q, want %q (problems %v)", m.Text, tt.want, m.Problems)
			}
		})
	}
}

func TestPartsThatAreNoText(t *testing.T) {
	body := "--b\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>Shown\n--r\nContent-Type: text/html; name=frame.html\n\nnot shown\n--r--\n--b\nContent-Type: application/pgp-signature; name=\"sig.asc\"\n\nx\n--b--"
	m := NewParser(nil).Parse(mailOf(plainHead+"\nContent-Type: multipart/signed; boundary=b", body), fallback)
	if m.Text != "Shown" || fmt.Sprint(m.Attachments) != "[{frame.html text/html} {sig.asc application/pgp-signature}]" {
		t.Errorf("text %q attachments %v", m.Text, m.Attachments)
	}
}

func TestNames(t *testing.T) {
	for raw, want := range map[string]string{
		`"Ada \"the\" Berg" <ada@example.com>`: `Ada "the" Berg`, `"=?utf-8?q?Zo=C3=AB?=" <ada@example.com>`: "Zoë", `=?utf-8?q?Berg=2C_Ada?= <ada@example.com>`: "Berg, Ada",
		`=?utf-8?q?Berg,_Ada?= <ada@example.com>`: "Berg, Ada", `ada@example.com`: "", `"'Ada'" <ada@example.com>`: "Ada", `Ada Berg <mailto:ada@example.com>`: "Ada Berg",
	} {
		got := parseAddresses(raw)
		if len(got) != 1 || got[0].Name != want || got[0].Address != "ada@example.com" {
			t.Errorf("%s: %+v, want %q", raw, got, want)
		}
	}
}

func TestCalendarPart(t *testing.T) {
	ics := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260611T100000\nEND:VEVENT\nEND:VCALENDAR"
	body := "--b\nContent-Type: multipart/alternative; boundary=a\n\n--a\n\nJoin us\n--a\nContent-Type: text/calendar; method=REQUEST\n\n" + ics + "\n--a--\n--b\nContent-Type: application/ics; name=invite.ics\n\n" + ics + "\n--b--"
	m := NewParser(nil).Parse(mailOf(plainHead+"\nContent-Type: multipart/mixed; boundary=b", body), fallback)
	if m.Text != "Join us" || len(m.Calendars) != 1 {
		t.Fatalf("text %q, %d calendars: the same invitation twice counts once", m.Text, len(m.Calendars))
	}
	c := m.Calendars[0]
	if c.Method != "REQUEST" || c.Events[0].Start.Format(time.RFC3339) != "2026-06-11T10:00:00+02:00" {
		t.Errorf("method %q from the content type, floating start %v in the sender's offset", c.Method, c.Events[0].Start)
	}
}

func TestForwards(t *testing.T) {
	gmail := "Look at this.\n\n---------- Forwarded message ---------\nFrom: Ada Berg <ada@example.net>\nDate: Mon, Jun 8, 2026 at 9:12 AM\nSubject: Interview on Friday\nTo: Noor <noor@example.org>\n\nCould we meet on Friday?\n\nBest,\nAda\n"
	outlook := "FYI\n\nVon: Ada Berg <ada@example.net>\nGesendet: Montag, 8. Juni 2026 09:12\nAn: Noor\nBetreff: Interview on Friday\n\nCould we meet on Friday?\n\nBest,\nAda\n"
	attached := "--b\n\n\n--b\nContent-Type: message/rfc822\n\nFrom: Ada Berg <ada@example.net>\nSubject: Interview on Friday\nDate: Mon, 8 Jun 2026 09:12:00 +0000\n\nCould we meet on Friday?\n\nBest,\nAda\n--b--\n"
	p := newTestParser(t)
	for name, tt := range map[string]struct{ head, body, comment string }{
		"Gmail":                  {"Subject: Fwd: Interview on Friday", gmail, "Look at this."},
		"Outlook, in German":     {"Subject: WG: Interview on Friday", outlook, "FYI"},
		"as an attachment":       {"Subject: Fwd: x\nContent-Type: multipart/mixed; boundary=b", attached, ""},
		"Apple Mail, all quoted": {"Subject: Fwd: x", "Begin forwarded message:\n\n> From: Ada Berg <ada@example.net>\n> Subject: Interview on Friday\n> Date: 8 June 2026 at 09:12:00\n> To: x@example.org\n> \n> Could we meet on Friday?\n> \n> Best,\n> Ada\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := p.Parse(mailOf("From: noor@example.org\nDate: Mon, 8 Jun 2026 10:00:00 +0000\n"+tt.head, tt.body), fallback)
			if m.NewText != "Could we meet on Friday?\n\nBest,\nAda" {
				t.Errorf("new text %q", m.NewText)
			}
			f := m.Forwarded
			if f == nil || f.From != (Address{"Ada Berg", "ada@example.net"}) || f.Subject != "Interview on Friday" || f.Comment != tt.comment {
				t.Errorf("forwarded %+v", f)
			}
		})
	}
}

// A forward that someone pasted into an answer is part of the answer.
func TestForwardInAnAnswer(t *testing.T) {
	body := "Works for me.\n\n---------- Forwarded message ---------\nFrom: Ada <ada@example.net>\nSubject: Room\n\nRoom 4 is free."
	m := newTestParser(t).Parse(mailOf("From: noor@example.org\nSubject: Re: Room", body), fallback)
	if m.Forwarded != nil || !strings.HasPrefix(m.NewText, "Works for me.") || !strings.HasSuffix(m.NewText, "Room 4 is free.") {
		t.Errorf("forwarded %+v, new text %q", m.Forwarded, m.NewText)
	}
}

func TestOddFrames(t *testing.T) {
	tests := []struct{ name, raw, subject, text string }{
		{"mbox line in front", "From noor@example.org Mon Jun  8 09:12:00 2026\nSubject: x\n\nhello\n", "x", "hello"},
		{"old Mac line ends", "Subject: x\r\rhello\rworld", "x", "hello\nworld"},
		{"header only", "Subject: x\n", "x", ""},
		{"no header", "just text\nand more\n", "", "just text\nand more"},
		{"no empty line before the text", "Subject: x\nHello Sam,\nhow are you?\n", "x", "Hello Sam,\nhow are you?"},
		{"junk between the fields", "From: a@example.com\n!!! scanned by gate\nSubject: x\n\nhello\n", "x", "hello"},
		{"byte order mark", "\xef\xbb\xbfSubject: x\n\nhello", "x", "hello"},
		{"8-bit subject", "Subject: caf\xe9\n\nhello", "café", "hello"},
		{"lines of spaces in front", "   \n \nSubject: x\n\nhello", "x", "hello"},
		{"a line of spaces inside a folded field", "Subject: x\n \n y\n\nhello", "x y", "hello"},
		{"a line of spaces for an empty one", "Subject: x\n \nhello", "x", "hello"},
		{"an empty encoded word", "Subject: x =?utf-8?B??=\n\nhello", "x", "hello"},
		{"nothing", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := NewParser(nil).Parse([]byte(tt.raw), fallback)
			if m.Subject != tt.subject || m.Text != tt.text {
				t.Errorf("subject %q text %q", m.Subject, m.Text)
			}
			if m.From.Address == "" && len(m.Problems) == 0 {
				t.Error("no problem named")
			}
		})
	}
}

// Time and memory stay bounded for mail built to waste them.
func TestBounds(t *testing.T) {
	var deep strings.Builder
	deep.WriteString(plainHead + "\n")
	for i := range 5000 {
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	hostile := map[string]string{
		"nesting":  deep.String(),
		"parts":    plainHead + "\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 100_000),
		"fields":   strings.Repeat("A: b\n", 200_000) + "\nx",
		"tags":     plainHead + "\nContent-Type: text/html\n\n" + strings.Repeat("<div><table><tr><td>", 100_000) + "x",
		"ends":     plainHead + "\nContent-Type: text/html\n\n" + strings.Repeat("<b>", 500) + strings.Repeat("</i>", 200_000),
		"text":     plainHead + "\n\n" + strings.Repeat("word ", 500_000),
		"lines":    plainHead + "\n\n" + strings.Repeat("a:\n", 300_000),
		"quotes":   plainHead + "\n\n" + strings.Repeat(">", 1_000_000),
		"forwards": plainHead + "\n\n" + strings.Repeat("-----Original Message-----\nFrom: a@example.com\nSubject: x\nTo: b@example.com\n\n", 3000),
		"words":    "Subject: " + strings.Repeat("=?utf-8?q?a?=", 4000) + "\n\nx",
		"to":       "To: " + strings.Repeat("a@example.com, ", 4000) + "\n\nx",
		"links":    plainHead + "\n\n" + strings.Repeat("http://example.com/", 20_000),
	}
	p := newTestParser(t)
	for name, raw := range hostile {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			m := p.Parse([]byte(raw), fallback)
			if len(m.Text) > maxText || len(m.Links) > maxLinks || len(m.To) > maxAddresses {
				t.Errorf("kept %d bytes, %d links, %d recipients", len(m.Text), len(m.Links), len(m.To))
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestIdentity(t *testing.T) {
	with := ParseHeader(mailOf(plainHead, ""))
	if with.Identity() != "m1@example.org" {
		t.Error(with.Identity())
	}
	a := ParseHeader([]byte("From: a@example.com\nSubject: x\n\n"))
	b := ParseHeader([]byte("From: a@example.com\nSubject: y\n\n"))
	if !strings.HasPrefix(a.Identity(), "sha256:") || a.Identity() == b.Identity() {
		t.Errorf("%s and %s", a.Identity(), b.Identity())
	}
	a.Size++
	if c := ParseHeader([]byte("From: a@example.com\nSubject: x\n\n")); c.Identity() == a.Identity() {
		t.Error("the size does not count")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(mailOf(plainHead, "Hello\n\nOn Mon, 8 Jun 2026 Sam <sam@example.com> wrote:\n> x"))
	f.Add(mailOf(plainHead+"\nContent-Type: multipart/alternative; boundary=b", "--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>html\n--b--"))
	f.Add(mailOf(plainHead+"\nContent-Type: text/html", "<table><tr><td style='display:none'>x<td>y</table><blockquote type=cite>q"))
	f.Add([]byte("From: a@example.com\nSubject: Fwd: x\n\n-- \n---------- Forwarded message ---------\nFrom: b\nTo: c@d\nSubject: y\n\nz"))
	f.Add([]byte("From: a@example.com\nSubject: Fwd: x\n\nFrom: b\nTo: c@d\nSubject: y\n\n>"))
	p := newTestParser(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := p.Parse(raw, fallback)
		if m.Text != "" && strings.TrimSpace(m.NewText) == "" && strings.TrimSpace(m.Text) != "" {
			t.Errorf("text %q, but nothing is new", m.Text)
		}
		if a := m.From.Address; a != "" && !IsAddrSpec(a) {
			t.Errorf("from %q", a)
		}
		if again := p.Parse(raw, fallback); again.NewText != m.NewText {
			t.Error("parsed twice, not the same")
		}
	})
}
