package mailbox

import (
	"context"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Copy puts a copy of one message of a folder into another (RFC 9051 section
// 6.4.7). Neither the original nor its flags change: the folder is opened for
// reading. A folder that does not exist is an ErrNoFolder: it is not made.
func (s *Session) Copy(ctx context.Context, folder string, uid uint32, into string) error {
	if err := s.examine(ctx, folder); err != nil {
		return err
	}
	what := "copying a message into " + into
	return s.run(ctx, what, s.opts.timeout(), func(c *imapclient.Client) error {
		_, err := c.Copy(imap.UIDSetNum(imap.UID(uid)), into).Wait()
		if no := refusal(err); no != nil && no.Code == imap.ResponseCodeTryCreate {
			return s.fail(ErrNoFolder, what, err, "make the folder in your mail program, or take it out of the configuration")
		}
		return err
	})
}
