package mailbox

import (
	"context"
	"maps"
	"runtime"
	"runtime/debug"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Quirks are what a provider is known to do otherwise than its server says. The
// zero value believes the server.
type Quirks struct {
	// Without are capabilities, such as "IDLE", that the server announces and does
	// not do well: they are taken for absent.
	Without []string
	// ID is when the server insists on being told what program it talks to.
	ID Introduction
	// NoHeaderSearch: SEARCH HEADER fails there, or finds nothing. Headers are then
	// all read and compared here.
	NoHeaderSearch bool
}

// Introduction is when the ID command (RFC 2971) is sent.
type Introduction string

// The times. IDIfOffered is after login and only where the server announces ID,
// which is what the RFC asks for; the others are for servers that turn away
// programs without a name, whether they announce it or not.
const (
	IDIfOffered   Introduction = ""
	IDBeforeLogin Introduction = "before-login"
	IDAfterLogin  Introduction = "after-login"
)

// implying are capabilities that include others (RFC 9051 appendix E, RFC 7162
// section 3.2.3): without one of their parts they can't be relied on either.
var implying = []imap.Cap{imap.CapIMAP4rev2, imap.CapQResync}

// usable is what of the server's capabilities may be used.
func (q Quirks) usable(announced imap.CapSet) imap.CapSet {
	caps := maps.Clone(announced)
	for _, name := range q.Without {
		delete(caps, imap.Cap(name))
		for _, whole := range implying {
			if (imap.CapSet{whole: {}}).Has(imap.Cap(name)) {
				delete(caps, whole)
			}
		}
	}
	return caps
}

// introduce refreshes the capabilities, which differ before and after login, and
// says who we are where the server wants to know.
func (s *Session) introduce(ctx context.Context) error {
	err := s.run(ctx, "capabilities", s.opts.timeout(), func(c *imapclient.Client) error {
		announced := c.Caps()
		if announced == nil {
			return errNoCaps
		}
		s.caps = s.opts.Quirks.usable(announced)
		// go-imap takes IMAP4rev2 for enabled where it is announced, and then sends
		// names of folders in UTF-8; but until a client enables it they are in modified
		// UTF-7 (RFC 9051 appendix A). The set is the client's own, and no command is
		// under way.
		delete(announced, imap.CapIMAP4rev2)
		return nil
	})
	switch when := s.opts.Quirks.ID; {
	case err != nil, when == IDBeforeLogin:
		return err
	case when == IDAfterLogin, s.caps.Has(imap.CapID):
		return s.identify(ctx)
	}
	return nil
}

// identify sends ID. That the server does not like it is its own affair.
func (s *Session) identify(ctx context.Context) error {
	return s.run(ctx, "ID", s.opts.timeout(), func(c *imapclient.Client) error {
		if _, err := c.ID(s.opts.Quirks.identity()).Wait(); err != nil && refusal(err) == nil {
			return err
		}
		return nil
	})
}

// identity is the program's name, and what more those want that insist on it
// (https://developer.yahooinc.com/imap-smtp/ asks for name, version and system).
func (q Quirks) identity() *imap.IDData {
	id := &imap.IDData{Name: "rsvpd"}
	if q.ID != IDIfOffered {
		id.Version, id.OS, id.Vendor = version(), runtime.GOOS, "rsvpd"
	}
	return id
}

// version is that of the program as it was built.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// candidates finds the messages that any of the queries may mean. Where the server's own search of
// headers is of no use, or is refused (mail.ru says "Unsupported search criterion",
// Yahoo "Server error"), that is all of them: the caller compares their headers.
func (s *Session) candidates(ctx context.Context, folder string, queries []Query) ([]uint32, error) {
	what := "searching " + folder
	if !s.opts.Quirks.NoHeaderSearch {
		uids, err := s.search(ctx, what, anyOf(queries))
		if refusal(err) == nil {
			return uids, err
		}
		s.opts.log().Debug("imap: the server can't search headers", "server", s.target.addr, "answer", text(err))
	}
	return s.search(ctx, what, &imap.SearchCriteria{})
}
