package testlib

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// talk logs in and sends commands; it returns all that the server says.
func talk(t *testing.T, conn net.Conn, d *DovecotServer, user string, commands ...string) string {
	t.Helper()
	commands = append([]string{fmt.Sprintf("LOGIN %s \"%s\"", user, d.Password())}, commands...)
	r := bufio.NewReader(conn)
	var all strings.Builder
	for i, c := range append(commands, "LOGOUT") {
		if _, err := fmt.Fprintf(conn, "t%d %s\r\n", i, c); err != nil {
			t.Fatal(err)
		}
		for {
			line, err := r.ReadString('\n')
			all.WriteString(line)
			if err == io.EOF || strings.HasPrefix(line, fmt.Sprintf("t%d ", i)) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return all.String()
}

func TestDovecot(t *testing.T) {
	d := Dovecot(t)
	user := d.NewUser(t)
	received := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	raw := []byte("From: ada@example.com\nSubject: hello\n\nbody\n")
	d.Seed(t, user, "INBOX", raw, received, `\Seen`)
	d.Seed(t, user, "INBOX", raw, received)
	d.Seed(t, user, "Drafts", raw, received, `\Draft`)

	conn, err := tls.Dial("tcp", d.TLSAddr(), d.Cert.Client())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	said := talk(t, conn, d, user, "SELECT INBOX", "UID FETCH 1:* (FLAGS INTERNALDATE)", `UID STORE 2 +FLAGS (\Flagged)`, "EXAMINE Drafts", `LIST "" "*"`)
	for _, want := range []string{"* 2 EXISTS", `04-Mar-2026 05:06:07 +0000`, "* 1 EXISTS", `\Drafts`} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	got := d.Messages(t, user, "INBOX")
	if len(got) != 2 || got[0].UID != 1 || got[1].UID != 2 {
		t.Fatalf("messages: %+v", got)
	}
	if fmt.Sprint(got[0].Flags, got[1].Flags) != `[\Seen] [\Flagged]` {
		t.Errorf("flags %v and %v", got[0].Flags, got[1].Flags)
	}
	if !got[0].InternalDate.Equal(received) || string(got[0].Raw) != string(raw) {
		t.Errorf("first message: %+v", got[0])
	}
	if drafts := d.Messages(t, user, "Drafts"); len(drafts) != 1 || fmt.Sprint(drafts[0].Flags) != `[\Draft]` {
		t.Errorf("drafts: %+v", drafts)
	}
}

func TestDovecotLocalised(t *testing.T) {
	d := DovecotWith(t, DovecotOptions{Folders: German, Separator: ".", Prefix: "INBOX."})
	user := d.NewUser(t)
	d.Seed(t, user, "INBOX.Entwürfe", []byte("Subject: x\n\n"), time.Now(), `\Draft`)
	conn, err := net.Dial("tcp", d.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	said := talk(t, conn, d, user, `LIST "" "*"`, `EXAMINE "INBOX.Entw&APw-rfe"`)
	for _, want := range []string{`"." INBOX.Entw&APw-rfe`, "* 1 EXISTS"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

func TestEncodeName(t *testing.T) {
	for name, want := range map[string]string{
		"Drafts": "Drafts", "R&D": "R&-D", "Entwürfe": "Entw&APw-rfe", "下書き": "&Tgtm+DBN-",
	} {
		if got := encodeName(name); got != want {
			t.Errorf("encodeName(%q) = %q, want %q", name, got, want)
		}
	}
}
