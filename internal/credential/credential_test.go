package credential

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The test binary is its own password program: it plays the part that the
// environment names.
func TestMain(m *testing.M) {
	switch os.Getenv("CREDENTIAL_TEST_PART") {
	case "":
		os.Exit(m.Run())
	case "print":
		fmt.Print(os.Args[1])
	case "fail":
		fmt.Print("half-a-secret")
		fmt.Fprint(os.Stderr, "the vault\nis locked")
		os.Exit(3)
	case "flood":
		for range 2000 {
			fmt.Print(strings.Repeat("x", 100))
		}
	case "wait":
		time.Sleep(time.Minute)
	}
}

// part returns a source whose program is this binary.
func part(t *testing.T, name string, args ...string) Source {
	t.Helper()
	t.Setenv("CREDENTIAL_TEST_PART", name)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Source{Command: append([]string{self}, args...)}
}

func TestCommand(t *testing.T) {
	for _, c := range []struct{ printed, want, fails string }{
		{printed: "secret", want: "secret"},
		{printed: "secret\n", want: "secret"},
		{printed: "secret\r\n", want: "secret"},
		{printed: "secret\n\n  \n", want: "secret"},
		{printed: " two words ", want: " two words "},
		{printed: "pässwörd\n", want: "pässwörd"},
		{printed: "$HOME `id`; true", want: "$HOME `id`; true"}, // no shell
		{printed: "", fails: "gave nothing"},
		{printed: "\n", fails: "gave nothing"},
		{printed: "secret\nuser: robin\n", fails: "more than one line"},
		{printed: "sec\rret", fails: "control characters"},
	} {
		t.Run(c.printed, func(t *testing.T) {
			got, err := Password(t.Context(), part(t, "print", c.printed))
			check(t, got, err, c.want, c.fails)
		})
	}
}

// check compares, and holds that no error shows a secret.
func check(t *testing.T, got string, err error, want, fails string) {
	t.Helper()
	if got != want {
		t.Errorf("got %.100q, want %q", got, want)
	}
	switch {
	case fails == "" && err != nil:
		t.Errorf("failed: %v", err)
	case fails != "" && (err == nil || !strings.Contains(err.Error(), fails)):
		t.Errorf("error %v, want %q", err, fails)
	case err != nil && strings.Contains(err.Error(), "secret"):
		t.Errorf("the error shows the secret: %v", err)
	}
}

func TestCommandFails(t *testing.T) {
	got, err := Password(t.Context(), part(t, "fail", "argument-that-is-secret"))
	check(t, got, err, "", "the vault is locked")
	if err != nil && !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("no exit status in: %v", err)
	}
	if !errors.Is(err, ErrNotNow) {
		t.Errorf("a vault that is locked may be opened: %v", err)
	}
	got, err = Password(t.Context(), part(t, "flood"))
	check(t, got, err, "", "printed more than 65536 bytes")
	if errors.Is(err, ErrNotNow) {
		t.Errorf("this does not pass by itself: %v", err)
	}

	t.Setenv("CREDENTIAL_TEST_PART", "")
	got, err = Password(t.Context(), Source{Command: []string{"no-such-program-anywhere"}})
	check(t, got, err, "", "there is no such program")
	if errors.Is(err, ErrNotNow) {
		t.Errorf("this does not pass by itself: %v", err)
	}
	got, err = Password(t.Context(), Source{})
	check(t, got, err, "", "no source of the password is configured")
}

func TestCommandEndsWithContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	got, err := Password(ctx, part(t, "wait"))
	check(t, got, err, "", "gave no answer")
	if !errors.Is(err, ErrNotNow) {
		t.Errorf("it may answer later: %v", err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	cancelled, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Password(cancelled, part(t, "wait")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestFile(t *testing.T) {
	for _, c := range []struct {
		name         string
		mode, folder os.FileMode
		text         string
		want, fails  string
	}{
		{"right", 0o600, 0o700, "secret\n", "secret", ""},
		{"read-only", 0o400, 0o755, "secret", "secret", ""},
		{"readable by the group", 0o640, 0o700, "secret", "", "chmod 600"},
		{"readable by all", 0o604, 0o700, "secret", "", "chmod 600"},
		{"folder of all", 0o600, 0o777, "secret", "", "chmod go-w"},
		{"folder of the group", 0o600, 0o770, "secret", "", "chmod go-w"},
		{"sticky folder", 0o600, 0o777 | os.ModeSticky, "secret", "secret", ""},
		{"empty", 0o600, 0o700, "", "", "gave nothing"},
		{"wrong file", 0o600, 0o700, "[me]\nname = \"secret\"\n", "", "more than one line"},
		{"large", 0o600, 0o700, strings.Repeat("x", 70<<10), "", "more than 65536 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "folder")
			path := filepath.Join(folder, "password")
			must(t, os.Mkdir(folder, 0o700), os.WriteFile(path, []byte(c.text), 0o600), os.Chmod(path, c.mode), os.Chmod(folder, c.folder))
			got, err := Password(t.Context(), Source{File: path})
			check(t, got, err, c.want, c.fails)
		})
	}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestFileIsNone(t *testing.T) {
	got, err := Password(t.Context(), Source{File: filepath.Join(t.TempDir(), "absent")})
	check(t, got, err, "", "there is no such file")
	got, err = Password(t.Context(), Source{File: t.TempDir()})
	check(t, got, err, "", "is not a file")
}

func TestSystemd(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "mail"), []byte("secret\n"), 0o440)) // systemd's own mode
	t.Setenv("CREDENTIALS_DIRECTORY", dir)
	for _, c := range []struct{ name, want, fails string }{
		{"mail", "secret", ""},
		{"other", "", "LoadCredential=other:/path"},
		{"../mail", "", "is not the name of a credential"},
		{"..", "", "is not the name of a credential"},
	} {
		got, err := Password(t.Context(), Source{Name: c.name})
		check(t, got, err, c.want, c.fails)
	}
	t.Setenv("CREDENTIALS_DIRECTORY", "")
	got, err := Password(t.Context(), Source{Name: "mail"})
	check(t, got, err, "", "CREDENTIALS_DIRECTORY is not set")
}
