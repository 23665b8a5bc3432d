package message

import (
	"encoding/base64"
	"strings"
)

// decodeWords decodes the encoded-words of RFC 2047 wherever they stand. The
// standard's rules are broken daily: words inside quotes, without white space
// around, with spaces inside, or with a character cut in two by the word's end.
// So adjacent words of one charset are joined before the charset is applied, and
// what can't be read stays as it is.
func decodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		return repairText(s)
	}
	var out strings.Builder
	var run wordRun
	for {
		i := strings.Index(s, "=?")
		if i < 0 {
			break
		}
		w, after, ok := parseWord(s[i:])
		if !ok {
			run.flush(&out)
			out.WriteString(repairText(s[:i+2]))
			s = s[i+2:]
			continue
		}
		if gap := s[:i]; run.empty() || strings.TrimSpace(gap) != "" {
			run.flush(&out)
			out.WriteString(repairText(gap))
		}
		run.add(w, &out)
		s = after
	}
	run.flush(&out)
	out.WriteString(repairText(s))
	return out.String()
}

// word is one encoded-word, its transfer encoding undone.
type word struct {
	charset string
	data    []byte
}

// wordRun gathers adjacent words of one charset.
type wordRun struct{ word }

func (r *wordRun) empty() bool { return r.charset == "" }

func (r *wordRun) add(w word, out *strings.Builder) {
	if !strings.EqualFold(r.charset, w.charset) {
		r.flush(out)
		r.charset = w.charset
	}
	r.data = append(r.data, w.data...)
}

func (r *wordRun) flush(out *strings.Builder) {
	if r.empty() {
		return
	}
	s, _ := decodeCharset(r.data, r.charset)
	out.WriteString(s)
	r.word = word{}
}

// parseWord reads one encoded-word at the start of s.
func parseWord(s string) (w word, after string, ok bool) {
	charset, rest, ok := strings.Cut(s[2:], "?")
	if !ok || charset == "" || len(charset) > 60 || strings.ContainsAny(charset, " \t") {
		return w, s, false
	}
	enc, rest, ok := strings.Cut(rest, "?")
	if !ok || len(enc) != 1 {
		return w, s, false
	}
	text, after, ok := strings.Cut(rest, "?=")
	if !ok {
		return w, s, false
	}
	w.charset, _, _ = strings.Cut(charset, "*") // RFC 2231 section 5: "*" language
	switch enc {
	case "B", "b":
		w.data = decodeBase64([]byte(text))
	case "Q", "q":
		w.data = decodeQ(text)
	default:
		return w, s, false
	}
	return w, after, true
}

// decodeQ undoes the "Q" encoding (RFC 2047 section 4.2).
func decodeQ(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			out = append(out, ' ')
		case c == '=' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			out = append(out, c)
		}
	}
	return out
}

// decodeBase64 decodes what can be decoded: white space, stray characters and
// wrong padding are skipped, as mail programs do.
func decodeBase64(b []byte) []byte {
	clean := make([]byte, 0, len(b))
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, err := base64.RawStdEncoding.Decode(out, clean)
	if err != nil {
		return out[:n] // only the alphabet is left, so this is unreachable; keep what is there
	}
	return out[:n]
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	default:
		return c - 'A' + 10
	}
}
