// Floor is the least that a program on the same IMAP library can do to see what a
// mailbox holds: it fetches date, size and the header fields of every mail, and
// the first 8 KB of the text of what is not plainly sent in bulk, and throws all
// of it away. What rsvpd costs above that is its own doing.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const (
	atOnce = 500     // messages in one command
	look   = 8 << 10 // bytes of a text
)

func main() {
	log.SetFlags(0)
	addr := flag.String("addr", "127.0.0.1:143", "the server")
	user := flag.String("user", "u1", "")
	pass := flag.String("pass", "pass", "")
	flag.Parse()
	c, err := imapclient.DialInsecure(*addr, nil)
	must(err)
	must(c.Login(*user, *pass).Wait())
	selected, err := c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	must(err)
	var mails, texts int
	for first := imap.UID(1); first < selected.UIDNext; first += atOnce {
		uids := imap.UIDSet{{Start: first, Stop: first + atOnce - 1}}
		wanted, n := fields(c, uids)
		mails += n
		texts += len(wanted)
		if len(wanted) > 0 {
			text(c, imap.UIDSetNum(wanted...))
		}
	}
	must(c.Logout().Wait())
	fmt.Printf("%d mails, %d looked into\n", mails, texts)
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// fields reads what tells bulk mail, and returns the others.
func fields(c *imapclient.Client, uids imap.UIDSet) (wanted []imap.UID, n int) {
	cmd := c.Fetch(uids, &imap.FetchOptions{UID: true, InternalDate: true, RFC822Size: true, BodySection: []*imap.FetchItemBodySection{{
		Specifier: imap.PartSpecifierHeader, Peek: true,
		HeaderFields: []string{"From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
			"List-Id", "List-Post", "List-Unsubscribe", "Precedence", "Auto-Submitted", "Content-Type"},
	}}})
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		n++
		var uid imap.UID
		for item := m.Next(); item != nil; item = m.Next() {
			switch item := item.(type) {
			case imapclient.FetchItemDataUID:
				uid = item.UID
			case imapclient.FetchItemDataBodySection:
				header, err := io.ReadAll(item.Literal)
				must(err)
				if !bytes.Contains(bytes.ToLower(header), []byte("\nlist-unsubscribe:")) {
					wanted = append(wanted, uid)
				}
			}
		}
	}
	must(cmd.Close())
	return wanted, n
}

// text reads the beginnings of texts.
func text(c *imapclient.Client, uids imap.UIDSet) {
	cmd := c.Fetch(uids, &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{
		Specifier: imap.PartSpecifierText, Peek: true, Partial: &imap.SectionPartial{Size: look},
	}}})
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		for item := m.Next(); item != nil; item = m.Next() {
			if s, ok := item.(imapclient.FetchItemDataBodySection); ok && s.Literal != nil {
				_, err := io.Copy(io.Discard, s.Literal)
				must(err)
			}
		}
	}
	must(cmd.Close())
}
