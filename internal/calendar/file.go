package calendar

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// readFile reads a file, or the .ics files of a folder, as programs that keep a
// copy of a CalDAV collection make it.
func (c *Calendar) readFile() ([][]byte, error) {
	info, err := os.Stat(c.opts.URL)
	if err != nil {
		return nil, plain(err)
	}
	if !info.IsDir() {
		data, err := readRegular(c.opts.URL, c.opts.MaxBytes)
		return [][]byte{data}, err
	}
	names, err := filepath.Glob(filepath.Join(escapeGlob(c.opts.URL), "*.ics"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("the folder holds no .ics file")
	}
	return readAll(names, c.opts.MaxBytes)
}

// readAll reads files that together are no larger than most.
func readAll(names []string, most int64) ([][]byte, error) {
	var documents [][]byte
	for _, name := range names {
		data, err := readRegular(name, most)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		most -= int64(len(data))
		documents = append(documents, data)
	}
	return documents, nil
}

// readRegular reads a file of at most so many bytes. What is no regular file, and
// might never end, is refused.
func readRegular(name string, most int64) (data []byte, err error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, plain(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return readLimited(f, most)
}

// readLimited reads all, or fails with ErrTooLarge.
func readLimited(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > most {
		return nil, ErrTooLarge
	}
	return data, nil
}

// plain is a file error without its path, which the calendar's name tells.
func plain(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// escapeGlob makes a path mean itself in a pattern.
func escapeGlob(path string) string {
	var out []rune
	for _, r := range path {
		if r == '*' || r == '?' || r == '[' || r == '\\' {
			out = append(out, '\\')
		}
		out = append(out, r)
	}
	return string(out)
}
