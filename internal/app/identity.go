package app

import (
	"regexp"
	"slices"
	"strings"

	"rsvpd/config"
	"rsvpd/internal/message"
)

// identity knows which addresses are the user's, and how their providers read
// them: what is sent to robin+jobs@example.org, or to r.obin@gmail.com, reaches
// robin and is answered from there.
type identity struct {
	name     string
	own      []string // addresses, the account's first
	boxes    []string // of these, as mailbox has them
	patterns []string // addresses with "*" in them, in lower case
	hosts    map[string]config.Host
	// domain is the account's, and host the provider at which its server is: with
	// a domain of one's own that says how tags are read there.
	domain string
	host   config.Host
}

// newIdentity is that of one account's user.
func newIdentity(a config.Account, me config.Me, hosts []config.Host, byDomain map[string]config.Host) identity {
	id := identity{name: me.Name, own: []string{a.Email}, hosts: byDomain, domain: domainOf(a.Email)}
	for _, address := range me.Addresses {
		if strings.Contains(address, "*") {
			id.patterns = append(id.patterns, strings.ToLower(address))
		} else {
			id.own = append(id.own, address)
		}
	}
	id.host, _ = config.HostAt(hosts, a.Server)
	for _, own := range id.own {
		id.boxes = append(id.boxes, id.mailbox(own))
	}
	return id
}

// byDomain are the providers by the domains of their addresses.
func byDomain(hosts []config.Host) map[string]config.Host {
	all := map[string]config.Host{}
	for _, h := range hosts {
		for _, d := range h.Domains {
			all[d] = h
		}
	}
	return all
}

// invited returns the user's address that a mail was sent to: what the answer
// comes from. It is as it was written there, unless its provider sends nothing from
// an address with a tag. An address that is known counts for more than one that
// only fits a pattern; where none is named, as in a mail to a list or by Bcc, it is
// the account's.
func (id identity) invited(m *message.Message) message.Address {
	var named []string
	for _, a := range slices.Concat(m.To, m.Cc) {
		named = append(named, a.Address)
	}
	for _, list := range [][]string{named, m.DeliveredTo, servedFor(m)} {
		for _, known := range []func(string) bool{id.knows, id.fits} {
			if i := slices.IndexFunc(list, known); i >= 0 {
				return message.Address{Name: id.name, Address: id.sender(list[i])}
			}
		}
	}
	return message.Address{Name: id.name, Address: id.own[0]}
}

// isMe reports whether an address is the user's.
func (id identity) isMe(address string) bool { return id.knows(address) || id.fits(address) }

// mine returns the user's addresses as far as a mail needs them: those that are
// written down, and those of its own that mean the same.
func (id identity) mine(m *message.Message) []string {
	list := slices.Clone(id.own)
	for _, a := range slices.Concat([]message.Address{m.From}, m.To, m.Cc) {
		if a.Address != "" && id.isMe(a.Address) {
			list = append(list, a.Address)
		}
	}
	return list
}

// knows reports whether an address means one that the user has named.
func (id identity) knows(address string) bool {
	box := id.mailbox(address)
	return box != "" && slices.Contains(id.boxes, box)
}

// fits reports whether an address is of a pattern that the user has named.
func (id identity) fits(address string) bool {
	_, _, ok := cutAddress(address)
	return ok && slices.ContainsFunc(id.patterns, func(pattern string) bool { return matches(pattern, strings.ToLower(address)) })
}

// matches compares with a pattern in which "*" stands for any letters.
func matches(pattern, s string) bool {
	parts := strings.Split(pattern, "*")
	s, ok := strings.CutPrefix(s, parts[0])
	if !ok || len(parts) == 1 {
		return ok && s == ""
	}
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(s, part)
		if at < 0 {
			return false
		}
		s = s[at+len(part):]
	}
	return strings.HasSuffix(s, parts[len(parts)-1])
}

// sender is the address that an answer to what came to address is sent from.
func (id identity) sender(address string) string {
	if id.rules(domainOf(address)).SendsTag {
		return address
	}
	box := id.mailbox(address)
	if i := slices.Index(id.boxes, box); i >= 0 {
		return id.own[i]
	}
	if id.fits(box) {
		return box
	}
	return address
}

// mailbox is an address as its provider reads it: two addresses are of the same
// person if theirs are equal. Empty where it is none.
func (id identity) mailbox(address string) string {
	local, domain, ok := cutAddress(address)
	if !ok {
		return ""
	}
	rules := id.rules(domain)
	if rules.TagDomains && rules.Domains == nil {
		// anything@name.domain; which part of the domain is the name, the user's own
		// addresses say.
		for _, own := range id.own {
			if ownLocal, ownDomain, ok := cutAddress(own); ok && domain == ownLocal+"."+ownDomain {
				local, domain = ownLocal, ownDomain
			}
		}
	}
	if rules.Tag != "" {
		local, _, _ = strings.Cut(local, rules.Tag)
	}
	if rules.IgnoreDots {
		local = strings.ReplaceAll(local, ".", "")
	}
	if rules.OneMailbox {
		domain = rules.Domains[0]
	}
	return local + "@" + domain
}

// rules are those by which the addresses of a domain are read: of the provider that
// it belongs to; of a domain of the user's own, where their server is, what holds
// there for all domains; else what most servers do (RFC 5233).
func (id identity) rules(domain string) config.Host {
	if h, ok := id.hosts[domain]; ok {
		return h
	}
	usual := config.Host{Tag: "+", SendsTag: true}
	parent := domain
	if _, rest, ok := strings.Cut(domain, "."); ok {
		parent = rest
	}
	usual.TagDomains = id.hosts[parent].TagDomains
	if id.host.File != "" && (domain == id.domain || parent == id.domain) {
		usual.Tag, usual.SendsTag, usual.TagDomains = id.host.Tag, id.host.SendsTag, id.host.TagDomains
	}
	return usual
}

func domainOf(address string) string {
	return strings.ToLower(address[strings.LastIndexByte(address, '@')+1:])
}

// cutAddress divides an address at its last @, in lower case: what counts as the
// same in practice, whatever RFC 5321 section 2.3.11 allows of local parts.
func cutAddress(address string) (local, domain string, ok bool) {
	at := strings.LastIndexByte(address, '@')
	if at <= 0 || at == len(address)-1 {
		return "", "", false
	}
	return strings.ToLower(address[:at]), strings.ToLower(address[at+1:]), true
}

// servedAddress is the recipient that a server notes in Received (RFC 5321 section
// 4.4). Only the topmost field is the user's own server's.
var servedAddress = regexp.MustCompile(`(?i)\bfor\s+<([^<>\s]{1,254})>`)

func servedFor(m *message.Message) []string {
	if found := servedAddress.FindStringSubmatch(m.Get("Received")); found != nil {
		return found[1:]
	}
	return nil
}
