package eval_test

import "testing"

// factFloors are the shares of facts that reading the project's own mails must get
// right in the invitations that it finds, per set and over all. They only move up.
var factFloors = map[string]map[string]float64{
	"all":        {"company": 0.97, "role": 0.84, "contact": 0.97, "slot": 0.92, "deadline": 0.94},
	"de":         {"company": 1.00, "role": 0.78, "contact": 0.92, "slot": 1.00, "deadline": 1.00},
	"en-job":     {"company": 1.00, "role": 0.95, "contact": 1.00, "slot": 0.97, "deadline": 1.00},
	"en-other":   {"company": 1.00, "role": 0.83, "contact": 1.00, "slot": 0.86, "deadline": 0.87},
	"es":         {"company": 1.00, "role": 0.78, "contact": 1.00, "slot": 1.00, "deadline": 1.00},
	"fifth-en":   {"company": 0.96, "role": 0.96, "contact": 0.93, "slot": 1.00, "deadline": 0.90},
	"fifth-xx":   {"company": 0.97, "role": 1.00, "contact": 0.94, "slot": 1.00, "deadline": 0.96},
	"fr":         {"company": 1.00, "role": 0.85, "contact": 1.00, "slot": 1.00, "deadline": 1.00},
	"it":         {"company": 1.00, "role": 0.73, "contact": 1.00, "slot": 0.88, "deadline": 0.90},
	"nl":         {"company": 1.00, "role": 0.78, "contact": 1.00, "slot": 1.00, "deadline": 1.00},
	"pt":         {"company": 0.92, "role": 0.85, "contact": 1.00, "slot": 1.00, "deadline": 1.00},
	"second":     {"company": 0.91, "role": 0.85, "contact": 1.00, "slot": 0.91, "deadline": 0.89},
	"seventh-en": {"company": 0.91, "role": 0.75, "contact": 0.94, "slot": 0.85, "deadline": 0.83},
	"seventh-xx": {"company": 0.93, "role": 0.72, "contact": 0.93, "slot": 0.85, "deadline": 0.96},
	"sixth-en":   {"company": 0.96, "role": 0.77, "contact": 1.00, "slot": 0.93, "deadline": 1.00},
	"sixth-xx":   {"company": 0.96, "role": 0.80, "contact": 0.96, "slot": 0.96, "deadline": 0.96},
	"third-en":   {"company": 1.00, "role": 0.96, "contact": 1.00, "slot": 0.77, "deadline": 1.00},
	"third-xx":   {"company": 1.00, "role": 0.82, "contact": 1.00, "slot": 0.95, "deadline": 0.95},
}

// holdFacts fails where a fact falls below its floor.
func holdFacts(t *testing.T, name string, s *score) {
	t.Helper()
	floors, ok := factFloors[name]
	if !ok && s.fields["company"] != nil {
		t.Errorf("%s has no floors of facts: record what is reached", name)
	}
	for fact, floor := range floors {
		f := s.fields[fact]
		if f == nil {
			t.Errorf("%s: no %s was looked at", name, fact)
			continue
		}
		if float64(f.right) < floor*float64(f.all()) {
			t.Errorf("%s: %s %s is below its floor of %.2f", name, fact, share(f.right, f.all()), floor)
		}
	}
}
