package calendar

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// CalDAV is spoken here in its two simplest sentences: what is there, and which
// events lie in this time. A client library would parse every event, and fail
// on the first that is broken; ours are handed on as they are.

// maxCollections is how many calendars of one server are read.
const maxCollections = 50

// query fetches the events in [from, to) of a collection, or of all collections
// of the user whose server or home the address is. The server is not asked to
// expand what repeats: some do not, and say nothing.
func (c *Calendar) query(ctx context.Context, from, to time.Time) ([][]byte, error) {
	if len(c.collections) == 0 {
		found, err := c.discover(ctx)
		if err != nil {
			return nil, err
		}
		c.collections = found
	}
	var documents [][]byte
	room := c.opts.MaxBytes
	for _, at := range c.collections {
		m, _, err := c.dav207(ctx, at, "REPORT", "1", fmt.Sprintf(reportEvents, stamp(from), stamp(to)), room)
		if err != nil {
			c.collections = nil // one may have been removed
			return nil, err
		}
		for _, r := range m.Responses {
			if r.code() == http.StatusInsufficientStorage { // RFC 5323 section 2.8
				return nil, errors.New("the server gives only a part of it")
			}
			if data := r.prop().Data; data != "" {
				documents = append(documents, []byte(data))
			}
		}
		room -= m.size
	}
	return documents, nil
}

func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

const reportEvents = `<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><c:calendar-data/></d:prop><c:filter>
<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range start="%s" end="%s"/></c:comp-filter></c:comp-filter>
</c:filter></c:calendar-query>`

const findWhat = `<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:resourcetype/><d:current-user-principal/>
<c:calendar-home-set/><c:supported-calendar-component-set/><c:schedule-calendar-transp/></d:prop></d:propfind>`

// discover finds the collections: the address itself if it is one, else those of
// the home of the user who logs in (RFC 6764 section 6, RFC 4791 section 6.2.1).
func (c *Calendar) discover(ctx context.Context) ([]*url.URL, error) {
	p, at, err := c.look(ctx)
	if err != nil {
		return nil, err
	}
	if p.Type.Calendar != nil {
		return []*url.URL{at}, nil
	}
	if p.Home.Href == "" && p.Principal.Href != "" {
		if p, at, err = c.describe(ctx, at, p.Principal.Href); err != nil {
			return nil, err
		}
	}
	if p.Home.Href == "" {
		p.Home.Href = at.String() // perhaps it is the home
	}
	return c.list(ctx, at, p.Home.Href)
}

// look describes the configured address. Where it is only a server's, its
// well-known address comes first (RFC 6764 section 5).
func (c *Calendar) look(ctx context.Context) (prop, *url.URL, error) {
	if c.origin.Path == "/" {
		if p, at, err := c.describe(ctx, c.origin, "/.well-known/caldav"); err == nil {
			return p, at, nil
		}
	}
	return c.describe(ctx, c.origin, c.origin.String())
}

// describe asks what is at an address.
func (c *Calendar) describe(ctx context.Context, from *url.URL, href string) (prop, *url.URL, error) {
	to, err := c.follow(from, href)
	if err != nil {
		return prop{}, nil, err
	}
	m, at, err := c.dav207(ctx, to, "PROPFIND", "0", findWhat, c.opts.MaxBytes)
	if err != nil {
		return prop{}, nil, err
	}
	if len(m.Responses) == 0 {
		return prop{}, nil, errors.New("the server says nothing of what is at the address")
	}
	return m.Responses[0].prop(), at, nil
}

// list returns the collections of a home that hold events which take time.
func (c *Calendar) list(ctx context.Context, from *url.URL, href string) ([]*url.URL, error) {
	home, err := c.follow(from, href)
	if err != nil {
		return nil, err
	}
	m, at, err := c.dav207(ctx, home, "PROPFIND", "1", findWhat, c.opts.MaxBytes)
	if err != nil {
		return nil, err
	}
	var found []*url.URL
	for _, r := range m.Responses {
		if p := r.prop(); p.Type.Calendar == nil || !p.holdsEvents() || p.Transp.Transparent != nil {
			continue
		}
		to, err := c.follow(at, r.Href)
		if err != nil {
			return nil, err
		}
		found = append(found, to)
	}
	if len(found) == 0 {
		return nil, errors.New("there is no calendar at the address, nor one of this user on its server")
	}
	if len(found) > maxCollections {
		return nil, fmt.Errorf("there are %d calendars: name one of them by its address", len(found))
	}
	return found, nil
}

// dav207 sends a request of WebDAV and reads the multistatus that answers it.
func (c *Calendar) dav207(ctx context.Context, at *url.URL, method, depth, body string, most int64) (m multistatus, from *url.URL, err error) {
	header := map[string]string{"Content-Type": "application/xml; charset=utf-8", "Depth": depth}
	resp, from, err := c.do(ctx, at, request{method, header, body})
	if err != nil {
		return m, nil, err
	}
	data, err := drained(resp, most)
	if e := c.status(resp.StatusCode); e != nil {
		return m, nil, e
	}
	if err != nil {
		return m, nil, err
	}
	if resp.StatusCode != http.StatusMultiStatus {
		return m, nil, errors.New("the server does not speak CalDAV there")
	}
	m, err = parseMultistatus(data)
	return m, from, err
}

func parseMultistatus(data []byte) (m multistatus, err error) {
	if err := xml.Unmarshal(data, &m); err != nil {
		return m, errors.New("the server's answer can't be read")
	}
	m.size = int64(len(data))
	return m, nil
}

// multistatus is the answer of RFC 4918 section 13.
type multistatus struct {
	Responses []response `xml:"DAV: response"`
	size      int64
}

type response struct {
	Href      string `xml:"DAV: href"`
	Status    string `xml:"DAV: status"`
	PropStats []struct {
		Status string `xml:"DAV: status"`
		Prop   prop   `xml:"DAV: prop"`
	} `xml:"DAV: propstat"`
}

// prop holds the properties that are asked for.
type prop struct {
	Data string `xml:"urn:ietf:params:xml:ns:caldav calendar-data"`
	Type struct {
		Calendar *struct{} `xml:"urn:ietf:params:xml:ns:caldav calendar"`
	} `xml:"DAV: resourcetype"`
	Principal struct {
		Href string `xml:"DAV: href"`
	} `xml:"DAV: current-user-principal"`
	Home struct {
		Href string `xml:"DAV: href"`
	} `xml:"urn:ietf:params:xml:ns:caldav calendar-home-set"`
	Components struct {
		List []struct {
			Name string `xml:"name,attr"`
		} `xml:"urn:ietf:params:xml:ns:caldav comp"`
	} `xml:"urn:ietf:params:xml:ns:caldav supported-calendar-component-set"`
	// Transp says that nothing in the collection takes time (RFC 6638 section 9.1).
	Transp struct {
		Transparent *struct{} `xml:"urn:ietf:params:xml:ns:caldav transparent"`
	} `xml:"urn:ietf:params:xml:ns:caldav schedule-calendar-transp"`
}

// holdsEvents reports whether a collection may hold events; one that does not say
// may hold anything.
func (p prop) holdsEvents() bool {
	for _, comp := range p.Components.List {
		if strings.EqualFold(comp.Name, "VEVENT") {
			return true
		}
	}
	return len(p.Components.List) == 0
}

// prop returns the properties that the server has.
func (r response) prop() prop {
	for _, s := range r.PropStats {
		if code(s.Status) == http.StatusOK {
			return s.Prop
		}
	}
	return prop{}
}

func (r response) code() int { return code(r.Status) }

// code reads "HTTP/1.1 200 OK"; 0 where there is none.
func code(status string) int {
	fields := strings.Fields(status)
	if len(fields) < 2 {
		return 0
	}
	n, err := strconv.ParseUint(fields[1], 10, 16)
	if err != nil {
		return 0
	}
	return int(n)
}
