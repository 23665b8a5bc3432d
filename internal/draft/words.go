package draft

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"rsvpd/internal/detect"
)

// words is how letters are written in one language: replies/<lang>/words.toml,
// whose comments say what each field is for.
type words struct {
	Weekdays     []string                     `toml:"weekdays"`
	Months       []string                     `toml:"months"`
	Date         string                       `toml:"date"`
	DateAmerican string                       `toml:"date_american"`
	Year         string                       `toml:"year"`
	At           string                       `toml:"at"`
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
	Greeting     greetingWords                `toml:"greeting"`
	Things       map[detect.Kind][]string     `toml:"things"`
	ThingDefault map[detect.Kind]string       `toml:"things_default"`
	Rounds       []string                     `toml:"rounds"`
	Facts        factWords                    `toml:"facts"`
	Quote        quoteWords                   `toml:"quote"`
}

type greetingWords struct {
	Named   []string `toml:"named"`
	Unnamed []string `toml:"unnamed"`
	Job     []string `toml:"job"`
	Team    []string `toml:"team"`
	Theirs  []struct {
		Words []string `toml:"words"`
		Level int      `toml:"level"`
	} `toml:"theirs"`
	None   int      `toml:"none"`
	Titles []string `toml:"titles"`
	Nobody []string `toml:"nobody"`
}

type factWords struct {
	Heads     []string               `toml:"heads"`
	Head      map[detect.Kind]string `toml:"head"`
	Posts     []string               `toml:"posts"`
	Articles  []string               `toml:"articles"`
	Turn      map[string]string      `toml:"turn"`
	Unsayable []string               `toml:"unsayable"`
	Parts     []string               `toml:"parts"`
	Empty     []string               `toml:"empty"`
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

// check refuses what would index out of a list later.
func (w *words) check() error {
	var errs []error
	want := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	want(len(w.Weekdays) == 7 && len(w.Quote.Weekdays) == 7, "weekdays, quote.weekdays: want 7 names each, Sunday first")
	want(len(w.Months) == 12 && len(w.Quote.Months) == 12, "months, quote.months: want 12 names each")
	for key, pattern := range map[string]string{"date": w.Date, "date_american": w.DateAmerican} {
		for _, field := range []string{"{weekday}", "{day}", "{month}"} {
			want(strings.Contains(pattern, field), "%s: %s is missing", key, field)
		}
	}
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
	want(w.Quote.Attribution != "", "quote.attribution is missing")
	return errors.Join(errs...)
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
