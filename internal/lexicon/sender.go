package lexicon

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Role is what a sender's business is.
type Role string

// The roles.
const (
	ATS       Role = "ats"       // applicant tracking system: mails on behalf of employers
	Scheduler Role = "scheduler" // lets people choose a time
	Network   Role = "network"   // relays messages between its members
	Meeting   Role = "meeting"   // video calls
	Freemail  Role = "freemail"  // mailboxes for everybody: tells nothing about a company
	JobBoard  Role = "jobboard"
	Bulk      Role = "bulk" // newsletter platforms
	Testing   Role = "testing"
	Anybody   Role = "anybody" // link shapes that hold on any host
)

var roles = []Role{ATS, Scheduler, Network, Meeting, Freemail, JobBoard, Bulk, Testing, Anybody}

// Sender is one house whose mails and links are known. None of them ever is the
// company that invites, unless the text says so.
type Sender struct {
	ID      string   `toml:"id"`
	Name    string   `toml:"name"`
	Role    Role     `toml:"role"`
	Domains []string `toml:"domains"` // of its mails and pages; sub-domains count
	Links   []Shape  `toml:"links"`
}

// Shape is a kind of link that a sender uses.
type Shape struct {
	Kind string `toml:"kind"` // booking, meeting, portal, assessment or profile
	// Path must occur in the URL's path (case-folded); empty matches every path.
	Path string `toml:"path"`
	// Host, when given, is the start of the host's name: "calendar." of calendar.google.com.
	Host string `toml:"host"`
}

var linkKinds = []string{"booking", "meeting", "portal", "assessment", "profile"}

func (s *Sender) problems() []string {
	var out []string
	if !slices.Contains(roles, s.Role) {
		out = append(out, fmt.Sprintf("role = %q: write one of %v", s.Role, roles))
	}
	if len(s.Domains) == 0 && s.Role != Anybody {
		out = append(out, "domains is empty: write the domains it mails from or links to")
	}
	for _, d := range s.Domains {
		if d != strings.ToLower(d) || strings.ContainsAny(d, "/@ ") {
			out = append(out, fmt.Sprintf("domain %q: write the bare name in lower case, as in \"example.com\"", d))
		}
	}
	for _, l := range s.Links {
		if !slices.Contains(linkKinds, l.Kind) {
			out = append(out, fmt.Sprintf("link kind %q: write one of %v", l.Kind, linkKinds))
		}
	}
	return out
}

// SenderOf returns the sender that owns a host or the domain of an address.
func (l *Lexicon) SenderOf(host string) (*Sender, bool) {
	host = strings.ToLower(strings.TrimSuffix(host[strings.LastIndexByte(host, '@')+1:], "."))
	first := len(l.Senders)
	for domain, more := host, true; more; _, domain, more = strings.Cut(domain, ".") {
		if i, ok := l.owners[domain]; ok {
			first = min(first, i)
		}
	}
	if first == len(l.Senders) {
		return nil, false
	}
	return &l.Senders[first], true
}

// own notes whose the domains of the senders are.
func (l *Lexicon) own() {
	l.owners = map[string]int{}
	for i := range l.Senders {
		for _, d := range l.Senders[i].Domains {
			if _, taken := l.owners[d]; !taken {
				l.owners[d] = i
			}
		}
	}
}

// LinkKind says what a URL is for, judged by its host and path alone; it is
// never fetched. ok is false for a URL of no known shape.
func (l *Lexicon) LinkKind(raw string) (kind string, from *Sender, ok bool) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return "", nil, false
	}
	host, path := strings.ToLower(u.Hostname()), strings.ToLower(u.Path)
	if s, known := l.SenderOf(host); known {
		if k := s.shape(host, path); k != "" {
			return k, s, true
		}
	}
	for i := range l.Senders {
		if s := &l.Senders[i]; s.Role == Anybody {
			if k := s.shape(host, path); k != "" {
				return k, s, true
			}
		}
	}
	return "", nil, false
}

func (s *Sender) shape(host, path string) string {
	for _, sh := range s.Links {
		if strings.HasPrefix(host, sh.Host) && strings.Contains(path, sh.Path) {
			return sh.Kind
		}
	}
	return ""
}

// ByName returns the sender of that name.
func (l *Lexicon) ByName(name string) (*Sender, bool) {
	for i := range l.Senders {
		if strings.EqualFold(l.Senders[i].Name, name) {
			return &l.Senders[i], true
		}
	}
	return nil, false
}
