package lexicon

import "strings"

// Union asks of several languages at once whether one of some cues may stand in a
// text: one walk over the text answers it for all, and the finders of languages in
// which no mail is written are never made. It says yes a little too often and never
// no where a Finder says yes: what undoes a cue, and where in a message it counts,
// is left out.
type Union struct{ matcher *Matcher }

// Union compiles the cues that are picked, of the languages from the first-th on. A
// wrong phrase is an error.
func (l *Lexicon) Union(first int, pick func(*Cue) bool) (*Union, error) {
	var all []vocabulary
	for i := first; i < len(l.Languages); i++ {
		v := vocabulary{sets: l.Languages[i].Sets}
		for k := range l.Languages[i].Cues {
			if c := &l.Languages[i].Cues[k]; pick(c) {
				v.patterns = append(v.patterns, anywhere(c.Phrases)...)
			}
		}
		all = append(all, v)
	}
	m, err := compile(all...)
	if err != nil {
		return nil, err
	}
	return &Union{m}, nil
}

// anywhere are phrases as patterns that may stand anywhere in a sentence. The
// abbreviations of all languages together end fewer sentences than those of one,
// so that a sentence may begin elsewhere.
func anywhere(phrases []string) []Pattern {
	list := make([]Pattern, len(phrases))
	for i, p := range phrases {
		list[i].Phrase = strings.TrimPrefix(strings.TrimSpace(p), "^")
	}
	return list
}

// Any reports whether a cue may stand in text. Of text that takes too long to tell
// it says so too.
func (u *Union) Any(text string) (yes bool) {
	t := spare.Get().(*tokens)
	defer spare.Put(t)
	u.matcher.tokenize(text, t)
	r := run{m: u.matcher, t: t, left: stepsPerText + stepsPerWord*len(t.words)}
	for i := 0; i < len(t.words) && !yes; i++ {
		r.at(i, func(Match) { yes = true })
	}
	return yes || r.left <= 0
}
