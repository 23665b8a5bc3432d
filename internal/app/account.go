package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"rsvpd/config"
	"rsvpd/internal/credential"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/workday"
)

// account owns the state of one mailbox. Its methods run on one goroutine.
type account struct {
	app *App
	cfg config.Account
	identity
	connections *connections           // nil: as many as it takes
	resume      tls.ClientSessionCache // of the last connection's TLS session

	login   *credential.Login // by OAuth2; nil where the account logs in otherwise
	refused atomic.Value      // the stamp, a string, of the login that was refused last

	decoders struct {
		mails  decoder[mailRecord]
		drafts decoder[draftRecord]
	}
	related  kindred // nil: not read yet
	busy     busyDecoder
	problems problems
	known    bool // to the store: its first pass is on record
	forgot   time.Time
	bell     *bell
	stats    stats
	alive    atomic.Int64 // when the loop was last heard of, in nanoseconds; 0: not running
}

// Mailbox is one logged-in connection to an account's server: what an account
// needs of mailbox.Session.
type Mailbox interface {
	Marks(ctx context.Context, m mailbox.Marking) (map[string]mailbox.Mark, error)
	Attended() mailbox.Mark
	Arrivals() uint64
	Wait(ctx context.Context, folder string, limit time.Duration) error
	Wake()
	Drop()
	Traffic() (received, sent int64)

	Folders(ctx context.Context) (mailbox.Folders, error)
	CatchUp(ctx context.Context, folder string, since time.Time, cur mailbox.Cursor, sieve mailbox.Sieve, visit func(mailbox.Item) error) (mailbox.Cursor, error)
	List(ctx context.Context, folder string, whole bool) ([]mailbox.Item, error)
	Find(ctx context.Context, folder string, q mailbox.Query) ([]uint32, error)
	FindEach(ctx context.Context, folder string, queries ...mailbox.Query) ([][]uint32, error)
	Fetch(ctx context.Context, folder string, uids []uint32) ([]mailbox.Item, error)
	Copy(ctx context.Context, folder string, uid uint32, into string) error
	AppendsAtOnce(raw []byte) bool
	Append(ctx context.Context, folder string, raw []byte, flags []string, date time.Time) (mailbox.AppendResult, error)
	Expunge(ctx context.Context, folder string, uidValidity, uid uint32) error
	Create(ctx context.Context, path ...string) (string, error)
	Close(ctx context.Context) error
}

var _ Mailbox = (*mailbox.Session)(nil)

// dial opens a connection for a pass, or for writing.
func (a *account) dial(ctx context.Context) (Mailbox, error) {
	s, err := a.connect(ctx)
	if err != nil {
		return nil, err // and no Session in an interface
	}
	return s, nil
}

// connect opens a connection, when its turn has come.
func (a *account) connect(ctx context.Context) (*mailbox.Session, error) {
	leave, err := a.app.limits.dial(ctx, a.cfg.Server.Host)
	if err != nil {
		return nil, err
	}
	defer leave()
	o := mailbox.Options{
		URL:         a.cfg.Server.String(),
		User:        a.cfg.User,
		Dialer:      a.connections.limit(a.app.opts.Dialer),
		CA:          a.cfg.CA,
		Fingerprint: a.cfg.Fingerprint,
		Resume:      a.resume,
		Quirks:      quirks(a.host),
		Drafts:      a.cfg.Drafts,
		Sent:        a.cfg.Sent,
		FolderNames: a.app.folders,
		Log:         a.app.opts.Log.With("account", a.cfg.Email),
	}
	a.secrets(&o)
	stamp := a.stamp()
	s, err := mailbox.Dial(ctx, o)
	return s, a.loggedIn(ctx, stamp, err)
}

// quirks are what is known of a provider, as far as it concerns the mailbox.
func quirks(h config.Host) mailbox.Quirks {
	return mailbox.Quirks{Without: h.Without, ID: mailbox.Introduction(h.ID), NoHeaderSearch: h.File != "" && !h.HeaderSearch}
}

// pass is one look at the account: read, compare, decide, write.
type pass struct {
	*account
	now     time.Time
	before  time.Time       // when the account was looked at last; zero: never
	stop    context.Context // done: finish what is in hand, begin nothing new
	link    *link
	box     Mailbox // of the link
	folders mailbox.Folders
	// watching are the complete names of the watched folders, as sync found them.
	watching []string
	news     map[string]bool // the folders to read; nil: all
	writing  *writing        // nil: nothing was to be written yet
	report   AccountReport
	mark     string    // of Drafts as the pass began, to be kept; empty: not known
	listed   bool      // Drafts was listed
	skipped  bool      // it need not be: what is known of it holds
	unknown  []found   // what stands in Drafts and is in no record of ours
	recalled recall    // what was known last
	planned  []Entry   // as of the last plan, when nothing is left to be done; nil: there was none
	due      time.Time // when the clock alone changes something; zero: never
}

// pass makes one over a connection of its own. What can't be done is in the
// report's Err.
func (a *account) pass(ctx context.Context) AccountReport {
	l, err := a.join(ctx)
	if err != nil {
		return AccountReport{Account: a.cfg.Email, Err: a.remember(ctx, a.app.opts.Now(), connectKey, err)}
	}
	p := a.newPass(ctx, l, nil)
	p.report.Err = errors.Join(p.ask(ctx), p.run(ctx), l.box.Close(ctx), a.app.ledger.write(ctx))
	return p.report
}

// newPass prepares a pass that begins nothing new once stop is done.
func (a *account) newPass(stop context.Context, l *link, news map[string]bool) *pass {
	return &pass{account: a, now: a.app.opts.Now(), stop: stop, link: l, box: l.box, folders: l.folders, news: news,
		report: AccountReport{Account: a.cfg.Email}}
}

// unchanged reports whether a folder need not be read: its mark says so.
func (p *pass) unchanged(folder string) bool { return p.news != nil && !p.news[folder] }

// run goes through the stages. A stage that fails leaves the later ones to do
// what they can with what is known.
func (p *pass) run(ctx context.Context) error {
	defer p.endWriting(ctx)
	errs := []error{p.connected(ctx), p.begin(ctx)}
	for _, s := range p.stages() {
		if err := s.run(ctx); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", s.name, err))
		}
		if p.stop.Err() != nil {
			return errors.Join(append(errs, p.stop.Err())...)
		}
	}
	if err := errors.Join(errs...); err == nil {
		errs = append(errs, p.keepListing(ctx))
	}
	p.link.folders = p.folders
	room := decoderRoom / len(p.app.accounts)
	p.decoders.drafts.shrink(room)
	if p.decoders.mails.shrink(room) {
		p.related = nil
	}
	return errors.Join(errs...)
}

// begin notes that the account is being looked at; the first time at once, since
// what came before that is judged by it.
func (p *pass) begin(ctx context.Context) (err error) {
	if p.before, err = p.app.ledger.last(ctx, p.cfg.Email); err != nil {
		return err
	}
	p.app.ledger.look(p.cfg.Email, p.now)
	if p.known {
		return nil
	}
	err = p.app.opts.Store.View(ctx, func(tx *store.Tx) (err error) {
		_, p.known, err = tx.Passes(p.cfg.Email)
		return err
	})
	if err == nil && !p.known {
		err = p.app.ledger.write(ctx)
		p.known = err == nil
	}
	return err
}

type stage struct {
	name string
	run  func(context.Context) error
}

// stages is what a pass does. sync and act remember what fails by folder and by
// invitation, the others as a whole.
func (p *pass) stages() []stage {
	whole := func(name string, run func(context.Context) error) stage {
		return stage{name, func(ctx context.Context) error { return p.remember(ctx, name, run(ctx)) }}
	}
	return []stage{
		whole("reading calendars", p.readCalendars),
		{"reading mail", p.sync},
		whole("looking at the drafts", p.reconcile),
		whole("taking up drafts of an earlier life", p.adopt),
		{"writing drafts", p.act},
		whole("filing copies", p.file),
		whole("making the summary", p.morning),
		whole("tidying up", p.forget),
		{"looking ahead", p.lookAhead},
	}
}

// lookback is how far back mail is read the first time.
func (p *pass) lookback() time.Time {
	return before(p.now, p.app.opts.Config.Window.Lookback, p.app.policy.Calendar)
}

func before(now time.Time, s workday.Span, c workday.Calendar) time.Time { return c.Sub(now, s) }

// kept is how long mails and drafts stay in the database after their time: long
// enough for any thread that still moves, short enough not to grow for ever.
const kept = 180 * 24 * time.Hour

// shown is how long an unreadable message is told of: it never mends.
const shown = 7 * 24 * time.Hour

// forgetEvery is how often what is too old is looked for.
const forgetEvery = 24 * time.Hour

// forget drops what no open thread can need any more.
func (p *pass) forget(ctx context.Context) error {
	if !p.forgot.IsZero() && p.now.Sub(p.forgot).Abs() < forgetEvery {
		return nil
	}
	err := p.app.opts.Store.Update(ctx, func(tx *store.Tx) error {
		if _, err := tx.ForgetMails(p.cfg.Email, p.now.Add(-kept)); err != nil {
			return err
		}
		if _, err := tx.ForgetDrafts(p.cfg.Email, p.now.Add(-kept)); err != nil {
			return err
		}
		return p.forgetUnreadable(tx)
	})
	if err == nil {
		p.forgot = p.now
	}
	return err
}

func (p *pass) forgetUnreadable(tx *store.Tx) error {
	problems, err := tx.Problems(p.cfg.Email)
	if err != nil {
		return err
	}
	for _, x := range problems {
		if strings.HasPrefix(x.Key, unreadableKey) && p.now.Sub(x.At) > shown {
			if err := tx.ClearProblem(p.cfg.Email, x.Key); err != nil {
				return err
			}
		}
	}
	return nil
}
