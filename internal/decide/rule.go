package decide

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/thread"
)

// Rule is one wish of the user's: what to do about certain invitations.
type Rule struct {
	Name   string // for people: "rule 2 (rsvpd.toml:41)"
	When   Match
	Unless *Match // what meets this as well is left to the rules below; nil: no exception
	// Since is from when on the rule holds; zero: always. With the reason
	// "accepted-offer" it is when the offer was accepted: see Owed.
	Since    time.Time
	Then     thread.Action
	Reason   string // stated by the user to be true (ETIQUETTE D7); "" or "none": no reason
	Note     string // factual clause for the reason
	Referral string
	Door     Door // of a decline (ETIQUETTE R7)
	// Condition is the one thing that would change a decline, as a clause; it is
	// said only to those who ask again after one (ETIQUETTE A2).
	Condition string
}

// acceptedOffer is the reason that ends every process (ETIQUETTE D10).
const acceptedOffer = "accepted-offer"

// The reasons that each action knows (ETIQUETTE D2, D3); of an ask, the
// condition it clarifies (D5).
var (
	declineReasons = []string{
		"accepted-offer", "staying", "direction", "not-a-fit", "differs", "compensation", "relocation", "commute",
		"visa", "timezone", "schedule", "on-site", "overqualified", "personal", "interest", "current-job", "values",
	}
	rescheduleReasons = []string{"conflict", "other-process", "preparation"}
	askFor            = map[string]string{
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
	when   conditions
	unless conditions // nil: no exception
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

func compile(r Rule) (compiled, error) {
	c := compiled{Rule: r}
	var errs [2]error
	c.when, errs[0] = compileMatch(r.When)
	if r.Unless != nil {
		c.unless, errs[1] = compileMatch(*r.Unless)
		if errs[1] == nil && len(c.unless) == 0 {
			errs[1] = errors.New("unless = {} excepts everything; leave it out")
		}
	}
	return c, errors.Join(errs[:]...)
}

// matches reports whether the rule decides about an invitation, and the words
// that met it.
func (c *compiled) matches(k *known) (string, bool) {
	if k.now.Before(c.Since) {
		return "", false
	}
	if len(c.unless) > 0 {
		if _, excepted := c.unless.hold(k); excepted {
			return "", false
		}
	}
	return c.when.hold(k)
}

// checkAnswer reports what is wrong with what a rule wants done.
func checkAnswer(r Rule) error {
	switch {
	case r.Door != "" && r.Door != DoorOpen && r.Door != DoorClosed:
		return fmt.Errorf("door = %q is neither %q nor %q", r.Door, DoorOpen, DoorClosed)
	case r.Door != "" && r.Then != thread.Decline:
		return fmt.Errorf("door = %q: only a decline leaves a door open or closes it", r.Door)
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
		if askFor[reason] == "" {
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
func (rs Rules) first(k *known, from int) (index int, why string, found bool) {
	for i := from; i < len(rs.list); i++ {
		if why, ok := rs.list[i].matches(k); ok {
			return i, why, true
		}
	}
	return -1, "", false
}
