package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestAnswerTo: whom the letter says to write to, and who can't be written to.
func TestAnswerTo(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ from, text, name, address string }{
		{"Halden <no-reply@halden.example.com>", "Please write to our coordinator, Jo Park (jo.park@halden.example.com), with your choice.", "Jo Park", "jo.park@halden.example.com"},
		{"Ana Berg <ana@halden.example.com>", "Please confirm with my assistant Jo Park, jo.park@halden.example.com.\n\nAna Berg", "Jo Park", "jo.park@halden.example.com"},
		{"Halden <no-reply@halden.example.com>", "You will meet Dr. Rosa Lind, our director. Choose a time in the portal.", "Rosa Lind", ""},
		{"Halden <jobs@halden.example.com>", "When are you free? Replies to this address are not read.", "", ""},
		{"Ana Berg <ana@halden.example.com>", "Kindly get in touch with Jo Park at jpark@halden.example.com, who keeps my calendar.\n\nAna Berg", "Jo Park", "jpark@halden.example.com"},
		{"Ana Berg <ana@halden.example.com>", "Please tell Jo Park, who runs the day: j.park@halden.example.com.\n\nAna Berg", "Jo Park", "j.park@halden.example.com"},
		{"Ana Berg <ana@halden.example.com>", "When are you free?\n\nAna Berg\nCandidate Experience, Halden", "Ana Berg", "ana@halden.example.com"},
		{"Mrs T. Berg <tberg@halden.example.com>", "When are you free?\n\nYours sincerely,\nTamsin Berg", "Tamsin Berg", "tberg@halden.example.com"},

		{"Ana Berg <ana@halden.example.com>", "When are you free? For technical problems write to help@halden.example.com.", "Ana Berg", "ana@halden.example.com"},
		{"Ana Berg <ana@halden.example.com>", "Please write to our manager Jo Park, jo.park@elsewhere.example.net.", "Ana Berg", "ana@halden.example.com"},
	} {
		f := c.facts(detect.Job, "en", tt.from, "Interview", "Sam,\n\n"+tt.text)
		address := ""
		if f.ReplyTo != nil {
			address = f.ReplyTo.Address
		}
		if f.Contact.Name != tt.name || address != tt.address {
			t.Errorf("%s: %q <%s>, want %q <%s>", tt.text, f.Contact.Name, address, tt.name, tt.address)
		}
	}
}
