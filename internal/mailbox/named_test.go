package mailbox

import (
	"errors"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"
)

// tree is a mailbox with these folders, below a prefix and with a delimiter.
func tree(prefix string, delim rune, names ...string) Folders {
	f := Folders{Inbox: "INBOX", server: "mail.example.org:993"}
	for _, name := range names {
		f.Names = append(f.Names, name)
		f.list = append(f.list, folder{name: name, path: pathOf(name, prefix, delim), delim: delim})
	}
	return f
}

func TestNamed(t *testing.T) {
	courier := tree("INBOX.", '.', "INBOX", "INBOX.Entwürfe", "INBOX.Work.Jobs", "INBOX.Work")
	dovecot := tree("", '/', "INBOX", "Entwu\u0308rfe", "Work/Jobs", "v1.2", "[Gmail]/All Mail")
	dovecot.All, dovecot.Drafts = "[Gmail]/All Mail", "Entwu\u0308rfe"
	cyrus := tree("", '.', "INBOX", "Shared.Jobs", "INBOX.Jobs")
	unlisted := Folders{Inbox: "INBOX"}
	for _, test := range []struct {
		in         Folders
		name, want string // want "": not found
	}{
		{courier, "Inbox", "INBOX"},
		{courier, "INBOX.Entwürfe", "INBOX.Entwürfe"},
		{courier, "Entwürfe", "INBOX.Entwürfe"},
		{courier, "ENTWÜRFE", "INBOX.Entwürfe"},
		{courier, "entwu\u0308rfe", "INBOX.Entwürfe"},
		{courier, "INBOX/Entwürfe", "INBOX.Entwürfe"},
		{courier, "Work/Jobs", "INBOX.Work.Jobs"},
		{courier, "work.jobs", "INBOX.Work.Jobs"},
		{courier, "Jobs", ""},
		{courier, "Entwurfe", ""},
		{courier, `\All`, ""},
		{courier, `\Nonsense`, ""},
		{dovecot, "Entwürfe", "Entwu\u0308rfe"},
		{dovecot, "work/jobs", "Work/Jobs"},
		{dovecot, "V1.2", "v1.2"},
		{dovecot, "v1/2", ""},
		{dovecot, `\all`, "[Gmail]/All Mail"},
		{dovecot, `\Drafts`, "Entwu\u0308rfe"},
		{dovecot, `\Sent`, ""},
		{cyrus, "Jobs", "INBOX.Jobs"},
		{cyrus, "shared/jobs", "Shared.Jobs"},
		{unlisted, "Anything", "Anything"},
		{unlisted, `\All`, ""},
	} {
		got, err := test.in.Named(test.name)
		if got != test.want || (err == nil) != (test.want != "") || err != nil && !errors.Is(err, ErrNoFolder) {
			t.Errorf("%q among %q: %q, %v; want %q", test.name, test.in.Names, got, err, test.want)
		}
	}
}

// The error says what was probably meant; else what there is, but not for ever.
func TestNamedError(t *testing.T) {
	var many []string
	for range 100 {
		many = append(many, "zzz")
	}
	for _, test := range []struct {
		in         Folders
		name, says string
	}{
		{tree("INBOX.", '.', "INBOX", "INBOX.Entwürfe", "INBOX.Gesendet"), "Entwurfe", `mail.example.org:993: folder not found: "Entwurfe" does not exist: did you mean ["INBOX.Entwürfe"]?`},
		{tree("", '/', "Work/Interviews", "Work/Old interviews", "Trash"), "interviews", `did you mean ["Work/Interviews" "Work/Old interviews"]?`},
		{tree("", '/', "INBOX", "Trash"), "Career", `the folders there are: ["INBOX" "Trash"]`},
		{tree("", '/', many...), "Career", `"zzz"] and more`},
		{tree("", '/', "INBOX", "Trash"), `\All`, `'\All' does not exist: no folder is marked or known as that; name one: ["INBOX" "Trash"]`},
	} {
		_, err := test.in.Named(test.name)
		if err == nil || !strings.Contains(err.Error(), test.says) || len(err.Error()) > 1000 {
			t.Errorf("%q: %v", test.name, err)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"sent", "sent", 0}, {"sent", "send", 1}, {"drafts", "darfts", 2}, {"süß", "suss", 3}, {"abc", "", 3}} {
		if got := distance([]rune(test.a), []rune(test.b)); got != test.want {
			t.Errorf("%q and %q: %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

// Capabilities that are not to be relied on are gone, also as part of others.
func TestUsable(t *testing.T) {
	caps := imap.CapSet{"IMAP4rev1": {}, "IDLE": {}, "CONDSTORE": {}, "QRESYNC": {}, "IMAP4rev2": {}, "UIDPLUS": {}}
	for _, test := range []struct {
		without  []string
		has, not []imap.Cap
	}{
		{nil, []imap.Cap{"IDLE", "QRESYNC", "IMAP4rev2", "ESEARCH"}, nil},
		{[]string{"IDLE"}, []imap.Cap{"IMAP4rev1", "CONDSTORE", "UIDPLUS"}, []imap.Cap{"IDLE", "IMAP4rev2"}},
		{[]string{"CONDSTORE"}, []imap.Cap{"IDLE", "IMAP4rev2"}, []imap.Cap{"CONDSTORE", "QRESYNC"}},
		{[]string{"ESEARCH"}, []imap.Cap{"IDLE", "CONDSTORE"}, []imap.Cap{"ESEARCH", "IMAP4rev2"}},
	} {
		usable := Quirks{Without: test.without}.usable(caps)
		for _, c := range test.has {
			if !usable.Has(c) {
				t.Errorf("without %q: %s is gone", test.without, c)
			}
		}
		for _, c := range test.not {
			if usable.Has(c) {
				t.Errorf("without %q: %s is still there", test.without, c)
			}
		}
	}
	if len(caps) != 6 {
		t.Errorf("the server's own set was changed: %v", caps)
	}
}
