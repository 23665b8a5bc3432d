package terms

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// workplace says where the work is done. Hybrid is said by words of both other
// ways too; remote and on-site together contradict each other, so that nothing
// is known.
func (f *findings) workplace() (Workplace, string) {
	said := map[Workplace]string{}
	for _, w := range f.words {
		kind, ok := workplaces[w.sense]
		if !ok || said[kind] != "" || w.sense >= remoteTag && !f.bracketed(w) || f.undone(w) {
			continue
		}
		said[kind] = strings.Join(strings.Fields(f.text[w.start:w.end]), " ")
	}
	switch {
	case said[Hybrid] != "":
		return Hybrid, said[Hybrid]
	case said[Remote] != "" && said[OnSite] == "":
		return Remote, said[Remote]
	case said[OnSite] != "" && said[Remote] == "":
		return OnSite, said[OnSite]
	}
	return "", ""
}

var workplaces = map[sense]Workplace{
	remoteSense: Remote, hybridSense: Hybrid, onSiteSense: OnSite,
	remoteTag: Remote, hybridTag: Hybrid, onSiteTag: OnSite,
}

// longestTag is how much may stand in the brackets around a tag, in bytes:
// "(remote, EU only)".
const longestTag = 32

// bracketed reports whether a word stands in brackets of its own.
func (f *findings) bracketed(w word) bool {
	before, behind := f.text[max(0, w.start-longestTag):w.start], f.text[w.end:min(len(f.text), w.end+longestTag)]
	opens, closes := strings.LastIndexAny(before, "()[]\n"), strings.IndexAny(behind, "()[]\n")
	return opens >= 0 && closes >= 0 && strings.IndexByte("([", before[opens]) >= 0 && strings.IndexByte(")]", behind[closes]) >= 0
}

// undone reports whether the clause of a phrase speaks of something else, of the
// interview say.
func (f *findings) undone(w word) bool {
	c := clauseAt(f.text, w.start, w.end)
	return len(f.within(clause{c.start, c.end}, noWorkplaceSense)) > 0
}

// longestPlace is how much of a line is taken for a place, in bytes.
const longestPlace = 60

// places returns what stands behind the phrases that introduce a place. A place
// begins with a capital letter.
func (f *findings) places() []string {
	var list []string
	for _, w := range f.words {
		if w.sense != placeSense {
			continue
		}
		rest := strings.TrimLeft(f.text[w.end:min(len(f.text), w.end+2*longestPlace)], " \t:*")
		if i := strings.IndexAny(rest, "\n\r|;(?!"); i >= 0 {
			rest = rest[:i]
		}
		if i := strings.Index(rest, ". "); i >= 0 {
			rest = rest[:i]
		}
		place := strings.TrimRight(clipWords(rest, longestPlace), " .,-–*")
		first, _ := utf8.DecodeRuneInString(place)
		if unicode.IsUpper(first) && !slices.Contains(list, place) {
			list = append(list, place)
		}
	}
	return list
}

// clipWords cuts s after the last whole word within n bytes.
func clipWords(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := strings.LastIndexByte(s[:n], ' ')
	return s[:max(i, 0)]
}
