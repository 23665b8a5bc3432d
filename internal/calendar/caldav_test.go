package calendar

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/testlib"
)

func vevent(uid, lines string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//rsvpd//test//EN\nBEGIN:VEVENT\nUID:" + uid + "\nDTSTAMP:20260101T000000Z\n" +
		strings.ReplaceAll(lines, "|", "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

func radicale(t *testing.T) (*testlib.RadicaleServer, Options) {
	t.Helper()
	r := testlib.Radicale(t)
	r.AddCollection(t, "work")
	r.Put(t, "work", "once", vevent("once", "DTSTART:20260303T090000Z|DTEND:20260303T100000Z"))
	r.Put(t, "work", "weekly", vevent("weekly", "DTSTART:20250101T090000Z|DTEND:20250101T100000Z|RRULE:FREQ=WEEKLY"))
	r.Put(t, "work", "past", vevent("past", "DTSTART:20250303T090000Z|DTEND:20250303T100000Z"))
	return r, Options{URL: r.URL("work"), User: r.User(), Password: func(context.Context) (string, error) { return r.Password(), nil }}
}

func uids(text string) string {
	var list []string
	for _, uid := range []string{"once", "weekly", "past", "private", "broken"} {
		if strings.Contains(strings.ReplaceAll(text, "\r", ""), "UID:"+uid+"\n") {
			list = append(list, uid)
		}
	}
	return strings.Join(list, " ")
}

// A real server gives what touches the span, and what repeats into it.
func TestRadicale(t *testing.T) {
	r, o := radicale(t)
	got, err := fetch(t, o)
	if err != nil || uids(got) != "once weekly" {
		t.Errorf("%s, %v", uids(got), err)
	}
	for name, change := range map[string]func(*Options){
		"the login is refused":  func(o *Options) { o.Password = func(context.Context) (string, error) { return "wrong", nil } },
		"asks for a login":      func(o *Options) { o.User = "" },
		"there is no calendar":  func(o *Options) { o.URL = r.URL("nowhere") },
		"it is too large":       func(o *Options) { o.MaxBytes = 700 },
		"may not be read":       func(o *Options) { o.URL = "caldav://" + r.Addr() + "/sam/work/" },
		"connection refused":    func(o *Options) { o.URL = "caldav://127.0.0.1:1/" },
		"no full answer within": func(o *Options) { o.Timeout = time.Nanosecond },
	} {
		bad := o
		change(&bad)
		_, err := fetch(t, bad)
		wants(t, err, name)
	}
	r.Stop(t)
	_, err = fetch(t, o)
	wants(t, err, "connection refused")
}

// From the server's name alone all calendars of the user are found.
func TestRadicaleDiscovery(t *testing.T) {
	r, o := radicale(t)
	r.AddCollection(t, "private")
	r.Put(t, "private", "private", vevent("private", "DTSTART:20260304T090000Z|DTEND:20260304T100000Z"))
	for _, path := range []string{"", "/", "/" + r.User() + "/"} {
		o.URL = "caldav://" + r.User() + "@" + r.Addr() + path
		got, err := fetch(t, o)
		if err != nil || uids(got) != "once weekly private" {
			t.Errorf("%s: %s, %v", path, uids(got), err)
		}
	}
}

// The web address of a collection works as a plain calendar, too.
func TestRadicaleOverHTTP(t *testing.T) {
	r, o := radicale(t)
	o.URL = strings.Replace(r.URL("work"), "caldav:", "http:", 1)
	got, err := fetch(t, o)
	if err != nil || uids(got) != "once weekly past" {
		t.Errorf("%s, %v", uids(got), err)
	}
}

// Servers that Radicale is not.
func TestOtherServers(t *testing.T) {
	const open, end = `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">`, `</d:multistatus>`
	item := func(href, props string) string {
		return "<d:response><d:href>" + href + "</d:href><d:propstat><d:prop>" + props + "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>" +
			"<d:propstat><d:prop><c:calendar-home-set/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>"
	}
	const calendar = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
	home := item("/home/", "<d:resourcetype><d:collection/></d:resourcetype>") +
		item("/home/a/", calendar+`<c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>`) +
		item("/home/tasks/", calendar+`<c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set>`) +
		item("/home/birthdays/", calendar+"<c:schedule-calendar-transp><c:transparent/></c:schedule-calendar-transp>")
	answers := map[string]string{
		"/principal/": item("/p/", "<c:calendar-home-set><d:href>/home/</d:href></c:calendar-home-set>"),
		"/home/":      home,
		"/empty/":     item("/empty/", "<d:resourcetype><d:collection/></d:resourcetype>"),
		"/nothing/":   "",
		"/away/":      item("/x/", "<c:calendar-home-set><d:href>http://127.0.0.1/secret</d:href></c:calendar-home-set>"),
		"/full/":      item("/full/", calendar), "/odd/": item("/odd/", calendar),
	}
	reports := map[string]string{
		"/home/a/": item("/home/a/1.ics", "<c:calendar-data>&lt;broken&gt; BEGIN:VEVENT;X</c:calendar-data>"),
		"/full/":   "<d:response><d:href>/full/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>",
	}
	w := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		answer, known := answers[r.URL.Path]
		if r.Method == "REPORT" {
			answer, known = reports[r.URL.Path]
		}
		switch {
		case r.URL.Path == "/moved/":
			http.Redirect(rw, r, "/principal/", http.StatusMovedPermanently)
			return
		case r.URL.Path == "/odd/" && r.Method == "REPORT":
			rw.WriteHeader(http.StatusMultiStatus)
			io.WriteString(rw, "this is no XML")
			return
		case !known:
			rw.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		rw.WriteHeader(http.StatusMultiStatus)
		fmt.Fprint(rw, open, answer, end)
	})
	for path, problem := range map[string]string{
		"/principal/": "", "/moved/": "", "/home/": "", "/empty/": "there is no calendar at the address", "/nothing/": "says nothing",
		"/away/": "not encrypted", "/full/": "only a part", "/odd/": "can't be read", "/web/": "does not speak CalDAV",
	} {
		o := w.options(path)
		o.URL = strings.Replace(o.URL, "https:", "caldavs:", 1)
		got, err := fetch(t, o)
		if problem == "" {
			if err != nil || got != "<broken> BEGIN:VEVENT;X" {
				t.Errorf("%s: %q, %v", path, got, err)
			}
			continue
		}
		wants(t, err, problem)
	}
}

// Whatever a server answers, it is bounded work and no panic.
func FuzzMultistatus(f *testing.F) {
	f.Add(`<d:multistatus xmlns:d="DAV:"><d:response><d:href>/</d:href><d:propstat><d:prop><d:resourcetype/></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`)
	f.Add(`<a xmlns="DAV:"><response><status>HTTP/1.1 x</status></response></a>`)
	f.Fuzz(func(t *testing.T, text string) {
		m, err := parseMultistatus([]byte(text))
		if err != nil {
			return
		}
		for _, r := range m.Responses {
			p := r.prop()
			if p.Data != "" && !strings.Contains(text, "calendar-data") {
				t.Errorf("%q out of nothing", p.Data)
			}
			if n := r.code(); n < 0 {
				t.Errorf("status %d", n)
			}
		}
	})
}
