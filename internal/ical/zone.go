package ical

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"
)

// windowsZones maps the zone names that Outlook and Exchange write to IANA
// names.
//
//go:embed windowszones.tsv
var windowsZones string

// displayZones maps what Windows shows for a zone to its Windows name.
//
//go:embed displayzones.tsv
var displayZones string

// zoneNames maps folded names to IANA names.
var zoneNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{"utc": "UTC", "z": "UTC", "gmt": "UTC", "tzone://microsoft/utc": "UTC", "coordinated universal time": "UTC"}
	addRows(windowsZones, func(name, iana string) { names[foldZone(name)] = iana })
	addRows(displayZones, func(name, windows string) {
		if iana := names[foldZone(windows)]; iana != "" {
			names[foldZone(name)] = iana
		}
	})
	return names
})

// addRows calls add for each row of a table of two columns.
func addRows(table string, add func(a, b string)) {
	for line := range strings.SplitSeq(table, "\n") {
		if a, b, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			add(a, b)
		}
	}
}

func foldZone(s string) string {
	s = strings.ReplaceAll(s, "&amp;", "&")
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// loaded holds the locations found, by IANA name: time.LoadLocation reads the
// zone data anew each time. Only names that exist are in it, so it stays small.
var loaded sync.Map

// ZoneByName finds the zone of a name as calendars and people write it: an IANA
// name, also behind a prefix ("/mozilla.org/20070129_1/Europe/Berlin"), a Windows
// name ("W. Europe Standard Time"), what Windows shows for it ("(UTC+01:00)
// Brussels, Copenhagen, Madrid, Paris"), or an offset ("UTC+02:00", "GMT-5"). The
// location's String is the IANA name, "UTC", or "UTC+02:00".
func ZoneByName(name string) (*time.Location, bool) {
	name = strings.Trim(strings.TrimSpace(name), `"'`)
	if name == "" || len(name) > 200 {
		return nil, false
	}
	if loc, ok := knownZone(name); ok {
		return loc, true
	}
	// Olson names behind a vendor's prefix.
	for rest := name; ; {
		_, after, ok := strings.Cut(rest, "/")
		if !ok || !strings.Contains(after, "/") {
			break
		}
		if loc, ok := loadZone(after); ok {
			return loc, true
		}
		rest = after
	}
	return offsetZone(name)
}

// knownZone looks a name up in the tables and the zone data.
func knownZone(name string) (*time.Location, bool) {
	folded := foldZone(name)
	candidates := []string{folded, strings.TrimRight(folded, " 0123456789")} // Outlook numbers its copies: "… Time 1"
	if strings.HasPrefix(folded, "(") {
		if _, shown, ok := strings.Cut(folded, ")"); ok {
			candidates = append(candidates, strings.TrimSpace(shown))
		}
	}
	for _, c := range candidates {
		if iana := zoneNames()[c]; iana != "" {
			return loadZone(iana)
		}
	}
	return loadZone(name)
}

// loadZone loads an IANA zone.
func loadZone(name string) (*time.Location, bool) {
	if loc, ok := loaded.Load(name); ok {
		return loc.(*time.Location), true
	}
	if name == "UTC" || name == "Etc/UTC" || name == "Etc/GMT" || name == "GMT" {
		return time.UTC, true
	}
	if name == "" || strings.EqualFold(name, "local") || strings.ContainsAny(name, ". \\:") || name[0] == '/' {
		return nil, false // "Local" would be this machine's zone
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, false
	}
	loaded.Store(name, loc)
	return loc, true
}

// offsetZone reads "UTC+02:00", "GMT-5", "+0530".
func offsetZone(name string) (*time.Location, bool) {
	s := strings.ToUpper(strings.ReplaceAll(name, " ", ""))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "UTC"), "GMT")
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return nil, false
	}
	seconds, ok := parseOffset(s)
	if !ok {
		return nil, false
	}
	return fixedZone(seconds), true
}

// parseOffset reads a UTC-OFFSET (RFC 5545 section 3.3.14) and its looser forms:
// "+0100", "-05:00", "+1", "+053000".
func parseOffset(s string) (seconds int, ok bool) {
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	if len(digits) == 1 || len(digits) == 3 {
		digits = "0" + digits
	}
	digits += strings.Repeat("0", max(0, 6-len(digits)))
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) != 6 || n < 0 {
		return 0, false
	}
	seconds = n/10000*3600 + n/100%100*60 + n%100
	if n/100%100 > 59 || seconds > 14*3600 {
		return 0, false
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
