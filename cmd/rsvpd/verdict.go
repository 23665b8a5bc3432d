package main

import (
	"fmt"
	"strings"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

// meanings say in plain words what the categories are.
var meanings = map[detect.Category]string{
	detect.Outreach:        "they approach you, and ask for no talk yet",
	detect.Assessment:      "a test or a task for you, no talk",
	detect.Confirmation:    "of a time that both sides have agreed",
	detect.Reminder:        "of a talk or of an answer you owe",
	detect.Cancellation:    "they call it off",
	detect.Rejection:       "they say no",
	detect.Acknowledgement: "they say that they have what you sent",
	detect.Offer:           "of a job",
	detect.Alert:           "mail to many readers",
	detect.Interviewer:     "you are asked to interview somebody",
	detect.Meeting:         "ordinary business, no interview",
	detect.Own:             "you wrote it yourself",
	detect.Other:           "no invitation, and nothing else that rsvpd knows",
}

// invitationsTo says what an invitation of each kind is to.
var invitationsTo = map[detect.Kind]string{
	detect.Job:      "invitation to a job interview",
	detect.Media:    "invitation to talk to the media",
	detect.Speaking: "invitation to speak",
	detect.Academic: "invitation to an academic talk or interview",
}

// verdictText says what a message is and how sure that is.
func verdictText(category detect.Category, kind detect.Kind, score float64) string {
	sure := fmt.Sprintf("(%.0f %% sure)", 100*score)
	if category != detect.Invitation {
		return fmt.Sprintf("%s %s: %s", category, sure, meanings[category])
	}
	what, ok := invitationsTo[kind]
	if !ok {
		what = string(detect.Invitation)
	}
	if score < detect.Sure {
		what = "perhaps an " + what
	}
	return what + " " + sure
}

var stageTexts = map[extract.Stage]string{
	extract.Screen: "a first call", extract.First: "the first round", extract.Later: "a later round", extract.Final: "the last round",
}

// formText says how an invitation asks for a time.
func formText(form extract.Form) string {
	switch form {
	case extract.Calendar:
		return "a calendar invitation"
	case extract.Times:
		return "proposes times"
	case extract.Availability:
		return "asks when you are free"
	case extract.Booking:
		return "sends a booking link"
	}
	return "leaves the time open"
}

// topicLabel is what Facts.Role is called for a kind of invitation.
func topicLabel(kind detect.Kind) string {
	if kind == detect.Job || kind == "" {
		return "role"
	}
	return "about"
}

// maxReasons bounds how many reasons a text lists; --json has them all.
const maxReasons = 7

// reasons are the sentences that speak for the verdict and those against it, the
// strongest first. What several words of a mail say alike is said once, and so is
// what the same words say again.
func reasons(evidence []detect.Evidence) (spoke, against []string) {
	seen := map[string]bool{}
	for _, e := range evidence {
		list, quoted := &spoke, strings.Join(strings.Fields(e.Text), " ")
		if e.Weight < 0 {
			list = &against
		}
		if seen[e.Why] || quoted != "" && seen[quoted] || len(*list) == maxReasons {
			continue
		}
		seen[e.Why], seen[quoted] = true, true
		if quoted != "" {
			quoted = ": “" + quoted + "”"
		}
		*list = append(*list, e.Why+quoted)
	}
	return spoke, against
}
