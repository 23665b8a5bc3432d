package extract

import "time"

// Location reads a zone as Facts and Slot name it: an IANA name, or an offset
// like "+02:00". It is nil when the zone is unknown: that is no error, it only
// leaves the other side's clock out. "Local" names a machine's zone, which no
// mail can mean.
func Location(zone string) *time.Location {
	if zone == "" || zone == "Local" {
		return nil
	}
	if t, err := time.Parse("-07:00", zone); err == nil {
		_, offset := t.Zone()
		return time.FixedZone("", offset)
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil
	}
	return loc
}
