package detect

import (
	"slices"
	"strings"

	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
)

// hugeBulk is the size above which plainly bulk mail is not worth a look.
const hugeBulk = 20 << 10

// Worth reports, from the header alone, whether a message of the given size in
// bytes is worth fetching its text. It is false only for what is plainly sent
// in bulk: a mailing list, or a newsletter platform, with nothing in the
// subject that speaks of a talk. Portals of employers mark their invitations as
// bulk too, so a mark alone never decides. An answer is worth it, except on a list:
// whoever knows that the user began the thread need not ask.
func (d *Detector) Worth(h *message.Message, size int64) bool {
	s, known := d.lex.SenderOf(h.From.Address)
	if known && (s.Role == lexicon.ATS || s.Role == lexicon.Scheduler || s.Role == lexicon.Network) {
		return true
	}
	list := overList(h)
	if len(h.InReplyTo) > 0 && !list {
		return true
	}
	precedence := strings.ToLower(h.Get("Precedence"))
	newsletter := known && (s.Role == lexicon.Bulk || s.Role == lexicon.JobBoard) && h.Get("List-Unsubscribe") != ""
	marked := h.Get("List-Unsubscribe") != "" && (precedence == "bulk" || h.Get("Feedback-Id") != "" || h.Get("List-Id") != "")
	return !list && !newsletter && !(marked && size > hugeBulk) || d.speaks(h.Subject)
}

// overList reports whether a message came over a mailing list (RFC 2369, RFC 2919).
func overList(h *message.Message) bool { return h.Get("List-Id") != "" && h.Get("List-Post") != "" }

// hints reports whether what a cue speaks for may be about an invitation.
func hints(speaks string) bool {
	switch Category(speaks) {
	case Alert, Other, Meeting, Own, elsewhere, unreal, past:
		return false
	}
	return true
}

// tells reports whether a cue hints at a conversation strongly enough to say so
// in a subject.
func tells(c *lexicon.Cue) bool { return c.Weight >= 1 && hints(c.For) }

// elsewhere is what cues speak for that tell of another matter.
const elsewhere = "elsewhere"

// speaks reports whether a subject hints at a conversation. The finders of foreign
// languages are not made for this: most mailboxes never need them.
func (d *Detector) speaks(subject string) bool {
	if len(d.lex.Languages) == 0 {
		return false
	}
	cues := d.lex.Languages[0].Cues
	said := func(h lexicon.Hit) bool { return tells(&cues[h.Cue]) }
	return slices.ContainsFunc(d.finder(0).Find(subject), said) || d.abroad().Any(subject)
}

// abroad finds the telling cues of the languages behind the first. New has tried
// their words, or they are tested.
func (d *Detector) abroad() *lexicon.Union {
	u, err := d.foreign()
	if err != nil {
		panic("detect: words that were said to be right are wrong: " + err.Error())
	}
	return u
}
