package app

import (
	"context"
	"strings"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/message"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// headerFields are read of every mail: what detect.Worth goes by. moreFields come
// with the first look, for detect.Screen and for what is kept of an answer that
// nobody reads. A mail that is read comes with its whole header.
var (
	headerFields = []string{
		"From", "Subject", "In-Reply-To", "References", "Content-Type",
		"List-Id", "List-Post", "List-Unsubscribe", "Precedence", "Feedback-ID",
	}
	moreFields = []string{"To", "Cc", "Date", "Message-ID", "Auto-Submitted", "Content-Transfer-Encoding", "X-Rsvpd-Summary"}
)

// How much of a text is looked at before a mail is read, in bytes as transferred.
// A letter says early what it is about; a page has its styles in front. What has
// not said it by then is looked at further, step by step.
const (
	lookText = 2 << 10
	lookPage = 10 << 10
)

var looksOn = []int64{12 << 10, 16 << 10, 24 << 10}

// lookOn is how much to look at of a text when the first bytes of it did not tell.
func lookOn(seen int64) int64 {
	for _, n := range looksOn {
		if n > seen {
			return n
		}
	}
	return mailbox.All
}

// sieve says how much is read of the mails of a folder. In Sent and in steering
// folders everything is read: it is there because of something the user did.
func (f *folderReader) sieve(ctx context.Context) mailbox.Sieve {
	s := mailbox.Sieve{Glance: f.folder != f.folders.Inbox, Progress: f.progress()}
	if f.sent || f.word != "" {
		return s
	}
	s.Fields, s.More = headerFields, moreFields
	s.Look = func(fields []byte, size int64) int64 { return f.look(ctx, message.ParseOrigin(fields), size) }
	s.Screen = func(leading []byte, whole bool) int64 {
		defer f.app.limits.read()()
		return f.app.reader.sift(leading, whole)
	}
	return s
}

// worth is Worth of a header that has been parsed already.
func (r *Reader) worth(h *message.Message, size int64) bool { return r.links().detector.Worth(h, size) }

// look says how much to look at of a mail, from its header. What belongs to a
// thread that matters is read whatever it says.
func (f *folderReader) look(ctx context.Context, h *message.Message, size int64) int64 {
	answer := len(h.InReplyTo)+len(h.References) > 0
	if answer && f.matters(ctx, h) {
		return mailbox.All
	}
	threaded := answer && !ofList(h) // and its thread may matter later
	switch {
	case !threaded && !f.app.reader.worth(h, size):
		return mailbox.Nothing
	case isPage(h):
		return lookPage
	}
	return lookText
}

// progress tells of the reading of a folder that takes a while.
func (f *folderReader) progress() func(done, total int) {
	tell := f.app.opts.Progress
	if tell == nil {
		return nil
	}
	return func(done, total int) {
		if total > flushVisited {
			tell(Progress{Account: f.cfg.Email, Folder: f.folder, First: f.first, Done: done, Total: total})
		}
	}
}

// isPage reports whether a mail is HTML and nothing else.
func isPage(h *message.Message) bool {
	const page = "text/html"
	kind := strings.TrimSpace(h.Get("Content-Type"))
	return len(kind) >= len(page) && strings.EqualFold(kind[:len(page)], page)
}

// matters reports whether a mail answers one that matters.
func (f *folderReader) matters(ctx context.Context, h *message.Message) (yes bool) {
	answer := thread.Mail{InReplyTo: h.InReplyTo, References: h.References}
	if f.related != nil {
		return f.related.has(answer)
	}
	err := f.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		related, err := f.kin(tx)
		yes = related.has(answer)
		return err
	})
	if err != nil {
		f.failed = err
	}
	return yes
}

// ofList reports whether a mail went over a mailing list (RFC 2369, RFC 2919):
// a conversation there is nobody's invitation.
func ofList(h *message.Message) bool { return h.Get("List-Id") != "" && h.Get("List-Post") != "" }
