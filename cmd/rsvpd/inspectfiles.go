package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/message"
)

// letter is the bytes of one message and where they come from.
type letter struct {
	file string
	raw  []byte
	date time.Time // of the file, for a message without one
}

// maxLetter bounds how much of one file is read as one message.
const maxLetter = 64 << 20

// inspectMail reads every message below the paths, in a pool of workers, and
// shows them in order. Memory stays flat: as many messages are held as there are
// workers, a few times over.
func inspectMail(ctx context.Context, reader *app.Reader, stdin io.Reader, paths []string, opts app.ReadOptions, show func(string, app.Reading) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	workers := runtime.GOMAXPROCS(0)
	type result struct {
		file    string
		reading app.Reading
	}
	type task struct {
		letter letter
		done   chan result
	}
	tasks, order := make(chan task), make(chan task, 4*workers)
	var pool sync.WaitGroup
	for range workers {
		pool.Go(func() {
			for t := range tasks {
				t.done <- result{t.letter.file, reader.Read(t.letter.raw, t.letter.date, opts)}
			}
		})
	}
	var walkErr error
	pool.Go(func() {
		defer close(order)
		defer close(tasks)
		walkErr = walkLetters(stdin, paths, func(l letter) error {
			t := task{l, make(chan result, 1)}
			select {
			case order <- t:
			case <-ctx.Done():
				return ctx.Err()
			}
			tasks <- t
			return nil
		})
	})
	var showErr error
	for t := range order {
		r := <-t.done
		if showErr == nil {
			if showErr = show(r.file, r.reading); showErr != nil {
				stop()
			}
		}
	}
	pool.Wait()
	return errors.Join(walkErr, showErr)
}

// walkLetters visits the messages below the paths. A path that can't be read is
// an error at the end; the rest is still visited.
func walkLetters(stdin io.Reader, paths []string, visit func(letter) error) error {
	var errs []error
	for _, p := range paths {
		if p == "-" {
			errs = append(errs, readLetters("-", stdin, time.Time{}, visit))
			continue
		}
		errs = append(errs, walkPath(p, visit))
	}
	return errors.Join(errs...)
}

// walkPath visits one path: a file as it is named, or a folder's files in byte
// order.
func walkPath(root string, visit func(letter) error) error {
	info, err := os.Stat(root)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return visitFile(root, info, visit)
	}
	var errs []error
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			errs = append(errs, err)
			return nil
		case d.IsDir() || !d.Type().IsRegular() || skipped(d.Name()):
			return nil
		}
		info, err := d.Info()
		if err == nil {
			err = visitFile(path, info, visit)
		}
		if errors.Is(err, context.Canceled) {
			return err
		}
		errs = append(errs, err)
		return nil
	})
	return errors.Join(append(errs, err)...)
}

// skipped are files that lie beside mail but are none.
func skipped(name string) bool {
	switch filepath.Ext(name) {
	case ".json", ".jsonl", ".tsv", ".ics":
		return true
	}
	return strings.HasPrefix(name, ".")
}

func visitFile(path string, info fs.FileInfo, visit func(letter) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(readLetters(path, f, info.ModTime(), visit), f.Close())
}

// readLetters visits the messages of one file. One that starts with "From " and
// holds more such lines is an mbox, read one message at a time.
func readLetters(file string, r io.Reader, date time.Time, visit func(letter) error) error {
	br := bufio.NewReaderSize(r, 4096)
	if head, _ := br.Peek(5); string(head) != "From " { // a short file is a message too
		raw, err := io.ReadAll(io.LimitReader(br, maxLetter))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		return visit(letter{file, raw, date})
	}
	n := 0
	var first []byte
	for raw, err := range message.SplitMbox(br) {
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if n++; n == 1 { // its name depends on whether there are more
			first = bytes.Clone(raw)
			continue
		}
		if n == 2 {
			if err := visit(letter{file + "#1", first, date}); err != nil {
				return err
			}
		}
		if err := visit(letter{file + "#" + strconv.Itoa(n), raw, date}); err != nil {
			return err
		}
	}
	if n < 2 {
		return visit(letter{file, first, date})
	}
	return nil
}
