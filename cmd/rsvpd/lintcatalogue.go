package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"rsvpd/internal/draft"
)

// lintCatalogue writes and judges every combination, the languages side by side.
// A draft fails when none of its texts passes, or when a fuller one had to be
// withheld.
func (e *env) lintCatalogue(ctx context.Context, w *draft.Writer, lang, dir string) error {
	languages := w.Languages()
	if lang != "" {
		languages = []string{lang}
	}
	proofs := make([]proof, len(languages))
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, code := range languages {
		wg.Go(func() {
			turns <- struct{}{}
			proofs[i].run(ctx, w, code, dir)
			<-turns
		})
	}
	wg.Wait()
	n, failed := 0, 0
	for _, p := range proofs {
		if p.err != nil {
			return p.err
		}
		n, failed = n+p.drafts, failed+len(p.problems)
		for _, problem := range p.problems {
			fmt.Fprintln(e.stdout, problem)
		}
	}
	fmt.Fprintf(e.stdout, "%d drafts, %d failed\n", n, failed)
	if failed > 0 {
		return errSilent
	}
	return nil
}

// proof is what came of the catalogue of one language.
type proof struct {
	drafts   int
	problems []string
	err      error
}

func (p *proof) run(ctx context.Context, w *draft.Writer, lang, dir string) {
	for name, in := range w.Catalogue(lang) {
		if p.err = ctx.Err(); p.err != nil {
			return
		}
		p.drafts++
		d, err := w.Write(in)
		if problem := catalogueProblem(d, err); problem != "" {
			p.problems = append(p.problems, name+": "+problem)
		}
		if dir != "" && err == nil {
			if p.err = writeDraft(filepath.Join(dir, lang), p.drafts, name, in, d); p.err != nil {
				return
			}
		}
	}
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
