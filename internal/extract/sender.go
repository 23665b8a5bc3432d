package extract

import (
	"slices"
	"strings"

	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
)

// sender finds the address that reaches them: Reply-To, else From; never a
// no-reply.
func (j *job) sender() {
	if j.m.Forwarded != nil && j.m.Forwarded.From.Address != "" {
		from := j.m.Forwarded.From
		if !noReply(from.Address) {
			j.f.ReplyTo = &from
			return
		}
	}
	for _, a := range j.m.ReplyTo {
		if a.Address != "" && !noReply(a.Address) {
			j.f.ReplyTo = &message.Address{Name: a.Name, Address: a.Address}
			return
		}
	}
	from := j.m.From
	if from.Address == "" || noReply(from.Address) || j.deafPortal(from.Address) {
		j.toOrganiser()
		return
	}
	j.f.ReplyTo = &from
}

// toOrganiser answers to a calendar's organiser where the sender can't be answered.
func (j *job) toOrganiser() {
	for _, c := range j.m.Calendars {
		for _, e := range c.Events {
			a := e.Organizer.Address
			if strings.Contains(a, "@") && !noReply(a) && !j.deafPortal(a) && !slices.ContainsFunc(j.ctx.Me, func(me string) bool { return strings.EqualFold(me, a) }) {
				j.f.ReplyTo = &message.Address{Name: e.Organizer.Name, Address: a}
				return
			}
		}
	}
}

// noReply reports whether an address says itself that nobody reads it.
func noReply(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	local = strings.NewReplacer("-", "", "_", "", ".", "").Replace(local)
	for _, s := range []string{"noreply", "donotreply", "dontreply", "nereply", "nepasrepondre", "keineantwort", "nichtantworten", "noresponder", "nonrispondere", "naoresponda", "nietbeantwoorden", "mailerdaemon", "bounce", "donotanswer", "unattended", "unmonitored", "automailer", "autoreply", "sendonly", "noresponse", "noresponda", "norespond", "neantwort", "geenantwoord"} {
		if strings.Contains(local, s) {
			return true
		}
	}
	return machines[local]
}

// machines are local parts of senders that read nothing.
var machines = set([]string{"notify", "notification", "notifications", "alert", "alerts", "robot", "bot", "mailer", "auto", "automat", "automatic", "system", "daemon", "postmaster", "updates", "outbound"})

// deafPortal reports whether a tracking system's address is one that carries no
// answers, by its own words or by its local part. (Relay addresses, with an id
// in them, do.)
func (j *job) deafPortal(address string) bool {
	if j.says(nobodyReads) {
		return true
	}
	s, known := j.x.lex.SenderOf(address)
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	return known && s.Role == lexicon.ATS && (strings.HasPrefix(local, "notification") || strings.HasPrefix(local, "system"))
}

// network names the network that relays the mail: an answer to its address lands
// in a member's messages there, not in a mailbox. A notice that takes no answer
// relays nothing.
func (j *job) network() {
	if j.f.ReplyTo == nil {
		return
	}
	if s, known := j.x.lex.SenderOf(j.f.ReplyTo.Address); known && s.Role == lexicon.Network {
		j.f.Network = s.Name
	}
}

func names(list []message.Address) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.Name)
	}
	return out
}
