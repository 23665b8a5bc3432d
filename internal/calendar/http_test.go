package calendar

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

const document = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"

var year = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// web is an https server that goes by the name of example.com.
type web struct {
	*httptest.Server
	port string
}

func serve(t *testing.T, handle http.HandlerFunc) web {
	t.Helper()
	s := httptest.NewUnstartedServer(handle)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return web{s, port}
}

// url is an address of the server by its name.
func (w web) url(path string) string { return "https://example.com:" + w.port + path }

// options trust the server and find it by its name.
func (w web) options(path string) Options {
	roots := x509.NewCertPool()
	roots.AddCert(w.Certificate())
	return Options{URL: w.url(path), Private: true, Roots: roots, Lookup: toLoopback}
}

func toLoopback(context.Context, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

// fetch returns what was fetched as one text.
func fetch(t *testing.T, o Options) (string, error) {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return again(t, c)
}

func again(t *testing.T, c *Calendar) (string, error) {
	t.Helper()
	docs, err := c.Fetch(t.Context(), year, year.AddDate(1, 0, 0))
	var all []string
	for _, d := range docs {
		all = append(all, string(d))
	}
	if err != nil && strings.Contains(err.Error(), "secret") {
		t.Errorf("the error shows more than the host: %v", err)
	}
	return strings.Join(all, ""), err
}

// wants checks that an error says so.
func wants(t *testing.T, err error, text string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), text) {
		t.Errorf("error %v, want %q", err, text)
	}
}

func TestDownload(t *testing.T) {
	w := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/secret/basic.ics" {
			http.Error(rw, "no", http.StatusNotFound)
			return
		}
		io.WriteString(rw, document)
	})
	got, err := fetch(t, w.options("/secret/basic.ics"))
	if err != nil || got != document {
		t.Errorf("%q, %v", got, err)
	}
	_, err = fetch(t, w.options("/secret/other.ics"))
	wants(t, err, "there is no calendar at the address")
}

// The same calendar is not sent twice.
func TestDownloadUnchanged(t *testing.T) {
	for _, validator := range []struct{ given, asked, value string }{
		{"ETag", "If-None-Match", `"one"`},
		{"Last-Modified", "If-Modified-Since", "Mon, 02 Mar 2026 07:00:00 GMT"},
	} {
		sent, spared := 0, 0
		w := serve(t, func(rw http.ResponseWriter, r *http.Request) {
			if r.Header.Get(validator.asked) == validator.value {
				spared++
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			sent++
			rw.Header().Set(validator.given, validator.value)
			io.WriteString(rw, document)
		})
		c, err := New(w.options("/a.ics"))
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if got, err := again(t, c); err != nil || got != document {
				t.Errorf("%s: %q, %v", validator.given, got, err)
			}
		}
		if sent != 1 || spared != 2 {
			t.Errorf("%s: sent %d times, spared %d times", validator.given, sent, spared)
		}
	}
}

func TestRedirects(t *testing.T) {
	var w web
	inner := serve(t, func(rw http.ResponseWriter, _ *http.Request) { io.WriteString(rw, document+"inner secret") })
	plain := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { io.WriteString(rw, document) }))
	defer plain.Close()
	w = serve(t, func(rw http.ResponseWriter, r *http.Request) {
		to := map[string]string{
			"/once": "/here", "/thrice": "/twice", "/twice": "/once", "/four": "/thrice", "/loop": "/loop",
			"/http": plain.URL + "/secret", "/file": "file:///etc/passwd", "/inner": "https://127.0.0.1:" + inner.port + "/secret",
			"/metadata": "https://169.254.169.254/secret",
		}[r.URL.Path]
		if to != "" {
			http.Redirect(rw, r, to, http.StatusFound)
			return
		}
		io.WriteString(rw, document)
	})
	for path, problem := range map[string]string{
		"/once": "", "/thrice": "", "/four": "without end", "/loop": "without end",
		"/http": "not encrypted", "/file": "leads to", "/inner": "private network", "/metadata": "private network",
	} {
		o := w.options(path)
		o.Private = false
		o.URL = "https://127.0.0.1:" + w.port + path // named by number: allowed, but nothing else is
		got, err := fetch(t, o)
		if problem == "" {
			if err != nil || got != document {
				t.Errorf("%s: %q, %v", path, got, err)
			}
			continue
		}
		if wants(t, err, problem); got != "" {
			t.Errorf("%s: got %q", path, got)
		}
	}
}

// A public name that resolves to a private address is refused after resolving,
// unless the user said so.
func TestPrivateAddresses(t *testing.T) {
	asked := 0
	w := serve(t, func(rw http.ResponseWriter, _ *http.Request) { asked++; io.WriteString(rw, document) })
	o := w.options("/a.ics")
	o.Private = false
	_, err := fetch(t, o)
	if wants(t, err, "private = true"); asked != 0 {
		t.Errorf("asked %d times", asked)
	}
	for _, address := range []string{
		"127.0.0.1", "127.8.8.8", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1",
		"198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "::127.0.0.1",
		"64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1", "2001::1",
	} {
		if isPublic(netip.MustParseAddr(address)) {
			t.Errorf("%s is taken for public", address)
		}
	}
	for _, address := range []string{"1.1.1.1", "93.184.216.34", "2606:2800:220:1::1", "172.32.0.1", "::ffff:8.8.8.8"} {
		if !isPublic(netip.MustParseAddr(address)) {
			t.Errorf("%s is taken for private", address)
		}
	}
}

func TestLogin(t *testing.T) {
	var shown []string
	other := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		shown = append(shown, "other "+r.Header.Get("Authorization"))
		io.WriteString(rw, document)
	})
	w := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		switch {
		case user != "robin" || password != "the secret":
			rw.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/away":
			http.Redirect(rw, r, "https://127.0.0.1:"+other.port+"/", http.StatusFound)
		case r.URL.Path == "/partition":
			http.Redirect(rw, r, "https://p7.example.com:"+other.port+"/", http.StatusFound)
		default:
			io.WriteString(rw, document)
		}
	})
	asked := 0
	o := w.options("/a.ics")
	o.User, o.Password = "robin", func(context.Context) (string, error) { asked++; return "the secret", nil }
	if got, err := fetch(t, o); err != nil || got != document {
		t.Errorf("%q, %v", got, err)
	}
	o.URL = w.url("/away")
	if _, err := fetch(t, o); err != nil || len(shown) != 1 || shown[0] != "other " {
		t.Errorf("a stranger was shown the login: %q, %v", shown, err)
	}
	o.URL = w.url("/partition")
	if _, err := fetch(t, o); err != nil || len(shown) != 2 || !strings.HasPrefix(shown[1], "other Basic ") {
		t.Errorf("another host of the same owner was not: %q, %v", shown, err)
	}
	if asked != 3 {
		t.Errorf("the password was asked for %d times in 3 fetches", asked)
	}
	o.Password = func(context.Context) (string, error) { return "wrong", nil }
	_, err := fetch(t, o)
	wants(t, err, "the login is refused")
	o.User = ""
	_, err = fetch(t, o)
	wants(t, err, "asks for a login")
	o.User, o.Password = "robin", func(context.Context) (string, error) { return "", errors.New("the vault is locked") }
	_, err = fetch(t, o)
	wants(t, err, "the vault is locked")
}

func TestTrusts(t *testing.T) {
	for _, c := range []struct {
		origin, other string
		want          bool
	}{
		{"https://caldav.example.com/", "https://p7-caldav.example.com:443/x", true},
		{"https://caldav.example.com/", "http://caldav.example.com/", false},
		{"https://caldav.example.com/", "https://example.org/", false},
		{"https://robin.github.io/", "https://sam.github.io/", false}, // one provider, two owners
		{"https://10.0.0.1/", "https://11.0.0.1/", false},
		{"http://127.0.0.1:80/", "http://127.0.0.1:81/", false},
	} {
		from, err := New(Options{URL: c.origin})
		if err != nil {
			t.Fatal(err)
		}
		to, err := from.origin.Parse(c.other)
		if err != nil {
			t.Fatal(err)
		}
		if from.trusts(to) != c.want {
			t.Errorf("%s trusts %s: %v", c.origin, c.other, !c.want)
		}
	}
}

// Large, slow and odd answers end the fetch in time, with a plain reason.
func TestBadAnswers(t *testing.T) {
	w := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/large":
			for range 40 {
				if _, err := io.WriteString(rw, document+strings.Repeat("X", 1000)); err != nil {
					return
				}
			}
		case "/slow":
			io.WriteString(rw, document)
			rw.(http.Flusher).Flush()
			<-r.Context().Done()
		case "/silent":
			<-r.Context().Done()
		case "/page":
			io.WriteString(rw, "<html>Please log in</html>")
		case "/bomb":
			rw.Header().Set("Location", strings.Repeat("a", 1<<20))
			rw.WriteHeader(http.StatusFound)
		default:
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	for path, problem := range map[string]string{
		"/large": "it is too large: more than 0 MB", "/slow": "no full answer within", "/silent": "no full answer within",
		"/page": "no calendar", "/bomb": "", "/down": "a problem of its own",
	} {
		o := w.options(path)
		o.MaxBytes, o.Timeout = 10_000, 300*time.Millisecond
		_, err := fetch(t, o)
		wants(t, err, problem)
	}
	o := w.options("/a.ics")
	o.Roots = x509.NewCertPool()
	_, err := fetch(t, o)
	wants(t, err, "certificate")
	gone := w.options("/a.ics")
	w.Close()
	_, err = fetch(t, gone)
	wants(t, err, "connection refused")
}

func TestNew(t *testing.T) {
	for _, bad := range []string{"http://example.com/secret.ics", "caldav://example.com/", "ftp://example.com/secret", "https://", "https://[::1/secret", "caldavs:///secret"} {
		if _, err := New(Options{URL: bad}); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for address, name := range map[string]string{
		"https://calendar.example.net/secret/basic.ics": "calendar.example.net",
		"caldavs://robin@dav.example.org:8443/work/":    "dav.example.org:8443",
		"http://localhost:5232/robin/":                  "localhost:5232",
		"/home/robin/busy.ics":                          "/home/robin/busy.ics",
	} {
		c, err := New(Options{URL: address})
		if err != nil || c.Name() != name {
			t.Errorf("%s: %q, %v", address, c.Name(), err)
		}
	}
}
