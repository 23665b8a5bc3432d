package draft

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rsvpd/internal/detect"
	"rsvpd/internal/message"
)

// register is how formally a letter speaks, and to whom.
type register struct {
	level  int // 0 "Hi Dana," … 3 "Dear Dana Ferrer,", 4 "Dear Dr Ferrer,"
	formal bool
	name   personName
}

// personName is a name taken apart.
type personName struct{ title, first, last, full string }

// register chooses the greeting: in kind to theirs, a notch more formal across
// borders (ETIQUETTE R10), as the settings say where they say something.
func (l *language) register(in *Input, bare bool) register {
	f := &in.Invitation.Facts
	r := register{level: l.theirLevel(f.Greeting)}
	if !bare {
		r.name = l.contact(in)
	}
	if f.Lang != "" && f.Lang != l.code {
		r.level = max(r.level, 2) // their greeting is not in the words we know
	}
	if l.withTitle(f.Greeting) {
		r.level = 3
	}
	switch in.Tone {
	case "formal":
		r.level = 3
	case "warm":
		r.level = min(r.level, 1)
	default:
		if abroad(f.Zone, in.zone()) {
			r.level = min(r.level+1, 3)
		}
	}
	r.formal = r.level >= 3
	if r.formal && r.name.title != "" {
		r.level = 4
	}
	return r
}

// contact is the person to greet, with the title that the mail shows beside
// their name, above it or below.
func (l *language) contact(in *Input) personName {
	f := &in.Invitation.Facts
	p := l.words.person(f.Contact.Name, f.Company)
	names := []string{in.Invitation.Ask.From.Name}
	if f.ReplyTo != nil {
		names = append(names, f.ReplyTo.Name)
	}
	for _, name := range names {
		if q := l.words.person(name, f.Company); p.title == "" && p.full != "" && q.full == p.full {
			p.title = q.title
		}
	}
	return p
}

// greeting is the first line of the letter.
func (l *language) greeting(in *Input, bare bool) string {
	r := l.register(in, bare)
	g := &l.words.Greeting
	if r.name.full == "" {
		company := ""
		if !bare {
			company = l.words.company(in.Invitation.Facts.Company)
		}
		return l.impersonal(&in.Invitation.Facts.Kind, company, min(r.level, 3))
	}
	return strings.NewReplacer("{first}", r.name.first, "{full}", r.name.full, "{last}", r.name.last, "{title}", r.name.title).
		Replace(g.Named[r.level])
}

// impersonal greets where nobody is named.
func (l *language) impersonal(kind *detect.Kind, company string, level int) string {
	g := &l.words.Greeting
	first, rest, ok := strings.Cut(company, " ")
	if ok && slices.Contains(l.words.Facts.Articles, fold(first)) {
		company = rest // "Dear The Coastal Times team" stumbles
	}
	switch {
	case company != "":
		return strings.ReplaceAll(g.Team[level], "{company}", company)
	case *kind == detect.Job:
		return g.Job[level]
	}
	return g.Unnamed[level]
}

// theirLevel reads how they greet. The longest of the known greetings counts.
func (l *language) theirLevel(greeting string) int {
	level, longest := l.words.Greeting.None, 0
	folded := " " + fold(greeting) + " "
	for _, t := range l.words.Greeting.Theirs {
		for _, words := range t.Words {
			if i := indexWords(folded, words, 0); i >= 0 && i <= 2 && len(words) > longest {
				level, longest = t.Level, len(words)
			}
		}
	}
	return level
}

// withTitle reports whether they call the user by a title: "Dear Mr Rivera".
func (l *language) withTitle(greeting string) bool {
	for _, word := range strings.Fields(greeting) {
		if l.words.title(word) != "" {
			return true
		}
	}
	return false
}

// title returns the title that a word is, with a full stop if they write one,
// or "".
func (w *words) title(word string) string {
	word = strings.TrimRight(word, ",")
	bare := strings.TrimRight(word, ".")
	for _, t := range w.Greeting.Titles {
		switch t, long, other := strings.Cut(t, "="); {
		case !strings.EqualFold(bare, t):
		case other:
			return long
		default:
			return t + word[len(bare):]
		}
	}
	return ""
}

// person takes the name apart by which somebody is greeted. It is empty for a
// team, a company, or what is no name.
func (w *words) person(name, company string) personName {
	name = sayable(name, 50)
	if last, first, ok := strings.Cut(name, ", "); ok {
		if w.title(first) != "" || strings.Contains(first, ",") || len(first) < 2 {
			name = last // "Ferrer, PhD", "Dana Ferrer, MA"
		} else if len(strings.Fields(last)) == 1 {
			name = first + " " + last
		} else {
			name = last
		}
	}
	if i := strings.IndexAny(name, "(/|"); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	if name == "" || strings.EqualFold(name, company) || w.hasWord(name, w.Greeting.Nobody) || strings.ContainsFunc(name, unicode.IsDigit) {
		return personName{}
	}
	var p personName
	parts := strings.Fields(name)
	for len(parts) > 1 && w.title(parts[0]) != "" {
		p.title, parts = w.title(parts[0]), parts[1:]
	}
	if len(parts) > 4 {
		return personName{} // a sentence rather than a name
	}
	for i := range parts {
		parts[i] = properCase(parts[i])
	}
	p.first, p.last, p.full = parts[0], parts[len(parts)-1], strings.Join(parts, " ")
	if utf8.RuneCountInString(strings.TrimRight(p.first, ".")) == 1 {
		p.first = p.full // an initial is nobody's first name
	}
	if len(parts) == 1 {
		p.title = "" // "Dear Dr Dana" would be odd: it may be the first name
	}
	return p
}

// properCase writes a name that is all capitals or all small as names are
// written; any other is kept as they sign.
func properCase(s string) string {
	switch s {
	case strings.ToUpper(s):
		if utf8.RuneCountInString(s) < 3 {
			return s // "JP"
		}
		return capital(strings.ToLower(s))
	case strings.ToLower(s):
		if slices.Contains([]string{"de", "da", "di", "van", "von", "der", "den", "dos", "du", "la", "le", "el", "bin", "al"}, s) {
			return s
		}
		return capital(s)
	}
	return s
}

// abroad reports whether the inviter is known to be in another country, judged
// by zones: Europe has about one a country, elsewhere only the continent tells.
// An offset, or nothing, tells nothing.
func abroad(theirs string, mine *time.Location) bool {
	there, _, ok := strings.Cut(theirs, "/")
	here, _, ok2 := strings.Cut(mine.String(), "/")
	if !ok || !ok2 || there == "Etc" || here == "Etc" {
		return false
	}
	return there != here || there == "Europe" && theirs != mine.String()
}

// To is whom a draft is addressed to: the address that reaches them, with the
// name by which it is known.
func recipient(in *Input) (message.Address, bool) {
	f := &in.Invitation.Facts
	if f.ReplyTo == nil || !message.IsAddrSpec(f.ReplyTo.Address) {
		return message.Address{}, false
	}
	to := *f.ReplyTo
	if to.Name == "" && strings.EqualFold(to.Address, f.Contact.Address) {
		to.Name = f.Contact.Name
	}
	to.Name = headerText(to.Name)
	return to, true
}
