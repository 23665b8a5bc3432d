// Package app joins the parts: it reads the mailboxes of all accounts, keeps
// what it learns in the store, and sees to it that the right drafts stand. One
// pass over an account is a list of stages; a stage that fails does not stop the
// later ones, and its error is told. What an answer should be, and when, is
// decided by the pure packages; this one only carries it out.
package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"time"

	"rsvpd/config"
	"rsvpd/internal/decide"
	"rsvpd/internal/draft"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/summary"
)

// Options are what an App is made of. Config, Data and Store are required.
type Options struct {
	Config *config.Config
	Data   fs.FS // lang, senders, hosts and replies: config.Overlay
	Store  *store.Store
	// LoginDir is the folder of OAuth2 logins, required where an account has one.
	// What lies in it is secret.
	LoginDir string
	// Patient: Run waits for the user even where no account was let in yet, as one
	// does that takes the place of another.
	Patient bool
	// Now is the clock that decides; nil: time.Now. Waiting and journalling go
	// by the real clock.
	Now func() time.Time
	// DryRun: the mailbox is only read, and Store is a snapshot.
	DryRun bool
	Log    *slog.Logger // nil: discarded
	// Dialer replaces the network in tests.
	Dialer func(ctx context.Context, network, addr string) (net.Conn, error)
	// At is told each point that the writing of a draft has reached: the steps of
	// the journal once they are durable, and "appended" in between. Tests kill
	// the process there.
	At func(point string)
	// Report is told of every pass that Run makes; calls may come from several
	// goroutines.
	Report func(AccountReport)
	// Progress is told how far the reading of a folder has come, if it takes a
	// while; calls may come from several goroutines.
	Progress func(Progress)
	// Jitter picks a time below the one given, by chance; nil: evenly. Tests seed it.
	Jitter func(below time.Duration) time.Duration
	// SearchAgain is how long after an APPEND whose outcome is unknown the second
	// search comes; 0: a minute.
	SearchAgain time.Duration
}

// Progress is how far the reading of one folder has come.
type Progress struct {
	Account, Folder string
	First           bool // the folder was never read before
	Done, Total     int  // mails
}

// App is rsvpd for all accounts of one configuration.
type App struct {
	opts     Options
	policy   decide.Policy
	reader   *Reader
	writer   *draft.Writer
	maker    *summary.Maker
	folders  mailbox.FolderNames
	hosts    []config.Host
	byDomain map[string]config.Host // hosts, of the domains of addresses
	accounts []*account
	limits   *limits
	ledger   *ledger
	offers   offerBook

	calendars []*userCalendar
	vigil     *vigil
}

// New checks the data and prepares the accounts. It connects to nothing.
func New(o Options) (*App, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.At == nil {
		o.At = func(string) {}
	}
	if o.SearchAgain == 0 {
		o.SearchAgain = time.Minute
	}
	a := newApp(o)
	if err := a.load(); err != nil {
		return nil, err
	}
	a.open()
	return a, nil
}

// newApp makes an App without data or accounts.
func newApp(o Options) *App {
	a := &App{opts: o, limits: newLimits(), vigil: newVigil(len(o.Config.Accounts), o.Patient)}
	a.ledger = newLedger(a)
	return a
}

// open prepares the accounts.
func (a *App) open() {
	for _, c := range a.opts.Config.Accounts {
		a.accounts = append(a.accounts, a.newAccount(c))
	}
}

// newAccount joins an account with what is known of its provider.
func (a *App) newAccount(c config.Account) *account {
	acc := &account{app: a, cfg: c, identity: newIdentity(c, a.opts.Config.Me, a.hosts, a.byDomain), login: loginOf(a.opts, c), bell: newBell(),
		resume: tls.NewLRUClientSessionCache(1)} // an account has one server
	acc.stats.now.Account = c.Email
	if acc.host.Connections == 0 {
		return acc
	}
	for _, other := range a.accounts {
		if other.cfg.Server == c.Server && other.cfg.User == c.User {
			acc.connections = other.connections
			return acc
		}
	}
	acc.connections = newConnections(acc.host.Connections)
	return acc
}

// load reads words, templates and folder names, and compiles the rules. All
// that is wrong is told at once.
func (a *App) load() error {
	var errs []error
	var err error
	a.reader, err = loadReader(a.opts.Data)
	errs = append(errs, err)
	a.writer, err = loadWriter(a.opts.Data)
	errs = append(errs, err)
	a.maker, err = summary.Parse(a.opts.Data)
	errs = append(errs, err)
	names, err := fs.ReadFile(a.opts.Data, "hosts/folders.toml")
	errs = append(errs, err)
	if err == nil {
		a.folders, err = mailbox.ParseFolderNames(names)
		errs = append(errs, err)
	}
	a.hosts, err = a.opts.Config.Hosts(a.opts.Data)
	a.byDomain = byDomain(a.hosts)
	errs = append(errs, err)
	a.calendars, err = openCalendars(a.opts.Config)
	errs = append(errs, err)
	a.policy, err = policy(a.opts.Config)
	if a.reader != nil {
		a.policy.Terms = termsReader{a.reader}
	}
	return errors.Join(append(errs, err)...)
}

// loadWriter reads the reply templates: an operator's at once, with all their
// tests; ours, which were tested when the program was built, when a letter first
// needs them.
func loadWriter(data fs.FS) (*draft.Writer, error) {
	if config.Shipped(data, "replies") {
		return draft.ParseTested(data)
	}
	return draft.Parse(data)
}

// Report is what one pass did.
type Report struct {
	Accounts []AccountReport
}

// AccountReport is what one pass did to one account.
type AccountReport struct {
	Account string
	New     int      // mails read for the first time
	Done    []string // what was done to Drafts, or in a dry run would be, in plain words
	Drafts  []Written
	Doubts  []error // calendars that can't be read in full; mail was answered all the same
	Err     error

	passed bool // a pass was made; else the marks of the folders were enough
}

// Once makes one pass over all accounts. An account that fails does not keep the
// others from theirs; the errors are joined.
func (a *App) Once(ctx context.Context) (Report, error) {
	var r Report
	var errs []error
	for _, acc := range a.accounts {
		report := acc.pass(ctx)
		if err := errors.Join(append(report.Doubts, report.Err)...); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", acc.cfg.Email, err))
		}
		r.Accounts = append(r.Accounts, report)
	}
	return r, errors.Join(errs...)
}

// tell logs what a pass did, without a word of mail.
func (a *App) tell(r AccountReport) {
	log := a.opts.Log.With("account", r.Account)
	log.Info("pass", "new", r.New, "drafts", len(r.Drafts), "done", len(r.Done))
	if r.Err != nil {
		log.Warn("pass failed", "err", r.Err)
	}
	if len(r.Doubts) > 0 {
		log.Warn("calendars can't be read in full; `rsvpd check` says which", "count", len(r.Doubts))
	}
	if a.opts.Report != nil {
		a.opts.Report(r)
	}
}

// account returns the account of an address.
func (a *App) account(email string) (*account, error) {
	for _, acc := range a.accounts {
		if acc.cfg.Email == email {
			return acc, nil
		}
	}
	return nil, fmt.Errorf("the configuration has no account %s", email)
}

// Accounts returns the addresses of the accounts, in the order of the
// configuration.
func (a *App) Accounts() []string {
	var list []string
	for _, acc := range a.accounts {
		list = append(list, acc.cfg.Email)
	}
	return list
}
