package message

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// Part is a piece of a message as IMAP gives it: BODY[n.MIME] and BODY[n],
// possibly cut short.
type Part struct {
	Header []byte // the part's MIME header; empty when the message is a single part
	Body   []byte
}

// Join puts a message together from its own header and the parts that were
// fetched of it, into bytes that ParsePartial understands. A plain text and the
// page that follows it are taken for alternatives, all else is mixed. With no parts it is the header alone; one
// part without a header is the body of a message that is no multipart.
func Join(header []byte, parts []Part) []byte {
	head := bytes.TrimRight(header, "\r\n")
	if len(parts) == 1 && len(bytes.TrimSpace(parts[0].Header)) == 0 {
		return bytes.Join([][]byte{head, parts[0].Body}, []byte("\r\n\r\n"))
	}
	if len(parts) == 0 {
		return append(bytes.Clone(head), "\r\n\r\n"...)
	}
	var pieces [][]byte
	plain := false // the last piece is a plain text
	for _, p := range parts {
		raw := bytes.Join([][]byte{bytes.TrimRight(p.Header, "\r\n"), p.Body}, []byte("\r\n\r\n"))
		e := newEntity(raw, "text/plain")
		kind, _ := e.disposition()
		if last := len(pieces) - 1; plain && kind != "attachment" && e.mediaType == "text/html" {
			pieces[last] = multipartBytes("multipart/alternative", [][]byte{pieces[last], raw})
			plain = false
			continue
		}
		pieces = append(pieces, raw)
		plain = kind != "attachment" && e.mediaType == "text/plain"
	}
	return append(withoutContentFields(head), multipartBytes("multipart/mixed", pieces)...)
}

// multipartBytes is a multipart entity, with a boundary that none of the parts
// holds.
func multipartBytes(kind string, parts [][]byte) []byte {
	sum := sha256.Sum256(bytes.Join(parts, []byte(kind)))
	boundary := "=_" + hex.EncodeToString(sum[:])
	var b bytes.Buffer
	b.WriteString("Content-Type: " + kind + "; boundary=\"" + boundary + "\"\r\n\r\n")
	for _, p := range parts {
		b.WriteString("--" + boundary + "\r\n")
		b.Write(p)
		b.WriteString("\r\n")
	}
	b.WriteString("--" + boundary + "--\r\n")
	return b.Bytes()
}

// withoutContentFields drops the fields that described the whole message.
func withoutContentFields(head []byte) []byte {
	var out []byte
	dropping := false
	for rest := head; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		if folded := len(line) > 0 && (line[0] == ' ' || line[0] == '\t'); !folded {
			key, _, _ := splitField(line)
			dropping = key == "Content-Type" || key == "Content-Transfer-Encoding" || key == "Content-Disposition"
		}
		if !dropping {
			out = append(append(out, line...), "\r\n"...)
		}
	}
	return out
}
