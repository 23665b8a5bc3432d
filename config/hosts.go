package config

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Host is a mail provider: what must be known of it to log in and to get along
// with its servers. It is known by the domains of its addresses, by those of its
// servers for incoming mail (MX), and by the name of its IMAP server.
type Host struct {
	File    string
	Name    string   // as people call it
	Domains []string // of addresses, lower case; a provider for domains of one's own may have none
	MX      []string // domains under which the MX records of its customers lie, lower case
	Server  Server
	Also    []string // further names of that server
	// Customers is the server for the mailboxes of customers' domains, where it is
	// not the same.
	Customers Server
	Auth      string // what it accepts from programs: "password" or "oauth2"
	Hint      string // what its users must do before they can log in
	// LocalUser: the login name is what stands before the @.
	LocalUser bool

	Connections int      // at most so many at the same time for one mailbox; 0: unknown
	Without     []string // capabilities that it announces and that are of no use there
	ID          string   // "before-login", "after-login": it insists on the ID command; "": it does not
	// HeaderSearch: SEARCH HEADER can be relied on.
	HeaderSearch bool

	Tag        string // what begins a tag in the local part: "+" or "-"; "": there are none
	SendsTag   bool   // mail may be sent from an address with a tag
	IgnoreDots bool   // dots in the local part do not count
	OneMailbox bool   // the same local part is the same mailbox in all its Domains
	TagDomains bool   // anything@name.domain is name@domain
}

// folderNames is the file beside the providers that says how servers call their
// folders; the mailbox reads it.
const folderNames = "hosts/folders.toml"

// Hosts reads hosts/*.toml of the data, the names of folders apart. The error is of type Problems where a
// file is wrong, or two files claim a domain.
func Hosts(data fs.FS) ([]Host, error) {
	names, err := fs.Glob(data, "hosts/*.toml")
	if err != nil {
		return nil, err
	}
	var hosts []Host
	var problems Problems
	claimed := map[string]string{}
	for _, name := range names {
		if name == folderNames {
			continue
		}
		text, err := fs.ReadFile(data, name)
		if err != nil {
			return nil, err
		}
		doc := parseDocument(name, text)
		if doc.values != nil {
			hosts = append(hosts, readHost(doc, claimed))
		}
		problems = append(problems, doc.problems...)
	}
	if err := problems.asError(); err != nil {
		return nil, err
	}
	return hosts, nil
}

// Hosts are the providers that Load has read, or those of data.
func (c *Config) Hosts(data fs.FS) ([]Host, error) {
	if c.hosts != nil {
		return c.hosts, nil
	}
	return Hosts(data)
}

// readHost reads one file. claimed says which file a domain is in already.
func readHost(doc *document, claimed map[string]string) Host {
	h := Host{File: doc.name, Auth: "password", HeaderSearch: true, Tag: "+", SendsTag: true}
	h.Name = strings.TrimSuffix(strings.TrimPrefix(doc.name, "hosts/"), ".toml")
	t := doc.root()
	t.name("name", &h.Name)
	t.list("domains", &h.Domains)
	t.list("mx", &h.MX)
	t.server("imap", &h.Server)
	h.Customers = h.Server
	t.server("imap_mx", &h.Customers)
	t.list("also", &h.Also)
	t.oneOf("auth", &h.Auth, []string{"password", "oauth2"})
	t.text("hint", &h.Hint)
	user := "address"
	t.oneOf("user", &user, []string{"address", "local-part"})
	h.LocalUser = user == "local-part"
	h.readLimits(t)
	h.readAddresses(t)
	t.done(nil)
	if !t.has("domains") && !t.has("mx") {
		t.missing("domains", `write domains = ["example.org"], or mx = ["mail.example.org"] for domains of its customers`)
	}
	if !t.has("imap") {
		t.missing("imap", serverFix)
	}
	claimDomains(t, "domains", h.Domains, claimed)
	claimDomains(t, "mx", h.MX, claimed)
	return h
}

// Distrustable are the capabilities that a provider's file may declare useless.
// It is those that the mailbox uses where it finds them.
var Distrustable = []string{"CONDSTORE", "ESEARCH", "IDLE", "LIST-EXTENDED", "NAMESPACE", "SPECIAL-USE", "UIDPLUS", "UNSELECT"}

// leastConnections are what one account needs: to watch and read, and to write.
const leastConnections = 2

func (h *Host) readLimits(t *table) {
	t.number("max_connections", &h.Connections, leastConnections, 1000)
	t.list("without", &h.Without)
	for i, name := range h.Without {
		if !slices.Contains(Distrustable, name) {
			t.wrongElement("without", i, fmt.Sprintf("%q is no capability that is used", name), choose(name, Distrustable))
		}
	}
	t.oneOf("id", &h.ID, []string{"before-login", "after-login"})
	t.flag("header_search", &h.HeaderSearch)
}

func (h *Host) readAddresses(t *table) {
	t.oneOf("tag", &h.Tag, []string{"+", "-", ""})
	t.flag("sends_tag", &h.SendsTag)
	t.flag("ignores_dots", &h.IgnoreDots)
	t.flag("one_mailbox", &h.OneMailbox)
	t.flag("tag_domains", &h.TagDomains)
}

// claimDomains notes whose the domains are and complains of what is none, or
// somebody else's already.
func claimDomains(t *table, key string, domains []string, claimed map[string]string) {
	for i, d := range domains {
		id := key + " " + d
		switch other := claimed[id]; {
		case !isHost(d) || d != strings.ToLower(d) || strings.Contains(d, "@"):
			t.wrongElement(key, i, fmt.Sprintf("%q is not a domain", d), `write what stands behind the @, in lower case`)
		case other != "":
			t.wrongElement(key, i, fmt.Sprintf("%q stands in %s already", d, other), "keep it in one file")
		}
		claimed[id] = t.doc.name
	}
}

// HostOf returns the provider of an address by its domain; ok is false when none
// is known.
func HostOf(hosts []Host, email string) (h Host, ok bool) {
	domain := strings.ToLower(email[strings.LastIndexByte(email, '@')+1:])
	return first(hosts, func(h Host) bool { return slices.Contains(h.Domains, domain) })
}

// HostByMX returns the provider that takes in mail at a host, the name of an MX
// record: one's own domain may be a customer of any of them. Its Server is that of
// the customers. Where several fit, the one that is known more exactly is meant.
func HostByMX(hosts []Host, mx string) (h Host, ok bool) {
	mx = strings.TrimSuffix(strings.ToLower(mx), ".")
	longest := ""
	for _, candidate := range hosts {
		for _, suffix := range candidate.MX {
			if (mx == suffix || strings.HasSuffix(mx, "."+suffix)) && len(suffix) > len(longest) {
				longest, h = suffix, candidate
			}
		}
	}
	h.Server = h.Customers
	return h, longest != ""
}

// HostAt returns the provider that a server belongs to, whoever the address is of.
func HostAt(hosts []Host, s Server) (h Host, ok bool) {
	return first(hosts, func(h Host) bool {
		if isLoopback(s.Host) {
			return s == h.Server // a bridge: others may live on this machine too
		}
		name := strings.ToLower(s.Host)
		return name == h.Server.Host || name == h.Customers.Host || slices.Contains(h.Also, name)
	})
}

func first(hosts []Host, which func(Host) bool) (Host, bool) {
	if i := slices.IndexFunc(hosts, which); i >= 0 {
		return hosts[i], true
	}
	return Host{}, false
}
