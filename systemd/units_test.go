// Package systemd_test checks the units beside it with systemd's own tools.
package systemd_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rsvpd/internal/testlib"
)

// program is what the units start.
const program = "/usr/local/bin/rsvpd"

// copyUnit writes a copy of a unit that starts a program which is there: verify
// fails on one that is not, and rsvpd need not be installed where it is tested.
func copyUnit(t *testing.T, name string) string {
	t.Helper()
	unit, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(unit), program, self)
	if text == string(unit) {
		t.Fatalf("%s does not start %s", name, program)
	}
	// Of a template, systemd looks at an instance.
	file := filepath.Join(t.TempDir(), strings.Replace(filepath.Base(name), "@.", "@test.", 1))
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// analyze runs systemd-analyze and returns what it said.
func analyze(t *testing.T, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(testlib.Require(t, "systemd-analyze"), args...)
	cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+t.TempDir(), "SYSTEMD_PAGER=", "SYSTEMD_COLORS=0")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestVerify: systemd understands every line, and says nothing against any.
func TestVerify(t *testing.T) {
	for name, manager := range map[string]string{"rsvpd.service": "--system", "rsvpd@.service": "--system", "user/rsvpd.service": "--user"} {
		t.Run(name, func(t *testing.T) {
			out, err := analyze(t, manager, "--man=no", "verify", copyUnit(t, name))
			if err != nil || strings.Contains(out, "rsvpd") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestVerifyNotices: the test above can fail.
func TestVerifyNotices(t *testing.T) {
	file := copyUnit(t, "rsvpd.service")
	for _, wrong := range []string{"ProtectEverything=yes", "Restart=sometimes", "WatchdogSec=soon"} {
		unit, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		bad := filepath.Join(t.TempDir(), "rsvpd.service")
		text := strings.Replace(string(unit), "[Service]", "[Service]\n"+wrong, 1)
		if err := os.WriteFile(bad, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := analyze(t, "--system", "--man=no", "verify", bad); err == nil && !strings.Contains(out, "rsvpd.service") {
			t.Errorf("%s was not noticed:\n%s", wrong, out)
		}
	}
}

var level = regexp.MustCompile(`Overall exposure level for \S+: ([0-9.]+)`)

// TestExposure: what systemd makes of the hardening, 0 (locked up) to 10 (open).
func TestExposure(t *testing.T) {
	const most = 1.5
	for _, name := range []string{"rsvpd.service", "rsvpd@.service"} {
		out, err := analyze(t, "security", "--offline=yes", "--no-pager", copyUnit(t, name))
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		m := level.FindStringSubmatch(out)
		if m == nil {
			t.Fatalf("%s: no level in:\n%s", name, out)
		}
		var got float64
		if _, err := fmt.Sscan(m[1], &got); err != nil || got > most {
			t.Errorf("%s: exposure level %s, want at most %v (%v)\n%s", name, m[1], most, err, out)
		}
		t.Logf("%s: exposure level %s", name, m[1])
	}
}

// TestInstanceIsHardened: the template keeps every promise of the single unit but
// those that are about its own folders and limits.
func TestInstanceIsHardened(t *testing.T) {
	settings := func(name string) map[string]bool {
		unit, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		set := map[string]bool{}
		for line := range strings.Lines(string(unit)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				set[line] = true
			}
		}
		return set
	}
	own := []string{"Description=", "ExecStart=", "StateDirectory=", "ConfigurationDirectory=", "LoadCredential="}
	instance := settings("rsvpd@.service")
	for line := range settings("rsvpd.service") {
		if !instance[line] && !slices.ContainsFunc(own, func(key string) bool { return strings.HasPrefix(line, key) }) {
			t.Errorf("rsvpd@.service lacks %s", line)
		}
	}
}

// TestPromises: settings that rsvpd relies on, in both units.
func TestPromises(t *testing.T) {
	for name, wants := range map[string][]string{
		"rsvpd.service": {"Type=notify", "ExecStart=" + program + " run", "ExecReload=/bin/kill -HUP $MAINPID", "Restart=on-failure", "RestartPreventExitStatus=2 3",
			"DynamicUser=yes", "StateDirectory=rsvpd", "ConfigurationDirectory=rsvpd", "LoadCredential=mail:rsvpd.mail", "WatchdogSec=5min"},
		"rsvpd@.service": {"Type=notify", "ExecStart=" + program + " --config /etc/rsvpd/%i/rsvpd.toml run --metrics /run/rsvpd/%i/metrics.prom", "StateDirectory=rsvpd/%i",
			"ConfigurationDirectory=rsvpd/%i", "RuntimeDirectory=rsvpd/%i", "LoadCredential=mail:rsvpd.%i.mail", "RestartPreventExitStatus=2 3"},
		"user/rsvpd.service": {"Type=notify", "ExecStart=" + program + " run", "ExecReload=/bin/kill -HUP $MAINPID", "Restart=on-failure", "RestartPreventExitStatus=2 3", "WatchdogSec=5min"},
	} {
		unit, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(unit), "\n")
		for _, want := range wants {
			if n := count(lines, want); n != 1 {
				t.Errorf("%s holds %q %d times", name, want, n)
			}
		}
	}
}

func count(lines []string, want string) int {
	n := 0
	for _, l := range lines {
		if l == want {
			n++
		}
	}
	return n
}
