package lexicon

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPhrases(t *testing.T) {
	sets := map[string]string{"talk": "call|phone call|chat"}
	tests := []struct {
		phrase, text string
		want         string // the matched span; empty: none
	}{
		{"phone screen", "a Phone Screen today", "Phone Screen"},
		{"phone screen", "a phone-screen today", "phone-screen"},
		{"phone screen", "a phone. Screen today", ""},
		{"phone screen", "a phone\nscreen today", "phone\nscreen"},
		{"schedul*", "re-scheduling", "scheduling"},
		{"schedul*", "sched", ""},
		{"entrevista", "la éntrevista", "éntrevista"},
		{"strasse", "die Straße", "Straße"},
		{"we'd like", "We’d like to", "We’d like"},
		{"entretien", "l’entretien", "entretien"},
		{"invite you … {talk}", "we invite you to a short phone call soon", "invite you to a short phone call"},
		{"invite you …2 chat", "we invite you to a short nice chat", ""},
		{"(a|the) [long] (day|night)", "the long night", "the long night"},
		{"(a|the) [long] (day|night)", "a day", "a day"},
		{"at #", "at 10:30", "at 10"},
		{"^reminder", "A reminder", ""},
		{"^reminder", "Hello. Reminder: tomorrow", "Reminder"},
		{"are you free ?", "Are you free today?", "Are you free"},
		{"are you free ?", "Are you free today.", ""},
		{"contact :", "Contact: Jo", "Contact"},
		{"contact :", "contact Jo", ""},
		{"join …5 (by zoom|:)", "Please join", ""},
		{"join …5 (by zoom|:)", "join us", ""},
		{"join …5 (by zoom|:)", "join us here: zoom", "join us here"},
		{"join …5 (by zoom|:)", "Please join. Here: zoom", ""},
		{"join …5 [by zoom]", "join", "join"},
		{"phong van", "cuộc phỏng vấn", "phỏng vấn"},
		{"dat lich", "đặt lịch", "đặt lịch"},
		{"fur", "für", "für"},
		{"fuer", "für", ""},
		{"berg", "Dr. Berg", "Berg"},
	}
	for _, tt := range tests {
		m, err := Compile([]Pattern{{ID: 7, Phrase: tt.phrase}}, sets)
		if err != nil {
			t.Errorf("%q: %v", tt.phrase, err)
			continue
		}
		got := ""
		m.Find(tt.text, func(x Match) {
			if got == "" {
				got = tt.text[x.Start:x.End]
			}
		})
		if got != tt.want {
			t.Errorf("%q in %q: %q, want %q", tt.phrase, tt.text, got, tt.want)
		}
	}
}

func TestWrongPhrases(t *testing.T) {
	for phrase, want := range map[string]string{
		"(a|b":     "closing",
		"{nobody}": "not defined",
		"a) b":     "unexpected",
		"… call":   "begins with a gap",
		"{loop}":   "contains itself",
		"€":        "can't stand",
		"":         "empty",
	} {
		_, err := Compile([]Pattern{{Phrase: phrase}}, map[string]string{"loop": "{loop}"})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", phrase, err, want)
		}
	}
}

// TestSentences: abbreviations and wrapped lines go on, questions are known.
func TestSentences(t *testing.T) {
	m, err := Compile([]Pattern{{Phrase: "x"}}, map[string]string{"abbreviation": "dr|prof"})
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	m.Find("x Dr. x at 5. x\nx. X! X? x\n\nx\n- x", func(x Match) { got = append(got, x.Sentence) })
	if want := []int{0, 0, 0, 0, 1, 2, 3, 4, 5}; !slices.Equal(got, want) {
		t.Errorf("sentences %v, want %v", got, want)
	}
}

// TestHostileText: backtracking is bounded whatever the text is.
func TestHostileText(t *testing.T) {
	m, err := Compile([]Pattern{{Phrase: "a …12 a …12 a …12 a …12 a …12 b"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	m.Find(strings.Repeat("a ", 10_000), func(Match) { t.Error("found what is not there") })
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

func FuzzFind(f *testing.F) {
	m, err := Compile([]Pattern{{Phrase: "(invite|invit*) you … [to] #"}, {ID: 1, Phrase: "l'entretien ?"}}, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("We invite you at 10. l’entretien ?")
	f.Add("\xff’'\u200b ı İ ß")
	f.Fuzz(func(t *testing.T, text string) {
		m.Find(text, func(x Match) {
			if x.Start < 0 || x.End > len(text) || x.Start >= x.End {
				t.Errorf("span %d:%d of %d bytes", x.Start, x.End, len(text))
			}
		})
	})
}

func FuzzPhrase(f *testing.F) {
	f.Add("(a|b) [c] …3 {d} # ? ^")
	f.Fuzz(func(t *testing.T, phrase string) {
		m, err := Compile([]Pattern{{Phrase: phrase}}, map[string]string{"d": "x y|z"})
		if err == nil {
			m.Find(phrase, func(Match) {})
		}
	})
}

// BenchmarkFind measures the matcher on words that begin phrases all the time
// and seldom go on as one.
func BenchmarkFind(b *testing.B) {
	m, err := Compile([]Pattern{
		{Phrase: "(invite|inviting) …6 (to|for) …6 (interview|talk)"}, {ID: 1, Phrase: "(let me|let us) know …4 when"},
		{ID: 2, Phrase: "(we|our) (would|will) [really] (like|love) to (meet|see) you"}, {ID: 3, Phrase: "your (cv|application)"},
	}, nil)
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("We will let you know when our ship invites guests to your harbour. Let us see your boat, we would like that. ", 40)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m.Find(text, func(Match) {})
	}
}
