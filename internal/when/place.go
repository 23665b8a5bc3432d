package when

import (
	"sync"
	"time"
)

// place is a zone of the time zone database, read when a text first names it: a
// mailbox sees a dozen of the hundreds that the words name.
type place struct {
	name string // IANA name
	load func() (*time.Location, error)
}

// location returns the zone. Its name has been tried, or tested.
func (p place) location() *time.Location {
	loc, err := p.load()
	if err != nil {
		panic("when: a zone that was said to be tested is wrong: " + err.Error())
	}
	return loc
}

// locations are the places that all languages share.
type locations struct {
	tested bool // all names are known to be right
	byName sync.Map
}

// find returns the place of a name; an error when there is none.
func (l *locations) find(name string) (place, error) {
	load := sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation(name) })
	known, _ := l.byName.LoadOrStore(name, place{name, load})
	p := known.(place)
	if l.tested {
		return p, nil
	}
	_, err := p.load()
	return p, err
}
