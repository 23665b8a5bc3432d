package decide

import (
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/terms"
	"rsvpd/internal/thread"
)

// known is what rules may ask about one invitation. What costs something to find
// out is found out when a rule asks.
type known struct {
	inv    thread.Invitation
	policy Policy
	agenda Agenda
	now    time.Time

	read    *terms.Terms // nil: not read yet
	verdict *Verdict     // nil: no rule has asked for it
}

func know(inv thread.Invitation, p Policy, agenda Agenda, now time.Time) *known {
	return &known{inv: inv, policy: p, agenda: agenda, now: now}
}

// texts returns what is known for a key; several texts are alternatives. Unknown
// is empty.
func (k *known) texts(key string) []string {
	f, ask := &k.inv.Facts, &k.inv.Ask
	switch key {
	case "company":
		return []string{f.Company, f.Program}
	case "role":
		return []string{f.Role}
	case "from":
		return []string{strings.TrimSpace(ask.From.Name + " <" + ask.From.Address + ">")}
	case "text":
		return []string{ask.Subject + "\n" + ask.Text}
	case "location":
		return append(k.terms().Places, f.Role)
	case "kind":
		return []string{string(f.Kind)}
	case "stage":
		return []string{string(f.Stage)}
	case "form":
		return []string{string(f.Form)}
	case "category":
		return []string{string(category(k.inv))}
	case "workplace":
		return []string{string(k.terms().Workplace)}
	case "language":
		return []string{f.Lang}
	case "domain":
		_, domain, _ := strings.Cut(ask.From.Address, "@")
		return []string{domain}
	case "conflict":
		return []string{k.conflict()}
	}
	return nil
}

// terms reads what the mails that ask say of pay and place: the newest, and
// where it is silent the first.
func (k *known) terms() terms.Terms {
	if k.read != nil {
		return *k.read
	}
	t := terms.Terms{}
	if r := k.policy.Terms; r != nil {
		t = r.Read(offer(&k.inv.Ask))
		first := t
		if k.inv.First.Identity != k.inv.Ask.Identity {
			first = r.Read(offer(&k.inv.First))
		}
		t = filled(t, first)
	}
	k.read = &t
	return t
}

// offer is the text of a mail in which terms may stand.
func offer(m *thread.Mail) string { return m.Subject + "\n\n" + m.Text }

// filled takes from an earlier mail what the newer one leaves open.
func filled(t, earlier terms.Terms) terms.Terms {
	if len(t.Pay) == 0 {
		t.Pay = earlier.Pay
	}
	if t.Workplace == "" {
		t.Workplace, t.WorkplaceText = earlier.Workplace, earlier.WorkplaceText
	}
	if len(t.Places) == 0 {
		t.Places = earlier.Places
	}
	return t
}

// conflict says whether all proposed times are known to be impossible, or one is
// known to be free.
func (k *known) conflict() string {
	if k.policy.conflict(Decision{}, k.inv, k.agenda, k.now) != "" {
		return "true"
	}
	for _, s := range k.inv.Facts.Slots {
		if passed(s, k.now) || !s.Certain {
			continue
		}
		if _, free := k.policy.acceptable(s, k.inv.Facts, k.agenda, k.now); free {
			return "false"
		}
	}
	return ""
}

// says reports whether the mail says one of the things that are sayable.
func (k *known) says(what string) bool {
	switch what {
	case "times":
		return len(k.inv.Facts.Slots) > 0
	case "pay":
		return len(k.terms().Pay) > 0
	case "location":
		return len(k.terms().Places) > 0
	}
	for _, t := range k.texts(what) {
		if t != "" {
			return true
		}
	}
	return false
}

// category is what the invitation is tracked as. The mail to answer may be a
// reminder of it.
func category(inv thread.Invitation) detect.Category {
	for _, c := range []detect.Category{inv.Ask.Category, inv.First.Category} {
		if c == detect.Outreach || c == detect.Assessment || c == detect.Invitation {
			return c
		}
	}
	return detect.Invitation
}
