package demo

import (
	"fmt"
	"net/mail"
	"strings"
	"text/template"
	"time"
)

// front is what the leading X-Demo lines of a template say. They are no part of
// the mail.
type front struct {
	folder, received, zone, about string
	flags                         []string
	want                          Want
}

// splitFront cuts the leading "X-Demo-…: value" lines off a template.
func splitFront(src string) (front, string, error) {
	f := front{folder: Inbox}
	for {
		line, rest, ok := strings.Cut(src, "\n")
		field, isFront := strings.CutPrefix(line, "X-Demo-")
		if !ok || !isFront {
			break
		}
		key, value, _ := strings.Cut(field, ":")
		if err := f.set(key, strings.TrimSpace(value)); err != nil {
			return f, "", err
		}
		src = rest
	}
	if f.received == "" || f.want.Category == "" || f.about == "" {
		return f, "", fmt.Errorf("needs X-Demo-About, X-Demo-Received and X-Demo-Category")
	}
	return f, src, nil
}

// set takes one line of the front matter.
func (f *front) set(key, value string) error {
	fields := map[string]*string{
		"About": &f.about, "Folder": &f.folder, "Received": &f.received, "Zone": &f.zone,
		"Category": &f.want.Category, "Kind": &f.want.Kind, "Form": &f.want.Form,
		"State": &f.want.State, "Action": &f.want.Action, "Reason": &f.want.Reason,
	}
	if p := fields[key]; p != nil {
		*p = value
		return nil
	}
	switch key {
	case "Flags":
		f.flags = strings.Fields(value)
	case "Also":
		f.want.Also = strings.Fields(value)
	case "Draft":
		f.want.Draft = value == "yes"
	default:
		return fmt.Errorf("unknown line X-Demo-%s", key)
	}
	return nil
}

// render fills the placeholders of a template:
//
//	{{date}}                  the Date header: when it was received, in the sender's zone
//	{{stamp}}                 the same for DTSTAMP
//	{{at "+5bd 14:00 Europe/Berlin" "Monday 2 January, 15:04 MST"}}
//	{{in "+5bd 14:00 Europe/Berlin" "America/New_York" "3:04 pm"}}   on another clock
func render(body string, f front, received time.Time, c calendar) (string, error) {
	sender := c.zone
	if f.zone != "" {
		z, err := time.LoadLocation(f.zone)
		if err != nil {
			return "", err
		}
		sender = z
	}
	sent := received.Add(-4 * time.Second).In(sender)
	t, err := template.New("mail").Option("missingkey=error").Funcs(template.FuncMap{
		"date":  func() string { return sent.Format(time.RFC1123Z) },
		"stamp": func() string { return format(sent, "utc") },
		"at":    c.at,
		"in":    c.in,
	}).Parse(body)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, nil)
	return b.String(), err
}

// at writes a moment on its own clock.
func (c calendar) at(expr, layout string) (string, error) {
	t, err := c.moment(expr)
	return format(t, layout), err
}

// in writes a moment on the clock of another zone.
func (c calendar) in(expr, zone, layout string) (string, error) {
	t, err := c.moment(expr)
	if err != nil {
		return "", err
	}
	z, err := time.LoadLocation(zone)
	return format(t.In(z), layout), err
}

// trace is the header block that the user's own mail server puts on top of what
// it receives (RFC 5321 section 4.4). A template that brings its own
// Authentication-Results keeps them.
func trace(text string, received time.Time) string {
	from := "unknown.example.net"
	if a, err := mail.ParseAddress(header(text, "From")); err == nil {
		_, from, _ = strings.Cut(a.Address, "@")
	}
	to := header(text, "To")
	if !strings.Contains(to, Alias) {
		to = Address
	} else {
		to = Alias
	}
	b := "Delivered-To: " + Address + "\n" +
		"Received: from out." + from + " (out." + from + " [192.0.2.25])\n" +
		"\tby mx.example.org with ESMTPS for <" + to + ">;\n" +
		"\t" + received.Format(time.RFC1123Z) + "\n"
	if header(text, "Authentication-Results") == "" {
		b += "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=" + from + ";\n" +
			"\tdkim=pass header.d=" + from + "; dmarc=pass header.from=" + from + "\n"
	}
	return b
}

// header is the value of a header line of a template, unfolded; empty when it
// has none.
func header(text, key string) string {
	head, _, _ := strings.Cut(text, "\n\n")
	for _, h := range unfold(head) {
		if k, v, ok := strings.Cut(h, ":"); ok && strings.EqualFold(k, key) {
			return strings.TrimSpace(v)
		}
	}
	return ""
}
