package message

import (
	"strings"
	"unicode/utf8"
)

// The prefixes that mail programs put before a subject when replying and when
// forwarding, in the languages they speak. RFC 5256 knows only "re", "fw" and
// "fwd"; Outlook translates them.
var (
	replyPrefixes = map[string]bool{"re": true, "aw": true, "antw": true, "antwort": true, "sv": true, "vs": true, "ref": true,
		"rif": true, "r": true, "res": true, "rép": true, "rep": true, "bls": true, "odp": true, "ynt": true, "vá": true}
	forwardPrefixes = map[string]bool{"fw": true, "fwd": true, "wg": true, "tr": true, "rv": true, "i": true, "enc": true,
		"doorst": true, "vb": true, "vl": true, "pd": true, "továbbítás": true, "weitergeleitet": true}
)

// BaseSubject returns the subject by which messages are threaded (RFC 5256
// section 2.1): reply and forward prefixes of many languages off, "(fwd)" at the
// end off, white space folded. A "[list]" blob in front stays, prefixes behind
// it go. Case is kept: compare with strings.EqualFold.
func BaseSubject(s string) string {
	base, _ := splitSubject(s)
	return base
}

// isForwardSubject reports whether the outermost prefix says that the message
// was forwarded.
func isForwardSubject(s string) bool {
	_, forward := splitSubject(s)
	return forward
}

// isReplySubject reports whether the outermost prefix says that the message
// answers one.
func isReplySubject(s string) bool {
	base, forward := splitSubject(s)
	return !forward && base != oneLine(s)
}

// splitSubject parts the base subject from its prefixes. forward tells whether
// the outermost of them is a forward prefix.
func splitSubject(s string) (base string, forward bool) {
	s = oneLine(s)
	blobs, first := "", true
	for {
		if strings.HasSuffix(strings.ToLower(s), "(fwd)") {
			s, forward = strings.TrimSpace(s[:len(s)-5]), forward || first
			continue
		}
		if rest, fwd, ok := cutPrefix(s); ok {
			s, forward, first = rest, forward || first && fwd, false
			continue
		}
		if blob, rest, ok := cutBlob(s); ok && blobs == "" {
			if r, fwd, prefixed := cutPrefix(rest); prefixed {
				blobs, s, forward, first = blob+" ", r, forward || first && fwd, false
				continue
			}
		}
		break
	}
	return strings.TrimSpace(blobs + s), forward
}

// cutPrefix takes off one "Re:", "AW:", "Re[2]:", "Re :" or "FWD:".
func cutPrefix(s string) (rest string, forward, ok bool) {
	word, rest, ok := strings.Cut(s, ":")
	if !ok || len(word) > 24 {
		return s, false, false
	}
	word = strings.ToLower(strings.TrimSpace(word))
	if i := strings.IndexAny(word, "[(^"); i > 0 && strings.Trim(word[i:], "[]()^0123456789") == "" {
		word = strings.TrimSpace(word[:i])
	}
	rest = strings.TrimSpace(rest)
	// A single letter is a prefix only in a mail program's spelling "R: " and
	// "I: "; it must not eat a subject such as "I:O board".
	if utf8.RuneCountInString(word) == 1 && !strings.HasPrefix(s[strings.Index(s, ":")+1:], " ") {
		return s, false, false
	}
	return rest, forwardPrefixes[word], replyPrefixes[word] || forwardPrefixes[word]
}

// cutBlob takes off a "[list]" in front.
func cutBlob(s string) (blob, rest string, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return "", s, false
	}
	i := strings.IndexByte(s, ']')
	if i < 0 || strings.Contains(s[1:i], "[") {
		return "", s, false
	}
	return s[:i+1], strings.TrimSpace(s[i+1:]), true
}

// ReplySubject is the subject of an answer: "Re: " and the base subject, so that
// no "Re: AW: Re:" grows and every program threads it.
func ReplySubject(s string) string {
	return strings.TrimSpace("Re: " + BaseSubject(s))
}
