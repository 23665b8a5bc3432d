package summary

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// link is a link that may be shown: its host stands beside it, as a person would
// read it in the address bar.
type link struct{ URL, Host string }

// maxLink bounds the links that are shown; browsers and mail programs cut longer
// ones.
const maxLink = 2000

// safeLink returns a link from a mail in the form in which it may be shown: http
// or https, a host in ASCII (RFC 5890: "xn--…" rather than letters that look like
// others), no name and password before it, and no character in it that is not
// plain ASCII.
func safeLink(raw string) (link, bool) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.User != nil || u.Opaque != "" {
		return link{}, false
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return link{}, false
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil || host == "" || !strings.Contains(host, ".") {
		return link{}, false
	}
	shown := host
	if p := u.Port(); p != "" {
		shown += ":" + p
	}
	u.Host = shown
	return link{URL: asciiURL(u.String()), Host: shown}, true
}

// asciiURL escapes what a URL must not hold (RFC 3986 section 2) and net/url
// lets pass in a query.
func asciiURL(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}'", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
