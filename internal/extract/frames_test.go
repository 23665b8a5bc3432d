package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"rsvpd/internal/detect"
)

// TestPostFrames: posts of many makes in the sentences in which people name them. A
// post must be read whole, whatever goes on behind it.
func TestPostFrames(t *testing.T) {
	c := newChain(t)
	n, right := 0, 0
	for lang, frames := range postFrames {
		for _, post := range posts[lang] {
			for _, frame := range frames {
				f := c.facts(detect.Job, lang, somebody, "Tarn", "Sam,\n\n"+fmt.Sprintf(frame, post)+"\n\nAna Berg")
				if n++; f.Role == post {
					right++
				} else {
					t.Logf("%s: %s: read as %q by %s", lang, fmt.Sprintf(frame, post), f.Role, f.Sources.Role)
				}
			}
		}
	}
	atLeast(t, right, n, 0.93)
}

// TestTopicFrames: topics of many makes in the sentences in which people say what a
// piece or a talk is about, to their end and no further.
func TestTopicFrames(t *testing.T) {
	c := newChain(t)
	n, right := 0, 0
	for lang, frames := range topicFrames {
		for _, topic := range topics[lang] {
			for _, frame := range frames {
				for _, kind := range []detect.Kind{detect.Media, detect.Speaking} {
					text := fmt.Sprintf(frame, topic)
					f := c.facts(kind, lang, "Ann Lee <ann@alderhouse.example.org>", "Question", "Sam,\n\n"+text+"\n\nAnn Lee\nAlder House")
					if n++; sameTopic(topic, f.Role) {
						right++
					} else {
						t.Logf("%s %s: %s: read as %q by %s", lang, kind, text, f.Role, f.Sources.Role)
					}
				}
			}
		}
	}
	atLeast(t, right, n, 0.90)
}

// sameTopic reports whether a topic was read in all of its words but the first, which
// may be an article, with two more at most.
func sameTopic(want, got string) bool {
	cut := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	has := map[string]bool{}
	for _, w := range cut(got) {
		has[w] = true
	}
	for _, w := range cut(want)[1:] {
		if !has[w] {
			return false
		}
	}
	return len(cut(got)) <= len(cut(want))+2
}

// atLeast fails where fewer are right than that share.
func atLeast(t *testing.T, right, n int, share float64) {
	t.Helper()
	t.Logf("%d of %d", right, n)
	if float64(right) < share*float64(n) {
		t.Errorf("%d of %d are right, want a share of %.2f", right, n, share)
	}
}
