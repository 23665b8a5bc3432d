package calendar

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// maxRedirects is how often an address may lead to another.
const maxRedirects = 3

// request is what is asked of a server, wherever it turns out to be.
type request struct {
	method string
	header map[string]string
	body   string
}

// do asks a server and follows its redirects with the same method, as net/http
// does not. It returns where the answer came from. The caller closes the body.
func (c *Calendar) do(ctx context.Context, at *url.URL, r request) (*http.Response, *url.URL, error) {
	for range maxRedirects + 1 {
		resp, err := c.ask(ctx, at, r)
		if err != nil {
			return nil, nil, err
		}
		next, ok := target(resp)
		if !ok {
			return resp, at, nil
		}
		if err := resp.Body.Close(); err != nil {
			return nil, nil, err
		}
		if at, err = c.follow(at, next); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, errors.New("it leads from one address to another without end")
}

// target is where a redirect leads.
func target(resp *http.Response) (string, bool) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return resp.Header.Get("Location"), resp.Header.Get("Location") != ""
	}
	return "", false
}

// follow resolves an address that a server gave: it must be encrypted, or on the
// very server that the user named.
func (c *Calendar) follow(from *url.URL, text string) (*url.URL, error) {
	to, err := from.Parse(text)
	if err != nil || to.Hostname() == "" {
		return nil, errors.New("it leads to an address that can't be read")
	}
	to.User, to.Fragment = nil, ""
	if to.Scheme != "https" && (to.Scheme != c.origin.Scheme || to.Host != c.origin.Host) {
		return nil, fmt.Errorf("it leads to %s://%s, which is not encrypted", to.Scheme, to.Hostname())
	}
	return to, nil
}

// ask sends one request. The login goes only to where it belongs.
func (c *Calendar) ask(ctx context.Context, at *url.URL, r request) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, r.method, at.String(), strings.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "rsvpd")
	for name, value := range r.header {
		req.Header.Set(name, value)
	}
	if c.opts.User != "" && c.trusts(at) {
		password, err := c.password(ctx)
		if err != nil {
			return nil, err
		}
		req.SetBasicAuth(c.opts.User, password)
	}
	return c.client.Do(req)
}

// password gets the password once a fetch: it may come from a program that asks
// for a key.
func (c *Calendar) password(ctx context.Context) (string, error) {
	if c.secret == nil {
		secret := ""
		if c.opts.Password != nil {
			var err error
			if secret, err = c.opts.Password(ctx); err != nil {
				return "", err
			}
		}
		c.secret = &secret
	}
	return *c.secret, nil
}

// trusts reports whether the login may be shown to a server: the one that the
// user named, or an encrypted one of the same owner, since large providers keep
// calendars on hosts of many names.
func (c *Calendar) trusts(at *url.URL) bool {
	if at.Scheme == c.origin.Scheme && at.Host == c.origin.Host {
		return true
	}
	own, err := publicsuffix.EffectiveTLDPlusOne(c.origin.Hostname())
	if err != nil || at.Scheme != "https" || isNumber(c.origin.Hostname()) {
		return false
	}
	other, err := publicsuffix.EffectiveTLDPlusOne(at.Hostname())
	return err == nil && own == other
}

func isNumber(host string) bool {
	return strings.Trim(host, "0123456789.") == "" || strings.Contains(host, ":")
}

// cached is the calendar as it was fetched last.
type cached struct {
	data               []byte
	etag, lastModified string
}

// download fetches the calendar at a web address, unless the server says that it
// is still the same (RFC 9110 section 13).
func (c *Calendar) download(ctx context.Context) (data []byte, err error) {
	header := map[string]string{"Accept": "text/calendar, */*;q=0.1"}
	if c.last.etag != "" {
		header["If-None-Match"] = c.last.etag
	} else if c.last.lastModified != "" {
		header["If-Modified-Since"] = c.last.lastModified
	}
	resp, _, err := c.do(ctx, c.origin, request{method: http.MethodGet, header: header})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	if resp.StatusCode == http.StatusNotModified && c.last.data != nil {
		return c.last.data, nil
	}
	if err := c.status(resp.StatusCode); err != nil {
		return nil, err
	}
	if data, err = readLimited(resp.Body, c.opts.MaxBytes); err != nil {
		return nil, err
	}
	if !bytes.Contains(bytes.ToUpper(data[:min(len(data), 4<<10)]), []byte("BEGIN:VCALENDAR")) {
		return nil, errors.New("what came back is no calendar: perhaps a page that asks for a login; take the address of its iCal or .ics feed")
	}
	c.last = cached{data, resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")}
	if c.last.etag == "" && c.last.lastModified == "" {
		c.last = cached{} // it can't be asked for again
	}
	return data, nil
}

// status says in plain words what an answer means that is no success.
func (c *Calendar) status(code int) error {
	what := ""
	switch {
	case code == http.StatusOK || code == http.StatusMultiStatus:
		return nil
	case code == http.StatusUnauthorized && c.opts.User == "":
		what = "it asks for a login: write user and a source of the password"
	case code == http.StatusUnauthorized:
		what = "the login is refused: check user and password"
	case code == http.StatusForbidden:
		what = "it may not be read with this login or address"
	case code == http.StatusNotFound || code == http.StatusGone:
		what = "there is no calendar at the address: it may have been moved or reset"
	case code == http.StatusMethodNotAllowed || code == http.StatusNotImplemented:
		what = "the server does not speak CalDAV there"
	case code >= 500 || code == http.StatusTooManyRequests:
		what = "the server has a problem of its own; it is tried again"
	default:
		what = "the server gave an unexpected answer"
	}
	return fmt.Errorf("%s (HTTP %d)", what, code)
}

// drained reads an answer of a limited size and closes it.
func drained(resp *http.Response, most int64) (data []byte, err error) {
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	return readLimited(resp.Body, most)
}
