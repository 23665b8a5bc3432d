package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// The exit codes of the command line contract.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitLogin   = 3
	exitRunning = 75 // EX_TEMPFAIL of sysexits.h: try again later
)

// command is one subcommand.
type command struct {
	name, args, short string
	run               func(ctx context.Context, e *env, args []string) error
}

// env is what a command works with: its streams, and the global flags. Data
// goes to stdout, everything else to stderr.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	config         string // --config; empty: the usual places
	json           bool
	verbose        bool
	command        command // the one that runs
}

// usageError is a mistake on the command line.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// codeError is an error with an exit code of its own.
type codeError struct {
	error
	code int
}

func (c codeError) Unwrap() error { return c.error }

// errSilent is a failure whose message has been printed already, as data.
var errSilent = errors.New("failed")

// flags returns a flag set for the named command that knows the global flags
// too: they may stand before or after the command's name.
func (e *env) flags(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&e.config, "config", e.config, "configuration `FILE`")
	fs.BoolVar(&e.json, "json", e.json, "print JSON")
	fs.BoolVar(&e.verbose, "v", e.verbose, "say more on stderr")
	return fs
}

// globals takes the global flags that stand before the command's name.
func (e *env) globals(args []string) ([]string, error) {
	fs := e.flags("rsvpd")
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil, nil
		}
		return nil, usageError{err}
	}
	return fs.Args(), nil
}

// parse reads flags that may stand before, between and after the positional
// arguments, which it returns. Everything after "--" is positional.
func (e *env) parse(fs *flag.FlagSet, args []string) ([]string, error) {
	var positional []string
	for len(args) > 0 {
		if args[0] == "--" {
			return append(positional, args[1:]...), nil
		}
		if args[0] == "-" || !strings.HasPrefix(args[0], "-") {
			positional, args = append(positional, args[0]), args[1:]
			continue
		}
		before := args
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, e.help(fs)
			}
			return nil, usageError{fmt.Errorf("%s: %w", fs.Name(), err)}
		}
		args = fs.Args()
		if used := len(before) - len(args); used > 0 && before[used-1] == "--" {
			return append(positional, args...), nil
		}
	}
	return positional, nil
}

// help prints the flags of a command and ends it in peace.
func (e *env) help(fs *flag.FlagSet) error {
	fmt.Fprintf(e.stdout, "rsvpd %s %s\n    %s\n\n", e.command.name, e.command.args, e.command.short)
	fs.SetOutput(e.stdout)
	fs.PrintDefaults()
	return flag.ErrHelp
}

// fail prints an error as the user should read it and returns its exit code.
func (e *env) fail(err error) int {
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return exitDone
	}
	if !errors.Is(err, errSilent) {
		fmt.Fprintf(e.stderr, "rsvpd: %s\n", err)
	}
	return exitCode(err)
}

// logger writes to stderr: with -v everything, else what needs attention.
func (e *env) logger() *slog.Logger {
	level := slog.LevelWarn
	if e.verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: level}))
}
