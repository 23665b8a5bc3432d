package decide

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rsvpd/internal/detect"
	"rsvpd/internal/thread"
)

// Match says which invitations a rule is for. The keys are joined by and, the
// entries of a list by or; an empty list is no condition. What the mail does not
// say matches nothing.
//
// Company, Role, From and Text are case-folded substrings on word boundaries, or
// "/expression/" (RE2, case-insensitive) over the text with its white space
// folded. The others are compared whole, case-folded.
type Match struct {
	Company  []string // or outlet, event, institution, and the name of a programme
	Role     []string // or topic
	From     []string // "Name <address>" of the mail that asks
	Text     []string // its subject and new text
	Kind     []string
	Stage    []string
	Form     []string
	Category []string
	Language []string // ISO 639-1
	Domain   []string // of the sender's address; a parent domain matches too
}

// Rule is one wish of the user's: what to do about certain invitations.
type Rule struct {
	Name     string // for people: "rule 2 (rsvpd.toml:41)"
	When     Match
	Then     thread.Action
	Reason   string // stated by the user to be true (ETIQUETTE D7); "" or "none": no reason
	Note     string // factual clause for the reason
	Referral string
	Door     Door
}

// The reasons that each action knows (ETIQUETTE D2, D3); of an ask, the
// condition it clarifies (D5).
var (
	declineReasons = []string{
		"accepted-offer", "staying", "direction", "not-a-fit", "differs", "compensation", "relocation", "commute",
		"visa", "timezone", "schedule", "on-site", "overqualified", "personal", "interest", "current-job", "values",
	}
	rescheduleReasons = []string{"conflict", "other-process", "preparation"}
	conditions        = map[string]string{
		"compensation": "pay", "on-site": "remote", "schedule": "hours", "timezone": "hours",
		"relocation": "location", "commute": "location", "differs": "title",
		"pay": "pay", "remote": "remote", "hours": "hours", "location": "location", "title": "title",
	}
)

// noReason is how a configuration writes that none is to be given.
const noReason = "none"

// Rules are rules made ready to be asked, in order. The zero value has none.
type Rules struct{ list []compiled }

type compiled struct {
	Rule
	conditions []condition
}

// Compile checks rules and makes them ready. All that is wrong with them is
// joined into one error, each line led by the rule's name.
func Compile(rules []Rule) (Rules, error) {
	var set Rules
	var errs []error
	for i, r := range rules {
		if r.Name == "" {
			r.Name = fmt.Sprintf("rule %d", i+1)
		}
		c, err := compile(r)
		for _, e := range []error{checkAnswer(r), err} {
			if e != nil {
				errs = append(errs, fmt.Errorf("%s: %w", r.Name, e))
			}
		}
		set.list = append(set.list, c)
	}
	if len(errs) > 0 {
		return Rules{}, errors.Join(errs...)
	}
	return set, nil
}

// checkAnswer reports what is wrong with what a rule wants done.
func checkAnswer(r Rule) error {
	if r.Door != "" && r.Door != DoorOpen && r.Door != DoorClosed {
		return fmt.Errorf("door = %q is neither %q nor %q", r.Door, DoorOpen, DoorClosed)
	}
	reason := r.Reason
	if reason == noReason {
		reason = ""
	}
	switch r.Then {
	case thread.Decline:
		return checkReason(r, reason, declineReasons)
	case thread.Reschedule, thread.Hold:
		return checkReason(r, reason, rescheduleReasons)
	case thread.Ask:
		if conditions[reason] == "" {
			return fmt.Errorf(`then = "ask" needs a reason that says what to ask about: compensation, on-site, schedule, timezone, relocation, commute or differs, not %q`, r.Reason)
		}
	case thread.Accept, thread.None:
		if reason != "" {
			return fmt.Errorf("then = %q takes no reason", r.Then)
		}
	default:
		return fmt.Errorf("then = %q is no action: use decline, reschedule, hold, ask, accept or none", r.Then)
	}
	return nil
}

func checkReason(r Rule, reason string, known []string) error {
	if reason == "" || slices.Contains(known, reason) {
		return nil
	}
	return fmt.Errorf("reason = %q is none for then = %q: use one of %s or none", reason, r.Then, strings.Join(known, ", "))
}

// nameCategory reports whether a rule names a category.
func (rs Rules) nameCategory(c detect.Category) bool {
	return slices.ContainsFunc(rs.list, func(r compiled) bool {
		return slices.ContainsFunc(r.When.Category, func(s string) bool { return fold(s) == string(c) })
	})
}

// first returns the first rule from index on that matches, and what matched.
func (rs Rules) first(inv thread.Invitation, from int) (index int, why string, found bool) {
	f := factsOf(inv)
	for i := from; i < len(rs.list); i++ {
		if why, ok := rs.list[i].matches(f); ok {
			return i, why, true
		}
	}
	return -1, "", false
}
