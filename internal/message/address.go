package message

import (
	"strings"
)

// maxAddresses bounds one address field; no reply goes to so many.
const maxAddresses = 500

// IsAddrSpec reports whether s is an addr-spec that can be written into a
// header as it is: a dot-atom local part and a host name (RFC 5321 section
// 4.1.2 without quoted strings and address literals), ASCII only, at most 254
// bytes (RFC 5321 errata 1690). Two dots in a row are allowed in the local part:
// providers have given out such addresses, and nothing reads them differently.
func IsAddrSpec(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && len(s) <= 254 && len(local) <= 64 && isDotted(local, isAtomByte) && isDomain(domain)
}

// isDotted reports a run of accepted bytes and dots, no dot at the ends.
func isDotted(s string, ok func(byte) bool) bool {
	if s == "" || s[0] == '.' || s[len(s)-1] == '.' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && !ok(s[i]) {
			return false
		}
	}
	return true
}

// isAtomByte is atext of RFC 5322 section 3.2.3.
func isAtomByte(c byte) bool {
	return isAlnum(c) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func isDomain(s string) bool {
	if strings.Contains(s, "..") || !isDotted(s, func(c byte) bool { return isAlnum(c) || c == '-' || c == '_' }) {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}

// parseAddresses reads an address list (RFC 5322 section 3.4) leniently: what
// can't be read is dropped, never guessed. Addresses inside a group count,
// names are decoded.
func parseAddresses(raw string) []Address {
	var out []Address
	for _, item := range splitAddresses(raw) {
		if a := parseAddress(item); !a.IsZero() && len(out) < maxAddresses {
			out = append(out, a)
		}
	}
	return out
}

// splitAddresses parts a list at the commas and semicolons that stand outside
// of quotes, comments and angle brackets.
func splitAddresses(raw string) []string {
	var out []string
	var sc addressScanner
	start := 0
	for i := 0; i < len(raw); i++ {
		if strings.HasPrefix(raw[i:], "=?") && !sc.quoted {
			// Encoded words hold commas, though RFC 2047 section 5 forbids it.
			if _, after, ok := parseWord(raw[i:]); ok {
				i = len(raw) - len(after) - 1
				continue
			}
		}
		top := sc.step(raw[i])
		if top && (raw[i] == ',' || raw[i] == ';') {
			out = append(out, raw[start:i])
			start = i + 1
		} else if top && raw[i] == ':' { // the name of a group
			start = i + 1
		}
	}
	return append(out, raw[start:])
}

// addressScanner knows while walking over bytes what they stand in.
type addressScanner struct {
	quoted, escaped, angled bool
	comment                 int
}

// step takes the next byte and reports whether it stands outside of everything.
func (s *addressScanner) step(c byte) bool {
	switch {
	case s.escaped:
		s.escaped = false
	case c == '\\' && (s.quoted || s.comment > 0):
		s.escaped = true
	case s.quoted:
		s.quoted = c != '"'
	case c == '(':
		s.comment++
	case c == ')' && s.comment > 0:
		s.comment--
	case s.comment > 0:
	case c == '"':
		s.quoted = true
	case c == '<':
		s.angled = true
	case c == '>':
		s.angled = false
	default:
		return !s.angled
	}
	return false
}

// parseAddress reads one mailbox: `Name <a@b>`, `a@b`, `a@b (Name)`.
func parseAddress(item string) Address {
	item = strings.TrimSpace(item)
	name, spec := item, ""
	if i := strings.LastIndexByte(item, '<'); i >= 0 {
		name = item[:i]
		spec, _, _ = strings.Cut(item[i+1:], ">")
	} else if i := strings.IndexByte(item, '('); i >= 0 {
		spec = item[:i]
		name = strings.TrimSuffix(item[i+1:], ")")
	} else if strings.Contains(item, "@") {
		name, spec = "", item
	}
	a := Address{Name: displayName(name)}
	spec = strings.TrimSpace(spec)
	if len(spec) > 7 && strings.EqualFold(spec[:7], "mailto:") {
		spec = spec[7:]
	}
	if IsAddrSpec(spec) {
		a.Address = spec
	}
	return a
}

// displayName decodes a phrase: quotes off, escapes undone, encoded-words read.
func displayName(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && s[0] == '"' {
		s = strings.TrimSuffix(s[1:], "\"")
		s = unescape(s)
	}
	s = oneLine(decodeWords(s))
	// Some programs quote inside the encoded word; Outlook adds single quotes.
	s = strings.TrimSpace(strings.Trim(s, `"`))
	if len(s) > 2 && s[0] == '\'' && s[len(s)-1] == '\'' {
		s = s[1 : len(s)-1]
	}
	return s
}

// unescape undoes quoted-pairs (RFC 5322 section 3.2.1).
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// firstAddress returns the first mailbox that has an address, or else the first.
func firstAddress(list []Address) Address {
	for _, a := range list {
		if a.Address != "" {
			return a
		}
	}
	if len(list) > 0 {
		return list[0]
	}
	return Address{}
}

// withAddress drops mailboxes of which only a name could be read.
func withAddress(list []Address) []Address {
	var out []Address
	for _, a := range list {
		if a.Address != "" {
			out = append(out, a)
		}
	}
	return out
}

// addrSpecs returns the addr-specs of several fields such as Delivered-To.
func addrSpecs(values []string) []string {
	var out []string
	for _, v := range values {
		for _, a := range parseAddresses(v) {
			if a.Address != "" {
				out = append(out, a.Address)
			}
		}
	}
	return out
}
