package config

import (
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // a small machine may have no zones of its own

	"github.com/robfig/cron/v3"

	"rsvpd/internal/workday"
)

// Config is all settings, checked. Load makes one.
type Config struct {
	File         string         // where it was read from
	Dir          string         // the folder whose data files win over the embedded ones; empty: none
	Zone         *time.Location // the user's
	Me           Me
	Accounts     []Account // in the order of the file
	Watch        Watch
	Window       Windows
	Reply        Reply
	Availability Availability
	Summary      Summary
	Steer        Steer
	Litmus       Litmus
	Rules        []Rule // in the order of the file: the first that matches wins

	hosts []Host // as Load has read them
}

// Me is the user as a draft shows them.
type Me struct {
	Name      string
	Addresses []string // the user's further addresses, beside those of the accounts; "*" in the local part stands for any letters
	Phone     string
	Signature string // lines below the name; empty: name and phone alone
}

// Account is a mailbox to watch.
type Account struct {
	Name  string // for messages and commands; the address unless named
	Email string
	// Server is zero only where Parse alone was called: Load finds the server of
	// a known provider, or complains.
	Server Server
	User   string // login name; the address unless named, or what the provider wants instead
	Auth   string // "password" or "oauth2"
	// Exactly one of these four is set where Auth is "password".
	PasswordCommand []string // program and arguments, run without a shell
	PasswordFile    string
	Credential      string // name of a systemd credential
	Keyring         string // attribute service of an item in the Secret Service
	// Exactly one of these two is set where Auth is "oauth2".
	TokenCommand []string // program and arguments; it prints an access token
	OAuth2       *OAuth2
	Folders      []string // watched
	Drafts, Sent string   // empty: found by what the server says of its folders
	// TLSCA is a file of further authorities, CA what it holds (PEM; Load reads it).
	TLSCA string
	CA    []byte
	// Fingerprint is the SHA-256 of the one certificate that the server may show;
	// empty: any that a trusted authority has signed for its name. With TLSCA both
	// are asked for.
	Fingerprint []byte
	Hint        string // what users of this provider must know to log in; may be empty
	File        string // that it stands in
	Line        int    // of the file

	userNamed bool // User is the operator's word
}

// Watch says how new mail is noticed.
type Watch struct {
	Poll time.Duration // how often every folder is looked at
	Idle bool          // let the server tell (RFC 2177), besides
}

// Window says when an answer is owed (ETIQUETTE C1–C3).
type Window struct {
	ReplyWithin     workday.Span // counted from receipt
	DraftAhead      workday.Span // before the window closes
	BeforeInterview workday.Span // the window closes that long before the first proposed or booked time
	Late            workday.Span // how long after its close a draft is still written
}

// Windows is the reply window of every kind of invitation.
type Windows struct {
	Window                     // of the kinds without a table of their own
	Kinds    map[string]Window // of the others
	Holidays string            // code of workday.Holidays; empty: none
	Lookback workday.Span      // how far back the first run reads
}

// For returns the window of a kind.
func (w Windows) For(kind string) Window {
	if special, ok := w.Kinds[kind]; ok {
		return special
	}
	return w.Window
}

// Reply says how invitations are answered.
type Reply struct {
	Undecided string       // what to do where no rule matches: an action of Undecideds
	HoldFor   workday.Span // a hold asks for that long
	Tone      string       // "warm", "formal"; empty: as the invitation
	Languages []string     // ISO 639-1; empty: every one there are templates for
	ITIP      string       // "off" or "attach"
	Quote     bool         // quote the invitation below the answer
	// FollowUpAfter is how long after a decline that nobody has acknowledged one
	// draft asks whether it arrived; zero: none does.
	FollowUpAfter workday.Span
	// ReconnectAfter is how long after a decline one draft says hello again; zero:
	// none does.
	ReconnectAfter workday.Span
	FileIn         string // folder for copies of what is settled; empty: none are made
}

// ClockSpan is a stretch of a day in minutes from midnight, half-open; 1440 is
// the midnight that ends it.
type ClockSpan struct{ From, To int }

// Availability says when the user takes conversations.
type Availability struct {
	Hours     map[time.Weekday][]ClockSpan // ascending, apart; a day without an entry is free of them
	Calendars []Calendar                   // of busy times
	// Strict: where a calendar can't be read, no times are offered at all.
	Strict bool
	Gap    time.Duration // kept free around what the calendars show, and around other offers
	Slots  int           // how many times a draft offers
	Notice workday.Span  // none is offered sooner than that
}

// Summary says when and how the morning mail is made.
type Summary struct {
	At       Schedule
	Language string // ISO 639-1
	To       string // "inbox" or "off"
}

// Schedule is when something is due, at most once a date.
type Schedule struct {
	Text string // five fields of cron, as written
	cron.Schedule
}

// Steer names the folder in which filed mail is an instruction.
type Steer struct {
	Folder string // empty: there is none
	Create bool   // make the folders that are missing
}

// Rule is a wish of the user's.
type Rule struct {
	When     When
	Then     string // an action of Actions
	Reason   string // of Reasons; empty: none is given
	Note     string // the user's own clause for the reason
	Referral string // whom a decline may name instead
	// Condition is the one thing that would change a decline, as a clause: it is said
	// only when they ask again.
	Condition string
	Door      string // of Doors; empty: as the wording leaves it
	// Since is the day from which the rule holds, at midnight UTC; zero: always.
	Since  time.Time
	Unless *When  // what meets this as well is left to later rules; nil: nothing
	Line   int    // of the file
	Name   string // "rule 2 (rsvpd.toml:41)", for messages
}

// When is what a rule asks of an invitation: every field that is not empty must
// match, by any of its entries. What is not known matches nothing.
type When struct {
	Company, Role, From, Text, Location []Pattern
	Kind, Stage, Form, Category         []string
	Workplace, Unknown                  []string
	Language                            []string // ISO 639-1
	Domain                              []string
	Conflict                            []string // "true" or "false"; empty: not asked
	PayBelow                            Pay
	Fails                               int // checks of Litmus; 0: not asked
}

// Pattern is a text to look for: words, case-folded, on word boundaries; or a
// regular expression.
type Pattern struct {
	Text   string         // empty where Regexp is set
	Regexp *regexp.Regexp // case-insensitive unless it says (?-i)
}

// The words that settings may use. Each list is in the order of DESIGN.
var (
	Kinds       = []string{"job", "media", "speaking", "academic"}
	Stages      = []string{"screen", "first", "later", "final"}
	Forms       = []string{"calendar", "times", "availability", "booking", "open"}
	Categories  = []string{"invitation", "outreach", "assessment"} // those that may be answered
	Actions     = []string{"decline", "reschedule", "hold", "ask", "accept", "none"}
	Workplaces  = []string{"remote", "hybrid", "on-site"}
	Unknowns    = []string{"company", "role", "stage", "times", "pay", "workplace", "location"}
	Doors       = []string{"open", "closed"}
	Undecideds  = []string{"reschedule", "decline", "hold", "both", "none"}
	weekdayKeys = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} // by time.Weekday
)

// Reasons are the reasons that an action may give, by action; "none" gives none.
// That of an ask is the condition it clarifies (ETIQUETTE D5), under its own name
// or that of the decline it would lead to.
var Reasons = map[string][]string{
	"decline": {"accepted-offer", "staying", "direction", "not-a-fit", "differs", "compensation",
		"relocation", "commute", "visa", "timezone", "schedule", "on-site", "overqualified", "personal",
		"interest", "current-job", "values", "none"},
	"reschedule": {"conflict", "other-process", "preparation", "none"},
	"ask": {"pay", "remote", "hours", "location", "title",
		"compensation", "on-site", "schedule", "timezone", "relocation", "commute", "differs"},
}

// Redacted returns a copy fit for printing: without the arguments of password
// and token commands, and without what follows the host in addresses of calendars, which
// are often secret.
func (c *Config) Redacted() *Config {
	r := *c
	r.Accounts = nil
	for _, a := range c.Accounts {
		if len(a.PasswordCommand) > 1 {
			a.PasswordCommand = []string{a.PasswordCommand[0], "…"}
		}
		if len(a.TokenCommand) > 1 {
			a.TokenCommand = []string{a.TokenCommand[0], "…"}
		}
		r.Accounts = append(r.Accounts, a)
	}
	r.Availability.Calendars = nil
	for _, cal := range c.Availability.Calendars {
		cal.URL = redactURL(cal.URL)
		if len(cal.PasswordCommand) > 1 {
			cal.PasswordCommand = []string{cal.PasswordCommand[0], "…"}
		}
		r.Availability.Calendars = append(r.Availability.Calendars, cal)
	}
	return &r
}

// redactURL keeps scheme and host; a path of the file system is no secret.
func redactURL(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	host, _, _ := strings.Cut(rest, "/")
	if at := strings.LastIndexByte(host, '@'); at >= 0 {
		host = host[at+1:]
	}
	return scheme + "://" + host + "/…"
}
