package detect_test

import (
	"strings"
	"testing"
)

func TestScreen(t *testing.T) {
	r := newReader(t)
	chat := strings.Repeat("The pump was mended and the garden is dry again, so all is well with us here. ", 10)
	tests := []struct {
		name, mail string
		whole      bool
		want       bool
	}{
		{"an invitation", "From: Una <una@pinewood.example.com>\nSubject: Your application\n\nWe would like to invite you to an interview for the carpenter position. Would Tuesday suit you?\n", true, true},
		{"a refusal", "From: Una <una@pinewood.example.com>\nSubject: Your application\n\nUnfortunately we will not be moving forward with your application.\n", true, true},
		{"small talk", "From: Ben <ben@example.org>\nSubject: Garden\n\n" + chat, true, false},
		{"small talk that goes on", "From: Ben <ben@example.org>\nSubject: Garden\n\n" + chat, false, false},
		{"small talk in answer to a mail: whoever knows the thread need not ask", "From: Ben <ben@example.org>\nSubject: Re: Garden\nIn-Reply-To: <1@example.com>\n\n" + chat, true, false},
		{"hiring software, whatever it says", "From: no-reply <no-reply@greenhouse.io>\nSubject: Garden\n\n" + chat, true, true},
		{"nothing but a beginning", "From: Ben <ben@example.org>\nSubject: Garden\n\nHello", false, true},
		{"the same as a whole", "From: Ben <ben@example.org>\nSubject: Garden\n\nHello", true, false},
	}
	for _, tt := range tests {
		if got := r.detector.Screen(r.parser.ParseLeading([]byte(tt.mail)), tt.whole); got != tt.want {
			t.Errorf("%s: Screen = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// BenchmarkScreen measures it, parsing included, on a mail of everyday length.
func BenchmarkScreen(b *testing.B) {
	r := newReader(b)
	mail := complete("From: Ben <ben@example.org>\nSubject: Garden\n\n" + strings.Repeat("Could you tell me when the pump was mended? We have been waiting for your answer, and the garden is dry. ", 20))
	b.SetBytes(int64(len(mail)))
	b.ReportAllocs()
	for b.Loop() {
		r.detector.Screen(r.parser.ParseLeading(mail), true)
	}
}
