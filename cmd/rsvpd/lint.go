package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"rsvpd/config"
	"rsvpd/internal/draft"
	"rsvpd/internal/message"
)

// lint holds a letter, or all that rsvpd can write, to the etiquette. It fails
// when something withholds the letter.
func lint(ctx context.Context, e *env, args []string) error {
	fs := e.flags("lint")
	catalogue := fs.Bool("catalogue", false, "judge every text that rsvpd can write")
	out := fs.String("out", "", "with --catalogue: write the drafts into folder `DIR`")
	lang := fs.String("lang", "en", "language of the letter")
	files, err := e.parse(fs, args)
	switch {
	case err != nil:
		return err
	case *catalogue && len(files) > 0, !*catalogue && len(files) != 1:
		return usageError{errors.New("lint: give one FILE (\"-\" is stdin), or --catalogue")}
	case *out != "" && !*catalogue:
		return usageError{errors.New("lint: --out goes with --catalogue")}
	}
	writer, err := e.replies()
	if err != nil {
		return err
	}
	if *catalogue {
		return e.lintCatalogue(ctx, writer, *out)
	}
	return e.lintFile(writer.Linter(*lang), files[0])
}

// replies are the reply templates: the operator's on top of ours, when there is
// a configuration; a letter can be judged without one.
func (e *env) replies() (*draft.Writer, error) {
	data := config.Embedded()
	path := e.config
	if path == "" {
		if found, err := config.Find(e.getenv); err == nil {
			path = found
		}
	}
	if path != "" {
		data = config.Overlay(filepath.Dir(path))
	}
	w, err := draft.Parse(data)
	if err != nil {
		return nil, codeError{err, exitUsage}
	}
	return w, nil
}

// finding is one line of the output, and of --json.
type finding struct {
	Check    string `json:"check"`
	Severity string `json:"severity"`
	Line     int    `json:"line"`   // 0: about something that is missing
	Column   int    `json:"column"` // in characters, from 1
	Text     string `json:"text"`
	Message  string `json:"message"`
}

// lintFile judges one letter: a message, or its text alone.
func (e *env) lintFile(l *draft.Linter, path string) error {
	data, err := e.readLetter(path)
	if err != nil {
		return err
	}
	letter := parseLetter(data)
	if !utf8.ValidString(letter.Body) {
		return fmt.Errorf("%s is not text in UTF-8", path)
	}
	findings := l.Lint(letter, nil)
	if err := e.printFindings(path, letter.Body, findings); err != nil {
		return err
	}
	if draft.Failed(findings) {
		return errSilent
	}
	return nil
}

func (e *env) readLetter(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(e.stdin)
	}
	return os.ReadFile(path)
}

// parseLetter takes a file that begins with header fields for a message, and
// any other for the text of a letter.
func parseLetter(data []byte) draft.Letter {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	m := message.NewParser(nil).Parse(data, time.Time{})
	if len(m.To) == 0 && m.Subject == "" && m.From.IsZero() {
		return draft.Letter{Body: strings.ReplaceAll(string(data), "\r\n", "\n")}
	}
	return draft.Letter{
		Body: m.Text, Subject: m.Subject, To: m.To, Cc: m.Cc,
		InThread: len(m.InReplyTo) > 0, Envelope: true,
	}
}

func (e *env) printFindings(path, body string, findings []draft.Finding) error {
	list := make([]finding, 0, len(findings))
	for _, f := range findings {
		line, column := place(body, f.Offset)
		list = append(list, finding{f.Check, string(f.Severity), line, column, f.Text, f.Message})
	}
	if e.json {
		return json.NewEncoder(e.stdout).Encode(list)
	}
	musts := 0
	for _, f := range list {
		if f.Severity == string(draft.Must) {
			musts++
		}
		where := path
		if f.Line > 0 {
			where = fmt.Sprintf("%s:%d:%d", path, f.Line, f.Column)
		}
		words := ""
		if f.Text != "" {
			words = fmt.Sprintf("%q ", f.Text)
		}
		fmt.Fprintf(e.stdout, "%s: %s: %s: %s%s\n", where, f.Severity, f.Check, words, f.Message)
	}
	fmt.Fprintf(e.stdout, "%s: %d must, %d should\n", path, musts, len(list)-musts)
	return nil
}

// place is the line and column of a byte of the body.
func place(body string, offset int) (line, column int) {
	if offset < 0 {
		return 0, 0
	}
	before := body[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}

// lintCatalogue writes and judges every combination. A draft fails when none of
// its texts passes, or when a fuller one had to be withheld.
func (e *env) lintCatalogue(ctx context.Context, w *draft.Writer, dir string) error {
	n, failed := 0, 0
	for name, in := range draft.Catalogue() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		n++
		d, err := w.Write(in)
		if problem := catalogueProblem(d, err); problem != "" {
			failed++
			fmt.Fprintf(e.stdout, "%s: %s\n", name, problem)
		}
		if dir != "" && err == nil {
			if err := writeDraft(dir, n, name, in, d); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(e.stdout, "%d drafts, %d failed\n", n, failed)
	if failed > 0 {
		return errSilent
	}
	return nil
}

func catalogueProblem(d draft.Draft, err error) string {
	if err != nil {
		return err.Error()
	}
	for _, f := range d.Findings {
		if f.Severity == draft.Must || f.Withheld {
			return f.Check + ": " + f.Message
		}
	}
	return ""
}

// writeDraft puts one draft into a file to be read: the folder says kind and
// action, the first line the case.
func writeDraft(dir string, n int, name string, in draft.Input, d draft.Draft) error {
	kind := cmp.Or(string(in.Invitation.Facts.Kind), "job")
	folder := filepath.Join(dir, kind, string(d.Action))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	content := fmt.Sprintf("Case: %s\nTo: %s\nSubject: %s\n\n%s", name, d.To[0].Address, d.Subject, d.Body)
	return os.WriteFile(filepath.Join(folder, fmt.Sprintf("%05d.txt", n)), []byte(content), 0o644)
}
