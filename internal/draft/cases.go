package draft

import (
	"fmt"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// acase is a decision with its circumstances.
type acase struct {
	name  string
	apply func(*Input, *sample)
}

// casesOf lists what may be decided about an invitation.
func casesOf(b base) []acase {
	var list []acase
	add := func(action thread.Action, name string, how circumstances, set func(*decide.Decision, *sample)) {
		list = append(list, acase{fmt.Sprintf("%s %s%s", action, name, how.name), func(in *Input, s *sample) {
			in.Decision.Action = action
			set(&in.Decision, s)
			how.apply(in, s)
		}})
	}
	for _, how := range circumstancesOf(b) {
		for _, reason := range DeclineReasons {
			add(thread.Decline, reason, how, func(d *decide.Decision, _ *sample) {
				d.Reason = reason
			})
		}
		add(thread.Decline, "differs with a note", how, func(d *decide.Decision, s *sample) {
			d.Reason, d.Note = "differs", s.Note
		})
		for _, reason := range RescheduleReasons {
			for _, count := range how.offers {
				add(thread.Reschedule, fmt.Sprintf("%s with %d", reason, count), how, func(d *decide.Decision, _ *sample) {
					d.Reason, d.Slots = reason, []extract.Slot{sampleSlot(9), sampleSlot(10), sampleSlot(12)}[:count]
				})
			}
		}
		for _, reason := range []string{"", "other-process", "preparation"} {
			add(thread.Hold, reason, how, func(d *decide.Decision, _ *sample) {
				d.Reason, d.Until = reason, time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC)
			})
		}
		for _, condition := range Conditions {
			add(thread.Ask, condition, how, func(d *decide.Decision, _ *sample) { d.Condition = condition })
		}
		add(thread.Accept, "a time", how, func(d *decide.Decision, _ *sample) { d.Slots = []extract.Slot{sampleSlot(6)} })
		add(thread.Accept, "without a time", how, func(*decide.Decision, *sample) {})
	}
	if b.facts.name == "all facts" || b.facts.name == "no facts" {
		list = append(list, furtherCases()...)
	}
	return list
}

// furtherCases are those after a decline that was sent a week ago.
func furtherCases() []acase {
	var list []acase
	add := func(name string, set func(*Input, *sample)) {
		list = append(list, acase{name, func(in *Input, s *sample) {
			sent := catalogueNow.AddDate(0, 0, -7)
			in.Invitation.First.Received = sent.AddDate(0, 0, -1)
			in.Invitation.LastSent, in.Invitation.Declined, in.Invitation.Answer = sent, sent, thread.Decline
			set(in, s)
		}})
	}
	add("decline again", func(in *Input, _ *sample) { in.Decision.Action, in.Decision.Again = thread.Decline, true })
	add("decline again, unless", func(in *Input, s *sample) {
		in.Decision.Action, in.Decision.Again, in.Decision.Unless = thread.Decline, true, s.Note
	})
	add("follow-up", func(in *Input, _ *sample) { in.Decision.Action = thread.FollowUp })
	add("reopen", func(in *Input, _ *sample) { in.Decision.Action, in.Decision.Interest = thread.Reopen, true })
	add("reconnect", func(in *Input, _ *sample) { in.Decision.Action = thread.Reconnect })
	add("reschedule, relayed", func(in *Input, _ *sample) {
		in.Decision.Action, in.Decision.Relayed, in.Decision.Interest = thread.Reschedule, true, true
	})
	return list
}

// circumstances modify a decision (ETIQUETTE C4, A1, D8).
type circumstances struct {
	name   string
	apply  func(*Input, *sample)
	offers []int // how many times a reschedule offers
}

// circumstancesOf are those that a base meets: all of them, or, where the facts
// are what differs, the plain case and lateness.
func circumstancesOf(b base) []circumstances {
	list := []circumstances{
		{"", func(*Input, *sample) {}, []int{1, 2, 3}},
		{", late", func(in *Input, _ *sample) { in.Decision.Late = true }, []int{3}},
	}
	if b.facts.whole {
		list = append(list, always...)
		if b.form == extract.Times || b.form == extract.Calendar {
			list = append(list, whenProposed...)
		}
	}
	return list
}

var always = []circumstances{
	{", wanted", func(in *Input, _ *sample) { in.Decision.Interest = true }, []int{1, 2, 3}},
	{", late stage", func(in *Input, _ *sample) { in.Decision.LateStage, in.Invitation.Facts.Stage = true, extract.Final }, []int{2}},
	{", booked", agree, []int{1, 2}},
	{", a named round", func(in *Input, s *sample) {
		in.Decision.LateStage, in.Invitation.Facts.Stage = true, extract.Later
		in.Invitation.Ask.Text += " " + s.Round
	}, []int{2}},
	{", an approach", func(in *Input, _ *sample) { in.Invitation.Ask.Category = detect.Outreach }, []int{3}},
	{", an assessment", func(in *Input, _ *sample) { in.Invitation.Ask.Category = detect.Assessment }, []int{3}},
	{", later than asked", func(in *Input, _ *sample) {
		f := &in.Invitation.Facts
		f.WithinStart, f.WithinEnd = catalogueNow.AddDate(0, 0, 2), catalogueNow.AddDate(0, 0, 8)
		in.Decision.Outside = true
	}, []int{1, 3}},
	{", with referral and open door", func(in *Input, _ *sample) {
		in.Decision.Referral, in.Decision.Door = "Mara Lind <mara@lind.example.net>", decide.DoorOpen
	}, []int{2}},
}

// whenProposed are the circumstances of a proposed time.
var whenProposed = []circumstances{
	{", impossible", func(in *Input, _ *sample) { in.Decision.Impossible, in.Decision.Conflict = true, "calendar" }, []int{1, 3}},
	{", same day", func(in *Input, _ *sample) { in.Decision.SameDay = true }, []int{2}},
	{", booked and same day", func(in *Input, _ *sample) { agree(in, nil); in.Decision.SameDay = true }, []int{2}},
	{", same day, late", func(in *Input, _ *sample) { in.Decision.SameDay, in.Decision.Late = true, true }, []int{2}},
	{", booked and impossible", func(in *Input, _ *sample) { agree(in, nil); in.Decision.Impossible = true }, []int{1, 3}},
}

func agree(in *Input, _ *sample) { in.Invitation.State = thread.Booked }
