package message

import (
	"bytes"
	"mime"
	"strings"
)

// entity is one MIME entity (RFC 2045 section 2.4): the message or a part of it.
// Its body is a slice of the message's bytes; nothing is decoded yet.
type entity struct {
	header    header
	body      []byte
	mediaType string // lower case; text/plain when absent or unreadable
	params    map[string]string
	declared  bool // a Content-Type was there and readable
}

func newEntity(raw []byte, defaultType string) entity {
	h, body := splitHeader(raw)
	e := entity{header: h, body: body}
	e.mediaType, e.params, e.declared = contentType(h.get("Content-Type"))
	if !e.declared {
		e.mediaType = defaultType
	}
	return e
}

// contentType reads a Content-Type, also one that mime.ParseMediaType refuses
// for a damaged parameter: the type and the parameters that can be read count.
func contentType(v string) (string, map[string]string, bool) {
	if v == "" {
		return "", nil, false
	}
	t, params, err := mime.ParseMediaType(v)
	if err != nil {
		t, params = looseMediaType(v)
	}
	t = strings.ToLower(strings.TrimSpace(t))
	if t == "text" { // RFC 2045 predecessors wrote the bare word
		t = "text/plain"
	}
	major, minor, ok := strings.Cut(t, "/")
	return t, params, ok && major != "" && minor != ""
}

// looseMediaType splits at semicolons and equals signs, nothing more.
func looseMediaType(v string) (string, map[string]string) {
	t, rest, _ := strings.Cut(v, ";")
	t, _, _ = strings.Cut(strings.TrimSpace(t), " ")
	params := map[string]string{}
	for p := range strings.SplitSeq(rest, ";") {
		k, val, ok := strings.Cut(p, "=")
		k = strings.ToLower(strings.TrimSpace(k))
		if _, dup := params[k]; ok && !dup {
			params[k] = strings.Trim(strings.TrimSpace(val), `"`)
		}
	}
	return t, params
}

// disposition returns the Content-Disposition in lower case and the file name
// the part has by any of the ways to give one.
func (e *entity) disposition() (kind, name string) {
	v := e.header.get("Content-Disposition")
	kind, params, err := mime.ParseMediaType(v)
	if err != nil {
		kind, params = looseMediaType(v)
	}
	name = params["filename"]
	if name == "" {
		name = e.params["name"]
	}
	return strings.ToLower(kind), oneLine(decodeWords(name))
}

// boundary returns the multipart boundary; when the parameter was lost, the
// first line of the body that looks like one.
func (e *entity) boundary() string {
	if b := e.params["boundary"]; b != "" {
		return b
	}
	rest := e.body
	for range 20 {
		var line []byte
		if line, rest = cutLine(rest); len(line) > 4 && bytes.HasPrefix(line, []byte("--")) && !bytes.ContainsAny(line, " \t") {
			return string(line[2:])
		}
	}
	return ""
}

// parts cuts a multipart body (RFC 2046 section 5.1.1) into its parts, at most
// limit of them. A missing closing line is forgiven.
func (e *entity) parts(limit int) [][]byte {
	boundary := e.boundary()
	if boundary == "" {
		return nil
	}
	mark := []byte("--" + boundary)
	var out [][]byte
	start := -1
	for at := 0; len(out) < limit; {
		i, after, closing := findBoundary(e.body, mark, at)
		if i < 0 {
			break
		}
		if start >= 0 {
			out = append(out, trimLineEnd(e.body[start:i]))
		}
		start, at = after, after
		if closing {
			return out
		}
	}
	if start >= 0 && start < len(e.body) && len(out) < limit {
		out = append(out, e.body[start:])
	}
	return out
}

// findBoundary finds the next boundary line from offset at. after is where the
// next part begins; closing says that it was the last boundary.
func findBoundary(body, mark []byte, at int) (i, after int, closing bool) {
	for at < len(body) {
		n := bytes.Index(body[at:], mark)
		if n < 0 {
			return -1, 0, false
		}
		i = at + n
		at = i + len(mark)
		if i > 0 && body[i-1] != '\n' {
			continue
		}
		line, rest := cutLine(body[at:])
		closing = bytes.HasPrefix(line, []byte("--"))
		if tail := bytes.TrimSpace(bytes.TrimPrefix(line, []byte("--"))); len(tail) == 0 || closing {
			return i, len(body) - len(rest), closing
		}
	}
	return -1, 0, false
}

// trimLineEnd takes off the line end that belongs to the boundary.
func trimLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}
