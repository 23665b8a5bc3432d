package credential

import (
	"html/template"
	"net/http"
)

// page is what the browser shows at the end of a login.
type page struct{ Title, Text string }

var (
	notHere = page{"Nothing here", "This address waits for the end of a login of rsvpd, and for nothing else."}
	notThis = page{"Not this login", "This answer does not belong to the login that rsvpd waits for. Open the address that it shows."}
)

// The page asks nothing of any other server.
var pageTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>rsvpd: {{.Title}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto 0;padding:0 1rem}h1{font-size:1.3rem}</style></head>
<body><main><h1>{{.Title}}</h1><p>{{.Text}}</p></main></body></html>
`))

// writePage answers a browser. Its address holds the code of the login: no cache
// keeps it, and no link tells it.
func writePage(w http.ResponseWriter, status int, p page) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Connection", "close")
	w.WriteHeader(status)
	if err := pageTemplate.Execute(w, p); err != nil {
		return // the browser has gone; the terminal says the same
	}
}
