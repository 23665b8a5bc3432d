package draft

import (
	"strings"
	"time"

	"rsvpd/internal/ical"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// itip is the answer to a calendar invitation that a draft carries beside its
// text (ETIQUETTE R15, RFC 6047): a REPLY that declines or accepts, or a COUNTER
// that proposes the first of the times a reschedule offers (RFC 5546 sections
// 3.2.3 and 3.2.7). Nil where none was asked for, where the invitation is no
// calendar request, or where the draft goes to somebody else than the organizer,
// who alone may be answered so.
func (in *Input) itip(to []message.Address) ([]byte, ical.Method, error) {
	e := &in.Invitation.Facts.Event
	if !in.ITIP || !strings.EqualFold(e.Method, string(ical.Request)) || e.UID == "" || !among(to, e.Organizer.Address) {
		return nil, "", nil
	}
	a := ical.Answer{
		UID: e.UID, Sequence: e.Sequence, RecurrenceID: e.Instance, InstanceDay: e.InstanceDay, Summary: e.Summary,
		Organizer: ical.Person{Name: e.Organizer.Name, Address: e.Organizer.Address},
		Attendee:  ical.Person{Name: in.name(), Address: in.Invitation.Ask.Invited.Address},
		Stamp:     in.Now,
	}
	switch in.Decision.Action {
	case thread.Decline:
		a.Method, a.PartStat = ical.Reply, ical.Declined
	case thread.Accept:
		a.Method, a.PartStat = ical.Reply, ical.Accepted
	case thread.Reschedule:
		a.Method = ical.Counter
		a.Start, a.End = in.countered()
	default:
		return nil, "", nil // who asks for time, or asks first, has not answered
	}
	raw, err := a.Bytes()
	return raw, a.Method, err
}

// countered is the time that a counter proposes. A calendar entry needs an end:
// without one it lasts as long as the entry that is answered.
func (in *Input) countered() (start, end time.Time) {
	if len(in.Decision.Slots) == 0 {
		return time.Time{}, time.Time{}
	}
	s := in.Decision.Slots[0]
	if s.End.After(s.Start) {
		return s.Start, s.End
	}
	length := 30 * time.Minute
	if asked := in.Invitation.Facts.Slots; len(asked) > 0 && asked[0].End.After(asked[0].Start) {
		length = asked[0].End.Sub(asked[0].Start)
	}
	return s.Start, s.Start.Add(length)
}

func among(list []message.Address, address string) bool {
	for _, a := range list {
		if address != "" && strings.EqualFold(a.Address, address) {
			return true
		}
	}
	return false
}
