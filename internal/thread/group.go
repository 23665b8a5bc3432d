package thread

import (
	"slices"
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/message"
)

// apart is how long after a thread's last mail one with the same subject and
// correspondent still belongs to it, when no header says so.
const apart = 45 * 24 * time.Hour

// group gathers mails, given in order of receipt, into threads: by Message-ID,
// In-Reply-To and References (RFC 5322 section 3.6.4), by the UID of the
// calendar event (RFC 5545 section 3.8.4.7), then by base subject and
// correspondents. Last, what hiring software sends as a new thread (booked,
// called off, reminder) joins the one invitation it can mean.
func group(mails []Mail, tracks func(detect.Category) bool) [][]Mail {
	s := newSets(len(mails))
	s.byHeaders(mails)
	s.bySubject(mails)
	s.byMeaning(mails, tracks)
	return s.groups(mails)
}

// sets is a union-find over the indices of the mails.
type sets struct{ parent []int }

func newSets(n int) *sets {
	s := &sets{parent: make([]int, n)}
	for i := range s.parent {
		s.parent[i] = i
	}
	return s
}

func (s *sets) find(i int) int {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

// join keeps the smaller index as the root: the oldest mail.
func (s *sets) join(i, j int) {
	a, b := s.find(i), s.find(j)
	s.parent[max(a, b)] = min(a, b)
}

func (s *sets) byHeaders(mails []Mail) {
	owner := map[string]int{}
	link := func(key string, i int) {
		if key == "" {
			return
		}
		if j, ok := owner[key]; ok {
			s.join(i, j)
			return
		}
		owner[key] = i
	}
	for i, m := range mails {
		link(m.MessageID, i)
		for _, id := range m.InReplyTo {
			link(id, i)
		}
		for _, id := range m.References {
			link(id, i)
		}
		if m.Facts.Event.UID != "" {
			link("uid:"+m.Facts.Event.UID, i)
		}
	}
}

// bySubject joins mails that no header links: the same base subject, the same
// correspondent, not long apart. Mail from addresses that no person reads is
// left out: one such address writes for many companies under one subject.
func (s *sets) bySubject(mails []Mail) {
	last := map[string]int{}
	for i, m := range mails {
		subject := strings.ToLower(message.BaseSubject(m.Subject))
		if subject == "" {
			continue
		}
		for _, who := range correspondents(m) {
			if nobody(who) {
				continue
			}
			key := subject + "\x00" + who
			if j, ok := last[key]; ok && m.Received.Sub(mails[j].Received) <= apart && sameMatter(mails[j], m) {
				s.join(i, j)
			}
			last[key] = i
		}
	}
}

// sameMatter keeps two invitations apart that share subject and sender but name
// different companies: an agency writes so.
func sameMatter(a, b Mail) bool {
	x, y := a.Facts.Company, b.Facts.Company
	return x == "" || y == "" || strings.EqualFold(x, y)
}

// byMeaning joins a confirmation, cancellation, rejection or reminder that
// stands alone to the one earlier invitation of the same contact, or the same
// company. Where there are several, or none, it stays alone.
func (s *sets) byMeaning(mails []Mail, tracks func(detect.Category) bool) {
	for i, m := range mails {
		if m.Out || !changes(m.Category) || s.linked(i, mails) {
			continue
		}
		var roots []int
		for j, a := range mails[:i] {
			if !a.Out && tracks(a.Category) && m.Received.Sub(a.Received) <= apart && sameParty(a, m) {
				if r := s.find(j); !slices.Contains(roots, r) {
					roots = append(roots, r)
				}
			}
		}
		if len(roots) == 1 {
			s.join(i, roots[0])
		}
	}
}

func changes(c detect.Category) bool {
	switch c {
	case detect.Confirmation, detect.Cancellation, detect.Rejection, detect.Reminder:
		return true
	}
	return false
}

// linked reports whether the mail already shares a thread with another.
func (s *sets) linked(i int, mails []Mail) bool {
	for j := range mails {
		if j != i && s.find(j) == s.find(i) {
			return true
		}
	}
	return false
}

func sameParty(a, b Mail) bool {
	if a.Facts.Company != "" && b.Facts.Company != "" {
		if !strings.EqualFold(a.Facts.Company, b.Facts.Company) {
			return false
		}
		return a.Facts.Role == "" || b.Facts.Role == "" || strings.EqualFold(a.Facts.Role, b.Facts.Role)
	}
	return !nobody(a.From.Address) && strings.EqualFold(a.From.Address, b.From.Address)
}

func (s *sets) groups(mails []Mail) [][]Mail {
	byRoot := map[int][]Mail{}
	var roots []int
	for i, m := range mails {
		r := s.find(i)
		if byRoot[r] == nil {
			roots = append(roots, r)
		}
		byRoot[r] = append(byRoot[r], m)
	}
	list := make([][]Mail, 0, len(roots))
	for _, r := range roots {
		list = append(list, byRoot[r])
	}
	return list
}

// correspondents are the addresses on the other side of a mail, lower case.
func correspondents(m Mail) []string {
	if !m.Out {
		return addresses(m.From)
	}
	return addresses(slices.Concat(m.To, m.Cc)...)
}

func addresses(list ...message.Address) []string {
	var out []string
	for _, a := range list {
		if a.Address != "" {
			out = append(out, strings.ToLower(a.Address))
		}
	}
	return out
}

// nobody reports whether no person reads the address.
func nobody(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	local = strings.NewReplacer("-", "", "_", "", ".", "").Replace(local)
	return local == "" || strings.HasPrefix(local, "noreply") || strings.HasPrefix(local, "donotreply") ||
		strings.HasPrefix(local, "notification") || strings.HasSuffix(local, "noreply")
}
