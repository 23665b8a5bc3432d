package mailbox

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Create makes a folder where the user's own folders are, named by its path, and
// subscribes to it, since many programs show only such folders (RFC 9051 section
// 6.3.4). A folder that exists is no error. It is only for what the user has
// asked for. It returns the complete name.
func (s *Session) Create(ctx context.Context, path ...string) (string, error) {
	prefix, err := s.prefix(ctx)
	if err != nil {
		return "", err
	}
	delim, err := s.delimiter(ctx)
	if err != nil {
		return "", err
	}
	name := prefix + strings.Join(path, delim)
	err = s.run(ctx, "making the folder "+name, s.opts.timeout(), func(c *imapclient.Client) error {
		return c.Create(name, nil).Wait()
	})
	if refusal(err) != nil {
		err = s.unlessListed(ctx, name, err)
	}
	if err != nil {
		return "", err
	}
	return name, s.run(ctx, "subscribing to "+name, s.opts.timeout(), func(c *imapclient.Client) error {
		return c.Subscribe(name).Wait()
	})
}

// unlessListed forgives a CREATE that was refused because the folder is there: not
// every server says so by a code (Cyrus and Courier do not).
func (s *Session) unlessListed(ctx context.Context, name string, refused error) error {
	err := s.run(ctx, "listing "+name, s.opts.timeout(), func(c *imapclient.Client) error {
		data, err := c.List("", name, nil).Collect()
		if slices.ContainsFunc(data, func(d *imap.ListData) bool { return d.Mailbox == name && selectable(d) }) {
			refused = nil
		}
		return err
	})
	return errors.Join(refused, err)
}

// delimiter is what stands between the parts of a folder's name; of a server
// without a hierarchy, a slash will do.
func (s *Session) delimiter(ctx context.Context) (string, error) {
	delim := "/"
	err := s.run(ctx, "listing INBOX", s.opts.timeout(), func(c *imapclient.Client) error {
		data, err := c.List("", "INBOX", nil).Collect()
		if i := slices.IndexFunc(data, func(d *imap.ListData) bool { return d.Delim != 0 }); i >= 0 {
			delim = string(data[i].Delim)
		}
		return err
	})
	return delim, err
}
