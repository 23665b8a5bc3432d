package demo

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
)

func TestSealEncodings(t *testing.T) {
	const body = "Zoë fährt – nein: sie geht.\nZweite Zeile = kurz.\n"
	for _, c := range []struct{ charset, encoding, want string }{
		{"utf-8", "8bit", "Zoë fährt – nein: sie geht.\r\n"},
		{"utf-8", "quoted-printable", "Zo=C3=AB f=C3=A4hrt =E2=80=93 nein: sie geht.\r\nZweite Zeile =3D kurz"},
		{"windows-1252", "quoted-printable", "Zo=EB f=E4hrt =96 nein: sie geht.\r\n"},
		{"utf-8", "base64", base64.StdEncoding.EncodeToString([]byte("Zoë fährt – nein: sie geht.\r\nZweite Zeile = kurz.\r\n"))[:76]},
	} {
		raw, err := seal("From: a@example.org\nContent-Type: text/plain; charset=" + c.charset +
			"\nContent-Transfer-Encoding: " + c.encoding + "\n\n" + body)
		if err != nil || !strings.Contains(string(raw), c.want) {
			t.Errorf("%s, %s: %q, %v; want %q in it", c.charset, c.encoding, raw, err, c.want)
		}
	}
}

func TestSealRefuses(t *testing.T) {
	for name, src := range map[string]string{
		"not ASCII in 7bit":    "Content-Type: text/plain; charset=utf-8\n\nfür\n",
		"not in the charset":   "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n→\n",
		"unknown charset":      "Content-Type: text/plain; charset=klingon\n\nx\n",
		"multipart, not ended": "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n",
	} {
		if raw, err := seal(src); err == nil {
			t.Errorf("%s: %q, want an error", name, raw)
		}
	}
}

func TestSealMultipart(t *testing.T) {
	raw, err := seal("Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n" +
		"Content-Transfer-Encoding: quoted-printable\n\nné\n\n--b\nContent-Type: text/calendar; charset=utf-8\n" +
		"Content-Transfer-Encoding: 8bit\n\nDESCRIPTION:" + strings.Repeat("ä", 60) + "\n\n--b--\n")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw), "\r\nn=C3=A9\r\n\r\n--b\r\n") || !strings.HasSuffix(string(raw), "\r\n--b--\r\n") {
		t.Errorf("parts are not where they were: %q", raw)
	}
	for _, line := range strings.Split(string(raw), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets", len(line))
		}
	}
	if got := strings.Count(strings.ReplaceAll(string(raw), "\r\n ", ""), strings.Repeat("ä", 60)); got != 1 {
		t.Errorf("unfolded, the text stands %d times", got)
	}
}

func TestSealHeaders(t *testing.T) {
	raw, err := seal("From: João Almeida <j@example.com>\nTo: a@example.org\nSubject: Entrevista – " +
		strings.Repeat("ação ", 30) + "\n\nx\n")
	if err != nil {
		t.Fatal(err)
	}
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	from, err := msg.Header.AddressList("From")
	if err != nil || from[0].Name != "João Almeida" {
		t.Errorf("From: %v, %v", from, err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil || !strings.HasPrefix(subject, "Entrevista – ação ação") {
		t.Errorf("Subject: %q, %v", subject, err)
	}
}

// What the templates show in clear must be what a client decodes.
func TestMailDecodesToItsTemplate(t *testing.T) {
	want := map[string]string{
		"02-recruiter-times":  "sending over your résumé",
		"34-radio":            "“Morning River”",
		"53-rejection-german": "für Ihre Bewerbung",
	}
	for _, m := range mailbox(t, "2026-03-11 11:00") {
		if want[m.Name] == "" {
			continue
		}
		msg, err := mail.ReadMessage(bytes.NewReader(m.Raw))
		if err != nil {
			t.Fatal(err)
		}
		_, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(quotedprintable.NewReader(msg.Body))
		if err != nil {
			t.Fatal(err)
		}
		encoded, err := inCharset(want[m.Name], params["charset"])
		if err != nil || !bytes.Contains(b, []byte(encoded)) {
			t.Errorf("%s: %q is not in %q (%v)", m.Name, want[m.Name], b, err)
		}
		delete(want, m.Name)
	}
	for name := range want {
		t.Errorf("%s was not looked at", name)
	}
}
