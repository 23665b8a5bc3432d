// Package testlib is what tests of several packages share: real mail servers
// (Dovecot, Cyrus, Courier), a real Radicale, and a scripted server that misbehaves
// on cue. Only tests import it. It knows IMAP by its text alone, so that what it says
// about a mailbox does not come from the code under test.
package testlib

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// sbin is where Debian keeps servers, which is not on everybody's path.
const sbin = "/usr/sbin:/usr/local/sbin:/sbin"

// Require returns the path of a program that a test needs. Where it is not
// installed the test is skipped, unless RSVPD_REQUIRE names it (a list separated by
// commas): then the test fails, so that a machine that should have it can't pass
// without.
func Require(t testing.TB, program string) string {
	t.Helper()
	if path, ok := lookPath(program); ok {
		return path
	}
	missing(t, program, "is not installed")
	return ""
}

// missing ends a test that lacks something: it fails where RSVPD_REQUIRE names what
// is missing, else it is skipped.
func missing(t testing.TB, name, why string) {
	t.Helper()
	required := strings.FieldsFunc(os.Getenv("RSVPD_REQUIRE"), func(r rune) bool { return r == ',' || r == ' ' })
	if slices.Contains(required, name) {
		t.Fatalf("%s %s, and RSVPD_REQUIRE demands it", name, why)
	}
	t.Skipf("%s %s", name, why)
}

func lookPath(program string) (string, bool) {
	if path, err := exec.LookPath(program); err == nil {
		return path, true
	}
	for dir := range strings.SplitSeq(sbin, ":") {
		path := dir + "/" + program
		if info, err := os.Stat(path); err == nil && info.Mode()&0o111 != 0 {
			return path, true
		}
	}
	return "", false
}
