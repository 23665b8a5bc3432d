package app

import (
	"math/rand/v2"
	"regexp"
	"testing"
	"time"

	"rsvpd/config"
	"rsvpd/internal/extract"
	"rsvpd/internal/ical"
	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

// desk is a random user at a random moment: settings, calendars, and what the
// store knows of the mail.
type desk struct {
	*rand.Rand
	*shipped
	cfg     *config.Config
	account *account
	now     time.Time
	known   knowledge
}

// one chooses one of a list.
func one[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// chance is true once in n times.
func (d *desk) chance(n int) bool { return d.IntN(n) == 0 }

// deskDays are the days before clocks change somewhere, before holidays and the
// end of the year, and an ordinary one.
var deskDays = []string{"2026-03-05", "2026-03-26", "2026-04-01", "2026-10-22", "2026-10-29", "2026-12-22", "2026-12-30", "2026-05-19", "2026-09-24"}

var deskZones = []string{
	"UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe",
	"Pacific/Auckland", "America/Sao_Paulo", "Pacific/Apia",
}

func newDesk(t *testing.T, seed uint64, s *shipped) *desk {
	t.Helper()
	d := &desk{Rand: rand.New(rand.NewPCG(seed, 20)), shipped: s, cfg: config.Defaults()}
	zone, err := time.LoadLocation(one(d.Rand, deskZones...))
	if err != nil {
		t.Fatal(err)
	}
	day, err := time.ParseInLocation(time.DateOnly, one(d.Rand, deskDays...), zone)
	if err != nil {
		t.Fatal(err)
	}
	d.now = day.Add(time.Duration(d.IntN(4*24*60)) * time.Minute)
	d.settings(zone)
	app := &App{opts: Options{Config: d.cfg}, reader: s.reader, writer: s.writer}
	if app.policy, err = policy(d.cfg); err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	app.policy.Terms = termsReader{s.reader}
	d.account = &account{app: app, cfg: config.Account{Email: deskAddress}}
	for n := range 3 + d.IntN(4) {
		newStory(d, n).tell()
	}
	d.calendars()
	return d
}

// settings are the user's.
func (d *desk) settings(zone *time.Location) {
	c := d.cfg
	c.Zone = zone
	c.Me = config.Me{Name: "Sam Rivera", Phone: "+44 20 7946 0958"}
	c.Window.Holidays = one(d.Rand, "", "de", "us", "gb")
	c.Window.Late = one(d.Rand, workday.BusinessDays(5), workday.BusinessDays(20))
	c.Reply.Undecided = one(d.Rand, config.Undecideds...)
	c.Reply.Tone = one(d.Rand, "", "warm", "formal")
	c.Reply.ITIP = one(d.Rand, "off", "attach")
	c.Reply.Quote = d.chance(2)
	c.Reply.FollowUpAfter = one(d.Rand, workday.Span{}, workday.BusinessDays(2), workday.BusinessDays(5))
	c.Reply.ReconnectAfter = one(d.Rand, workday.Span{}, workday.Elapsed(180*24*time.Hour))
	if d.chance(4) {
		c.Reply.Languages = []string{"en", one(d.Rand, d.writer.Languages()...)}
	}
	c.Availability.Hours = d.hours()
	c.Availability.Gap = one(d.Rand, 0, 15*time.Minute, time.Hour)
	c.Availability.Slots = 2 + d.IntN(2)
	c.Availability.Notice = one(d.Rand, workday.Elapsed(0), workday.Elapsed(24*time.Hour), workday.BusinessDays(1), workday.BusinessDays(3))
	c.Availability.Strict = d.chance(4)
	c.Litmus = config.Litmus{
		Skills: config.Check{Yes: d.patterns("data", "engineer"), Strict: d.chance(2)}, Pay: config.Pay{Amount: 60_000, Currency: "EUR", Per: "year"},
		Respect: config.Check{No: d.patterns("kestrel", "example.org")},
	}
	for n := range d.IntN(4) {
		c.Rules = append(c.Rules, d.rule(n))
	}
}

// hours are when the user takes conversations: in an office, on half days, at
// night, where clocks change, or never.
func (d *desk) hours() map[time.Weekday][]config.ClockSpan {
	spans := one(d.Rand,
		[]config.ClockSpan{{From: 9 * 60, To: 17 * 60}}, []config.ClockSpan{{From: 9 * 60, To: 17 * 60}}, []config.ClockSpan{{From: 9*60 + 15, To: 12 * 60}, {From: 14 * 60, To: 18*60 + 45}},
		[]config.ClockSpan{{From: 60, To: 4 * 60}}, []config.ClockSpan{{From: 0, To: 24 * 60}}, []config.ClockSpan{{From: 8 * 60, To: 20 * 60}}, []config.ClockSpan{{From: 12 * 60, To: 12*60 + 30}}, nil)
	hours := map[time.Weekday][]config.ClockSpan{}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if !d.chance(5) && (day != time.Sunday || d.chance(2)) {
			hours[day] = spans
		}
	}
	return hours
}

// patterns reads words as settings do.
func (d *desk) patterns(list ...string) []config.Pattern {
	var all []config.Pattern
	for _, s := range list {
		all = append(all, config.Pattern{Text: s})
	}
	return all
}

// rule is one wish, with all that it may say.
func (d *desk) rule(n int) config.Rule {
	r := config.Rule{Name: "rule " + string(rune('1'+n)), When: d.when(), Then: one(d.Rand, append(config.Actions, "decline", "accept")...)}
	if reasons := config.Reasons[r.Then]; reasons != nil {
		r.Reason = one(d.Rand, reasons...)
	}
	if r.Then == "decline" && d.chance(2) {
		r.Reason = "accepted-offer" // which ends every process
	}
	if d.chance(3) {
		r.Note = d.clause()
	}
	if r.Then == "decline" {
		r.Condition = one(d.Rand, "", d.clause())
		r.Referral = one(d.Rand, "", "", "Mara Lind <mara@lind.example.net>")
		r.Door = one(d.Rand, "", "", "open", "closed")
		if d.chance(4) {
			r.Since = d.now.AddDate(0, 0, d.IntN(6)-4)
		}
	}
	if d.chance(5) {
		r.Unless = &config.When{Kind: []string{one(d.Rand, config.Kinds...)}}
	}
	return r
}

// when asks for one or two things, or for nothing.
func (d *desk) when() (w config.When) {
	for range d.IntN(3) {
		switch d.IntN(11) {
		case 0:
			w.Kind = []string{one(d.Rand, config.Kinds...)}
		case 1:
			w.Form = []string{one(d.Rand, config.Forms...), one(d.Rand, config.Forms...)}
		case 2:
			w.Stage = []string{one(d.Rand, config.Stages...)}
		case 3:
			w.Category = []string{one(d.Rand, config.Categories...), "outreach"}
		case 4:
			w.Language = []string{one(d.Rand, d.writer.Languages()...)}
		case 5:
			w.Company = []config.Pattern{{Regexp: regexp.MustCompile("(?i)[a-m]")}}
		case 6:
			w.Conflict = []string{one(d.Rand, "true", "false")}
		case 7:
			w.Unknown = []string{one(d.Rand, config.Unknowns...)}
		case 8:
			w.Fails = 1 + d.IntN(2)
		case 9:
			w.Domain = []string{one(d.Rand, "example.org", "example.net")}
		case 10:
			w.PayBelow = config.Pay{Amount: 70_000, Currency: "EUR", Per: "year"}
		}
	}
	return w
}

// clause is the user's own: one of the catalogue's notes, or an odd one.
func (d *desk) clause() string {
	if d.chance(8) {
		return one(d.Rand, "[note]", "{{.Me}}", "I need ≥ 20 % more", "personal reasons", "https://example.org/x", "a better offer")
	}
	stock := d.stock[one(d.Rand, d.writer.Languages()...)]
	return one(d.Rand, stock...).Decision.Note
}

// calendars fill with what takes time, partly with the events that the mails
// carry, and other accounts' drafts offer some.
func (d *desk) calendars() {
	var all []ical.BusyTime
	for range d.IntN(30) {
		start := d.now.Add(time.Duration(d.IntN(15*24*4)-24*4) * 15 * time.Minute)
		length := one(d.Rand, 15*time.Minute, time.Hour, time.Hour, 3*time.Hour, 30*time.Hour)
		all = append(all, ical.BusyTime{Start: start, End: start.Add(length), Tentative: d.chance(4), UID: one(d.Rand, "", "busy@example.com", "event-1@example.com")})
	}
	var incomplete []string
	if d.chance(6) {
		incomplete = []string{"work"}
	}
	d.known.busy = newBusyTimes(all, incomplete)
	for range d.IntN(4) {
		start := d.now.Add(time.Duration(d.IntN(10*24*2)) * 30 * time.Minute).Truncate(30 * time.Minute)
		d.known.elsewhere = append(d.known.elsewhere, offers("", []extract.Slot{{Start: start, End: start.Add(time.Hour)}})...)
	}
}

// record keeps a draft of ours in the store.
func (d *desk) record(dr thread.Draft) {
	d.known.drafts = append(d.known.drafts, draftRecord{Draft: dr})
}

func (d *desk) mail(m thread.Mail) { d.known.mails = append(d.known.mails, mailRecord{Mail: m}) }
