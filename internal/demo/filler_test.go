package demo

import (
	"bytes"
	"net/mail"
	"strings"
	"testing"
	"time"
)

func TestFiller(t *testing.T) {
	now := at(t, "2026-03-11 11:00")
	mails := Filler(300, 7, now)
	if len(mails) != 300 {
		t.Fatalf("%d mails", len(mails))
	}
	ids, bodies := map[string]bool{}, map[string]bool{}
	for i, m := range mails {
		msg, err := mail.ReadMessage(bytes.NewReader(m.Raw))
		if err != nil {
			t.Fatalf("%s: %v", m.Name, err)
		}
		if _, err := msg.Header.AddressList("From"); err != nil {
			t.Errorf("%s: From: %v", m.Name, err)
		}
		ids[msg.Header.Get("Message-Id")] = true
		_, body, _ := strings.Cut(string(m.Raw), "\r\n\r\n")
		bodies[body] = true
		if strings.ContainsAny(body, "{}") || mustASCII(strings.ReplaceAll(string(m.Raw), "\r", "")) != nil {
			t.Errorf("%s: a hole, or not ASCII: %q", m.Name, body)
		}
		if m.Want.Category == "" || m.Want.Category == "invitation" || m.Want.Draft {
			t.Errorf("%s: wants %+v", m.Name, m.Want)
		}
		if m.Received.After(now) || now.Sub(m.Received) > 41*24*time.Hour {
			t.Errorf("%s: received %s", m.Name, m.Received)
		}
		if i > 0 && m.Received.Before(mails[i-1].Received) {
			t.Errorf("%s is older than the mail before it", m.Name)
		}
	}
	if len(ids) != 300 || len(bodies) < 200 {
		t.Errorf("%d ids, %d different bodies", len(ids), len(bodies))
	}
}

func TestFillerIsDeterministic(t *testing.T) {
	now := at(t, "2026-03-11 11:00")
	a, b, c := Filler(50, 7, now), Filler(50, 7, now), Filler(50, 8, now)
	same := 0
	for i := range a {
		if !bytes.Equal(a[i].Raw, b[i].Raw) || !a[i].Received.Equal(b[i].Received) {
			t.Errorf("mail %d differs with the same seed", i)
		}
		if bytes.Equal(a[i].Raw, c[i].Raw) {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d mails are the same with another seed", same)
	}
}
