package config

import (
	"time"

	"rsvpd/internal/workday"
)

// Defaults returns the settings of an empty file: the only place where defaults
// are set. rsvpd.toml shows the same; a test compares them.
func Defaults() *Config {
	return &Config{
		Zone:  time.Local,
		Watch: Watch{Poll: 5 * time.Minute, Idle: true},
		Window: Windows{
			Window: Window{
				ReplyWithin:     workday.BusinessDays(2),
				DraftAhead:      workday.Elapsed(24 * time.Hour),
				BeforeInterview: workday.Elapsed(24 * time.Hour),
				Late:            workday.BusinessDays(5),
			},
			Kinds:    map[string]Window{},
			Lookback: workday.Elapsed(30 * 24 * time.Hour),
		},
		Reply: Reply{
			Undecided: "reschedule",
			HoldFor:   workday.BusinessDays(2),
			ITIP:      "off",
			Quote:     true,

			FollowUpAfter: workday.BusinessDays(5),
		},
		Availability: Availability{
			Hours:  officeHours(),
			Slots:  3,
			Notice: workday.Elapsed(24 * time.Hour),
		},
		Summary: Summary{At: mustSchedule("0 7 * * *"), Language: "en", To: "inbox"},
		Steer:   Steer{Folder: "rsvpd"},
	}
}

func officeHours() map[time.Weekday][]ClockSpan {
	hours := map[time.Weekday][]ClockSpan{}
	for day := time.Monday; day <= time.Friday; day++ {
		hours[day] = []ClockSpan{{From: 9 * 60, To: 17 * 60}}
	}
	return hours
}

func mustSchedule(text string) Schedule {
	s, err := parseSchedule(text)
	if err != nil {
		panic("config: default schedule: " + err.Error())
	}
	return s
}
