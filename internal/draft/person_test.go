package draft

import (
	"os"
	"testing"
)

func TestPerson(t *testing.T) {
	w, err := Parse(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	en := w.named("en").words
	for _, c := range []struct{ name, first, full string }{
		{"Dana Ferrer", "Dana", "Dana Ferrer"},
		{"FERRER, DANA", "Dana", "Dana Ferrer"},
		{"Dana Ferrer, PhD", "Dana", "Dana Ferrer"},
		{"Zoë O'Neil-Márquez", "Zoë", "Zoë O'Neil-Márquez"},
		{"Seán Ó Duinnín", "Seán", "Seán Ó Duinnín"},
		{"王小明", "王小明", "王小明"},
		{`Dana "Dee" Ferrer`, "Dana", `Dana "Dee" Ferrer`},
		{"J. Ferrer", "J. Ferrer", "J. Ferrer"},
		// Nobody is called that.
		{"C++ Engineer", "", ""},
		{"C# Team", "", ""},
		{"Hiring Team 3", "", ""},
		{"Talent + Culture", "", ""},
		{"Ask: for an appointment, please, at reception", "", ""},
	} {
		p := en.person(c.name, "Alder Energy")
		if p.first != c.first || p.full != c.full {
			t.Errorf("%q: first %q, full %q; want %q, %q", c.name, p.first, p.full, c.first, c.full)
		}
	}
}
