package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
)

// TestMetrics: the file holds every figure of every account, open to all, and is
// replaced whole.
func TestMetrics(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rsvpd.prom")
	states := []app.AccountState{
		{Account: "a@example.org", State: app.StateWatching, Looked: time.Unix(1_800_000_000, 500_000_000), Looks: 7, New: 3, Received: 1 << 40},
		{Account: `odd"\@example.org`, State: app.StateNeedsLogin, Failures: 1},
		{Account: "c@example.org", State: app.StateWatching, Failures: 2},
	}
	for range 2 {
		if err := writeMetrics(path, states); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# TYPE rsvpd_looks_total counter\n",
		`rsvpd_account_up{account="a@example.org"} 1`, `rsvpd_account_up{account="c@example.org"} 0`,
		`rsvpd_account_last_look_timestamp_seconds{account="a@example.org"} 1800000000.5`,
		`rsvpd_account_last_look_timestamp_seconds{account="c@example.org"} 0`,
		`rsvpd_received_bytes_total{account="a@example.org"} 1099511627776`,
		`rsvpd_account_login_needed{account="odd\"\\@example.org"} 1`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "# ") && len(strings.Fields(line)) != 2 {
			t.Errorf("odd line %q", line)
		}
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("%v, %v", info, err)
	}
}

// TestMetricsNowhere: a folder that is not there is told of.
func TestMetricsNowhere(t *testing.T) {
	if err := writeMetrics(filepath.Join(t.TempDir(), "gone", "rsvpd.prom"), nil); err == nil {
		t.Error("nothing is said")
	}
}
