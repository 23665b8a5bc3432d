package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/demo"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/store"
)

// runDemo shows the whole job on a mail server of its own, in this process,
// with a mailbox of invented mail. It needs nothing installed and leaves nothing
// behind.
func runDemo(ctx context.Context, e *env, args []string) error {
	fs := e.flags("demo")
	serve := fs.Bool("serve", false, "keep the mail server up afterwards, to look at with a mail client")
	if rest, err := e.parse(fs, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usageError{fmt.Errorf("demo takes no arguments, not %q", rest)}
	}
	s, err := newSample(e)
	if err != nil {
		return err
	}
	err = s.run(ctx)
	if err == nil && *serve {
		s.invite()
		<-ctx.Done()
	}
	return errors.Join(err, s.stop())
}

// sample is the demonstration: a server, a mailbox, a configuration.
type sample struct {
	*env
	zone     *time.Location
	now      time.Time
	mails    []demo.Mail
	dir      string // temporary: password and state
	listener net.Listener
	server   *imapmem.Server
	store    *store.Store
}

// The login of the sample mailbox.
const sampleUser, samplePassword = "robin", "demo"

func newSample(e *env) (s *sample, err error) {
	s = &sample{env: e}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.stop())
		}
	}()
	if s.zone, err = time.LoadLocation(demo.ZoneName); err != nil {
		return s, err
	}
	s.now = demo.Now(time.Now(), s.zone)
	if s.mails, err = demo.Mailbox(time.Now(), s.zone); err != nil {
		return s, err
	}
	if s.dir, err = os.MkdirTemp("", "rsvpd-demo-"); err != nil {
		return s, err
	}
	if err = s.serve(); err != nil {
		return s, err
	}
	s.store, err = store.Open(s.dir)
	return s, err
}

// serve fills the mailbox and opens it on loopback.
func (s *sample) serve() (err error) {
	s.server = imapmem.New(imapmem.Options{
		Users: map[string]string{sampleUser: samplePassword},
		Folders: []imapmem.Folder{
			{Name: demo.Drafts, Use: `\Drafts`}, {Name: demo.Sent, Use: `\Sent`},
			{Name: "Trash", Use: `\Trash`}, {Name: demo.Archive, Use: `\Archive`},
		},
	})
	for _, m := range s.mails {
		if _, err := s.server.Seed(sampleUser, m.Folder, m.Raw, m.Received, m.Flags...); err != nil {
			return fmt.Errorf("sample mail %s: %w", m.Name, err)
		}
	}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	go s.server.Serve(s.listener)
	return nil
}

// stop closes the server and removes the temporary folder.
func (s *sample) stop() error {
	var errs []error
	if s.store != nil {
		errs = append(errs, s.store.Close())
	}
	if s.server != nil {
		errs = append(errs, s.server.Close())
	}
	if s.dir != "" {
		errs = append(errs, os.RemoveAll(s.dir))
	}
	return errors.Join(errs...)
}

// run makes one pass over the mailbox with the program as it is, over IMAP, and
// shows what came of it.
func (s *sample) run(ctx context.Context) error {
	c, err := s.configure()
	if err != nil {
		return err
	}
	a, err := app.New(app.Options{
		Config: c, Data: config.Embedded(), Store: s.store, Log: s.logger(),
		Now: func() time.Time { return s.now },
	})
	if err != nil {
		return err
	}
	report, err := a.Once(ctx)
	if err != nil {
		return err
	}
	o := &opened{app: a, config: c, close: func() error { return nil }}
	v, err := viewOf(ctx, o)
	if err != nil {
		return err
	}
	if s.json {
		return s.printStatus(v)
	}
	return s.tell(ctx, o, v, report)
}

func (s *sample) configure() (*config.Config, error) {
	password := filepath.Join(s.dir, "password")
	if err := os.WriteFile(password, []byte(samplePassword+"\n"), 0o600); err != nil {
		return nil, err
	}
	text := demo.Config("imap://"+s.listener.Addr().String(), sampleUser, password)
	return config.Parse("the demo's configuration", []byte(text))
}
