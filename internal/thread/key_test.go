package thread

import (
	"regexp"
	"testing"
)

func TestKey(t *testing.T) {
	const account, ask = "sam@example.com", "ask-1@mail.example.org"
	base := Key(account, ask, Decline, 0)
	if !regexp.MustCompile(`^[0-9a-f]{24}$`).MatchString(base) {
		t.Fatalf("key %q is not 24 hex digits", base)
	}
	if got := Key("Sam@Example.com", ask, Decline, 0); got != base {
		t.Errorf("the case of the account changes the key: %s, %s", got, base)
	}
	// The value itself is a contract: drafts written by an earlier version
	// must be found again.
	if want := "39f475e241701892a4b64121"; base != want {
		t.Errorf("key %s, want %s", base, want)
	}
	seen := map[string]string{base: "base"}
	for name, key := range map[string]string{
		"account":  Key("kim@example.com", ask, Decline, 0),
		"ask":      Key(account, "ask-2@mail.example.org", Decline, 0),
		"action":   Key(account, ask, Reschedule, 0),
		"revision": Key(account, ask, Decline, 1),
	} {
		if other, ok := seen[key]; ok {
			t.Errorf("%s and %s give the same key", name, other)
		}
		seen[key] = name
	}
}
