package credential

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/testlib"
)

// TestDamaged: a file that others could have written, or that is none of ours, is
// refused; a login puts a good one in its place.
func TestDamaged(t *testing.T) { synctest.Test(t, testDamaged) }

func testDamaged(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{})
	a.enter(t)
	path := a.login.vault.path("robin@example.org")
	text, err := os.ReadFile(path)
	must(t, err)
	for _, c := range []struct {
		what   string
		damage func()
		says   string
	}{
		{"readable", func() { must(t, os.Chmod(path, 0o640)) }, "chmod 600"},
		{"folder of all", func() { must(t, os.Chmod(a.dir, 0o777)) }, "chmod go-w"},
		{"cut off", func() { must(t, os.WriteFile(path, text[:len(text)/2], 0o600)) }, "damaged"},
		{"empty", func() { must(t, os.WriteFile(path, nil, 0o600)) }, "damaged"},
		{"of another", func() {
			must(t, os.WriteFile(path, []byte(strings.Replace(string(text), "robin@", "mallory@", 1)), 0o600))
		}, "another account"},
		{"a link", func() { must(t, os.Rename(path, path+".x"), os.Symlink(path+".x", path)) }, "login needed"},
	} {
		c.damage()
		_, err := a.login.Token(t.Context(), "")
		if c.what != "a link" {
			needed(t, err, c.says)
		} else if err == nil {
			t.Error("a link was followed")
		}
		must(t, os.Chmod(a.dir, 0o700))
		a.enter(t)
		a.token(t, "")
	}
	must(t, os.Chmod(a.dir, 0o770))
	if err := a.login.Enter(t.Context(), func(Code) {}); err == nil || !strings.Contains(err.Error(), "chmod 700") {
		t.Errorf("a login into a folder of others: %v", err)
	}
}

// TestLock: what another process holds is waited for as long as ctx lasts.
func TestLock(t *testing.T) { synctest.Test(t, testLock) }

func testLock(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{})
	a.enter(t)
	first := a.token(t, "")
	release, err := a.login.vault.lock(t.Context(), "robin@example.org")
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := a.login.Token(ctx, first); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrLoginNeeded) {
		t.Errorf("error %v", err)
	}
	must(t, release())
	a.token(t, first)
}

// TestLeftOver: what a crash in the middle of writing leaves behind is neither read
// nor kept.
func TestLeftOver(t *testing.T) { synctest.Test(t, testLeftOver) }

func testLeftOver(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{Rotate: true})
	a.enter(t)
	first := a.token(t, "")
	left := a.login.vault.path("robin@example.org") + unfinished
	leave := func() { must(t, os.WriteFile(left, []byte(strings.Repeat("half of a login", 100)), 0o600)) }
	leave()
	if a.token(t, "") != first {
		t.Error("the half was read")
	}
	a.token(t, first)
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the half is still there: %v", err)
	}
	leave()
	_, err := a.login.Logout(t.Context())
	must(t, err)
	if entries, err := os.ReadDir(a.dir); err != nil || len(entries) != 1 || !strings.HasSuffix(entries[0].Name(), ".lock") {
		t.Errorf("after a logout there is %v, %v", entries, err)
	}
}

// TestForService: what root logs in for a service belongs to the service.
func TestForService(t *testing.T) { synctest.Test(t, testForService) }

func testForService(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can hand files to others")
	}
	a := provider(t, testlib.OAuthOptions{})
	const service = 65534
	must(t, os.Chown(filepath.Dir(a.dir), service, service))
	a.enter(t)
	entries, err := os.ReadDir(a.dir)
	must(t, err)
	for _, name := range append([]string{"."}, entries[0].Name(), entries[1].Name()) {
		info, err := os.Stat(filepath.Join(a.dir, name))
		must(t, err)
		if owner := info.Sys().(*syscall.Stat_t).Uid; owner != service {
			t.Errorf("%s belongs to %d", name, owner)
		}
	}
	must(t, os.Rename(a.dir, a.dir+".x"), os.Symlink(a.dir+".x", a.dir))
	if err := a.login.Enter(t.Context(), func(Code) {}); err == nil || !strings.Contains(err.Error(), "is no folder") {
		t.Errorf("a link in the folder's place: %v", err)
	}
}

// TestNames: accounts that look alike have files of their own.
func TestNames(t *testing.T) {
	seen := map[string]string{}
	for _, account := range []string{"robin@example.org", "Robin@example.org", "robin+x@example.org", "robin_x@example.org", "../../etc@example.org",
		strings.Repeat("x", 300) + "@example.org", ".hidden@example.org", "ä@example.org"} {
		name := fileOf(account)
		if other, taken := seen[name]; taken {
			t.Errorf("%q and %q share %s", account, other, name)
		}
		seen[name] = account
		if strings.ContainsAny(name, "/\\") || strings.HasPrefix(name, ".") || len(name) > 120 {
			t.Errorf("%q: %s", account, name)
		}
	}
}

// FuzzRecord: no file breaks the program, and what is taken can be written and
// read again.
func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"version":1,"account":"a@example.org","client_id":"c","token_url":"https://t","access_token":"x","expires":"2026-01-02T03:04:05Z","refresh_token":"y","logged_in":"2026-01-02T03:04:05Z"}`))
	f.Add([]byte(`{"version":1,"account":"a@example.org","client_id":"c","token_url":"u","logged_in":"2026-01-02T03:04:05Z","login_needed":{"since":"2026-01-02T03:04:05Z","why":"x"}}`))
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := parseRecord(data)
		if err != nil {
			return
		}
		again, err := json.Marshal(r)
		if err != nil {
			return // a year that JSON has no form for
		}
		if _, err := parseRecord(again); err != nil {
			t.Errorf("%s: %v", again, err)
		}
	})
}
