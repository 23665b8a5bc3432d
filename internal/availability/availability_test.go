package availability

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

const layout = "Mon 2 Jan 15:04"

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// at reads "2026-03-02 10:00" in a zone.
func at(t testing.TB, loc *time.Location, clock string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", clock, loc)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// between reads "2026-03-02 10:00/12:00" or, over days, "… 10:00/2026-03-04 12:00".
func between(t testing.TB, loc *time.Location, span string) Span {
	t.Helper()
	from, to, _ := strings.Cut(span, "/")
	if len(to) == len("15:04") {
		to = from[:len("2026-03-02 ")] + to
	}
	return Span{at(t, loc, from), at(t, loc, to)}
}

func spans(t testing.TB, loc *time.Location, texts ...string) []Span {
	var list []Span
	for _, s := range texts {
		list = append(list, between(t, loc, s))
	}
	return list
}

func weekdays(from, to int) Hours {
	h := Hours{}
	for d := time.Monday; d <= time.Friday; d++ {
		h[d] = []ClockSpan{{from * 60, to * 60}}
	}
	return h
}

func show(loc *time.Location, slots []Span) string {
	var s []string
	for _, x := range slots {
		s = append(s, x.Start.In(loc).Format(layout))
	}
	return strings.Join(s, ", ")
}

// Now is Monday 2 March 2026, 09:00 in London, unless a row says otherwise.
func TestFree(t *testing.T) {
	london, newYork := zone(t, "Europe/London"), zone(t, "America/New_York")
	tests := []struct {
		name    string
		change  func(*Request)
		want    string
		outside bool
	}{
		{"three days, three parts of the day", func(*Request) {},
			"Tue 3 Mar 10:00, Wed 4 Mar 14:00, Thu 5 Mar 11:00", false},
		{"two are wanted", func(r *Request) { r.Count = 2 },
			"Tue 3 Mar 10:00, Wed 4 Mar 14:00", false},
		{"notice", func(r *Request) { r.Notice = 3 * 24 * time.Hour },
			"Thu 5 Mar 10:00, Fri 6 Mar 14:00, Mon 9 Mar 11:00", false},
		{"a busy morning moves the first", func(r *Request) { r.Busy = spans(t, london, "2026-03-03 09:00/12:00") },
			"Tue 3 Mar 13:00, Wed 4 Mar 14:00, Thu 5 Mar 11:00", false},
		{"a busy day is left out", func(r *Request) { r.Busy = spans(t, london, "2026-03-03 00:00/23:00") },
			"Wed 4 Mar 10:00, Thu 5 Mar 14:00, Fri 6 Mar 11:00", false},
		{"what they proposed is not offered back", func(r *Request) { r.Avoid = spans(t, london, "2026-03-03 10:00/10:30") },
			"Tue 3 Mar 09:00, Wed 4 Mar 14:00, Thu 5 Mar 11:00", false},
		{"a holiday is left out", func(r *Request) { r.Holiday = func(d time.Time) bool { return d.Day() == 4 } },
			"Tue 3 Mar 10:00, Thu 5 Mar 14:00, Fri 6 Mar 11:00", false},
		{"next week", func(r *Request) { r.Within = between(t, london, "2026-03-09 00:00/2026-03-14 00:00") },
			"Mon 9 Mar 10:00, Tue 10 Mar 14:00, Wed 11 Mar 11:00", false},
		{"one day only: apart from one another", func(r *Request) { r.Within = between(t, london, "2026-03-05 00:00/23:59") },
			"Thu 5 Mar 10:00, Thu 5 Mar 14:00, Thu 5 Mar 16:00", false},
		{"a busy week: after it, and said so", func(r *Request) {
			r.Within = between(t, london, "2026-03-09 00:00/2026-03-14 00:00")
			r.Busy = []Span{r.Within}
		}, "Mon 16 Mar 10:00, Tue 17 Mar 14:00, Wed 18 Mar 11:00", true},
		{"room for one: filled up from after it", func(r *Request) {
			r.Within = between(t, london, "2026-03-05 16:30/17:00")
		}, "Thu 5 Mar 16:30, Fri 6 Mar 10:00, Mon 9 Mar 14:00", true},
		{"a span that has passed", func(r *Request) { r.Within = between(t, london, "2026-02-23 00:00/2026-02-28 00:00") },
			"Tue 3 Mar 10:00, Wed 4 Mar 14:00, Thu 5 Mar 11:00", true},
		{"an hour and a half", func(r *Request) { r.Duration, r.Hours = 90*time.Minute, weekdays(15, 17) },
			"Tue 3 Mar 15:00, Wed 4 Mar 15:30, Thu 5 Mar 15:00", false},
		{"evenings only", func(r *Request) { r.Hours = weekdays(17, 19) },
			"Mon 2 Mar 17:00, Tue 3 Mar 18:00, Wed 4 Mar 17:30", false},
		{"New York: their morning is our afternoon", func(r *Request) { r.Theirs = newYork },
			"Tue 3 Mar 13:00, Wed 4 Mar 14:00, Thu 5 Mar 13:30", false},
		{"Auckland: only its evening is left in common", func(r *Request) {
			r.Theirs, r.Hours = zone(t, "Pacific/Auckland"), weekdays(7, 16)
		}, "Wed 4 Mar 07:00, Thu 5 Mar 07:30, Fri 6 Mar 07:00", false},
		{"Honolulu: nothing in common at all, the user's hours hold", func(r *Request) {
			r.Theirs, r.Hours = zone(t, "Pacific/Honolulu"), weekdays(9, 16)
		}, "Tue 3 Mar 10:00, Wed 4 Mar 14:00, Thu 5 Mar 11:00", false},
		{"no hours, no slots", func(r *Request) { r.Hours = nil }, "", false},
		{"longer than any day", func(r *Request) { r.Duration = 9 * time.Hour }, "", false},
		{"busy for ever", func(r *Request) { r.Busy = spans(t, london, "2026-01-01 00:00/2027-01-01 00:00") }, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Request{Now: at(t, london, "2026-03-02 09:00"), Zone: london, Hours: weekdays(9, 17), Notice: 24 * time.Hour}
			if strings.HasPrefix(tt.name, "evenings") {
				r.Notice = 0
			}
			tt.change(&r)
			slots, outside := Free(r)
			if got := show(london, slots); got != tt.want || outside != tt.outside {
				t.Errorf("got  %s (outside %v)\nwant %s (outside %v)", got, outside, tt.want, tt.outside)
			}
		})
	}
}

func TestFreeAvoidsWallTimesThatAreSkippedOrDoubled(t *testing.T) {
	loc := zone(t, "America/New_York")
	for now, want := range map[string]string{
		"2026-03-08 00:00": "00:30 01:00 01:30 03:00 03:30",             // 02:00 and 02:30 do not exist
		"2026-11-01 00:00": "00:30 02:00 02:30 03:00 03:30",             // 01:00 and 01:30 come twice
		"2026-11-08 00:00": "00:30 01:00 01:30 02:00 02:30 03:00 03:30", // an ordinary night
	} {
		r := Request{Now: at(t, loc, now).Add(time.Minute), Zone: loc, Hours: Hours{time.Sunday: {{0, 4 * 60}}}, Count: 20}
		r.Within = Span{r.Now, r.Now.Add(20 * time.Hour)}
		slots, _ := Free(r)
		var got []string
		for _, s := range slots {
			got = append(got, s.Start.In(loc).Format("15:04"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("from %s: %s, want %s", now, got, want)
		}
	}
}

func TestFreeKeepsTheirWeekend(t *testing.T) {
	honolulu := zone(t, "Pacific/Honolulu") // its Friday morning is Auckland's Saturday
	r := Request{Now: at(t, honolulu, "2026-03-04 09:00"), Zone: honolulu, Theirs: zone(t, "Pacific/Auckland"), Hours: weekdays(9, 17), Notice: 24 * time.Hour}
	slots, _ := Free(r)
	if got, want := show(honolulu, slots), "Thu 5 Mar 10:00, Mon 9 Mar 14:00, Tue 10 Mar 11:00"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	r.Hours = Hours{time.Saturday: {{9 * 60, 17 * 60}}}
	slots, _ = Free(r)
	if got, want := show(honolulu, slots), "Sat 7 Mar 10:00, Sat 14 Mar 14:00, Sat 21 Mar 11:00"; got != want {
		t.Errorf("who takes conversations on Saturdays may offer them: got %s, want %s", got, want)
	}
}

func TestCheck(t *testing.T) {
	loc := zone(t, "Europe/Berlin")
	r := Request{
		Now: at(t, loc, "2026-03-02 09:00"), Zone: loc, Notice: 48 * time.Hour,
		Hours:   Hours{time.Tuesday: {{9 * 60, 12 * 60}, {14 * 60, 24 * 60}}, time.Wednesday: {{9 * 60, 17 * 60}}},
		Holiday: func(d time.Time) bool { return d.Day() == 11 },
		Busy:    spans(t, loc, "2026-03-03 15:00/16:00"),
	}
	for span, want := range map[string]Obstacle{
		"2026-03-03 09:00/10:00":            "", // notice binds our offers only
		"2026-03-03 14:00/15:00":            "", // ends as the busy hour begins
		"2026-03-03 23:00/2026-03-04 00:00": "", // hours to 24:00
		"2026-03-03 11:30/12:30":            OffHours,
		"2026-03-03 15:30/16:30":            Calendar,
		"2026-03-02 10:00/11:00":            OffHours, // no hours on Mondays
		"2026-03-11 10:00/11:00":            OffHours, // a holiday
		"2026-03-02 08:00/09:00":            Past,
		"2026-03-02 09:00/10:00":            Past,
	} {
		if got := Check(r, between(t, loc, span)); got != want {
			t.Errorf("%s: %q, want %q", span, got, want)
		}
		if IsFree(r, between(t, loc, span)) != (want == "") {
			t.Errorf("%s: IsFree and Check disagree", span)
		}
	}
}

func TestMerge(t *testing.T) {
	loc := time.UTC
	got := Merge(spans(t, loc, "2026-03-03 12:00/13:00", "2026-03-03 09:00/10:00", "2026-03-03 14:00/14:00"),
		spans(t, loc, "2026-03-03 10:00/11:00", "2026-03-03 09:30/10:30", "2026-03-03 18:00/17:00"))
	want := spans(t, loc, "2026-03-03 09:00/11:00", "2026-03-03 12:00/13:00")
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Whatever the zones, hours, busy times and spans: what is offered keeps every
// promise, and the same request gives the same offer.
func TestFreeKeepsItsPromises(t *testing.T) {
	zones := []string{"Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/New_York", "Europe/Berlin", "America/Havana", "UTC"}
	rnd := rand.New(rand.NewPCG(5, 6))
	found := 0
	for range 400 {
		r := randomRequest(t, rnd, zones)
		slots, outside := Free(r)
		again, _ := Free(r)
		if fmt.Sprint(slots) != fmt.Sprint(again) {
			t.Fatalf("two answers to one request: %v, %v", slots, again)
		}
		found += len(slots)
		for i, s := range slots {
			if msg := broken(r, s, outside); msg != "" {
				t.Errorf("%s is %s\n%+v", s.Start.In(r.Zone), msg, r)
			}
			if i > 0 && s.Start.Before(slots[i-1].End) {
				t.Errorf("%v overlaps or precedes the one before", s)
			}
		}
		if len(slots) > r.Count {
			t.Errorf("%d slots, wanted at most %d", len(slots), r.Count)
		}
	}
	if found < 400 {
		t.Errorf("only %d slots in 400 requests: this test looks at too little", found)
	}
}

func randomRequest(t *testing.T, rnd *rand.Rand, zones []string) Request {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rnd.IntN(365*24*60)) * time.Minute)
	if rnd.IntN(2) == 0 { // a few days before clocks change somewhere
		change := []time.Time{date(3, 8), date(3, 29), date(4, 5), date(10, 4), date(10, 25), date(11, 1)}
		now = change[rnd.IntN(len(change))].Add(-time.Duration(rnd.IntN(4*24*60)) * time.Minute)
	}
	r := Request{
		Now: now, Zone: zone(t, zones[rnd.IntN(len(zones))]), Theirs: zone(t, zones[rnd.IntN(len(zones))]), Hours: Hours{},
		Notice: time.Duration(rnd.IntN(72)) * time.Hour, Duration: time.Duration(1+rnd.IntN(8)) * 15 * time.Minute, Count: 1 + rnd.IntN(4),
		Holiday: func(d time.Time) bool { return d.Day()%7 == 0 },
	}
	for d := range time.Weekday(7) {
		if from := rnd.IntN(1440); rnd.IntN(3) > 0 {
			r.Hours[d] = []ClockSpan{{from, from + rnd.IntN(1441-from)}}
		}
	}
	for range rnd.IntN(200) {
		start := now.Add(time.Duration(rnd.IntN(20*24*60)) * time.Minute)
		r.Busy = append(r.Busy, Span{start, start.Add(time.Duration(rnd.IntN(300)) * time.Minute)})
	}
	for range rnd.IntN(20) {
		start := now.Add(time.Duration(rnd.IntN(20*24*60)) * time.Minute)
		r.Avoid = append(r.Avoid, Pad([]Span{{start, start.Add(time.Hour)}}, time.Duration(rnd.IntN(60))*time.Minute)...)
	}
	if rnd.IntN(2) == 0 {
		start := now.Add(time.Duration(rnd.IntN(10*24)-48) * time.Hour)
		r.Within = Span{start, start.Add(time.Duration(rnd.IntN(7*24)) * time.Hour)}
	}
	return r
}

func date(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }

// broken says which promise an offered slot breaks.
func broken(r Request, s Span, outside bool) string {
	local := s.Start.In(r.Zone)
	switch {
	case s.Start.Before(r.Now.Add(r.Notice)):
		return "too soon"
	case !IsFree(r, s):
		return "not free: " + string(Check(r, s))
	case overlapsAny(r.Avoid, s):
		return "kept for something else"
	case local.Minute()%30 != 0 || local.Second() != 0:
		return "not on the half hour"
	case s.End.Sub(s.Start) != r.Length():
		return "too short or long"
	case !outside && !r.Within.IsZero() && !r.Within.Contains(s):
		return "outside what they ask about, and that is not said"
	}
	return ""
}

// As many days are offered as there are, and as many times as are wanted; a time
// that is indecent for the other side only where decent ones are too few.
func TestFreeSpreads(t *testing.T) {
	zones := []string{"Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana"}
	rnd := rand.New(rand.NewPCG(7, 8))
	spread, decent := 0, 0
	for range 400 {
		r := randomRequest(t, rnd, zones)
		slots, outside := Free(r)
		if outside || len(slots) == 0 {
			continue
		}
		f := newFinder(r)
		civil := f.days(f.wanted(), manners[0])
		days := map[day]bool{}
		for _, s := range slots {
			days[dayOf(s.Start.In(r.Zone))] = true
			if possible := len(pick(civil, r.Count)); possible >= min(2, r.Count) {
				decent++
				if !f.civil(s, manners[0]) {
					t.Errorf("%s is offered to %s, though %d decent times are free", s.Start.In(r.Theirs), r.Theirs, possible)
				}
			}
		}
		if r.Within.IsZero() && len(civil) >= r.Count {
			spread++
			if len(days) < r.Count || len(slots) < r.Count {
				t.Errorf("%d days, of %d with free times, for %d offers", len(days), len(civil), r.Count)
			}
		}
	}
	if spread < 20 || decent < 100 {
		t.Errorf("%d requests could be spread, %d times were decent: this test looks at too little", spread, decent)
	}
}

func TestPad(t *testing.T) {
	loc := time.UTC
	given := spans(t, loc, "2026-03-03 12:00/13:00")
	if got, want := Pad(given, 15*time.Minute), spans(t, loc, "2026-03-03 11:45/13:15"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if fmt.Sprint(given) != fmt.Sprint(spans(t, loc, "2026-03-03 12:00/13:00")) {
		t.Error("the original was changed")
	}
}

func BenchmarkFreeBusyForEver(b *testing.B) {
	loc := zone(b, "Europe/Berlin")
	r := Request{Now: at(b, loc, "2026-03-02 09:00"), Zone: loc, Theirs: zone(b, "America/New_York"), Hours: weekdays(0, 24)}
	for i := range 10000 {
		start := r.Now.Add(time.Duration(i) * 20 * time.Minute)
		r.Busy = append(r.Busy, Span{start, start.Add(19 * time.Minute)})
	}
	for b.Loop() {
		if slots, _ := Free(r); len(slots) > 0 {
			b.Fatal(slots)
		}
	}
}
