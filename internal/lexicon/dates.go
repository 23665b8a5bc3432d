package lexicon

// Dates holds a language's words for times. Words may be phrases ("day after
// tomorrow"); they are compared without case and diacritics, apostrophes and
// hyphens included, and the longest phrase at a place wins.
type Dates struct {
	// Order is that of numeric dates: "dmy" or "mdy"; "auto" lets the sender's
	// offset and the other dates of the text decide (English).
	Order string `toml:"order"`
	// Clock24 says that hours are counted to 24 in writing, so that "9:30" is
	// in the morning without further words.
	Clock24 bool `toml:"clock24"`
	// OrdinalDot says that "3." is the third (German).
	OrdinalDot bool `toml:"ordinal_dot"`
	// Compound says that weekday and part of day are written as one word
	// (Dienstagnachmittag).
	Compound bool `toml:"compound"`
	// AndMinutes says that minutes follow the hour with "and" (tres y veinte).
	AndMinutes bool `toml:"and_minutes"`

	Weekdays [][]string `toml:"weekdays"` // seven lists, Monday first
	Months   [][]string `toml:"months"`   // twelve lists
	// Weak are words of the two lists above that mean something else more
	// often ("may", "sun"): alone they are no date.
	Weak []string `toml:"weak"`

	Numbers  map[string]int `toml:"numbers"`  // one = 1
	Ordinals map[string]int `toml:"ordinals"` // first = 1
	Suffixes []string       `toml:"suffixes"` // of ordinals in digits: st, nd, er, º

	Days      map[string]int    `toml:"days"`      // days from today: tomorrow = 1
	ThatDay   map[string]int    `toml:"thatday"`   // days from the one last named: the same day = 0
	Fixed     map[string]string `toml:"fixed"`     // yearly dates: christmas = "12-25"
	Parts     map[string]string `toml:"parts"`     // of the day: morning = "09:00-12:00"
	TodayPart map[string]string `toml:"todaypart"` // of today: tonight = "18:00-24:00"
	Clocks    map[string]string `toml:"clocks"`    // noon = "12:00"
	Units     map[string]string `toml:"units"`     // hours = "hour"; minute hour day businessday week month year weekend weekday
	Durations map[string]int    `toml:"durations"` // in minutes: half an hour = 30
	PastHour  map[string]int    `toml:"pasthour"`  // minutes said before the hour: half past = 30, quarter to = -15
	AfterHour map[string]int    `toml:"afterhour"` // minutes said after the hour: et demie = 30
	// Words are the small words of grammar by class: the, of, at, on, in, from,
	// to, between, and, or, by, before, after, since, until, within, for, each,
	// this, next, afternext, coming, last, ago, hence, am, pm, hour, past, ish,
	// early, late, end, mid, start, weekof, weekno, label, time, any, day, have,
	// few, onward (behind an hour: "or later"), fromday (before days, never hours:
	// dal 3 al 5), sametime (the hour last named: at the same time).
	// A word may stand in several. Unknown classes are an error when the reader
	// is built.
	Words map[string][]string `toml:"words"`
	// Zones names zones: eastern time = "America/New_York". The value "reader"
	// is a phrase for the clock of who reads the mail (your time), "sender" for
	// that of who wrote it (our time); an empty one names no zone although it
	// looks like one (local time).
	Zones map[string]string `toml:"zones"`
	// Cities before or after a word for time name a zone: berlin time.
	Cities map[string]string `toml:"cities"`
	// Cues are phrases near a time that tell what it is for, by class: deadline
	// (says itself that the time is one), answer (asks for an answer, so that
	// "before Friday" after it is a deadline), promise (the writer will act by
	// then, so it is none), then (makes a limit of the time before: "before
	// then"), mention (a time that is only told), told (so, and it is over),
	// except (right before: any time but this), not (right behind: it does not
	// suit), moved (of two times the first no longer holds), suits (a verb whose
	// subject a day may be: the 12th would suit), counted (a noun that ordinals
	// count: the 3rd floor), closing (an hour that only limits: close of
	// business), habit (parts of many days: mornings), finish (makes an hour the
	// end of what began at the one before it), premises (what opens and closes, so
	// that "open until" is nobody's deadline), never (no time at all although it
	// looks like one).
	Cues map[string][]string `toml:"cues"`
}
