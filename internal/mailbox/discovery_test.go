package mailbox_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
)

// placed is where servers keep the special folders: the prefix of their names and
// the delimiter.
var placed = map[string]struct {
	prefix string
	delim  rune
}{
	"at the top":       {"", '/'},
	"below INBOX.":     {"INBOX.", '.'},
	"below INBOX/":     {"INBOX/", '/'},
	"as Gmail":         {"[Gmail]/", '/'},
	"as Gmail in some": {"[Google Mail]/", '/'},
}

// The folders are found by the usual name of every language, wherever servers put
// them, over the wire and so in modified UTF-7; and what is not at such a place is
// not taken for special.
func TestDiscovery(t *testing.T) {
	names := folderNames(t)
	for place, p := range placed {
		t.Run(place, func(t *testing.T) {
			for lang, set := range names.Sets {
				if strings.HasPrefix(lang, "program-") {
					continue
				}
				folders := []imapmem.Folder{{Name: p.prefix + set.Drafts[0]}, {Name: p.prefix + set.Sent[0]}, {Name: p.prefix + "Old" + string(p.delim) + "Trash"}}
				want := mailbox.Folders{Drafts: folders[0].Name, Sent: folders[1].Name}
				for _, more := range []struct {
					names []string
					into  *string
				}{{set.Trash, &want.Trash}, {set.Archive, &want.Archive}} {
					if len(more.names) > 0 {
						*more.into = p.prefix + more.names[0]
						folders = append(folders, imapmem.Folder{Name: *more.into})
					}
				}
				r := memoryRig(t, imapmem.Options{Folders: folders, NoSpecialUse: true, Delimiter: p.delim}, false)
				f, err := r.dial(t).Folders(t.Context())
				if err != nil || f.Drafts != want.Drafts || f.Sent != want.Sent || f.Trash != want.Trash || f.Archive != want.Archive {
					t.Errorf("%s: %q %q %q %q, %v", lang, f.Drafts, f.Sent, f.Trash, f.Archive, err)
				}
			}
		})
	}
}

// What Outlook calls them, in all its languages, is known as well.
func TestDiscoveryOutlook(t *testing.T) {
	set := folderNames(t).Sets["program-outlook"]
	for i := range max(len(set.Drafts), len(set.Sent)) {
		drafts, sent := set.Drafts[i%len(set.Drafts)], set.Sent[i%len(set.Sent)]
		r := memoryRig(t, imapmem.Options{Folders: []imapmem.Folder{{Name: drafts}, {Name: sent}}, NoSpecialUse: true}, false)
		if f, err := r.dial(t).Folders(t.Context()); err != nil || f.Drafts != drafts || f.Sent != sent {
			t.Errorf("%q and %q: %q, %q, %v", drafts, sent, f.Drafts, f.Sent, err)
		}
	}
}

// What the server says of a folder counts for more than its name, and what is
// configured for more than both.
func TestDiscoveryOrder(t *testing.T) {
	folders := []imapmem.Folder{{Name: "Drafts"}, {Name: "Sent"}, {Name: "Ebauches", Use: `\Drafts`}, {Name: "Partis", Use: `\Sent`},
		{Name: "Tout", Use: `\All`}, {Name: "Rangés", Use: `\Archive`}}
	for _, test := range []struct{ drafts, sent, wantDrafts, wantSent string }{
		{"", "", "Ebauches", "Partis"},
		{"drafts", "SENT", "Drafts", "Sent"},
		{`\Drafts`, `\sent`, "Ebauches", "Partis"},
		{"", "Sent", "Ebauches", "Sent"},
	} {
		r := memoryRig(t, imapmem.Options{Folders: folders}, false)
		r.opts.Drafts, r.opts.Sent = test.drafts, test.sent
		f, err := r.dial(t).Folders(t.Context())
		if err != nil || f.Drafts != test.wantDrafts || f.Sent != test.wantSent || f.All != "Tout" || f.Archive != "Rangés" {
			t.Errorf("%+v: %+v, %v", test, f, err)
		}
		if name, err := f.Named(`\All`); err != nil || name != "Tout" {
			t.Errorf("all mail is %q, %v", name, err)
		}
	}
}

// Where a folder can't be told, the error lists those that there are, and the
// setting to write; where it is configured wrongly, what comes near.
func TestDiscoveryFails(t *testing.T) {
	folders := []imapmem.Folder{{Name: "Ebauches"}, {Name: "Partis"}}
	for _, test := range []struct {
		drafts, sent string
		says         []string
	}{
		{"", "", []string{"no folder is known to hold drafts", `write drafts = "…"`, "no folder is known to hold sent mail", `write sent = "…"`, `["INBOX" "Partis" "Ebauches"]`}},
		{"Ebauche", "Partis", []string{`drafts = "Ebauche" does not exist`, `did you mean ["Ebauches"]?`}},
		{"Ebauches", `\Sent`, []string{`sent = '\Sent' does not exist`, `"Partis"`}},
	} {
		r := memoryRig(t, imapmem.Options{Folders: folders, NoSpecialUse: true}, false)
		r.opts.Drafts, r.opts.Sent = test.drafts, test.sent
		_, err := r.dial(t).Folders(t.Context())
		if !errors.Is(err, mailbox.ErrNoFolder) {
			t.Fatalf("%+v: %v", test, err)
		}
		for _, want := range test.says {
			if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q is not in, or more than a line is: %v", want, err)
			}
		}
	}
}

// Every name of the data is found by itself: none is lost to folding or encoding.
func TestEveryFolderName(t *testing.T) {
	all := map[string]bool{}
	for _, set := range folderNames(t).Sets {
		for _, name := range slices.Concat(set.Drafts, set.Sent, set.Trash, set.Junk, set.Archive, set.All) {
			all[strings.ToLower(name)] = true
		}
	}
	var folders []imapmem.Folder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		folders = append(folders, imapmem.Folder{Name: name})
	}
	f, err := memoryRig(t, imapmem.Options{Folders: folders, NoSpecialUse: true}, false).dial(t).Folders(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name := range all {
		if got, err := f.Named(strings.ToUpper(name)); err != nil || !strings.EqualFold(got, name) {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
}
