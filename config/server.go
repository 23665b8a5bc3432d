package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Security says how a connection to a mail server is protected.
type Security string

// The ways.
const (
	TLS      Security = "tls"      // from the first byte (RFC 8314)
	StartTLS Security = "starttls" // RFC 9051 section 6.2.1; without it no login
	Plain    Security = "plain"    // to this machine only
)

// Server is where a mailbox is. The zero value is none.
type Server struct {
	Security Security
	Host     string
	Port     int
}

// schemes are the forms of an address: its protection and usual port.
var schemes = map[string]Server{
	"imaps":         {Security: TLS, Port: 993},
	"imap+starttls": {Security: StartTLS, Port: 143},
	"imap":          {Security: Plain, Port: 143},
}

// Addr is host:port.
func (s Server) Addr() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// String is the address as the settings write it.
func (s Server) String() string {
	for scheme, form := range schemes {
		if form.Security == s.Security {
			return scheme + "://" + s.Addr()
		}
	}
	return ""
}

const serverFix = `write imap = "imaps://mail.example.org:993" or "imap+starttls://mail.example.org:143"`

// parseServer reads an address. The error says what is wrong with it.
func parseServer(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Server{}, errors.New("is not an address of a server")
	}
	s, ok := schemes[u.Scheme]
	switch {
	case !ok:
		return Server{}, errors.New("is not an address of an IMAP server")
	case u.User != nil:
		return Server{}, errors.New("holds a login name: that goes into user")
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return Server{}, errors.New("holds more than server and port")
	case !isHost(u.Hostname()):
		return Server{}, errors.New("names no server")
	}
	s.Host = u.Hostname()
	if s.Security == Plain && !isLoopback(s.Host) {
		return Server{}, fmt.Errorf("would send the password to %s unprotected: imap:// is for this machine only", s.Host)
	}
	if u.Port() != "" {
		s.Port, err = strconv.Atoi(u.Port())
	}
	if err != nil || s.Port < 1 || s.Port > 65535 {
		return Server{}, errors.New("has no valid port")
	}
	return s, nil
}

// isHost reports whether a name could be one of a host: printable ASCII without
// space, since anything else is a slip or bait.
func isHost(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"<>\^{|}`, r) })
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// server reads an address of a mail server.
func (t *table) server(key string, into *Server) {
	text, ok := get[string](t, key, serverFix)
	if !ok {
		return
	}
	s, err := parseServer(text)
	if err != nil {
		if strings.Contains(text, "@") {
			text = redactURL(text) // what stands before it may be a password
		}
		t.wrong(key, fmt.Sprintf("%q %v", text, err), serverFix)
		return
	}
	*into = s
}
