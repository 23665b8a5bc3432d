package credential

import (
	"errors"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

// onBus says whether there is a session bus.
func onBus(t *testing.T, there bool) {
	t.Helper()
	usual := hasSessionBus
	hasSessionBus = func() bool { return there }
	t.Cleanup(func() { hasSessionBus = usual })
}

func TestKeyring(t *testing.T) {
	onBus(t, true)
	keyring.MockInit()
	must(t, keyring.Set("rsvpd", "robin@example.org", "secret"), keyring.Set("rsvpd", "empty", ""))
	for _, c := range []struct{ service, user, want, fails string }{
		{"rsvpd", "robin@example.org", "secret", ""},
		{"rsvpd", "dana@example.org", "", "store it with secret-tool store --label=rsvpd service rsvpd username dana@example.org"},
		{"other", "robin@example.org", "", "keyring other: holds no password for robin@example.org"},
		{"rsvpd", "empty", "", "gave nothing"},
	} {
		got, err := Password(t.Context(), Source{Service: c.service, User: c.user})
		compare(t, got, err, c.want, c.fails)
	}
	keyring.MockInitWithError(errors.New("no such thing"))
	got, err := Password(t.Context(), Source{Service: "rsvpd", User: "robin@example.org"})
	compare(t, got, err, "", "the Secret Service does not give it: no such thing")
	if !errors.Is(err, ErrNotNow) {
		t.Errorf("it may be unlocked later: %v", err)
	}
}

// compare is check where the program that asks for secrets has that word in its
// name.
func compare(t *testing.T, got string, err error, want, fails string) {
	t.Helper()
	if got != want || (err == nil) != (fails == "") || err != nil && !strings.Contains(err.Error(), fails) {
		t.Errorf("got %q, %v; want %q, %q", got, err, want, fails)
	}
}

func TestNoBus(t *testing.T) {
	onBus(t, false)
	got, err := Password(t.Context(), Source{Service: "rsvpd", User: "robin@example.org"})
	compare(t, got, err, "", "there is no session bus of D-Bus here")
}

func TestHelper(t *testing.T) {
	for _, c := range []struct{ printed, want, fails string }{
		{"ya29.token", "ya29.token", ""},
		{"ya29.token\r\n", "ya29.token", ""},
		{"two words", "", "spaces or control characters"},
		{"tok\x01en", "", "spaces or control characters"},
		{"", "", "gave nothing"},
		{"a\nb\n", "", "more than one line"},
	} {
		got, err := Helper(t.Context(), part(t, "print", c.printed).Command)
		check(t, got, err, c.want, c.fails)
	}
	got, err := Helper(t.Context(), part(t, "fail").Command)
	check(t, got, err, "", "the vault is locked")
	if errors.Is(err, ErrLoginNeeded) {
		t.Errorf("a helper that fails ends the login: %v", err)
	}
}
