package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"rsvpd/internal/app"
)

// metricsEvery is how often the file of metrics is written.
const metricsEvery = 15 * time.Second

// metric is one figure of each account, in the words of Prometheus.
type metric struct {
	name, kind, help string
	of               func(app.AccountState) float64
}

// metrics are a file for the textfile collector of Prometheus' node exporter. A
// file, and no port to ask: nothing listens, so that there is nothing to guard,
// and what may be read is a matter of file modes.
var metrics = []metric{
	{"rsvpd_account_up", "gauge", "1 while the account is connected and its last look went well.", up},
	{"rsvpd_account_login_needed", "gauge", "1 while the account waits for rsvpd login.",
		func(s app.AccountState) float64 { return truth(s.State == app.StateNeedsLogin) }},
	{"rsvpd_account_last_look_timestamp_seconds", "gauge", "When the account was looked at last with success; 0: never.",
		func(s app.AccountState) float64 {
			if s.Looked.IsZero() {
				return 0
			}
			return float64(s.Looked.UnixMilli()) / 1000
		}},
	{"rsvpd_account_failures", "gauge", "Looks in a row that have failed.", func(s app.AccountState) float64 { return float64(s.Failures) }},
	{"rsvpd_looks_total", "counter", "Looks at the account.", func(s app.AccountState) float64 { return float64(s.Looks) }},
	{"rsvpd_looks_failed_total", "counter", "Looks at the account that failed.", func(s app.AccountState) float64 { return float64(s.Failed) }},
	{"rsvpd_mails_total", "counter", "Mails read for the first time.", func(s app.AccountState) float64 { return float64(s.New) }},
	{"rsvpd_drafts_total", "counter", "Drafts written.", func(s app.AccountState) float64 { return float64(s.Drafts) }},
	{"rsvpd_connections_closed_total", "counter", "Watching connections that have ended.", func(s app.AccountState) float64 { return float64(s.Connections) }},
	{"rsvpd_received_bytes_total", "counter", "Bytes of IMAP received over watching connections.", func(s app.AccountState) float64 { return float64(s.Received) }},
	{"rsvpd_sent_bytes_total", "counter", "Bytes of IMAP sent over watching connections.", func(s app.AccountState) float64 { return float64(s.Sent) }},
}

func up(s app.AccountState) float64 {
	connected := s.State == app.StateWatching || s.State == app.StatePolling
	return truth(connected && s.Failures == 0)
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// printMetrics writes the text format, version 0.0.4.
func printMetrics(w io.Writer, states []app.AccountState) error {
	b := bufio.NewWriter(w)
	for _, m := range metrics {
		fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s %s\n", m.name, m.help, m.name, m.kind)
		for _, s := range states {
			fmt.Fprintf(b, "%s{account=\"%s\"} %s\n", m.name, label.Replace(s.Account), strconv.FormatFloat(m.of(s), 'f', -1, 64))
		}
	}
	return b.Flush()
}

// label escapes the value of a label.
var label = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// writeMetrics replaces the file at once, so that nobody reads half of it. It is
// open to all: it holds addresses and counts.
func writeMetrics(path string, states []app.AccountState) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".rsvpd-metrics-")
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	err = errors.Join(printMetrics(f, states), f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("metrics: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
