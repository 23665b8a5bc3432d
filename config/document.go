package config

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// maxBytes bounds a file: settings are a page or two, and a mistaken path may
// name anything.
const maxBytes = 1 << 20

// document is a parsed file: its values, the line of each, and what is wrong
// with it. The decoder alone stops at the first value of a wrong type and knows
// no place for a value that has the right type and is wrong nonetheless; so the
// values come from it, and the lines from its parser.
type document struct {
	name     string
	values   map[string]any
	lines    map[string]int // by path: `account[1].email`
	problems Problems
}

// parseDocument reads a file. One that is no TOML is a document without values
// and with one problem: nothing can be said about the rest.
func parseDocument(name string, data []byte) *document {
	d := &document{name: name, lines: map[string]int{}}
	if len(data) > maxBytes {
		d.add(0, "the file is larger than 1 MB", "name the settings file")
		return d
	}
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		d.syntax(err)
		return d
	}
	d.values = values
	d.locate(data)
	return d
}

func (d *document) add(line int, what, fix string) {
	d.problems = append(d.problems, Problem{File: d.name, Line: line, What: what, Fix: fix})
}

// syntax takes over what the decoder says.
func (d *document) syntax(err error) {
	line := 0
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, _ = decode.Position()
	}
	what := strings.TrimPrefix(err.Error(), "toml: ")
	fix := "mend this first: nothing after it can be checked"
	if strings.Contains(what, "at start of value") {
		fix = `a text needs quotes: key = "…"; ` + fix
	}
	d.add(line, "not TOML: "+what, fix)
}

// locate notes the line of every key and element.
func (d *document) locate(data []byte) {
	p := &locator{document: d, data: data, count: map[string]int{}}
	p.Reset(data)
	scope := ""
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table:
			scope = p.table(e, false)
		case unstable.ArrayTable:
			scope = p.table(e, true)
		case unstable.KeyValue:
			p.keyValue(scope, e)
		}
	}
}

// locator walks the syntax of a file.
type locator struct {
	unstable.Parser
	*document
	data  []byte
	count map[string]int // elements so far of each [[array]], by path
}

// table enters [a.b] or [[a.b]] and returns the path of what follows.
func (p *locator) table(e *unstable.Node, array bool) string {
	path := ""
	for key := e.Key(); key.Next(); {
		path = join(path, string(key.Node().Data))
		p.note(path, key.Node())
		last := key.IsLast()
		if last && array {
			p.count[path]++
		}
		if n := p.count[path]; n > 0 {
			path = fmt.Sprintf("%s[%d]", path, n-1)
			p.note(path, key.Node())
		}
		if last && !array {
			p.lines[path] = p.line(key.Node()) // its own header says more than that of a table below it
		}
	}
	return path
}

func (p *locator) keyValue(scope string, e *unstable.Node) {
	path := scope
	for key := e.Key(); key.Next(); {
		path = join(path, string(key.Node().Data))
		p.note(path, key.Node())
	}
	p.value(path, e.Value())
}

func (p *locator) value(path string, v *unstable.Node) {
	switch v.Kind {
	case unstable.InlineTable:
		for child := v.Children(); child.Next(); {
			if child.Node().Kind == unstable.KeyValue {
				p.keyValue(path, child.Node())
			}
		}
	case unstable.Array:
		i := 0
		for child := v.Children(); child.Next(); {
			if child.Node().Kind == unstable.Comment {
				continue
			}
			element := fmt.Sprintf("%s[%d]", path, i)
			p.note(element, child.Node())
			p.value(element, child.Node())
			i++
		}
	}
}

// note keeps the first line at which a path appears. Arrays have no place of
// their own in the syntax: they take that of their key.
func (p *locator) note(path string, n *unstable.Node) {
	if _, known := p.lines[path]; !known && n.Raw.Length > 0 {
		p.lines[path] = p.line(n)
	}
}

func (p *locator) line(n *unstable.Node) int {
	return 1 + bytes.Count(p.data[:n.Raw.Offset], []byte{'\n'})
}

// line returns the line of a path, or of the nearest thing around it.
func (d *document) line(path string) int {
	for {
		if n, ok := d.lines[path]; ok {
			return n
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return 0
		}
		path = path[:cut]
	}
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// join adds a key to a path, quoted where TOML would quote it.
func join(path, key string) string {
	if !bareKey.MatchString(key) {
		key = strconv.Quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}
