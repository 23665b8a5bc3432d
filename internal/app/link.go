package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"rsvpd/internal/mailbox"
)

// link is the connection over which an account is watched and read, for as long
// as it lasts, with what need not be asked for twice over it.
type link struct {
	box     Mailbox
	folders mailbox.Folders
	marking mailbox.Marking         // what is looked at
	marks   map[string]mailbox.Mark // as of the last pass that succeeded; nil: none has yet
	drafts  []found                 // what stands in Drafts as of marks; nil: not kept
	since   time.Time               // by the running clock
	listed  time.Time               // when all was looked into last, by the running clock
	turn    *turn                   // to read for the first time; nil: no longer needed
}

// keep takes marks as those of a pass that has succeeded.
func (l *link) keep(marks map[string]mailbox.Mark) {
	if l.marks == nil {
		l.marks = map[string]mailbox.Mark{}
	}
	maps.Copy(l.marks, marks)
}

// join opens a link.
func (a *account) join(ctx context.Context) (*link, error) {
	box, err := a.dial(ctx)
	if err != nil {
		return nil, err
	}
	l := &link{box: box, since: time.Now()}
	if err := a.list(ctx, l); err != nil {
		return nil, errors.Join(err, box.Close(ctx))
	}
	return l, nil
}

// list finds the folders.
func (a *account) list(ctx context.Context, l *link) (err error) {
	if l.folders, err = l.box.Folders(ctx); err == nil {
		l.marking = a.marking(l.folders)
	}
	return err
}

// attended is the folder that is watched for news as they come: INBOX, unless
// the user has only others watched.
func attended(watched []string, inbox string) string {
	if len(watched) == 0 || slices.Contains(watched, inbox) {
		return inbox
	}
	return watched[0]
}

// marking says what is looked at to see whether a pass is needed.
func (a *account) marking(f mailbox.Folders) mailbox.Marking {
	watched, err := a.watched(f)
	if err != nil {
		a.app.opts.Log.Debug("watching what there is", "account", a.cfg.Email, "err", err) // the pass tells the user
	}
	m := mailbox.Marking{Attended: attended(watched, f.Inbox), Changes: []string{f.Drafts}}
	others := append(slices.Clone(watched), f.Sent)
	for _, s := range a.steered(f.Names) {
		others = append(others, s.folder)
	}
	for _, folder := range others {
		if folder != m.Attended && folder != f.Drafts && !slices.Contains(m.Arrivals, folder) {
			m.Arrivals = append(m.Arrivals, folder)
		}
	}
	return m
}

// changed names the folders whose marks differ. One that the server does not
// tell about counts as changed when unknown is set.
func changed(before, after map[string]mailbox.Mark, unknown bool) map[string]bool {
	list := map[string]bool{}
	for folder, m := range after {
		if m.Known() && m != before[folder] || unknown && !m.Known() {
			list[folder] = true
		}
	}
	return list
}

// writing is a connection for writing that is being opened while other things
// are done. It is as short-lived as can be: a server may close it at the first
// refusal.
type writing struct {
	done chan struct{} // closed when box and err are set
	box  Mailbox
	err  error
}

// expectWriting begins to open a connection for writing where every draft needs one.
func (p *pass) expectWriting(ctx context.Context) {
	if !p.box.AppendsAtOnce(nil) {
		p.beginWriting(ctx)
	}
}

// beginWriting begins to open a connection for writing; the pass keeps one for
// all that it writes.
func (p *pass) beginWriting(ctx context.Context) *writing {
	if p.writing == nil {
		w := &writing{done: make(chan struct{})}
		go func() {
			defer close(w.done)
			w.box, w.err = p.dial(ctx)
		}()
		p.writing = w
	}
	return p.writing
}

// writer returns the connection for writing.
func (p *pass) writer(ctx context.Context) (Mailbox, error) {
	w := p.beginWriting(ctx)
	<-w.done // a dial has its own time limits, and ends with ctx
	if w.err != nil {
		p.writing = nil
		return nil, fmt.Errorf("opening a connection to write: %w", w.err)
	}
	return w.box, nil
}

// endWriting closes the connection for writing, if there is one.
func (p *pass) endWriting(ctx context.Context) {
	w := p.writing
	if w == nil {
		return
	}
	p.writing = nil
	<-w.done
	if w.err == nil && p.box == w.box {
		p.box = p.link.box // lost before, which is told when it is used
	}
	if w.err != nil {
		return // it was not needed after all
	}
	if err := w.box.Close(ctx); err != nil {
		p.app.opts.Log.Debug("closing the writing connection", "account", p.cfg.Email, "err", err)
	}
}
