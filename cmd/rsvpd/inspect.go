package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/lexicon"
)

// inspect reads mail files and says what they are, and why. It needs no
// configuration: only the data that the program carries.
func inspect(ctx context.Context, e *env, args []string) error {
	fs := e.flags("inspect")
	times := fs.Bool("when", false, "find time expressions in JSON lines on stdin instead of reading mail")
	zone := fs.String("tz", "", "time `ZONE` for messages that name none (an IANA name; default: UTC)")
	var me []string
	fs.Func("me", "an address of `YOURS` (may be given more than once)", func(s string) error {
		me = append(me, s)
		return nil
	})
	paths, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	opts, err := readOptions(*zone, me)
	if err != nil {
		return usageError{err}
	}
	reader, err := embeddedReader()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(e.stdout, 64<<10)
	if *times {
		return errors.Join(inspectTimes(reader, e.stdin, out), out.Flush())
	}
	if len(paths) == 0 {
		return usageError{errors.New("inspect: name a file or folder of mail, or - for stdin")}
	}
	show := printText
	if e.json {
		show = printJSON
	}
	return errors.Join(inspectMail(ctx, reader, e.stdin, paths, opts, func(f string, r app.Reading) error { return show(out, f, r) }), out.Flush())
}

func readOptions(zone string, me []string) (app.ReadOptions, error) {
	opts := app.ReadOptions{Me: me, Zone: time.UTC}
	if zone == "" {
		return opts, nil
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return opts, fmt.Errorf("inspect: --tz %q is no time zone: write a name like Europe/Berlin", zone)
	}
	opts.Zone = loc
	return opts, nil
}

// embeddedReader is the reading chain on the data that the program carries.
func embeddedReader() (*app.Reader, error) {
	lex, err := lexicon.LoadTested(config.Embedded())
	if err != nil {
		return nil, err
	}
	return app.NewReader(lex)
}

// printJSON writes a message as one line of JSON.
func printJSON(w io.Writer, file string, r app.Reading) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(newInspection(file, r))
}
