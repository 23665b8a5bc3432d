package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// table reads the keys of one table of a document. A getter leaves its target,
// which holds the default, as it is when the key is absent or wrong; done then
// complains of the keys that nobody asked for. So the known keys are those that
// are read, and no second list of them exists.
type table struct {
	doc    *document
	path   string
	values map[string]any
	asked  []string
}

// root is the top of a document.
func (d *document) root() *table { return &table{doc: d, values: d.values} }

// wrong complains about a key.
func (t *table) wrong(key, what, fix string) { t.wrongAt(join(t.path, key), what, fix) }

// wrongElement complains about an element of a list.
func (t *table) wrongElement(key string, i int, what, fix string) {
	t.wrongAt(fmt.Sprintf("%s[%d]", join(t.path, key), i), what, fix)
}

func (t *table) wrongAt(path, what, fix string) {
	t.doc.add(t.doc.line(path), shown(path)+": "+what, fix)
}

// missing complains about a key that must be there.
func (t *table) missing(key, fix string) {
	t.doc.add(t.doc.line(t.path), shown(join(t.path, key))+" is missing", fix)
}

var index = regexp.MustCompile(`\[\d+\]`)

// shown is a path as people write it: the line says which element is meant.
func shown(path string) string { return index.ReplaceAllString(path, "") }

// get returns what stands under a key, if it is a T.
func get[T any](t *table, key, fix string) (v T, ok bool) {
	t.asked = append(t.asked, key)
	raw, present := t.values[key]
	if !present {
		return v, false
	}
	if v, ok = raw.(T); !ok {
		t.wrong(key, "is "+typeWord(raw), fix)
	}
	return v, ok
}

// typeWord says what a value is, in words of TOML.
func typeWord(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case int64, float64:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	default:
		return "a date or time"
	}
}

// has reports whether a key is there, right or wrong.
func (t *table) has(key string) bool {
	_, ok := t.values[key]
	return ok
}

// sub returns the table below a key; an empty one where there is none.
func (t *table) sub(key string) *table {
	values, _ := get[map[string]any](t, key, fmt.Sprintf("write a table: [%s]", shown(join(t.path, key))))
	return &table{doc: t.doc, path: join(t.path, key), values: values}
}

// subs returns the tables of an array.
func (t *table) subs(key string) []*table {
	fix := fmt.Sprintf("write [[%s]], with two brackets, above each", shown(join(t.path, key)))
	list, _ := get[[]any](t, key, fix)
	var tables []*table
	for i, v := range list {
		values, ok := v.(map[string]any)
		if !ok {
			t.wrong(key, "has an element that is "+typeWord(v), fix)
			continue
		}
		path := fmt.Sprintf("%s[%d]", join(t.path, key), i)
		tables = append(tables, &table{doc: t.doc, path: path, values: values})
	}
	return tables
}

// line is where the table begins.
func (t *table) line() int { return t.doc.line(t.path) }

// done complains of keys that no getter asked for. misplaced maps a key that
// people try here to where it belongs.
func (t *table) done(misplaced map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(t.values)) {
		if slices.Contains(t.asked, key) {
			continue
		}
		fix := misplaced[key]
		if near := nearest(key, t.asked); fix == "" && near != "" {
			fix = fmt.Sprintf("did you mean %q?", near)
		}
		if fix == "" {
			fix = "known here: " + quoted(slices.Sorted(slices.Values(t.asked)))
		}
		t.wrong(key, "unknown key", fix)
	}
}
