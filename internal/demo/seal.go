package demo

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// seal turns a readable template into the bytes that travel: header words are
// encoded (RFC 2047), and the body of each text part is put into the charset
// and transfer encoding that its own header lines announce (RFC 2045). So the
// templates stay legible while the mail is as awkward as real mail.
func seal(text string) ([]byte, error) {
	s, err := sealPart(text)
	if err != nil {
		return nil, err
	}
	return []byte(strings.ReplaceAll(s, "\n", "\r\n")), nil
}

// sealPart encodes one part: its header and, by its type, its body or its parts.
func sealPart(text string) (string, error) {
	head, body, _ := strings.Cut(text, "\n\n")
	lines := unfold(head)
	for i, h := range lines {
		e, err := sealHeader(h)
		if err != nil {
			return "", err
		}
		lines[i] = e
	}
	kind, params, err := mime.ParseMediaType(orElse(header(text, "Content-Type"), "text/plain"))
	if err != nil {
		return "", err
	}
	if strings.HasPrefix(kind, "multipart/") {
		body, err = sealParts(body, params["boundary"])
	} else if strings.HasPrefix(kind, "text/") {
		body, err = sealText(body, kind, params["charset"], header(text, "Content-Transfer-Encoding"))
	}
	return strings.Join(lines, "\n") + "\n\n" + body, err
}

// sealParts encodes the parts of a multipart body.
func sealParts(body, boundary string) (string, error) {
	pieces := strings.Split("\n"+body, "\n--"+boundary)
	if boundary == "" || len(pieces) < 3 || !strings.HasPrefix(pieces[len(pieces)-1], "--") {
		return "", fmt.Errorf("multipart with boundary %q is not closed", boundary)
	}
	for i := 1; i < len(pieces)-1; i++ {
		p, err := sealPart(strings.TrimPrefix(pieces[i], "\n"))
		if err != nil {
			return "", err
		}
		pieces[i] = "\n" + p
	}
	return strings.TrimPrefix(strings.Join(pieces, "\n--"+boundary), "\n"), nil
}

// sealText encodes the body of a text part.
func sealText(body, kind, charset, encoding string) (string, error) {
	if kind == "text/calendar" {
		body = foldCalendar(body)
	}
	body, err := inCharset(body, charset)
	if err != nil {
		return "", err
	}
	switch strings.ToLower(encoding) {
	case "base64":
		// What is encoded are lines that end in CRLF (RFC 2045 section 6.8).
		return inColumns(base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(body, "\n", "\r\n")))), nil
	case "quoted-printable":
		return quotedPrintable(body)
	case "8bit":
		return body, nil
	}
	return body, mustASCII(body)
}

// mustASCII refuses a 7bit body that is not.
func mustASCII(body string) error {
	for i, r := range body {
		if r > 126 {
			return fmt.Errorf("a 7bit part holds %q at byte %d", r, i)
		}
	}
	return nil
}

// inCharset converts UTF-8 text to a charset.
func inCharset(s, charset string) (string, error) {
	switch strings.ToLower(charset) {
	case "", "utf-8", "us-ascii":
		return s, nil
	case "iso-8859-1":
		return charmap.ISO8859_1.NewEncoder().String(s)
	case "windows-1252":
		return charmap.Windows1252.NewEncoder().String(s)
	}
	return "", fmt.Errorf("unknown charset %q", charset)
}

// quotedPrintable encodes as RFC 2045 section 6.7 says, with "\n" line ends.
func quotedPrintable(s string) (string, error) {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return strings.ReplaceAll(b.String(), "\r\n", "\n"), nil
}

// inColumns breaks base64 into lines of 76.
func inColumns(s string) string {
	var b strings.Builder
	for len(s) > 76 {
		b.WriteString(s[:76] + "\n")
		s = s[76:]
	}
	b.WriteString(s + "\n")
	return b.String()
}

// foldCalendar folds content lines longer than 75 octets (RFC 5545 section
// 3.1), never inside a UTF-8 sequence.
func foldCalendar(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		var b strings.Builder
		n := 0
		for _, r := range l {
			if n+len(string(r)) > 74 {
				b.WriteString("\n ")
				n = 1
			}
			b.WriteRune(r)
			n += len(string(r))
		}
		lines[i] = b.String()
	}
	return strings.Join(lines, "\n")
}

// sealHeader encodes a header line that is not ASCII, and folds it.
func sealHeader(line string) (string, error) {
	if mustASCII(strings.NewReplacer("\t", "", "\n", "").Replace(line)) == nil {
		return line, nil
	}
	key, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch strings.ToLower(key) {
	case "from", "to", "cc", "reply-to", "sender":
		list, err := mail.ParseAddressList(value)
		if err != nil {
			return "", fmt.Errorf("%s: %w", key, err)
		}
		out := make([]string, len(list))
		for i, a := range list {
			out[i] = a.String()
		}
		return key + ": " + strings.Join(out, ",\n "), nil
	}
	return key + ": " + strings.ReplaceAll(mime.QEncoding.Encode("utf-8", value), "?= =?", "?=\n =?"), nil
}

// unfold splits a header block into its fields; the folds stay inside them.
func unfold(head string) []string {
	var fields []string
	for _, l := range strings.Split(head, "\n") {
		if n := len(fields); n > 0 && (strings.HasPrefix(l, " ") || strings.HasPrefix(l, "\t")) {
			fields[n-1] += "\n" + l
			continue
		}
		fields = append(fields, l)
	}
	return fields
}

// orElse is s, or other where s is empty.
func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
