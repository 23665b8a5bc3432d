package mailbox_test

import (
	"slices"
	"testing"
)

// testCreate: a folder is made where the server keeps a user's own, once, and can be
// used.
func testCreate(t *testing.T, r *rig) {
	s := r.dial(t)
	name, err := s.Create(t.Context(), "rsvpd", "Decline")
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Create(t.Context(), "rsvpd", "Decline")
	if err != nil || again != name {
		t.Errorf("made again: %q, %v; the first is %q", again, err, name)
	}
	f, err := s.Folders(t.Context())
	if err != nil || !slices.Contains(f.Names, name) {
		t.Errorf("%q is not among %q (%v)", name, f.Names, err)
	}
	if _, err := s.List(t.Context(), name, false); err != nil {
		t.Error(err)
	}
}
