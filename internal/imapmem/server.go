// Package imapmem is an IMAP server that lives in memory: the mailbox of the
// demo, and of tests that need a server without a process or a port. It is
// go-imap's imapmemserver with its gaps mended (special-use folders, IDLE that
// misses nothing, EXAMINE that changes nothing), messages that can be put in and
// looked at, and faults on demand. It stores nothing and is not meant for anyone
// but loopback: passwords travel in the clear unless the caller adds TLS.
package imapmem

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Options describe the server. The zero value is a modern server with one user,
// "demo" with password "demo", and folders in English.
type Options struct {
	Users map[string]string // name → password

	// Folders exist for each user from the start, besides INBOX. Nil means Drafts,
	// Sent, Trash and Junk.
	Folders []Folder
	// NoSpecialUse keeps the server from saying what a folder is for.
	NoSpecialUse bool
	// NoUIDPlus leaves out APPENDUID and UID EXPUNGE (RFC 4315).
	NoUIDPlus bool
	// Delimiter between folder names; '/' when zero.
	Delimiter rune

	// OnLogin is asked before each login.
	OnLogin func(user string) Fault
	// OnAppend is asked when a message has been received and before it is stored.
	OnAppend func(user, folder string, raw []byte) Fault
}

// Folder is a folder to start with.
type Folder struct {
	Name string // decoded
	Use  string // special use such as `\Drafts` (RFC 6154); empty for none
}

// Fault is what goes wrong. The zero value is: nothing.
type Fault struct {
	// No refuses with this text, which may start with a response code: "[OVERQUOTA]
	// mailbox is full".
	No string
	// Drop closes the connection without an answer.
	Drop bool
	// Stored stores the message before it drops the connection: the answer is lost.
	Stored bool
}

// Server is one IMAP server. All methods may be called at any time.
type Server struct {
	opts  Options
	imap  *imapserver.Server
	users map[string]*user
	pipes *pipes

	closed    chan struct{}
	closeOnce sync.Once

	mu       sync.Mutex
	sessions map[*session]struct{}
	serving  sync.WaitGroup
}

// New makes a server. It has to be closed, or its connections will leak.
func New(o Options) *Server {
	if o.Users == nil {
		o.Users = map[string]string{"demo": "demo"}
	}
	if o.Delimiter == 0 {
		o.Delimiter = '/'
	}
	if o.Folders == nil {
		o.Folders = []Folder{{"Drafts", `\Drafts`}, {"Sent", `\Sent`}, {"Trash", `\Trash`}, {"Junk", `\Junk`}}
	}
	s := &Server{opts: o, users: map[string]*user{}, sessions: map[*session]struct{}{}, pipes: newPipes(), closed: make(chan struct{})}
	for name, password := range o.Users {
		s.users[name] = newUser(name, password, o.Folders)
	}
	s.imap = imapserver.New(&imapserver.Options{
		NewSession: s.newSession, Caps: o.capabilities(), InsecureAuth: true, Logger: log.New(io.Discard, "", 0),
	})
	s.Serve(s.pipes)
	return s
}

func (o Options) capabilities() imap.CapSet {
	caps := imap.CapSet{}
	for _, c := range []imap.Cap{imap.CapIMAP4rev1, imap.CapNamespace, imap.CapListExtended, imap.CapListStatus, imap.CapMove} {
		caps[c] = struct{}{}
	}
	if !o.NoSpecialUse {
		caps[imap.CapSpecialUse] = struct{}{}
	}
	if !o.NoUIDPlus {
		caps[imap.CapUIDPlus] = struct{}{}
	}
	return caps
}

// Serve accepts connections in the background until the listener or the server
// is closed. A listener that fails is closed.
func (s *Server) Serve(ln net.Listener) {
	accepting := make(chan struct{})
	s.serving.Go(func() {
		if err := s.imap.Serve(&announced{Listener: ln, accepting: accepting}); err != nil {
			ln.Close()
		}
	})
	// go-imap's Close races with a Serve that has only begun.
	select {
	case <-accepting:
	case <-s.closed:
	}
}

// announced is a listener that tells when it is first used.
type announced struct {
	net.Listener
	once      sync.Once
	accepting chan struct{}
}

func (a *announced) Accept() (net.Conn, error) {
	a.once.Do(func() { close(a.accepting) })
	return a.Listener.Accept()
}

// Pipe returns a new connection to the server that needs no network.
func (s *Server) Pipe() net.Conn { return s.pipes.dial() }

// Drop closes all connections, as a restart of the server would.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for sess := range s.sessions {
		sess.drop()
	}
}

// Close ends the server and all its connections.
func (s *Server) Close() error {
	s.closeOnce.Do(func() { close(s.closed) })
	err := s.imap.Close()
	s.Drop()
	s.serving.Wait()
	return err
}

func (s *Server) newSession(conn *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
	sess := &session{server: s, conn: conn}
	var greeting *imapserver.GreetingData
	if admin, ok := conn.NetConn().(*adminConn); ok {
		sess.admin = true
		sess.enter(admin.user)
		greeting = &imapserver.GreetingData{PreAuth: true}
	}
	s.mu.Lock()
	s.sessions[sess] = struct{}{}
	s.mu.Unlock()
	return sess, greeting, nil
}

// account returns the user of that name. Tests and the demo name their own users,
// so an unknown one is their mistake.
func (s *Server) account(name string) *user {
	u := s.users[name]
	if u == nil {
		panic(fmt.Sprintf("imapmem: no user %q", name))
	}
	return u
}

// user is a user of imapmemserver and what that does not keep: the folders' uses,
// and who waits for news.
type user struct {
	*imapmemserver.User
	name    string
	mu      sync.Mutex
	folders []Folder
	waiting map[chan struct{}]struct{}
}

func newUser(name, password string, folders []Folder) *user {
	u := &user{User: imapmemserver.NewUser(name, password), name: name, waiting: map[chan struct{}]struct{}{}}
	for _, f := range append([]Folder{{Name: "INBOX"}}, folders...) {
		if err := u.create(f); err != nil {
			panic("imapmem: " + err.Error()) // a folder named twice in Options
		}
	}
	return u
}

func (u *user) create(f Folder) error {
	if err := u.User.Create(f.Name, nil); err != nil {
		return err
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.folders = append(u.folders, f)
	return nil
}

// subscribe returns a channel that gets a token whenever the user's mail changes.
func (u *user) subscribe() (news chan struct{}, cancel func()) {
	news = make(chan struct{}, 1)
	u.mu.Lock()
	defer u.mu.Unlock()
	u.waiting[news] = struct{}{}
	return news, func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		delete(u.waiting, news)
	}
}

func (u *user) changed() {
	u.mu.Lock()
	defer u.mu.Unlock()
	for news := range u.waiting {
		select {
		case news <- struct{}{}:
		default:
		}
	}
}

var errDropped = errors.New("imapmem: connection dropped on demand")
