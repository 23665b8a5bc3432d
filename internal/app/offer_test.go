package app_test

import (
	"strings"
	"testing"

	"rsvpd/internal/thread"
)

// TestAcceptedOffer: from the day on which an offer was accepted, everybody who
// still counts on the user hears of it, once: what waits, what was answered, and
// what is booked; but not the new employer, nor who has had a no.
func TestAcceptedOffer(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) { acceptedOffer(t, s.start(t)(t)) })
	}
}

func acceptedOffer(t *testing.T, w *world) {
	invite := func(company, host string) (from, id string) {
		from = "Dana Ferrer <dana@" + host + ".example.com>"
		id = w.arrive(from, "Interview for Platform Engineer at "+company, strings.ReplaceAll(askFree, "Acme Robotics", company), w.now)
		return from, id
	}
	re := func(company string) string { return "Re: Interview for Platform Engineer at " + company }
	answered, answeredID := invite("Larkspur Analytics", "larkspur")
	booked, bookedID := invite("Foxglove Mills", "foxglove")
	employer, employerID := invite("Initrode Systems", "initrode")
	w.settings = "[[rule]]\nwhen = {company = \"Quillworks Press\"}\nthen = \"decline\"\n"
	invite("Quillworks Press", "quillworks")
	w.now = w.now.Add(hours(2))
	for _, a := range [][3]string{{answered, re("Larkspur Analytics"), answeredID}, {booked, re("Foxglove Mills"), bookedID}, {employer, re("Initrode Systems"), employerID}} {
		w.answer(a[0], a[1], "I am free all of next week.", w.now, "In-Reply-To: <"+a[2]+">")
	}
	w.arrive(booked, re("Foxglove Mills"), "Hi Robin,\n\nYour interview is confirmed for Friday, 13 February 2026 at 10:00. We look forward to seeing you then.\n\nBest regards,\nDana Ferrer",
		w.now.Add(hours(1)), "In-Reply-To: <"+bookedID+">", "References: <"+bookedID+">")
	w.now = w.now.Add(hours(26))
	w.pass()
	w.send(w.now) // the no to Quillworks
	w.now = w.now.Add(hours(1))
	w.pass()
	w.noDraft("everybody has an answer")

	invite("Acme Robotics", "acme")
	w.settings = "[[rule]]\nwhen = {kind = \"job\"}\nunless = {company = \"Initrode Systems\"}\nthen = \"decline\"\nreason = \"accepted-offer\"\nsince = " +
		w.now.AddDate(0, 0, 1).Format("2006-01-02") + "\n"
	w.pass()
	w.noDraft("the day of the offer has not come")
	w.now = w.now.Add(hours(30))
	w.pass()
	got := map[string]thread.State{}
	for _, e := range w.entries() {
		for _, d := range e.Drafts {
			if d.State == thread.Standing && d.Action == thread.Decline && d.Reason == "accepted-offer" {
				got[e.Facts.Company] = e.State
			}
		}
	}
	if len(got) != 3 || got["Acme Robotics"] != thread.Drafted || got["Larkspur Analytics"] == "" || got["Foxglove Mills"] == "" {
		t.Errorf("drafts stand for %v", got)
	}
	if n := len(w.drafts()); n != 3 {
		t.Errorf("%d drafts stand", n)
	}
	w.now = w.now.Add(hours(1))
	if r := w.pass(); len(r.Accounts[0].Done) != 0 {
		t.Errorf("done again: %q", r.Accounts[0].Done)
	}
	w.forget()
	w.now = w.now.Add(hours(1))
	w.pass()
	if n := len(w.drafts()); n != 3 {
		t.Errorf("with the database lost, %d drafts stand", n)
	}
}
