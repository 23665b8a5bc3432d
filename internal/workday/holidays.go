package workday

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
)

// HolidayCodes returns the codes that Holidays knows, sorted: a country ("de")
// or one of its regions ("de-by").
func HolidayCodes() []string {
	return slices.Sorted(maps.Keys(holidays))
}

// Holidays returns what tells whether the date of a time, in the time's own
// zone, is free by the holidays of a country or region: public ones, those moved
// to another day, and the eves on which the country does not work. "" gives a
// function that knows none. It is safe for concurrent use. The error lists the
// codes near the one asked for.
func Holidays(code string) (func(time.Time) bool, error) {
	if code == "" {
		return func(time.Time) bool { return false }, nil
	}
	list, ok := holidays[strings.ToLower(code)]
	if !ok {
		return nil, fmt.Errorf("no holidays are known for %q: %s", code, hint(code))
	}
	// Not Cacheable: that would make IsHoliday write a map.
	c := cal.Calendar{Holidays: list}
	return func(t time.Time) bool {
		actual, observed, _ := c.IsHoliday(t)
		return actual || observed
	}, nil
}

// hint names the regions of the country asked for, or all countries.
func hint(code string) string {
	country, _, _ := strings.Cut(strings.ToLower(code), "-")
	var near, countries []string
	for _, c := range HolidayCodes() {
		if strings.HasPrefix(c, country+"-") {
			near = append(near, c)
		}
		if !strings.Contains(c, "-") {
			countries = append(countries, c)
		}
	}
	if _, ok := holidays[country]; ok {
		near = append([]string{country}, near...)
	}
	if len(near) == 0 {
		near = countries
	}
	return "use one of " + strings.Join(near, ", ") + `, or "" for none`
}

// common returns the holidays that all regions share.
func common(regions ...[]*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(regions[0]), func(h *cal.Holiday) bool {
		return slices.ContainsFunc(regions[1:], func(r []*cal.Holiday) bool { return !slices.Contains(r, h) })
	})
}
