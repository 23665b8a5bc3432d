package summary

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

var blank = regexp.MustCompile(`\{[^{}]*\}?`)

// check reports every phrase that is missing and every blank that its phrase
// can't have: a summary must never show "{when}" to anybody.
func (p *phrases) check() error {
	var errs []error
	checkValue(reflect.ValueOf(*p), "", "", func(key, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", key, fmt.Sprintf(format, args...)))
	})
	return errors.Join(errs...)
}

type failFunc func(key, format string, args ...any)

// checkValue walks a value. key is where it stands, holds the blanks that its
// texts may have.
func checkValue(v reflect.Value, key, holds string, fail failFunc) {
	switch v.Kind() {
	case reflect.String:
		checkText(v.String(), key, strings.Fields(holds), fail)
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			checkValue(v.Field(i), strings.TrimPrefix(key+"."+f.Tag.Get("toml"), "."), f.Tag.Get("holds"), fail)
		}
	case reflect.Slice:
		if v.Len() == 0 {
			fail(key, "is missing")
		}
		for i := range v.Len() {
			checkValue(v.Index(i), key, holds, fail)
		}
	case reflect.Map:
		if v.Len() == 0 {
			fail(key, "is missing")
		}
		for _, k := range v.MapKeys() {
			checkValue(v.MapIndex(k), key+"."+k.String(), holds, fail)
		}
	}
}

func checkText(text, key string, holds []string, fail failFunc) {
	if strings.TrimSpace(text) == "" {
		fail(key, "is missing")
	}
	for _, b := range blank.FindAllString(text, -1) {
		if !slices.Contains(holds, strings.Trim(b, "{}")) || !strings.HasSuffix(b, "}") {
			fail(key, "%q can't be filled in; it may have: %s", b, strings.Join(holds, " "))
		}
	}
}

// fill fills the blanks of a phrase: name, value, name, value, … What is filled
// in is not read again.
func fill(phrase string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(phrase)
}

// of says how many there are.
func (c count) of(n int) string {
	if n == 1 {
		return fill(c.One, "n", "1")
	}
	return fill(c.Other, "n", fmt.Sprint(n))
}
