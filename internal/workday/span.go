package workday

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Span is a length of time as the configuration writes it: elapsed time, or,
// where BusinessDays is not 0, that many business days and Duration is 0. The
// zero value is no time at all.
type Span struct {
	Duration     time.Duration
	BusinessDays int
}

// BusinessDays returns the span of n business days.
func BusinessDays(n int) Span { return Span{BusinessDays: n} }

// Elapsed returns the span of a duration.
func Elapsed(d time.Duration) Span { return Span{Duration: d} }

// IsZero reports whether s is no time at all.
func (s Span) IsZero() bool { return s == Span{} }

// maxDays bounds what may be asked: ten years. It keeps arithmetic from
// overflowing and counting from running long.
const maxDays = 3660

var errSpan = errors.New(`write it like "30m", "48h", "2d" or "2 business days"`)

var units = map[string]time.Duration{
	"s": time.Second,
	"m": time.Minute,
	"h": time.Hour,
	"d": 24 * time.Hour, // elapsed days, DST or not
}

// ParseSpan reads "Ns", "Nm", "Nh", "Nd" or "N business days", N a whole number
// from 0 up to ten years' worth. The error says how to write it.
func ParseSpan(text string) (Span, error) {
	fail := func(err error) (Span, error) { return Span{}, fmt.Errorf("span %q: %w", text, err) }
	s := strings.TrimSpace(text)
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	n, err := strconv.Atoi(s[:digits])
	if err != nil {
		return fail(errSpan)
	}
	unit := strings.Join(strings.Fields(strings.ToLower(s[digits:])), " ")
	if unit == "business days" || unit == "business day" {
		if n > maxDays {
			return fail(errors.New("that is more than ten years"))
		}
		return BusinessDays(n), nil
	}
	d, ok := units[unit]
	if !ok {
		return fail(errSpan)
	}
	if n > int(maxDays*24*time.Hour/d) {
		return fail(errors.New("that is more than ten years"))
	}
	return Elapsed(time.Duration(n) * d), nil
}

// UnmarshalText reads a span from a configuration file.
func (s *Span) UnmarshalText(text []byte) error {
	v, err := ParseSpan(string(text))
	if err != nil {
		return err
	}
	*s = v
	return nil
}

// MarshalText writes a span as ParseSpan reads it.
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// String writes a span as ParseSpan reads it, in the largest unit that fits; a
// day is written as hours up to three of them, as people say "48h".
func (s Span) String() string {
	switch d := s.Duration; {
	case s.BusinessDays != 0:
		if s.BusinessDays == 1 {
			return "1 business day"
		}
		return strconv.Itoa(s.BusinessDays) + " business days"
	case d > 72*time.Hour && d%(24*time.Hour) == 0:
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	case d != 0 && d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d != 0 && d%time.Minute == 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	default:
		return fmt.Sprintf("%ds", d/time.Second)
	}
}

var counts = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// Words says a span in running English: "two business days", "24 hours".
func (s Span) Words() string {
	n, unit := 0, ""
	switch d := s.Duration; {
	case s.BusinessDays != 0:
		n, unit = s.BusinessDays, "business day"
		if n < len(counts) {
			return plural(counts[n], unit, n)
		}
	case d > 72*time.Hour && d%(24*time.Hour) == 0:
		n, unit = int(d/(24*time.Hour)), "day"
	case d >= time.Hour && d%time.Hour == 0:
		n, unit = int(d/time.Hour), "hour"
	default:
		n, unit = int(d/time.Minute), "minute"
	}
	return plural(strconv.Itoa(n), unit, n)
}

func plural(count, unit string, n int) string {
	if n != 1 {
		unit += "s"
	}
	return count + " " + unit
}
