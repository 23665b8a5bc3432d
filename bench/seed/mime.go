package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"
)

// draft is a mail that is being written.
type draft struct {
	g       *generator
	at      time.Time
	id      string
	from    person
	subject string
	fields  []string // further header lines
	body    string   // with the header lines of its own
}

type person struct{ name, address string }

func (g *generator) draft(i int, at time.Time) *draft {
	p := g.person()
	_, domain, _ := strings.Cut(p.address, "@")
	return &draft{g: g, at: at, from: p, id: fmt.Sprintf("%016x.%d@%s", g.Uint64(), i, domain)}
}

func (d *draft) field(format string, args ...any) {
	d.fields = append(d.fields, fmt.Sprintf(format, args...))
}

// bytes writes the message, with the two or three kilobytes of transport lines
// that come with every mail.
func (d *draft) bytes() []byte {
	var b bytes.Buffer
	_, domain, _ := strings.Cut(d.from.address, "@")
	date := d.at.Format(time.RFC1123Z)
	fmt.Fprintf(&b, "Return-Path: <bounce+%x@%s>\nDelivered-To: robin@example.org\n", d.g.Uint64(), domain)
	for hop := range 2 + d.g.IntN(3) {
		fmt.Fprintf(&b, "Received: from relay%d.%s (relay%d.%s [192.0.2.%d])\n\tby in%d.example.org with ESMTPS id %X\n\t(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384)\n\tfor <robin@example.org>; %s\n",
			hop, domain, hop, domain, 1+d.g.IntN(250), hop, d.g.Uint64(), date)
	}
	fmt.Fprintf(&b, "Authentication-Results: in0.example.org; dkim=pass header.i=@%s;\n spf=pass smtp.mailfrom=%s; dmarc=pass\n", domain, domain)
	for range 1 + d.g.IntN(2) {
		fmt.Fprintf(&b, "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=k1;\n h=from:to:subject:date:message-id; bh=%s;\n b=%s\n",
			domain, d.g.base64(32), d.g.base64(256))
	}
	fmt.Fprintf(&b, "From: %s <%s>\nTo: Robin Hale <robin@example.org>\nSubject: %s\nDate: %s\nMessage-ID: <%s>\n",
		d.from.name, d.from.address, mime.QEncoding.Encode("utf-8", d.subject), date, d.id)
	for _, f := range d.fields {
		b.WriteString(f + "\n")
	}
	b.WriteString("MIME-Version: 1.0\n" + d.body)
	return b.Bytes()
}

func plain(text string) string {
	return "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text
}

func page(html string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write([]byte(html)); err != nil {
		panic(err) // a strings.Builder takes everything
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + strings.ReplaceAll(b.String(), "\r\n", "\n")
}

func (g *generator) multipart(kind string, parts ...string) string {
	boundary := fmt.Sprintf("=_%016x", g.Uint64())
	return fmt.Sprintf("Content-Type: multipart/%s; boundary=%q\n\n--%s\n%s\n--%s--\n",
		kind, boundary, boundary, strings.Join(parts, "\n--"+boundary+"\n"), boundary)
}

// file is a part of so many bytes that no mail reader looks into.
func (g *generator) file(kind, name, disposition string, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Content-Type: %s; name=%q\nContent-Disposition: %s; filename=%q\nContent-Transfer-Encoding: base64\n\n", kind, name, disposition, name)
	for size > 0 {
		n := min(size, len(g.noise))
		b.WriteString(g.noise[:n])
		size -= n
	}
	return b.String()
}

// base64 encodes n random bytes, in lines when they are many.
func (g *generator) base64(n int) string {
	raw := make([]byte, n)
	for i := range raw {
		raw[i] = byte(g.Uint32())
	}
	text := base64.StdEncoding.EncodeToString(raw)
	if n < 1000 {
		return text
	}
	var b strings.Builder
	for ; len(text) > 76; text = text[76:] {
		b.WriteString(text[:76] + "\n")
	}
	return b.String() + text + "\n"
}
