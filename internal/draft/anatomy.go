package draft

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is one sentence of a letter. A list of times belongs to the sentence
// that leads to it (ETIQUETTE R3).
type sentence struct {
	text   string
	offset int // in the body
	words  int // without the list
	items  int // lines of a list
}

// anatomy is a letter taken apart.
type anatomy struct {
	greeting  sentence // text empty: there is none
	sentences []sentence
	signOff   sentence // from the closing line on, to the end of what the user wrote
	end       int      // where the quote begins, or the body ends
}

// dissect takes a letter apart: greeting, sentences, sign-off. What is quoted
// below is nobody's fault and is left out.
func (l *Linter) dissect(body string) anatomy {
	a := anatomy{end: quoteStart(body)}
	text := body[:a.end]
	begin := l.takeGreeting(&a, text)
	finish := l.signOffStart(text, begin)
	a.signOff = sentence{text: text[finish:], offset: finish}
	l.takeSentences(&a, text[begin:finish], begin)
	return a
}

// quoteStart is where the quoted mail begins, with the line that introduces it.
func quoteStart(body string) int {
	at, intro := 0, -1
	for line := range strings.Lines(body) {
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, ">") || isRule(trimmed) {
			if intro >= 0 {
				return intro
			}
			return at
		}
		if strings.HasSuffix(trimmed, ":") && strings.ContainsFunc(trimmed, unicode.IsDigit) {
			intro = at
		} else if trimmed != "" {
			intro = -1
		}
		at += len(line)
	}
	return len(body)
}

// isRule reports whether a line is "-----Original Message-----", in whatever
// language.
func isRule(line string) bool {
	const dashes = "-----"
	return strings.HasPrefix(line, dashes) && strings.HasSuffix(line, dashes) && strings.ContainsFunc(line, unicode.IsLetter)
}

// takeGreeting finds the greeting and returns where the text after it begins.
func (l *Linter) takeGreeting(a *anatomy, text string) int {
	at := 0
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			at += len(line)
			continue
		}
		if !l.greets(trimmed) {
			return at
		}
		start := at + strings.Index(line, trimmed)
		if length := greetingEnd(trimmed); length < len(trimmed) {
			a.greeting = sentence{text: trimmed[:length], offset: start} // "Hi Dana, thank you for …"
			return start + length
		}
		a.greeting = sentence{text: trimmed, offset: start}
		return at + len(line)
	}
	return at
}

// greets reports whether a line begins with a word of greeting.
func (l *Linter) greets(line string) bool {
	line = fold(line)
	for _, t := range l.words.Greeting.Theirs {
		for _, word := range t.Words {
			if indexWords(line, word, 0) == 0 {
				return true
			}
		}
	}
	return false
}

// greetingEnd is where a greeting ends that is followed by the letter on the
// same line.
func greetingEnd(line string) int {
	short := len(strings.Fields(line)) <= 6
	if short && !strings.ContainsAny(line[:len(line)-1], ",!:") {
		return len(line)
	}
	if short && strings.HasSuffix(line, ",") {
		return len(line) // "Madame, Monsieur,": a comma at the end greets on
	}
	if i := strings.IndexAny(line, ",!:"); i >= 0 && len(strings.Fields(line[:i])) <= 6 {
		return i + 1
	}
	return len(line)
}

// signOffStart is where the sign-off begins: a line with a closing phrase, or
// the short last lines without a full stop (a name).
func (l *Linter) signOffStart(text string, begin int) int {
	rest, at, name := text[begin:], begin, -1
	for line := range strings.Lines(rest) {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "--" || l.closes(trimmed):
			return at
		case trimmed == "":
		case len(strings.Fields(trimmed)) <= 4 && !endsSentence(trimmed) && !isItem(trimmed):
			if name < 0 {
				name = at
			}
		default:
			name = -1
		}
		at += len(line)
	}
	if name > begin {
		return name
	}
	return len(text)
}

func (l *Linter) closes(line string) bool {
	if len(strings.Fields(line)) > 5 || strings.HasSuffix(line, ".") || strings.HasSuffix(line, "?") {
		return false
	}
	folded := strings.TrimRight(fold(line), ",!;: ")
	return slices.ContainsFunc(l.data.Closings, func(c string) bool {
		rest, ok := strings.CutPrefix(folded, c)
		next, _, _ := strings.Cut(strings.TrimPrefix(rest, " "), " ")
		return ok && (rest == "" || rest[0] == ',' || rest[0] == ' ' && slices.Contains(l.data.ClosingsFrom, next))
	})
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"')”’“» `))
	return strings.ContainsRune(".?!:…", r)
}

// isItem reports whether a line is one of a list.
func isItem(line string) bool {
	for _, bullet := range []string{"- ", "* ", "• ", "– ", "· "} {
		if strings.HasPrefix(line, bullet) {
			return true
		}
	}
	digits := strings.TrimLeft(line, "0123456789")
	return len(digits) < len(line) && len(line)-len(digits) <= 2 && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") "))
}

// takeSentences parts the text into sentences; a list joins the one before it.
func (l *Linter) takeSentences(a *anatomy, text string, offset int) {
	at, start := 0, 0
	flush := func(end int) {
		a.sentences = append(a.sentences, l.split(text[start:end], offset+start)...)
	}
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case isItem(trimmed):
			flush(at)
			a.addItem(trimmed, offset+at)
			start = at + len(line)
		case trimmed == "":
			flush(at)
			start = at + len(line)
		}
		at += len(line)
	}
	flush(len(text))
}

func (a *anatomy) addItem(item string, offset int) {
	if n := len(a.sentences); n > 0 {
		a.sentences[n-1].items++
		return
	}
	a.sentences = append(a.sentences, sentence{text: item, offset: offset, items: 1})
}

// split parts a paragraph at the ends of its sentences.
func (l *Linter) split(text string, offset int) []sentence {
	var list []sentence
	start := 0
	add := func(end int) {
		s := text[start:end]
		trimmed := strings.TrimSpace(s)
		if strings.ContainsFunc(trimmed, inWord) {
			list = append(list, sentence{text: trimmed, offset: offset + start + strings.Index(s, trimmed), words: len(strings.Fields(trimmed))})
		}
		start = end
	}
	for i, r := range text {
		if strings.ContainsRune(".?!…", r) && l.ends(text, i, i+utf8.RuneLen(r)) {
			add(i + utf8.RuneLen(r))
		}
	}
	add(len(text))
	return list
}

// ends reports whether the stop at text[i:next] ends a sentence: space and a
// capital follow, and it is not the stop of an abbreviation or an initial.
func (l *Linter) ends(text string, i, next int) bool {
	after := strings.TrimLeft(text[next:], `"')”’“»`)
	rest := strings.TrimLeftFunc(after, unicode.IsSpace)
	if rest == "" {
		return true
	}
	if len(rest) == len(after) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, `"'(“‘„«¿¡ `))
	if unicode.IsLower(first) {
		return false
	}
	if text[i] != '.' {
		return true
	}
	before := text[strings.LastIndexFunc(text[:i], unicode.IsSpace)+1 : i]
	word := strings.ToLower(strings.TrimLeft(before, `"'(“‘„«`))
	switch {
	case word == "a.m" || word == "p.m":
		return !zoneFollows(rest)
	case utf8.RuneCountInString(word) == 1 && word != "i":
		return false
	case strings.Trim(word, "0123456789") == "" && len(word) <= 2 && l.words.monthFollows(rest):
		return false
	}
	return !slices.Contains(l.data.Abbreviations, word)
}

// zoneFollows reports whether "ET" or "(14:00 …" goes on after "9 a.m.".
func zoneFollows(rest string) bool {
	word, _, _ := strings.Cut(rest, " ")
	word = strings.Trim(word, ".,;()")
	return strings.HasPrefix(rest, "(") || len(word) >= 2 && word == strings.ToUpper(word)
}

// monthFollows reports whether a text begins with a month, as after "12." in
// languages that write ordinals so.
func (w *words) monthFollows(text string) bool {
	return slices.ContainsFunc(w.Months, func(month string) bool { return indexWords(fold(text), fold(month), 0) == 0 })
}
