package message

import (
	"bytes"
	"net/textproto"
)

// Bounds on the header of one entity. Real headers hold a few dozen fields and
// some kilobytes; what lies beyond is an attack or garbage.
const (
	maxHeaderFields = 1000
	maxHeaderBytes  = 512 << 10
	maxFieldBytes   = 64 << 10
)

// field is one header field as it stands in the message, unfolded.
type field struct {
	key   string // canonical form
	value string // raw: unfolded, not decoded
}

// header is the fields of one entity in order.
type header []field

// get returns the first raw value of a key in canonical form.
func (h header) get(key string) string {
	for _, f := range h {
		if f.key == key {
			return f.value
		}
	}
	return ""
}

// splitHeader parts an entity into header fields and body (RFC 5322 section
// 2.2). It is lenient the way mail programs are: a junk line between fields is
// skipped, and a header that runs into the text without an empty line ends
// where the fields end.
func splitHeader(raw []byte) (header, []byte) {
	h := make(header, 0, 8)
	var f folded
	start := raw
	rest := raw
	defer func() { f.close(h) }()
	for len(rest) > 0 {
		line, next := cutLine(rest)
		if len(bytes.TrimSpace(line)) == 0 {
			// A line of spaces inside a folded field is obsolete folding
			// (RFC 5322 section 4.2), anywhere else a damaged empty line.
			if len(line) > 0 && len(next) > 0 && (next[0] == ' ' || next[0] == '\t') {
				rest = next
				continue
			}
			return h, next
		}
		if len(start)-len(rest) > maxHeaderBytes {
			return h, rest
		}
		switch key, value, ok := splitField(line); {
		case (line[0] == ' ' || line[0] == '\t') && len(h) > 0:
			f.extend(h, line)
		case ok && len(h) < maxHeaderFields:
			f.close(h)
			h = append(h, field{key, value})
		case !ok && !startsField(next):
			return h, rest
		}
		rest = next
	}
	return h, nil
}

// folded is the value of the last field while lines are added to it: References
// of a long conversation have hundreds.
type folded []byte

// extend adds a folded line to the last field.
func (f *folded) extend(h header, line []byte) {
	if len(*f) == 0 {
		*f = append(*f, h[len(h)-1].value...)
	}
	if len(*f)+len(line) < maxFieldBytes {
		*f = append(append(*f, ' '), bytes.TrimSpace(line)...)
	}
}

// close gives the last field all of its value.
func (f *folded) close(h header) {
	if len(*f) > 0 {
		h[len(h)-1].value = string(*f)
		*f = (*f)[:0]
	}
}

// splitField reads "Key: value".
func splitField(line []byte) (key, value string, ok bool) {
	i := bytes.IndexByte(line, ':')
	if i <= 0 {
		return "", "", false
	}
	name := bytes.TrimRight(line[:i], " \t")
	for _, c := range name {
		if c <= ' ' || c >= 0x7f {
			return "", "", false
		}
	}
	if len(name) == 0 || len(name) > 100 {
		return "", "", false
	}
	v := bytes.TrimSpace(line[i+1:])
	return fieldKey(name), string(v[:min(len(v), maxFieldBytes)]), true
}

// usualKeys are the names of fields that most headers have, as most spell them.
var usualKeys = func() map[string]string {
	keys := map[string]string{}
	for _, k := range []string{
		"From", "To", "Cc", "Subject", "Date", "Message-ID", "Message-Id", "In-Reply-To", "References", "Reply-To", "Sender",
		"Received", "Return-Path", "Delivered-To", "MIME-Version", "Mime-Version", "Content-Type", "Content-Transfer-Encoding",
		"Content-Disposition", "Content-ID", "Content-Language", "DKIM-Signature", "ARC-Seal", "ARC-Authentication-Results",
		"ARC-Message-Signature", "Authentication-Results", "Received-SPF", "List-Id", "List-ID", "List-Post", "List-Unsubscribe",
		"List-Unsubscribe-Post", "List-Archive", "List-Help", "List-Subscribe", "Precedence", "Feedback-ID", "Auto-Submitted", "X-Mailer",
	} {
		keys[k] = textproto.CanonicalMIMEHeaderKey(k)
	}
	return keys
}()

// fieldKey is the canonical form of a field's name.
func fieldKey(name []byte) string {
	if k, ok := usualKeys[string(name)]; ok {
		return k
	}
	return textproto.CanonicalMIMEHeaderKey(string(name))
}

// startsField reports whether the next line goes on with the header.
func startsField(rest []byte) bool {
	line, _ := cutLine(rest)
	_, _, ok := splitField(line)
	return ok && !bytes.HasPrefix(bytes.TrimSpace(line), []byte("http"))
}

// cutLine splits off the first line without its line end.
func cutLine(b []byte) (line, rest []byte) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 {
		return b, nil
	}
	return bytes.TrimSuffix(b[:i], []byte("\r")), b[i+1:]
}

// trimEnvelope drops what stands before the header of real files: a byte order
// mark, empty lines, the "From " line of an mbox. Files of old Macs have CR as
// line end throughout; they become LF.
func trimEnvelope(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') >= 0 {
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	}
	for len(raw) > 0 {
		line, rest := cutLine(raw)
		if len(bytes.TrimSpace(line)) > 0 && !bytes.HasPrefix(line, []byte("From ")) && !bytes.HasPrefix(line, []byte(">From ")) {
			break
		}
		raw = rest
	}
	return raw
}
