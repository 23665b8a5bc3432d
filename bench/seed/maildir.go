package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// maildir is where the mail goes. The names carry the sizes, as Dovecot wants
// them: it need not read a file to know its size.
type maildir struct {
	dir string
	uid int
}

func newMaildir(dir string, uid int) (*maildir, error) {
	for _, sub := range []string{"", "cur", "new", "tmp"} {
		path := filepath.Join(dir, sub)
		if err := os.MkdirAll(path, 0o700); err != nil {
			return nil, err
		}
		if err := os.Chown(path, uid, uid); uid >= 0 && err != nil {
			return nil, err
		}
	}
	return &maildir{dir, uid}, nil
}

// put stores a message with bare line feeds, as Maildirs have them. The names
// sort in the order of the calls, and so do the UIDs.
func (m *maildir) put(raw []byte, at time.Time, i int) error {
	wire := len(raw) + bytes.Count(raw, []byte{'\n'})
	path := filepath.Join(m.dir, "cur", fmt.Sprintf("%d.M%07dP1.bench,S=%d,W=%d:2,S", at.Unix(), i, len(raw), wire))
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		return err
	}
	if m.uid >= 0 {
		if err := os.Chown(path, m.uid, m.uid); err != nil {
			return err
		}
	}
	return os.Chtimes(path, at, at)
}
