package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

func readWhen(t *table) When {
	var w When
	w.Company = t.patterns("company")
	w.Role = t.patterns("role")
	w.From = t.patterns("from")
	w.Text = t.patterns("text")
	w.Location = t.patterns("location")
	w.Kind = t.someOf("kind", Kinds)
	w.Stage = t.someOf("stage", Stages)
	w.Form = t.someOf("form", Forms)
	w.Category = t.someOf("category", Categories)
	w.Workplace = t.someOf("workplace", Workplaces)
	w.Unknown = t.someOf("unknown", Unknowns)
	w.Language = t.codes("language")
	w.Domain = t.domains("domain")
	var conflict bool
	if t.has("conflict") {
		t.flag("conflict", &conflict)
		w.Conflict = []string{strconv.FormatBool(conflict)}
	} else {
		t.asked = append(t.asked, "conflict")
	}
	t.pay("pay_below", &w.PayBelow)
	t.number("fails", &w.Fails, 1, 4)
	t.done(map[string]string{
		"remote": `write workplace = "remote" (or "hybrid", "on-site")`, "place": `did you mean "location"?`,
		"pay": `write pay_below = "60000 EUR a year"`, "salary": `write pay_below = "60000 EUR a year"`, "lang": `did you mean "language"?`,
		"since": "it belongs beside when, not into it", "litmus": "write fails = 2",
	})
	return w
}

// codes reads languages.
func (t *table) codes(key string) []string {
	list := t.anyOf(key)
	for i, code := range list {
		if !languageCode.MatchString(code) {
			t.wrongElement(key, i, fmt.Sprintf("%q is not a language", code), languageFix)
		}
	}
	return list
}

var domainName = regexp.MustCompile(`^@?[\pL\d-]+(\.[\pL\d-]+)*$`)

// domains reads the domains of addresses.
func (t *table) domains(key string) []string {
	list := t.anyOf(key)
	for i, d := range list {
		if !domainName.MatchString(d) {
			t.wrongElement(key, i, fmt.Sprintf("%q is not a domain", d), `write what stands behind the @: "example.com"`)
		}
	}
	return list
}

var payText = regexp.MustCompile(`^(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?(k?) ([A-Z]{3})(?:(?: an? | per |/)(year|month|week|day|hour)| (once))$`)

// pay reads an amount of money and what it is paid for.
func (t *table) pay(key string, into *Pay) {
	fix := `write amount, currency and period: "60000 EUR a year", "45.50 USD an hour"; "500 EUR once" for a fee`
	text, ok := get[string](t, key, fix)
	if !ok {
		return
	}
	p, err := parsePay(text)
	if err != nil {
		t.wrong(key, fmt.Sprintf("%q is not pay", text), fix)
		return
	}
	*into = p
}

func parsePay(text string) (Pay, error) {
	m := payText.FindStringSubmatch(text)
	if m == nil {
		return Pay{}, errors.New("is not amount, currency and period")
	}
	amount, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "")+m[2], 64)
	if m[3] != "" {
		amount *= 1000
	}
	if err == nil && amount == 0 {
		err = errors.New("is nothing")
	}
	return Pay{Amount: amount, Currency: m[4], Per: m[5] + m[6]}, err
}

// date reads a day; its time is midnight UTC, whatever the user's zone.
func (t *table) date(key string, into *time.Time) {
	t.asked = append(t.asked, key)
	fix := "write a date: " + key + " = 2026-11-02"
	switch v := t.values[key].(type) {
	case nil:
	case toml.LocalDate:
		*into = v.AsTime(time.UTC)
	case string:
		d, err := time.Parse(time.DateOnly, v)
		if err != nil {
			t.wrong(key, fmt.Sprintf("%q is not a date", v), fix)
			return
		}
		*into = d
	default:
		t.wrong(key, "is "+typeWord(v), fix)
	}
}

// someOf reads one or more of the allowed words.
func (t *table) someOf(key string, allowed []string) []string {
	words := t.anyOf(key)
	for i, w := range words {
		if !slices.Contains(allowed, w) {
			t.wrongElement(key, i, fmt.Sprintf("%q is not known", w), choose(w, allowed))
		}
	}
	return words
}

// patterns reads one or more texts to look for.
func (t *table) patterns(key string) []Pattern {
	var list []Pattern
	for i, text := range t.anyOf(key) {
		p, err := parsePattern(text)
		if err != nil {
			t.wrongElement(key, i, fmt.Sprintf("%q %v", text, err),
				`write words to look for, or an expression between slashes: "/senior|staff/"`)
			continue
		}
		list = append(list, p)
	}
	return list
}

// parsePattern reads words, or "/…/", a regular expression (RE2: matching takes
// linear time, whatever the mail says).
func parsePattern(text string) (Pattern, error) {
	if len(text) > 2 && strings.HasPrefix(text, "/") && strings.HasSuffix(text, "/") {
		re, err := regexp.Compile("(?i)" + text[1:len(text)-1])
		if err != nil {
			return Pattern{}, fmt.Errorf("is not a regular expression: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		}
		return Pattern{Regexp: re}, nil
	}
	words := strings.Join(strings.Fields(text), " ")
	if strings.Trim(words, "/") == "" {
		return Pattern{}, errors.New("is empty")
	}
	return Pattern{Text: words}, nil
}
