package app_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/demo"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/message"
	"rsvpd/internal/store"
	"rsvpd/internal/testlib"
)

// world is one user with a mailbox on a real server, a configuration, a state
// directory and a clock. The user acts through a connection of their own.
type world struct {
	t        *testing.T
	now      time.Time
	url      string
	user     string
	password string
	zone     string
	drafting string // the configured folder for drafts; empty: it is found
	prefix   string // of the server's folders besides INBOX
	picky    bool   // the server stores no mail without a proper header
	settings string // further TOML
	account  string // further TOML of the account
	dir      string
	opts     app.Options
	memory   *imapmem.Server // nil on Dovecot
	faults   []imapmem.Fault
	sample   []demo.Mail // not nil: the sample mailbox and its owner's settings
	serial   int
	app      *app.App
	store    *store.Store
	built    string // what app was built with
}

const owner = "robin@example.org"

// monday is a quiet Monday morning without holidays or clock changes near.
var monday = time.Date(2026, 2, 2, 9, 0, 0, 0, time.UTC)

// kind is a kind of server; start starts one and returns what makes worlds on it,
// each with a mailbox of its own.
type kind struct {
	name  string
	start func(t *testing.T) func(t *testing.T) *world
}

// servers are where everything is tried, everyServer where what must go the same
// way on all of them is.
var (
	servers     = []kind{{"memory", onMemory}, {"dovecot", onDovecot}}
	everyServer = append(slices.Clone(servers),
		kind{"cyrus", onPackaged(testlib.Cyrus, "", true)}, kind{"courier", onPackaged(testlib.Courier, "INBOX.", false)})
)

// onMemory gives each world a server of its own: they cost nothing.
func onMemory(*testing.T) func(t *testing.T) *world {
	return func(t *testing.T) *world {
		w := newWorld(t)
		w.memory = imapmem.New(imapmem.Options{
			Users:    map[string]string{"robin": "secret"},
			OnAppend: func(_, folder string, _ []byte) imapmem.Fault { return w.fault(folder) },
		})
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go w.memory.Serve(ln)
		t.Cleanup(func() {
			if err := w.memory.Close(); err != nil {
				t.Error(err)
			}
		})
		w.url, w.user, w.password = "imap://"+ln.Addr().String(), "robin", "secret"
		return w
	}
}

func onDovecot(t *testing.T) func(t *testing.T) *world {
	d := testlib.Dovecot(t)
	return func(t *testing.T) *world {
		w := newWorld(t)
		w.url, w.user, w.password = "imap://"+d.Addr(), d.NewUser(t), d.Password()
		return w
	}
}

// onPackaged is on a server whose folders lie below a prefix.
func onPackaged(start func(testing.TB) *testlib.PackagedServer, prefix string, picky bool) func(*testing.T) func(t *testing.T) *world {
	return func(t *testing.T) func(t *testing.T) *world {
		srv := start(t)
		return func(t *testing.T) *world {
			w := newWorld(t)
			w.url, w.user, w.password = "imap://"+srv.Addr(), srv.NewUser(t), srv.Password()
			w.prefix, w.picky = prefix, picky
			return w
		}
	}
}

// at is a folder's complete name on this server.
func (w *world) at(folder string) string {
	if folder == "INBOX" || strings.HasPrefix(folder, w.prefix) {
		return folder
	}
	return w.prefix + folder
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, now: monday, zone: "UTC", dir: t.TempDir(), opts: app.Options{SearchAgain: time.Millisecond}}
	t.Cleanup(w.stop)
	return w
}

// fault is what the memory server does wrong with the next APPEND to Drafts.
func (w *world) fault(folder string) (f imapmem.Fault) {
	if folder == "Drafts" && len(w.faults) > 0 {
		f, w.faults = w.faults[0], w.faults[1:]
	}
	return f
}

// client is the user's own connection.
func (w *world) client() *mailbox.Session {
	w.t.Helper()
	table, err := fs.ReadFile(config.Embedded(), "hosts/folders.toml")
	w.must(err)
	names, err := mailbox.ParseFolderNames(table)
	w.must(err)
	s, err := mailbox.Dial(w.t.Context(), mailbox.Options{
		URL: w.url, User: w.user, Password: func(context.Context) (string, error) { return w.password, nil }, FolderNames: names,
	})
	w.must(err)
	w.t.Cleanup(func() { _ = s.Close(context.Background()) })
	return s
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// put stores a message in a folder, as received at the time.
func (w *world) put(folder, raw string, at time.Time, flags ...string) {
	w.t.Helper()
	c := w.client()
	_, err := c.Append(w.t.Context(), w.at(folder), []byte(raw), flags, at)
	w.must(err)
	w.must(c.Close(w.t.Context()))
}

// list returns all messages of a folder.
func (w *world) list(folder string) []mailbox.Item {
	w.t.Helper()
	c := w.client()
	items, err := c.List(w.t.Context(), w.at(folder), true)
	w.must(err)
	w.must(c.Close(w.t.Context()))
	return items
}

// drafts returns the parsed messages of Drafts.
func (w *world) drafts() []*message.Message {
	w.t.Helper()
	var list []*message.Message
	for _, i := range w.list("Drafts") {
		list = append(list, message.NewParser(nil).Parse(i.Raw, w.now))
	}
	return list
}

// oneDraft returns the only draft.
func (w *world) oneDraft() *message.Message {
	w.t.Helper()
	list := w.drafts()
	if len(list) != 1 {
		w.t.Fatalf("%d drafts stand, want 1", len(list))
	}
	return list[0]
}

func (w *world) noDraft(why string) {
	w.t.Helper()
	if list := w.drafts(); len(list) != 0 {
		w.t.Fatalf("%d drafts stand, want none: %s\n%s", len(list), why, list[0].Text)
	}
}

// take removes every message of a folder and returns their bytes.
func (w *world) take(folder string) [][]byte {
	w.t.Helper()
	c := w.client()
	items, err := c.List(w.t.Context(), w.at(folder), true)
	w.must(err)
	var raw [][]byte
	for _, i := range items {
		raw = append(raw, i.Raw)
		w.must(c.Expunge(w.t.Context(), w.at(folder), i.UIDValidity, i.UID))
	}
	w.must(c.Close(w.t.Context()))
	return raw
}

// send does what a mail program does with the one draft: it files it in Sent and
// removes it from Drafts.
func (w *world) send(at time.Time) {
	w.t.Helper()
	raw := w.take("Drafts")
	if len(raw) != 1 {
		w.t.Fatalf("%d drafts to send", len(raw))
	}
	w.put("Sent", redate(string(raw[0]), at), at, `\Seen`)
}

// redate gives a message another Date, as a mail program does on sending.
func redate(raw string, at time.Time) string {
	lines := strings.Split(raw, "\r\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "Date: ") {
			lines[i] = "Date: " + at.Format(time.RFC1123Z)
			break
		}
	}
	return strings.Join(lines, "\r\n")
}

// edit replaces text in the body of the one draft, as a person would.
func (w *world) edit(old, replacement string) {
	w.t.Helper()
	raw := w.take("Drafts")
	if len(raw) != 1 {
		w.t.Fatalf("%d drafts to edit", len(raw))
	}
	head, body, _ := strings.Cut(string(raw[0]), "\r\n\r\n")
	if !strings.Contains(body, old) {
		w.t.Fatalf("%q is to be edited in\n%s", old, body)
	}
	w.put("Drafts", head+"\r\n\r\n"+strings.Replace(body, old, replacement, 1), w.now, `\Draft`)
}

// mail makes a mail to the user. The headers are given as "Name: value" lines;
// what is missing is filled in.
func (w *world) mail(from, subject, text string, at time.Time, headers ...string) (raw, id string) {
	w.serial++
	id = fmt.Sprintf("m%d.%s@example.com", w.serial, strings.ToLower(w.t.Name()[strings.LastIndex(w.t.Name(), "/")+1:]))
	lines := append([]string{
		"From: " + from, "To: Robin Hale <" + owner + ">", "Subject: " + subject,
		"Date: " + at.Format(time.RFC1123Z), "Message-ID: <" + id + ">",
		"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
	}, headers...)
	return strings.Join(lines, "\r\n") + "\r\n\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n", id
}

// arrive delivers a mail to INBOX and returns its Message-ID.
func (w *world) arrive(from, subject, text string, at time.Time, headers ...string) string {
	w.t.Helper()
	raw, id := w.mail(from, subject, text, at, headers...)
	w.put("INBOX", raw, at)
	return id
}

// answer files a mail of the user's in Sent.
func (w *world) answer(to, subject, text string, at time.Time, headers ...string) {
	w.t.Helper()
	raw, _ := w.mail("Robin Hale <"+owner+">", subject, text, at, headers...)
	w.put("Sent", strings.Replace(raw, "To: Robin Hale <"+owner+">", "To: "+to, 1), at, `\Seen`)
}

// config reads the world's settings.
func (w *world) config() *config.Config {
	w.t.Helper()
	password := filepath.Join(w.dir, "password")
	w.must(os.WriteFile(password, []byte(w.password), 0o600))
	if w.sample != nil {
		c, err := config.Parse("demo.toml", []byte(demo.Config(w.url, w.user, password)))
		w.must(err)
		return c
	}
	text := fmt.Sprintf("timezone = %q\n%s\n[me]\nname = \"Robin Hale\"\n\n[[account]]\nemail = %q\nimap = %q\nuser = %q\npassword_file = %q\n%s",
		w.zone, w.settings, owner, w.url, w.user, password, w.draftsKey()+w.account)
	c, err := config.Parse("rsvpd.toml", []byte(text))
	w.must(err)
	return c
}

func (w *world) draftsKey() string {
	if w.drafting == "" {
		return ""
	}
	return fmt.Sprintf("drafts = %q\n", w.drafting)
}

// pass makes one pass and wants it to succeed.
func (w *world) pass() app.Report {
	w.t.Helper()
	r, err := w.tryPass()
	w.must(err)
	return r
}

func (w *world) tryPass() (r app.Report, err error) {
	w.t.Helper()
	w.withApp(func(a *app.App) { r, err = a.Once(w.t.Context()) })
	return r, err
}

// withApp hands out the program over the world's state. It lives on between
// passes, as the daemon does, until the settings change or the database is lost.
func (w *world) withApp(f func(*app.App)) {
	w.t.Helper()
	built := fmt.Sprintf("%s %s %s %s %s %v", w.zone, w.settings, w.account, w.password, w.drafting, w.opts.DryRun)
	if w.app == nil || w.built != built {
		w.stop()
		w.start(built)
	}
	f(w.app)
}

func (w *world) start(built string) {
	w.t.Helper()
	var err error
	w.store, err = store.Open(w.dir)
	w.must(err)
	o := w.opts
	o.Config, o.Data, o.Store = w.config(), config.Embedded(), w.store
	o.Now = func() time.Time { return w.now }
	w.app, err = app.New(o)
	w.must(err)
	w.built = built
}

// stop ends the program, as a restart does.
func (w *world) stop() {
	w.t.Helper()
	if w.store != nil {
		w.must(w.store.Close())
	}
	w.app, w.store = nil, nil
}

// entries returns the invitations.
func (w *world) entries() (list []app.Entry) {
	w.t.Helper()
	w.withApp(func(a *app.App) {
		var err error
		list, err = a.Entries(w.t.Context(), a.Accounts()[0], w.now)
		w.must(err)
	})
	return list
}

// state returns the state of the only invitation.
func (w *world) state() string {
	w.t.Helper()
	list := w.entries()
	if len(list) != 1 {
		w.t.Fatalf("%d invitations, want 1", len(list))
	}
	return string(list[0].State)
}

func (w *world) wantState(want string) {
	w.t.Helper()
	if got := w.state(); got != want {
		w.t.Fatalf("state %s, want %s; history %v", got, want, w.entries()[0].History)
	}
}

// forget deletes the database.
func (w *world) forget() {
	w.t.Helper()
	w.stop()
	files, err := filepath.Glob(filepath.Join(w.dir, store.FileName+"*"))
	w.must(err)
	for _, f := range files {
		w.must(os.Remove(f))
	}
}

// snapshot is what the mailbox holds besides summaries, for comparison: UID,
// flags, size, date.
func (w *world) snapshot(folders ...string) string {
	w.t.Helper()
	var b strings.Builder
	for _, f := range folders {
		for _, i := range w.list(f) {
			if bytes.Contains(i.Header, []byte("X-Rsvpd-Summary")) {
				continue
			}
			flags := slices.DeleteFunc(slices.Clone(i.Flags), func(f string) bool { return f == `\Recent` })
			fmt.Fprintf(&b, "%s %d %v %d %s\n", f, i.UID, flags, len(i.Raw), i.InternalDate.UTC())
		}
	}
	return b.String()
}

// makeFolder makes a folder as a user's mail program does, by a connection that
// knows IMAP by its text alone: rsvpd itself makes none.
func (w *world) makeFolder(name string) {
	w.t.Helper()
	_, host, _ := strings.Cut(w.url, "://")
	conn, err := net.Dial("tcp", host)
	w.must(err)
	defer conn.Close()
	lines := bufio.NewReader(conn)
	_, err = lines.ReadString('\n')
	w.must(err)
	for i, command := range []string{fmt.Sprintf("LOGIN %q %q", w.user, w.password), fmt.Sprintf("CREATE %q", w.at(name))} {
		tag := fmt.Sprintf("t%d ", i)
		_, err := fmt.Fprintf(conn, "%s%s\r\n", tag, command)
		w.must(err)
		for line := ""; !strings.HasPrefix(line, tag); {
			line, err = lines.ReadString('\n')
			w.must(err)
			if strings.HasPrefix(line, tag) && !strings.HasPrefix(line, tag+"OK") {
				w.t.Fatalf("%s: %s", command, line)
			}
		}
	}
}
