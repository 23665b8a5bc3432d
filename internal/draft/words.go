package draft

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"rsvpd/internal/detect"
)

// words is how letters are written in one language: replies/<lang>/words.toml,
// whose comments say what each field is for.
type words struct {
	Common       []string                     `toml:"common"`
	Weekdays     []string                     `toml:"weekdays"`
	Months       []string                     `toml:"months"`
	Date         string                       `toml:"date"`
	DateAmerican string                       `toml:"date_american"`
	First        string                       `toml:"first"`
	Year         string                       `toml:"year"`
	Clock        string                       `toml:"clock"`
	ClockFull    string                       `toml:"clock_full"`
	Time         string                       `toml:"time"`
	Span         string                       `toml:"span"`
	Moment       string                       `toml:"moment"`
	On           string                       `toml:"on"`
	Once         []string                     `toml:"once"`
	Gives        []string                     `toml:"gives"`
	Numbers      []string                     `toml:"numbers"`
	AM           string                       `toml:"am"`
	PM           string                       `toml:"pm"`
	Clock12      []string                     `toml:"clock12"`
	American     []string                     `toml:"american"`
	Zones        map[string]map[string]string `toml:"zones"`
	Formal       map[string]string            `toml:"formal"`
	Address      addressWords                 `toml:"address"`
	Agreement    agreement                    `toml:"agreement"`
	Greeting     greetingWords                `toml:"greeting"`
	Things       map[detect.Kind][]string     `toml:"things"`
	ThingDefault map[detect.Kind]string       `toml:"things_default"`
	Rounds       []string                     `toml:"rounds"`
	Facts        factWords                    `toml:"facts"`
	Subject      string                       `toml:"subject"`
	Quote        quoteWords                   `toml:"quote"`
}

type greetingWords struct {
	Named   []string          `toml:"named"`
	Polite  []string          `toml:"polite"`
	Titled  map[string]string `toml:"titled"`
	Unnamed []string          `toml:"unnamed"`
	Job     []string          `toml:"job"`
	Team    []string          `toml:"team"`
	Theirs  []struct {
		Words []string `toml:"words"`
		Level int      `toml:"level"`
	} `toml:"theirs"`
	None            int      `toml:"none"`
	Titles          []string `toml:"titles"`
	AllTitles       bool     `toml:"all_titles"`
	Particles       []string `toml:"particles"`
	CapitalParticle bool     `toml:"capital_particle"`
	Nobody          []string `toml:"nobody"`
}

type factWords struct {
	Heads  []string `toml:"heads"`
	Headed string   `toml:"headed"`
	// Heads that do not agree with the word for a role, and how they are named.
	HeadsAside    []string               `toml:"heads_aside"`
	Aside         string                 `toml:"aside"`
	Role          map[detect.Kind]string `toml:"role"`
	RoleLong      map[detect.Kind]string `toml:"role_long"`
	Posts         []string               `toml:"posts"`
	Articles      []string               `toml:"articles"`
	Definite      []string               `toml:"definite"`
	At            []string               `toml:"at"`
	Quotes        []string               `toml:"quotes"`
	Topic         string                 `toml:"topic"`
	TopicQuoted   string                 `toml:"topic_quoted"`
	WithThe       string                 `toml:"with_the"` // names that take the first of Definite
	Strip         []string               `toml:"strip"`
	Turn          map[string]string      `toml:"turn"`
	Unsayable     []string               `toml:"unsayable"`
	Parts         []string               `toml:"parts"`
	Empty         []string               `toml:"empty"`
	topic, quoted *regexp.Regexp
	withThe       *regexp.Regexp
	strip         []*regexp.Regexp
}

type quoteWords struct {
	Attribution string   `toml:"attribution"`
	Weekdays    []string `toml:"weekdays"`
	Months      []string `toml:"months"`
	Cut         string   `toml:"cut"`
}

// readWords reads words.toml of a language's folder.
func readWords(fsys fs.FS, name string) (*words, error) {
	var w words
	if err := readTOML(fsys, name, &w); err != nil {
		return nil, err
	}
	if err := w.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &w, nil
}

// check refuses what would index out of a list later, or leave a hole.
func (w *words) check() error {
	var errs []error
	want := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	want(len(w.Weekdays) == 7 && len(w.Quote.Weekdays) == 7, "weekdays, quote.weekdays: want 7 names each, Sunday first")
	want(len(w.Months) == 12 && len(w.Quote.Months) == 12, "months, quote.months: want 12 names each")
	for _, p := range w.patterns() {
		for _, field := range p.fields {
			want(strings.Contains(p.text, field), "%s: %s is missing", p.key, field)
		}
	}
	want(w.Greeting.Polite == nil || len(w.Greeting.Polite) == 5, "greeting.polite: want 5, from familiar to formal, or none")
	want(len(w.Greeting.Named) == 5, "greeting.named: want 5, from familiar to formal")
	for key, list := range map[string][]string{"unnamed": w.Greeting.Unnamed, "job": w.Greeting.Job, "team": w.Greeting.Team} {
		want(len(list) == 4, "greeting.%s: want 4, from familiar to formal", key)
	}
	for _, t := range w.Greeting.Theirs {
		want(t.Level >= 0 && t.Level < 4, "greeting.theirs: level %d is not 0 to 3", t.Level)
	}
	want(w.Greeting.None >= 0 && w.Greeting.None < 4, "greeting.none: %d is not 0 to 3", w.Greeting.None)
	for _, kind := range kinds {
		want(w.ThingDefault[kind] != "", "things_default.%s is missing", kind)
	}
	want(len(w.Facts.Quotes) == 2, "facts.quotes: want the opening and the closing mark")
	return errors.Join(append(errs, w.Facts.prepare(), w.Agreement.prepare(w.nouns()))...)
}

// pattern is a text with fields in braces that must stand in it.
type pattern struct {
	key, text string
	fields    []string
}

func (w *words) patterns() []pattern {
	day := []string{"{weekday}", "{day}", "{month}"}
	list := []pattern{
		{"date", w.Date, day}, {"year", w.Year, []string{"{year}"}}, {"clock", w.Clock, []string{"{minute}"}}, {"time", w.Time, []string{"{clock}"}},
		{"span", w.Span, []string{"{from}", "{to}"}}, {"moment", w.Moment, []string{"{date}", "{time}"}}, {"on", w.On, []string{"{when}"}},
		{"subject", w.Subject, []string{"{name}"}}, {"quote.attribution", w.Quote.Attribution, []string{"{name}"}}, {"facts.headed", w.Facts.Headed, []string{"{role}"}},
	}
	if len(w.Facts.HeadsAside) > 0 {
		list = append(list, pattern{"facts.aside", w.Facts.Aside, []string{"{role}"}})
	}
	if w.DateAmerican != "" {
		list = append(list, pattern{"date_american", w.DateAmerican, day})
	}
	for _, kind := range []detect.Kind{detect.Job, detect.Academic} {
		list = append(list,
			pattern{"facts.role." + string(kind), w.Facts.Role[kind], []string{"{role}"}},
			pattern{"facts.role_long." + string(kind), w.Facts.RoleLong[kind], []string{"{role}"}})
	}
	return list
}

// nouns are all that the fields Thing and Round may hold.
func (w *words) nouns() []string {
	var list []string
	add := func(entries []string) {
		for _, e := range entries {
			phrase, name, other := strings.Cut(e, "=")
			if !other {
				name = phrase
			}
			list = append(list, name)
		}
	}
	for _, kind := range kinds {
		add(w.Things[kind])
		list = append(list, w.ThingDefault[kind])
	}
	add(w.Rounds)
	return list
}

func (f *factWords) prepare() error {
	var err error
	if f.topic, err = regexp.Compile(f.Topic); err != nil {
		return fmt.Errorf("facts.topic: %w", err)
	}
	if f.WithThe != "" {
		if f.withThe, err = regexp.Compile(f.WithThe); err != nil || len(f.Definite) == 0 {
			return errors.Join(errors.New("facts.with_the: want a regular expression, and the article in facts.definite"), err)
		}
	}
	if f.TopicQuoted != "" {
		if f.quoted, err = regexp.Compile(f.TopicQuoted); err != nil {
			return fmt.Errorf("facts.topic_quoted: %w", err)
		}
	}
	for _, s := range f.Strip {
		expr, err := regexp.Compile("(?i)" + s)
		if err != nil {
			return fmt.Errorf("facts.strip: %w", err)
		}
		f.strip = append(f.strip, expr)
	}
	return nil
}

// readTOML decodes a file strictly: an unknown key is an error with its place.
func readTOML(fsys fs.FS, name string, into any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	d := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return TOMLError(name, err)
	}
	return nil
}

// TOMLError puts file, line and column before what the decoder of a file of
// words found.
func TOMLError(name string, err error) error {
	if missing, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		var errs []error
		for _, e := range missing.Errors {
			row, col := e.Position()
			errs = append(errs, fmt.Errorf("%s:%d:%d: unknown key %q", name, row, col, strings.Join(e.Key(), ".")))
		}
		return errors.Join(errs...)
	}
	if e, ok := errors.AsType[*toml.DecodeError](err); ok {
		row, col := e.Position()
		return fmt.Errorf("%s:%d:%d: %w", name, row, col, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}
