package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/draft"
	"rsvpd/internal/message"
)

// lint holds a letter, the drafts of an invitation, or all that rsvpd can write, to
// the etiquette. It fails when something withholds a letter.
func lint(ctx context.Context, e *env, args []string) error {
	fs := e.flags("lint")
	catalogue := fs.Bool("catalogue", false, "judge every text that rsvpd can write")
	out := fs.String("out", "", "with --catalogue: write the drafts into folder `DIR`")
	lang := fs.String("lang", "", "language of the letter, or of the catalogue (default: the letter's own; all)")
	files, err := e.parse(fs, args)
	switch {
	case err != nil:
		return err
	case *catalogue && len(files) > 0, !*catalogue && len(files) != 1:
		return usageError{errors.New("lint: give one FILE (\"-\" is stdin), the ID of an invitation, or --catalogue")}
	case *out != "" && !*catalogue:
		return usageError{errors.New("lint: --out goes with --catalogue")}
	}
	writer, err := e.replies()
	if err != nil {
		return err
	}
	if *lang != "" && !slices.Contains(writer.Languages(), *lang) {
		return usageError{fmt.Errorf("lint: there are no templates for the language %q; there are: %s", *lang, strings.Join(writer.Languages(), " "))}
	}
	if *catalogue {
		return e.lintCatalogue(ctx, writer, *lang, *out)
	}
	if id := strings.ToLower(files[0]); e.isID(id) {
		return e.lintDrafts(ctx, writer, *lang, id)
	}
	return e.lintFile(writer, *lang, files[0])
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
func (e *env) lintFile(w *draft.Writer, lang, path string) error {
	data, err := e.readLetter(path)
	if err != nil {
		return err
	}
	letter := parseLetter(data)
	if !utf8.ValidString(letter.Body) {
		return fmt.Errorf("%s is not text in UTF-8", path)
	}
	return e.judge(w, lang, path, letter)
}

// judge prints what the linter has against a letter in a language, its own when
// none is named.
func (e *env) judge(w *draft.Writer, lang, path string, letter draft.Letter) error {
	findings := w.Judge(letter)
	if lang != "" {
		findings = w.Linter(lang).Lint(letter, nil)
	}
	if err := e.printFindings(path, letter.Body, findings); err != nil {
		return err
	}
	if draft.Failed(findings) {
		return errSilent
	}
	return nil
}

var invitationID = regexp.MustCompile(`^[0-9a-f]{6,24}$`)

// isID reports whether an argument is the ID of an invitation; a file of that
// name goes first.
func (e *env) isID(arg string) bool {
	_, err := os.Stat(arg)
	return err != nil && invitationID.MatchString(arg)
}

// lintDrafts judges the drafts that stand for an invitation.
func (e *env) lintDrafts(ctx context.Context, w *draft.Writer, lang, id string) error {
	o, err := e.open(app.Options{}, look)
	if err != nil {
		return err
	}
	return errors.Join(e.lintOne(ctx, o, w, lang, id), o.close())
}

func (e *env) lintOne(ctx context.Context, o *opened, w *draft.Writer, lang, id string) error {
	v, err := viewOf(ctx, o)
	if err != nil {
		return err
	}
	x, err := v.find(id)
	if err != nil {
		return err
	}
	drafts, err := o.app.DraftTexts(ctx, x.Entry)
	if err != nil {
		return err
	}
	if len(drafts) == 0 {
		return fmt.Errorf("no draft stands for %s", id)
	}
	var errs []error
	for _, d := range drafts {
		letter := parseLetter([]byte(strings.Join(d.Header, "\r\n") + "\r\n\r\n"))
		letter.Body = d.Body
		errs = append(errs, e.judge(w, lang, fmt.Sprintf("%s %s", id, d.Action), letter))
	}
	return errors.Join(errs...)
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
