package workday

import (
	"strings"
	"testing"
	"time"
)

func TestParseSpan(t *testing.T) {
	for text, want := range map[string]Span{
		"48h":                 {Duration: 48 * time.Hour},
		"30m":                 {Duration: 30 * time.Minute},
		"90s":                 {Duration: 90 * time.Second},
		"2d":                  {Duration: 48 * time.Hour},
		"30d":                 {Duration: 720 * time.Hour},
		"0h":                  {},
		"2 business days":     {BusinessDays: 2},
		"1 business day":      {BusinessDays: 1},
		" 3  Business  days ": {BusinessDays: 3},
		"0 business days":     {},
	} {
		got, err := ParseSpan(text)
		if err != nil || got != want {
			t.Errorf("ParseSpan(%q) = %+v, %v; want %+v", text, got, err, want)
		}
		again, err := ParseSpan(got.String())
		if err != nil || again != got {
			t.Errorf("ParseSpan(%q), written back as %q, gives %+v, %v", text, got.String(), again, err)
		}
	}
}

func TestParseSpanRefuses(t *testing.T) {
	for _, text := range []string{
		"", "h", "48", "-2h", "1.5h", "1h30m", "two days", "2 days", "2 business", "2 business weeks",
		"99999d", "9999 business days", "99999999999999999999h", "٣h",
	} {
		got, err := ParseSpan(text)
		if err == nil {
			t.Errorf("ParseSpan(%q) = %+v, want an error", text, got)
		} else if !strings.Contains(err.Error(), "span") {
			t.Errorf("ParseSpan(%q): %v does not say what is wrong", text, err)
		}
	}
}

func TestSpanWords(t *testing.T) {
	for text, want := range map[string]string{
		"2 business days":  "two business days",
		"1 business day":   "one business day",
		"20 business days": "20 business days",
		"24h":              "24 hours",
		"1h":               "1 hour",
		"2d":               "48 hours",
		"4d":               "4 days",
		"90m":              "90 minutes",
	} {
		s, err := ParseSpan(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Words(); got != want {
			t.Errorf("%q in words: %q, want %q", text, got, want)
		}
	}
}

func FuzzParseSpan(f *testing.F) {
	for _, s := range []string{"48h", "2 business days", "", "1", "00001m", "9223372036854775807d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSpan(text)
		if err != nil {
			return
		}
		again, err := ParseSpan(s.String())
		if err != nil || again != s {
			t.Errorf("%q is %+v, written %q, read again %+v, %v", text, s, s, again, err)
		}
	})
}
