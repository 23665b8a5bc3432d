package eval_test

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/detect"
)

// passing are the readings for which a message need not be read on.
var passing = []detect.Category{detect.Other, detect.Alert, detect.Meeting, detect.Own}

// leading is as much of a message as is fetched before it is decided whether the
// rest is: the header and the first 8 KB of the body.
func leading(raw []byte) (head []byte, whole bool) {
	end := 0
	for _, gap := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(raw, []byte(gap)); i >= 0 && (end == 0 || i < end) {
			end = i
		}
	}
	end = min(len(raw), end+8<<10)
	return raw[:end], end == len(raw)
}

// screened counts what Screen stops.
type screened struct {
	mails, stopped int
	lost           []string // stopped, though the whole says what matters
}

func (c *screened) add(r *app.Reader, name string, raw []byte) {
	c.mails++
	if r.Screen(leading(raw)) {
		return
	}
	c.stopped++
	if v := r.Read(raw, time.Time{}, app.ReadOptions{Me: []string{me}}).Verdict; !slices.Contains(passing, v.Category) {
		c.lost = append(c.lost, name+": "+string(v.Category))
	}
}

// screen screens all mail of a set.
func screen(t *testing.T, r *app.Reader, s set) *screened {
	t.Helper()
	c := &screened{}
	err := fs.WalkDir(s.mail, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") || path.Ext(p) == ".tsv" || path.Ext(p) == ".json" {
			return err
		}
		raw, err := fs.ReadFile(s.mail, p)
		if err == nil {
			c.add(r, p, raw)
		}
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return c
}

// TestScreenLosesNothing: what the whole of a message says is never lost by
// looking at its beginning first.
func TestScreenLosesNothing(t *testing.T) {
	r := reader(t)
	for _, s := range own(t) {
		holdScreen(t, screen(t, r, s), s.name)
	}
}

// TestScreenOutside holds the same on the data outside the repository, and
// prints how much is stopped. Real mail that is read as a receipt or an offer by
// mistake may be stopped; what is read as an invitation may not.
func TestScreenOutside(t *testing.T) {
	r := reader(t)
	for _, s := range outside(t) {
		c := screen(t, r, s)
		if s.labels == nil {
			c.lost = slices.DeleteFunc(c.lost, func(l string) bool {
				t.Logf("%s: stopped %s", s.name, l)
				return !strings.HasSuffix(l, ": "+string(detect.Invitation))
			})
		}
		holdScreen(t, c, s.name)
	}
}

func holdScreen(t *testing.T, c *screened, name string) {
	t.Helper()
	t.Logf("%s: %s of the mails stopped", name, share(c.stopped, c.mails))
	if len(c.lost) > 0 {
		t.Errorf("%s: %d mails lost:\n  %s", name, len(c.lost), strings.Join(c.lost, "\n  "))
	}
}
