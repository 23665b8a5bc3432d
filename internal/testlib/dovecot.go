package testlib

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/template"
	"time"
)

//go:embed dovecot.conf.tmpl
var dovecotConf string

var dovecotTemplate = template.Must(template.New("dovecot.conf").Parse(dovecotConf))

// Folder is a folder that every user of a server has from the start.
type Folder struct {
	Name string // decoded
	Use  string // special use such as `\Drafts`; empty for none
}

// English and German are usual sets of folders: with special uses, and without.
var (
	English = []Folder{{"Drafts", `\Drafts`}, {"Sent", `\Sent`}, {"Junk", `\Junk`}, {"Trash", `\Trash`}}
	German  = []Folder{{Name: "Entwürfe"}, {Name: "Gesendet"}, {Name: "Papierkorb"}}
)

// DovecotOptions vary the server. The zero value is a stock one.
type DovecotOptions struct {
	Folders   []Folder // nil means English
	Separator string   // between folder names; "/" when empty
	Prefix    string   // of the personal namespace, as "INBOX."
	Without   []string // capabilities that it does not tell of, as "UIDPLUS"
	Quota     string   // of each mailbox, as "4M"; empty: there is none
	ReadOnly  []string // folders that their owner may read but not change
	Hibernate bool     // sessions that idle for a second are put to sleep
	// OAuth vouches for access tokens, which are taken by OAUTHBEARER and XOAUTH2
	// then: its URL. Its users are those of NewUser.
	OAuth string
}

// DovecotServer is a running Dovecot.
type DovecotServer struct {
	Cert *Certificate

	opts    DovecotOptions
	dir     string
	port    int
	tlsPort int
	owner   owner
	process *exec.Cmd
	exited  chan error

	mu    sync.Mutex
	users int // handed out
	count int // of seeded messages
}

// owner is who owns the mail: Dovecot refuses to serve root's.
type owner struct{ uid, gid int }

// nobody owns the mail when the test runs as root.
var nobody = owner{65534, 65534}

// Dovecot starts a Dovecot for this test and stops it when the test ends. Where
// Dovecot is not installed, see Require.
func Dovecot(t testing.TB) *DovecotServer { return DovecotWith(t, DovecotOptions{}) }

// DovecotWith is Dovecot with options.
func DovecotWith(t testing.TB, o DovecotOptions) *DovecotServer {
	t.Helper()
	program := Require(t, "dovecot")
	if o.Folders == nil {
		o.Folders = English
	}
	if o.Separator == "" {
		o.Separator = "/"
	}
	d := &DovecotServer{opts: o, Cert: NewCertificate(t), owner: owner{os.Getuid(), os.Getgid()}}
	if os.Getuid() == 0 {
		d.owner = nobody
	}
	d.makeDir(t)
	t.Cleanup(func() { d.stop(t) })
	// A free port may be taken by someone else before Dovecot gets to it.
	const tries = 5
	var err error
	for range tries {
		if err = d.start(t, program); err == nil {
			return d
		}
	}
	t.Fatalf("dovecot does not start: %v\n%s", err, d.log())
	return nil
}

// makeDir makes the server's folder. It is not t.TempDir(), whose long and closed
// path neither fits into a socket's name nor lets other users in.
func (d *DovecotServer) makeDir(t testing.TB) {
	t.Helper()
	dir, err := os.MkdirTemp("", "rsvpd-dovecot-")
	if err != nil {
		t.Fatal(err)
	}
	d.dir = dir
	must(t, os.Chmod(dir, 0o755))
	for _, sub := range []string{"run", "state", "mail"} {
		must(t, os.Mkdir(filepath.Join(dir, sub), 0o755))
	}
	d.write(t, "cert.pem", d.Cert.CertPEM, 0o644)
	d.write(t, "key.pem", d.Cert.KeyPEM, 0o600)
	d.writeUsers(t)
	d.writeRights(t)
	d.write(t, "oauth2", fmt.Appendf(nil, oauthConf, d.opts.OAuth), 0o644)
}

// oauthConf says where tokens are looked up (RFC 7662).
const oauthConf = `introspection_url = %s/introspect
introspection_mode = post
username_attribute = username
active_attribute = active
active_value = true
`

// writeRights makes the list of rights, which the acl plugin reads: l is to list a
// folder, r to open it (RFC 4314).
func (d *DovecotServer) writeRights(t testing.TB) {
	t.Helper()
	var rights strings.Builder
	for _, folder := range d.opts.ReadOnly {
		fmt.Fprintf(&rights, "%s owner lr\n", folder)
	}
	d.write(t, "rights", []byte(rights.String()), 0o644)
}

// maxUsers is how many users a server has. They are there from the start, because
// Dovecot may take a second to notice a change of its file.
const maxUsers = 1000

func (d *DovecotServer) writeUsers(t testing.TB) {
	t.Helper()
	var users strings.Builder
	for n := range maxUsers {
		name := userName(n + 1)
		fmt.Fprintf(&users, "%s:{PLAIN}%s:%d:%d::%s\n", name, d.Password(), d.owner.uid, d.owner.gid, d.home(name))
	}
	d.write(t, "users", []byte(users.String()), 0o644)
}

func userName(n int) string { return "user" + strconv.Itoa(n) }

func (d *DovecotServer) write(t testing.TB, name string, data []byte, mode os.FileMode) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(d.dir, name), data, mode))
}

// start runs Dovecot in the foreground as a child, and waits until it greets.
func (d *DovecotServer) start(t testing.TB, program string) error {
	t.Helper()
	d.port, d.tlsPort = freePort(t), freePort(t)
	d.write(t, "dovecot.conf", d.config(t), 0o644)
	d.process = exec.Command(program, "-F", "-c", filepath.Join(d.dir, "dovecot.conf"))
	var out bytes.Buffer
	d.process.Stdout, d.process.Stderr = &out, &out
	dieWithTest(d.process)
	if err := d.process.Start(); err != nil {
		return err
	}
	exited := make(chan error, 1)
	d.exited = exited
	process := d.process
	go func() { exited <- process.Wait() }()
	for {
		if err := greeting(d.Addr()); err == nil {
			return nil
		}
		select {
		case err := <-exited:
			d.process = nil
			return fmt.Errorf("%w: %s", err, out.String())
		case <-t.Context().Done():
			return t.Context().Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// greeting waits for the server's first line.
func greeting(addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err == nil && !strings.HasPrefix(line, "* OK") {
		err = fmt.Errorf("greeted with %q", line)
	}
	return err
}

func (d *DovecotServer) config(t testing.TB) []byte {
	t.Helper()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	group, err := user.LookupGroupId(me.Gid)
	if err != nil {
		t.Fatal(err)
	}
	var conf bytes.Buffer
	must(t, dovecotTemplate.Execute(&conf, map[string]any{
		"Dir": d.dir, "Port": d.port, "TLSPort": d.tlsPort,
		"Options": d.opts, "Capabilities": d.opts.capabilities(),
		"Unprivileged": os.Getuid() != 0, "User": me.Username, "Group": group.Name,
	}))
	return conf.Bytes()
}

// capabilities is what the server tells of itself after login. Empty means: what it
// likes.
func (o DovecotOptions) capabilities() string {
	if len(o.Without) == 0 {
		return ""
	}
	all := strings.Fields("IMAP4rev1 SASL-IR LITERAL+ ID ENABLE IDLE NAMESPACE LIST-EXTENDED UNSELECT CHILDREN UIDPLUS " +
		"CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS SPECIAL-USE MOVE")
	return strings.Join(slices.DeleteFunc(all, func(c string) bool { return slices.Contains(o.Without, c) }), " ")
}

func freePort(t testing.TB) int {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().(*net.TCPAddr).Port
}

// Addr is host:port for imap:// and imap+starttls://.
func (d *DovecotServer) Addr() string { return "127.0.0.1:" + strconv.Itoa(d.port) }

// TLSAddr is host:port for imaps://.
func (d *DovecotServer) TLSAddr() string { return "127.0.0.1:" + strconv.Itoa(d.tlsPort) }

// Password is every user's.
func (d *DovecotServer) Password() string { return "correct horse" }

// NewUser makes a user with an empty mailbox and returns the name.
func (d *DovecotServer) NewUser(t testing.TB) string {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.users++
	if d.users > maxUsers {
		t.Fatalf("no more than %d users", maxUsers)
	}
	name := userName(d.users)
	d.mkdir(t, d.home(name))
	return name
}

func (d *DovecotServer) home(name string) string { return filepath.Join(d.dir, "mail", name) }

// mkdir makes a folder, with its parents, that belongs to the mail's owner.
func (d *DovecotServer) mkdir(t testing.TB, path string) {
	t.Helper()
	if _, err := os.Stat(path); err == nil {
		return
	}
	d.mkdir(t, filepath.Dir(path))
	must(t, os.Mkdir(path, 0o700))
	must(t, os.Chown(path, d.owner.uid, d.owner.gid))
}

// stop ends the server and removes its folder. The child has really exited when
// this returns, and so have its own children: the master waits for them.
func (d *DovecotServer) stop(t testing.TB) {
	if d.process != nil {
		if err := d.process.Process.Signal(os.Interrupt); err != nil {
			t.Errorf("stopping dovecot: %v", err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		select {
		case <-d.exited:
		case <-ctx.Done():
			t.Errorf("dovecot did not end: %v", d.process.Process.Kill())
			<-d.exited
		}
	}
	if t.Failed() {
		t.Logf("dovecot's log:\n%s", d.log())
	}
	if err := os.RemoveAll(d.dir); err != nil {
		t.Errorf("cleaning up: %v", err)
	}
}

// log is what Dovecot wrote, for a test that failed.
func (d *DovecotServer) log() string {
	data, err := os.ReadFile(filepath.Join(d.dir, "log"))
	if err != nil {
		return err.Error()
	}
	return string(data)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
