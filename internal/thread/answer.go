package thread

import (
	"slices"
	"strings"

	"rsvpd/internal/message"
)

// answers reports whether a sent mail of the thread answers the other side: it
// goes to somebody who wrote, or was named, in the thread; or it replies by
// header and is no forward. A note to a friend with the invitation below
// answers nobody, nor does a vacation notice.
func (f *folder) answers(m *Mail) bool {
	if m.Automatic {
		return false
	}
	parties := f.parties()
	for _, to := range addresses(slices.Concat(m.To, m.Cc)...) {
		if parties[to] {
			return true
		}
	}
	return !forwarded(m.Subject) && slices.ContainsFunc(m.InReplyTo, func(id string) bool {
		return slices.ContainsFunc(f.mails, func(o Mail) bool { return !o.Out && o.MessageID == id })
	})
}

// parties are the addresses of the other side, lower case.
func (f *folder) parties() map[string]bool {
	set := map[string]bool{}
	for _, m := range f.mails {
		if m.Out {
			continue
		}
		list := []message.Address{m.From, m.Facts.Contact}
		if m.Facts.ReplyTo != nil {
			list = append(list, *m.Facts.ReplyTo)
		}
		for _, a := range addresses(list...) {
			set[a] = true
		}
	}
	return set
}

// forwarded reports whether the outermost prefix of a subject marks a forward.
func forwarded(subject string) bool {
	s := strings.ToLower(strings.TrimSpace(subject))
	for _, p := range []string{"fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "doorst:", "enc:"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
