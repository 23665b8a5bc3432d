package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// steering are the folders below steer.folder, and what mail filed there says.
var steering = []struct {
	name   string
	action thread.Action
}{
	{"Accept", thread.Accept}, {"Decline", thread.Decline}, {"Reschedule", thread.Reschedule}, {"Hold", thread.Hold},
	{"Ignore", thread.None},
}

// steered is a steering folder that exists.
type steered struct {
	folder string // complete name
	action thread.Action
}

// steered returns the steering folders of the mailbox.
func (a *account) steered(names []string) []steered {
	var list []steered
	for _, s := range steering {
		for _, name := range names {
			if top := a.app.opts.Config.Steer.Folder; top != "" && isPath(name, top, s.name) {
				list = append(list, steered{name, s.action})
			}
		}
	}
	return list
}

// isPath reports whether a folder is the one below another, whatever separator
// the server has, at the top or below INBOX.
func isPath(name, parent, leaf string) bool {
	plain := func(s string) string { return strings.ToLower(strings.NewReplacer(".", "/", `\`, "/").Replace(s)) }
	return strings.TrimPrefix(plain(name), "inbox/") == plain(parent)+"/"+plain(leaf)
}

// makeSteering makes the steering folders that are missing, where the user has
// asked for them (steer.create).
func (p *pass) makeSteering(ctx context.Context) error {
	c := p.app.opts.Config.Steer
	if !c.Create || c.Folder == "" || p.folders.Names == nil {
		return nil
	}
	for _, s := range steering {
		if p.hasSteering(s.action) {
			continue
		}
		p.report.Done = append(p.report.Done, fmt.Sprintf("made the folder %s/%s", c.Folder, s.name))
		if p.app.opts.DryRun {
			continue
		}
		name, err := p.box.Create(ctx, append(strings.Split(c.Folder, "/"), s.name)...)
		if err != nil {
			return err
		}
		p.folders.Names = append(p.folders.Names, name)
	}
	return nil
}

func (p *pass) hasSteering(a thread.Action) bool {
	for _, s := range p.steered(p.folders.Names) {
		if s.action == a {
			return true
		}
	}
	return false
}

// steer reads what the user has filed: each mail is read as any other, and is a
// word of theirs about its thread, just as the command is.
func (p *pass) steer(ctx context.Context) error {
	errs := []error{p.remember(ctx, "making the steering folders", p.makeSteering(ctx))}
	for _, s := range p.steered(p.folders.Names) {
		if p.unchanged(s.folder) {
			continue
		}
		f := &folderReader{pass: p, folder: s.folder, word: s.action}
		errs = append(errs, p.remember(ctx, "folder "+s.folder, p.catchUp(ctx, f)))
	}
	return errors.Join(errs...)
}

// useless notes mail that was filed for steering and is part of no invitation:
// the user waits for something that will not come.
func (f *folderReader) useless(uid uint32, m mailRecord) {
	f.unreadable = append(f.unreadable, store.Problem{
		Key:  fmt.Sprintf("%s%s/%d", unreadableKey, f.folder, uid),
		Text: fmt.Sprintf("%q is filed in %s, but is no invitation as far as rsvpd can tell (%s): answer it yourself", m.Subject, f.folder, m.Category),
	})
}

// instruct stores the word that a mail of a steering folder is. The first pass
// over an account can't tell when it was filed: it takes the moment of receipt,
// so that what the user did afterwards counts for more, as it did before the
// database was lost (P7). A mail that only has another UIDVALIDITY, or is read
// again where it was, has not been filed again.
func (f *folderReader) instruct(tx *store.Tx, m store.Mail, s store.Sighting) error {
	earlier, err := tx.SightingsOf(f.cfg.Email, m.Identity)
	if err != nil {
		return err
	}
	for _, e := range earlier {
		if e.Folder == s.Folder && (e.UIDValidity != s.UIDValidity || e.UID == s.UID) {
			return nil
		}
	}
	at, err := f.filedAt(tx, m)
	if err != nil {
		return err
	}
	return tx.PutAct(f.cfg.Email, store.Act{Ask: m.Identity, At: at.UTC(), Action: string(f.word)})
}

func (f *folderReader) filedAt(tx *store.Tx, m store.Mail) (time.Time, error) {
	passes, known, err := tx.Passes(f.cfg.Email)
	if err != nil || known && passes.First.Before(f.now.Truncate(time.Second)) {
		return f.now, err
	}
	return m.Received, nil
}

// steeringFolders are those that a check finds.
func (a *account) steeringFolders(f mailbox.Folders) []string {
	var names []string
	for _, s := range a.steered(f.Names) {
		names = append(names, s.folder)
	}
	return names
}
