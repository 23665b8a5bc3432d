package demo

import (
	"strings"
	"testing"
	"time"
)

func TestSplitFront(t *testing.T) {
	f, body, err := splitFront("X-Demo-About: a mail\nX-Demo-Received: -1bd 10:00\nX-Demo-Category: alert\nX-Demo-Also: other\n" +
		"X-Demo-Flags: \\Seen \\Flagged\nFrom: a@example.org\nX-Demo-Late: stays\n\nText\n")
	if err != nil {
		t.Fatal(err)
	}
	if f.folder != Inbox || f.about != "a mail" || len(f.flags) != 2 || !f.want.Accepts("other") || f.want.Accepts("offer") {
		t.Errorf("front: %+v", f)
	}
	if !strings.HasPrefix(body, "From: a@example.org\nX-Demo-Late") {
		t.Errorf("body: %q", body)
	}
	for _, bad := range []string{"From: a@example.org\n\nx\n", "X-Demo-Recieved: +0bd\n", "X-Demo-About: x\n\n"} {
		if f, _, err := splitFront(bad); err == nil {
			t.Errorf("%q: %+v, want an error", bad, f)
		}
	}
}

func TestRender(t *testing.T) {
	zone := zoneOf(t)
	c := calendar{day: time.Date(2026, 3, 6, 9, 30, 0, 0, zone), zone: zone}
	received := time.Date(2026, 3, 6, 8, 0, 4, 0, zone)
	f := front{zone: "Europe/Berlin"}
	for _, x := range []struct{ body, want string }{
		{`{{date}}`, "Fri, 06 Mar 2026 14:00:00 +0100"},
		{`{{stamp}}`, "20260306T130000Z"},
		{`{{at "+1bd" "Monday 2 January"}}`, "Monday 9 March"},
		{`{{at "+1bd 14:00 Europe/London" "3pm MST"}}`, "2pm GMT"},
		// Between the American and the European change of the clock, New York is five hours behind Berlin.
		{`{{in "+1bd 14:00 Europe/Berlin" "America/New_York" "15:04 MST"}}`, "09:00 EDT"},
	} {
		if got, err := render(x.body, f, received, c); err != nil || got != x.want {
			t.Errorf("%s: %q, %v; want %q", x.body, got, err, x.want)
		}
	}
	for _, bad := range []string{`{{at "soon" "3pm"}}`, `{{in "+1bd" "Nowhere/Land" "3pm"}}`, `{{.Name}}`, `{{at`} {
		if got, err := render(bad, f, received, c); err == nil {
			t.Errorf("%s: %q, want an error", bad, got)
		}
	}
}

func TestTrace(t *testing.T) {
	at := time.Date(2026, 3, 6, 8, 0, 0, 0, time.UTC)
	got := trace("From: A <a@b.example.com>\nTo: "+Alias+"\n\nx\n", at)
	for _, want := range []string{"Delivered-To: " + Address, "for <" + Alias + ">", "dkim=pass header.d=b.example.com", "Fri, 06 Mar 2026 08:00:00 +0000"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	own := trace("From: a@b.example.com\nAuthentication-Results: mx; dkim=none\n\nx\n", at)
	if strings.Contains(own, "Authentication-Results") {
		t.Errorf("the template's own results are doubled: %q", own)
	}
}
