package when

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// Pieces from which hostile texts are made.
var scraps = strings.Fields(`Tuesday Mon Fri, next this last 3 14 30 2026 : . / - – ( ) , ; at from to between and or by until 3pm 10:30 9.30 March May 3rd the
week of in two weeks within 48 hours ET (CET) GMT+2 noon half past quarter tomorrow today moved End: KW (London) onwards 14./15.10. dal al du au am bis zum ende except not first for 45 minutes morning 12/03 2026-03-12 T Uhr um am bis h 5h 24/7 +1 $ % ’ é`)

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(scraps[r.IntN(len(scraps))])
		b.WriteString([]string{" ", " ", " ", "", "\n", "\n\n"}[r.IntN(6)])
	}
	return b.String()
}

func TestProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	now := time.Date(2026, 3, 3, 10, 0, 0, 0, time.FixedZone("", -5*3600))
	for i := range 4000 {
		text := randomText(r, 1+r.IntN(30))
		check(t, text, Context{Now: now, Lang: []string{"en", "de", "fr", "es", "it", "nl", "pt", ""}[i%8]})
	}
}

// check holds what is true of any text.
func check(t *testing.T, text string, ctx Context) {
	t.Helper()
	got := reader(t).Find(text, ctx)
	again := reader(t).Find(text, ctx)
	if len(got) != len(again) || len(got) > maxExprs {
		t.Fatalf("%q: %d and %d expressions", text, len(got), len(again))
	}
	for i, e := range got {
		switch {
		case !equal(e, again[i]):
			t.Fatalf("%q: not the same twice: %+v, %+v", text, e, again[i])
		case e.Offset < 0 || e.Offset+len(e.Text) > len(text) || text[e.Offset:e.Offset+len(e.Text)] != e.Text:
			t.Fatalf("%q: the span is not in the text: %+v", text, e)
		case !e.End.IsZero() && !e.Start.Before(e.End):
			t.Fatalf("%q: ends before it starts: %+v", text, e)
		case e.Certain != (e.Doubt == ""):
			t.Fatalf("%q: a doubt without words, or the reverse: %+v", text, e)
		case e.Role == "" || e.Grain == "" || e.Zone == "" || e.ZoneSource == "":
			t.Fatalf("%q: a field is blank: %+v", text, e)
		}
	}
}

func equal(a, b Expr) bool {
	if !a.Start.Equal(b.Start) || !a.End.Equal(b.End) {
		return false
	}
	a.Start, a.End = b.Start, b.End // their locations are pointers
	return a == b
}

// Time must grow with the text, not with its square.
func TestHostileTextIsBounded(t *testing.T) {
	for _, scrap := range []string{"1 ", "1-", "1/", "Mon ", "3pm or ", "March ", "the ", "in two ", "twenty ", "(", "at ", "1.1.", "+1 ", "next ", "Tue, ", "moved from Mon 2pm to ", "between 9 and 12 or ", "End: 3pm\n", "first week of ", "14./", "Monday- and ", "the 12th "} {
		start := time.Now()
		reader(t).Find(strings.Repeat(scrap, maxText/len(scrap)+10), Context{Now: start, Lang: "en"})
		if d := time.Since(start); d > 20*time.Second { // a second where nothing else runs; squared it would be hours
			t.Errorf("%q repeated took %v", scrap, d)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Tuesday at 3pm or Thu, 2–4pm ET", "am 12.03. um halb drei", "le 1er avril à 14h30", "moved from Tuesday at 2 to Wednesday at 3", "am 14./15.10., jeweils 9–12 Uhr", "el lunes 9 a las 10 o a las 12", "Start: 10 March, 2pm\nEnd: 3pm", "by EOD Friday, within 48 hours", "3/4/26 - 5/4/26", "2026-03-12T10:00:00+01:00"} {
		f.Add(s, "en", int64(1772532000), -18000)
	}
	f.Fuzz(func(t *testing.T, text, lang string, unix int64, offset int) {
		now := time.Unix(unix%4102444800, 0).In(time.FixedZone("", offset%50400))
		check(t, text, Context{Now: now, Lang: lang})
	})
}

const mailText = `Hi Sam,

thank you for applying to the Operations Analyst role. Your background stood out to us, and the team would love to meet you for a
first conversation of about 30 minutes on video. Could you let me know which of these would work for you?

- Tuesday, March 10, 2:00 PM - 2:30 PM ET
- Wednesday, March 11 at 10am or 11:30am
- Friday the 13th, any time between 9 and 12

If none of these fit, please send me two or three times next week, and reply by Friday at 5pm so that I can book the room.

Best regards,
Kim Park
Talent Partner, Example Industries | +1 (212) 555-0147 | 24 Market Street, Suite 1200`

func BenchmarkFind(b *testing.B) {
	r := reader(b)
	ctx := Context{Now: time.Date(2026, 3, 3, 10, 0, 0, 0, time.FixedZone("", -5*3600)), Lang: "en"}
	b.SetBytes(int64(len(mailText)))
	b.ReportAllocs()
	for b.Loop() {
		r.Find(mailText, ctx)
	}
}
