package draft

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/message"
)

// register is how formally a letter speaks, and to whom.
type register struct {
	level  int // 0 "Hi Dana," … 3 "Dear Dana Ferrer,", 4 "Dear Dr Ferrer,"
	formal bool
	polite bool // they say Sie, vous, usted
	name   personName
}

// register chooses the greeting: in kind to theirs, a notch more formal across
// borders (ETIQUETTE R10), as the settings say where they say something.
func (l *language) register(in *Input, bare bool) register {
	f := &in.Invitation.Facts
	r := register{level: l.theirLevel(f.Greeting), polite: l.polite(in)}
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
	if (r.formal || r.polite && l.words.Greeting.Polite != nil) && r.name.title != "" {
		r.level = 4
	}
	return r
}

// named is the pattern of the greeting.
func (g *greetingWords) named(r register) string {
	list := g.Named
	if r.polite && g.Polite != nil {
		list = g.Polite
	}
	if r.level == 4 {
		first, _, _ := strings.Cut(r.name.title, " ")
		return cmp.Or(g.Titled[strings.TrimRight(first, ".")], list[4])
	}
	return list[r.level]
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

// interviewer is the name of whom one is to talk to, if it is another's than the
// contact's. A bare "Dr Keane" is left out: languages bend titles.
func (l *language) interviewer(in *Input) string {
	f := &in.Invitation.Facts
	p, contact := l.words.person(f.Interviewer, f.Company), l.contact(in)
	first, _, _ := strings.Cut(f.Interviewer, " ")
	if p.first == contact.first || p.last == contact.last || p.first == p.last && l.words.title(first) != "" {
		return ""
	}
	return p.full
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
		return l.impersonal(&in.Invitation.Facts.Kind, company, g.impersonalLevel(r))
	}
	last := r.name.last
	if g.CapitalParticle {
		last = capital(last)
	}
	return strings.NewReplacer("{first}", r.name.first, "{full}", r.name.full, "{last}", last, "{title}", r.name.title).
		Replace(g.named(r))
}

// impersonalLevel keeps a greeting of nobody to the way they say you: where that
// matters the first two are for du, the last two for Sie.
func (g *greetingWords) impersonalLevel(r register) int {
	switch {
	case g.Polite == nil:
		return min(r.level, 3)
	case r.polite:
		return min(max(r.level, 2), 3)
	}
	return min(r.level, 1)
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
