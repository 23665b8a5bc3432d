// Package calendar fetches the calendars that tell when the user is taken: files,
// addresses on the web, and CalDAV collections (RFC 4791). It hands over bytes
// and does not know what they mean; it writes to no calendar. Errors name a
// calendar by its file or host, never by the path of its address, which is often
// its only secret.
package calendar

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Options say where a calendar is and how to get there.
type Options struct {
	// URL is the absolute path of a file, or of a folder of .ics files; or an
	// address: https:// of a calendar, caldavs:// of a CalDAV server, home or
	// collection. http:// and caldav:// are for this machine only.
	URL  string
	User string // login name; empty: none is needed
	// Password gets the password; it is asked once a fetch.
	Password func(context.Context) (string, error)
	// Private lets the calendar be at an address that is not public: one of a
	// home or company network. One that URL itself gives as a number, or as
	// localhost, is allowed without.
	Private bool

	MaxBytes int64         // of the whole calendar; 0: 10 MB
	Timeout  time.Duration // of a fetch; 0: 30 s

	// These replace the system's in tests.
	Roots  *x509.CertPool
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
}

const (
	defaultMaxBytes = 10 << 20
	defaultTimeout  = 30 * time.Second
)

// Calendar is a calendar to fetch. It may be used by several goroutines; they
// take turns.
type Calendar struct {
	opts   Options
	origin *url.URL // nil: a file
	dav    bool
	client *http.Client

	mu          sync.Mutex
	secret      *string // the password, while one fetch needs it
	last        cached
	collections []*url.URL // found on a CalDAV server; empty: not yet
}

// ErrTooLarge is returned for a calendar that is larger than allowed.
var ErrTooLarge = errors.New("it is too large")

// New checks where a calendar is. It connects to nothing.
func New(o Options) (*Calendar, error) {
	if o.MaxBytes == 0 {
		o.MaxBytes = defaultMaxBytes
	}
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	c := &Calendar{opts: o}
	if !strings.Contains(o.URL, "://") {
		return c, nil
	}
	u, err := url.Parse(o.URL)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("the address of a calendar can't be read") // and is not shown
	}
	switch u.Scheme {
	case "caldavs":
		u.Scheme, c.dav = "https", true
	case "caldav":
		u.Scheme, c.dav = "http", true
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !isThisMachine(u.Hostname())) {
		return nil, fmt.Errorf("%s: a calendar needs an encrypted address: https:// or caldavs://", u.Hostname())
	}
	if u.User != nil {
		c.opts.User, u.User = u.User.Username(), nil
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment = ""
	c.origin = u
	c.client = c.newClient()
	return c, nil
}

// Name is how messages call the calendar: its file, or its host.
func (c *Calendar) Name() string {
	if c.origin == nil {
		return c.opts.URL
	}
	return c.origin.Host
}

// Fetch returns the documents that make up the calendar, each an iCalendar
// stream. What lies outside of [from, to) may be left out. The whole of it takes
// no longer, and is no larger, than the Options say.
func (c *Calendar) Fetch(ctx context.Context, from, to time.Time) ([][]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() { c.secret = nil }()
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	documents, err := c.fetch(ctx, from, to)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded): // what came in its last moment may be cut short
		return nil, fmt.Errorf("it gave no full answer within %v", c.opts.Timeout)
	case err == nil:
		return documents, nil
	case errors.Is(err, ErrTooLarge):
		return nil, fmt.Errorf("%w: more than %d MB", ErrTooLarge, c.opts.MaxBytes>>20)
	}
	return nil, discreet(err)
}

func (c *Calendar) fetch(ctx context.Context, from, to time.Time) ([][]byte, error) {
	switch {
	case c.origin == nil:
		return c.readFile()
	case c.dav:
		return c.query(ctx, from, to)
	}
	data, err := c.download(ctx)
	if err != nil {
		return nil, err
	}
	return [][]byte{data}, nil
}

// discreet takes the address out of an error of net/http.
func discreet(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}
