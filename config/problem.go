package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in a file.
type Problem struct {
	File string
	Line int    // from 1; 0 when it has no place: something is missing
	What string // is wrong
	Fix  string // what to write instead; may be empty
}

// Error is "file:line: what is wrong; what to write instead".
func (p Problem) Error() string {
	place := p.File
	if p.Line > 0 {
		place = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	text := p.What
	if p.Fix != "" {
		text += "; " + p.Fix
	}
	return place + ": " + text
}

// Problems is the error of a wrong configuration: all mistakes, in the order of
// the file. The program ends with exit code 2.
type Problems []Problem

// Error is one line per mistake.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// asError returns the problems by file and line, or nil when there are none. The
// files stay in the order in which the first problem of each was found.
func (ps Problems) asError() error {
	if len(ps) == 0 {
		return nil
	}
	order := map[string]int{}
	for _, p := range ps {
		if _, ok := order[p.File]; !ok {
			order[p.File] = len(order)
		}
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Line, b.Line))
	})
	return ps
}

// and adds an error, which is of type Problems, to problems found before it.
func (ps Problems) and(err error) error {
	var more Problems
	if len(ps) == 0 || !errors.As(err, &more) {
		return err
	}
	return append(more, ps...).asError()
}

// nearest returns the candidate that word was probably meant to be, or "".
func nearest(word string, candidates []string) string {
	word = strings.ToLower(word)
	best, least := "", max(1, len(word)/3)+1
	for _, c := range candidates {
		if len(c) > 2 && strings.HasPrefix(word, c) { // "tuesday", "accounts"
			return c
		}
		if d := distance(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the letters to insert, drop, change or swap with their
// neighbour that make a into b.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(y)]
}

// quoted joins words for a sentence: "a", "b", "c".
func quoted(words []string) string {
	q := make([]string, len(words))
	for i, w := range words {
		q[i] = fmt.Sprintf("%q", w)
	}
	return strings.Join(q, ", ")
}

// choose is the fix for a word that is none of the allowed.
func choose(word string, allowed []string) string {
	if near := nearest(word, allowed); near != "" {
		return fmt.Sprintf("did you mean %q? One of %s", near, quoted(allowed))
	}
	return "write one of " + quoted(allowed)
}
