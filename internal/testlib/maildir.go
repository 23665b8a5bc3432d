package testlib

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// Stored is a message as it lies in a Maildir.
type Stored struct {
	UID          uint32 // 0 as long as no client has opened the folder
	InternalDate time.Time
	Flags        []string // system flags, sorted; keywords are left out
	Raw          []byte
}

// maildirFlags are the letters of https://cr.yp.to/proto/maildir.html.
var maildirFlags = map[string]byte{`\Draft`: 'D', `\Flagged`: 'F', `\Answered`: 'R', `\Seen`: 'S', `\Deleted`: 'T'}

// Seed puts a message into a user's folder as if it had come at that time, behind
// Dovecot's back: it finds the file when it next looks. The folder must exist or
// be one of the options'. While a client watches, use Deliver.
func (d *DovecotServer) Seed(t testing.TB, user, folder string, raw []byte, received time.Time, flags ...string) {
	t.Helper()
	dir := d.maildir(t, user, folder)
	d.mu.Lock()
	d.count++
	// Dovecot gives UIDs in the order of names, which therefore have to ascend.
	name := fmt.Sprintf("%d.M%06dP1.test", 1000000000+d.count, d.count)
	d.mu.Unlock()
	var letters []byte
	for _, f := range flags {
		letters = append(letters, maildirFlags[f])
	}
	slices.Sort(letters)
	tmp := filepath.Join(dir, "tmp", name)
	must(t, os.WriteFile(tmp, raw, 0o600))
	must(t, os.Chown(tmp, d.owner.uid, d.owner.gid))
	must(t, os.Chtimes(tmp, received, received))
	must(t, os.Rename(tmp, filepath.Join(dir, "cur", name+":2,"+string(letters))))
}

// Deliver hands a message to Dovecot, which tells all clients that watch the
// folder. A file that Seed puts there in the instant in which Dovecot begins to
// watch is not told of.
func (d *DovecotServer) Deliver(t testing.TB, user, folder string, raw []byte) {
	t.Helper()
	c := newTalker(t, d.Addr(), user, d.Password())
	defer c.close()
	c.append(t, folder, raw, time.Now(), nil)
}

// Messages returns what lies in a user's folder, by UID. It reads the files, so
// that looking changes nothing and needs no client.
func (d *DovecotServer) Messages(t testing.TB, user, folder string) []Stored {
	t.Helper()
	dir := d.maildir(t, user, folder)
	uids := readUIDList(t, filepath.Join(dir, "dovecot-uidlist"))
	var list []Stored
	for _, sub := range []string{"cur", "new"} {
		entries, err := os.ReadDir(filepath.Join(dir, sub))
		must(t, err)
		for _, e := range entries {
			base, info, _ := strings.Cut(e.Name(), ":2,")
			m := Stored{UID: uids[base], Flags: flagsOf(info)}
			path := filepath.Join(dir, sub, e.Name())
			m.Raw, err = os.ReadFile(path)
			must(t, err)
			stat, err := os.Stat(path)
			must(t, err)
			m.InternalDate = stat.ModTime()
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b Stored) int { return int(a.UID) - int(b.UID) })
	return list
}

func flagsOf(letters string) []string {
	var flags []string
	for flag, letter := range maildirFlags {
		if strings.IndexByte(letters, letter) >= 0 {
			flags = append(flags, flag)
		}
	}
	slices.Sort(flags)
	return flags
}

// readUIDList reads Dovecot's list of UIDs, version 3: a line for the folder, then
// "UID fields… :name" for each message.
func readUIDList(t testing.TB, path string) map[string]uint32 {
	t.Helper()
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // no client has looked yet
	}
	must(t, err)
	uids := map[string]uint32{}
	for line := range bytes.Lines(data) {
		fields, name, ok := strings.Cut(strings.TrimSpace(string(line)), " :")
		if !ok {
			continue
		}
		number, _, _ := strings.Cut(fields, " ")
		uid, err := strconv.ParseUint(number, 10, 32)
		must(t, err)
		base, _, _ := strings.Cut(name, ":")
		uids[base] = uint32(uid)
	}
	return uids
}

// maildir returns a folder's directory in the layout Maildir++ and makes it if need
// be.
func (d *DovecotServer) maildir(t testing.TB, user, folder string) string {
	t.Helper()
	dir := filepath.Join(d.home(user), "Maildir")
	name := strings.TrimPrefix(folder, d.opts.Prefix)
	if name != "INBOX" {
		dir = filepath.Join(dir, "."+strings.ReplaceAll(encodeName(name), d.opts.Separator, "."))
	}
	for _, sub := range []string{"tmp", "new", "cur"} {
		d.mkdir(t, filepath.Join(dir, sub))
	}
	return dir
}

// encodeName writes a folder's name in modified UTF-7 (RFC 3501 section 5.1.3), as
// it stands on the disk.
func encodeName(name string) string {
	encoding := base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,").WithPadding(base64.NoPadding)
	var out strings.Builder
	var wide []byte
	flush := func() {
		if len(wide) > 0 {
			out.WriteString("&" + encoding.EncodeToString(wide) + "-")
			wide = nil
		}
	}
	for _, r := range name {
		if r < ' ' || r > '~' {
			for _, unit := range utf16.Encode([]rune{r}) {
				wide = append(wide, byte(unit>>8), byte(unit))
			}
			continue
		}
		flush()
		out.WriteRune(r)
		if r == '&' {
			out.WriteByte('-')
		}
	}
	flush()
	return out.String()
}
