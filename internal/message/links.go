package message

import "strings"

// Bounds on links: a newsletter holds a hundred, an attack a million.
const (
	maxLinks    = 300
	maxURLBytes = 4096
)

// plainLinks finds the http and https URLs that stand in a text.
func plainLinks(s string) []Link {
	var out []Link
	for len(out) < maxLinks {
		i := strings.Index(s, "://")
		if i < 0 {
			break
		}
		scheme := 0
		switch head := strings.ToLower(s[max(0, i-5):i]); {
		case head == "https":
			scheme = 5
		case strings.HasSuffix(head, "http"):
			scheme = 4
		}
		end := i + 3 + urlLen(s[i+3:])
		if u := trimURL(s[i-scheme : end]); scheme > 0 && len(u) > scheme+4 && len(u) <= maxURLBytes {
			out = append(out, Link{URL: u})
		}
		s = s[end:]
	}
	return out
}

// urlLen is how far a URL goes: up to white space or a character that URLs do
// not hold and texts put around them (RFC 3986 appendix C).
func urlLen(s string) int {
	if i := strings.IndexAny(s, " \t\n<>\"|`{}“”«»"); i >= 0 {
		return i
	}
	return len(s)
}

// trimURL takes off the punctuation of the sentence around.
func trimURL(u string) string {
	for {
		t := strings.TrimRight(u, ".,;:!?'’*_")
		for _, pair := range []string{"()", "[]"} {
			if strings.HasSuffix(t, pair[1:]) && strings.Count(t, pair[:1]) < strings.Count(t, pair[1:]) {
				t = t[:len(t)-1]
			}
		}
		if t == u {
			return u
		}
		u = t
	}
}
