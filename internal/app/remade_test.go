package app

import "testing"

func TestRemade(t *testing.T) {
	made := 0
	r := remade{make: func() *links { made++; return &links{} }}
	if r.forget() {
		t.Error("forgot what was never made")
	}
	first := r.links()
	if r.links() != first || made != 1 {
		t.Errorf("made %d times while it was held", made)
	}
	if r.forget() {
		t.Error("forgot what was used a moment ago")
	}
	if !r.forget() || r.forget() {
		t.Error("did not forget once what nobody used")
	}
	if r.links() == first || made != 2 {
		t.Errorf("made %d times after it was forgotten", made)
	}
}
