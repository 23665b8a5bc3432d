package mailbox_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// kinds are the servers that every method is tested on, and the ways to reach
// them. start starts one server, and returns what makes rigs on it.
var kinds = []struct {
	name  string
	start func(t *testing.T) func(*testing.T) *rig
}{
	{"memory/pipe", onMemory(imapmem.Options{}, false)},
	{"memory/loopback", onMemory(imapmem.Options{}, true)},
	{"memory/localised", onMemory(imapmem.Options{
		Folders: []imapmem.Folder{{Name: "INBOX.Entwürfe"}, {Name: "INBOX.Gesendet"}}, NoSpecialUse: true, NoUIDPlus: true, Delimiter: '.',
	}, false)},
	{"dovecot/imaps", onDovecot(testlib.DovecotOptions{}, "imaps")},
	{"dovecot/starttls", onDovecot(testlib.DovecotOptions{}, "imap+starttls")},
	{"dovecot/plain", onDovecot(testlib.DovecotOptions{}, "imap")},
	{"dovecot/localised", onDovecot(testlib.DovecotOptions{Folders: testlib.German, Separator: ".", Prefix: "INBOX.", Without: []string{"UIDPLUS"}}, "imaps")},
	{"dovecot/modified UTF-7", onDovecot(testlib.DovecotOptions{Folders: japanese}, "imaps")},
	{"dovecot/bare", onDovecot(testlib.DovecotOptions{Without: []string{"LITERAL+", "IDLE", "SPECIAL-USE", "LIST-EXTENDED", "LIST-STATUS",
		"CONDSTORE", "QRESYNC", "ESEARCH", "UNSELECT", "ID", "ENABLE", "NAMESPACE", "MOVE"}}, "imap")},
	{"dovecot/quota and rights", onDovecot(testlib.DovecotOptions{Quota: "4M", ReadOnly: []string{"Locked"},
		Folders: append([]testlib.Folder{{Name: "Locked"}}, testlib.English...)}, "imap")},
	{"dovecot/hibernate", onDovecot(testlib.DovecotOptions{Hibernate: true}, "imap")},
	{"dovecot/OAUTHBEARER", onTokens("OAUTHBEARER")},
	{"dovecot/XOAUTH2", onTokens("XOAUTH2")},
	{"cyrus", func(t *testing.T) func(*testing.T) *rig { return onPackaged(testlib.Cyrus(t), "") }},
	{"cyrus/dots", func(t *testing.T) func(*testing.T) *rig {
		return onPackaged(testlib.CyrusWith(t, testlib.CyrusOptions{Dots: true}), "INBOX.")
	}},
	{"courier", func(t *testing.T) func(*testing.T) *rig {
		newRig := onPackaged(testlib.Courier(t), "INBOX.")
		return func(t *testing.T) *rig {
			r := newRig(t)
			r.noTryCreate = true
			return r
		}
	}},
}

// japanese are folders whose names go through modified UTF-7 (RFC 9051 appendix A).
var japanese = []testlib.Folder{{Name: "下書き"}, {Name: "送信済み"}, {Name: "R&D"}}

// server is a server of testlib.
type server interface {
	NewUser(testing.TB) string
	Password() string
	Addr() string
	Seed(t testing.TB, user, folder string, raw []byte, received time.Time, flags ...string)
	Messages(t testing.TB, user, folder string) []testlib.Stored
}

// serverRig is a new user on a server.
func serverRig(t *testing.T, srv server) *rig {
	t.Helper()
	user := srv.NewUser(t)
	r := &rig{drafts: "Drafts", sent: "Sent", nowhere: "Nowhere", uidPlus: true}
	r.opts = mailbox.Options{URL: "imap://" + srv.Addr(), User: user, Password: password(srv.Password()), FolderNames: folderNames(t)}
	r.seed = func(t *testing.T, folder string, raw []byte, received time.Time, flags ...string) {
		t.Helper()
		srv.Seed(t, user, folder, raw, received, flags...)
	}
	r.stored = func(t *testing.T, folder string) []stored {
		t.Helper()
		var all []stored
		for _, m := range srv.Messages(t, user, folder) {
			all = append(all, stored{m.UID, m.InternalDate.UTC(), m.Flags, string(m.Raw)})
		}
		return all
	}
	return r
}

func onMemory(o imapmem.Options, listen bool) func(*testing.T) func(*testing.T) *rig {
	return func(*testing.T) func(*testing.T) *rig {
		return func(t *testing.T) *rig { return memoryRig(t, o, listen) }
	}
}

func onDovecot(o testlib.DovecotOptions, scheme string) func(*testing.T) func(*testing.T) *rig {
	return func(t *testing.T) func(*testing.T) *rig {
		d := testlib.DovecotWith(t, o)
		return func(t *testing.T) *rig {
			r := serverRig(t, d)
			addr := d.Addr()
			if scheme == "imaps" {
				addr = d.TLSAddr()
			}
			r.opts.URL, r.opts.TLSConfig = scheme+"://"+addr, d.Cert.Client()
			if o.Folders != nil {
				r.drafts, r.sent = o.Prefix+o.Folders[0].Name, o.Prefix+o.Folders[1].Name
			}
			r.nowhere = o.Prefix + r.nowhere
			r.uidPlus, r.noIdle = !slices.Contains(o.Without, "UIDPLUS"), slices.Contains(o.Without, "IDLE")
			if o.Quota != "" {
				r.full, r.locked, r.drafts, r.sent = 5<<20, "Locked", "Drafts", "Sent"
			}
			return r
		}
	}
}

// onTokens is on a Dovecot that is logged in to with access tokens.
func onTokens(mechanism string) func(*testing.T) func(*testing.T) *rig {
	return func(t *testing.T) func(*testing.T) *rig {
		provider := testlib.OAuth(t, "", testlib.OAuthOptions{})
		newRig := onDovecot(testlib.DovecotOptions{OAuth: provider.URL}, "imaps")(t)
		return func(t *testing.T) *rig {
			r := newRig(t)
			r.opts.Password, r.opts.Mechanisms = nil, []string{mechanism}
			r.opts.Token = func(context.Context, string) (string, error) { return provider.GrantTo(r.opts.User), nil }
			return r
		}
	}
}

// onPackaged is on a server whose folders have English names below a prefix.
func onPackaged(srv server, prefix string) func(*testing.T) *rig {
	return func(t *testing.T) *rig {
		r := serverRig(t, srv)
		r.drafts, r.sent, r.nowhere = prefix+"Drafts", prefix+"Sent", prefix+"Nowhere"
		return r
	}
}
