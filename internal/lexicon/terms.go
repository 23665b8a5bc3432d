package lexicon

// Terms holds a language's words around what work pays and where it is done.
// Package terms reads them as phrases.
type Terms struct {
	Pay    []string `toml:"pay"`    // a figure beside them is what the work pays: "salary"
	Fee    []string `toml:"fee"`    // a figure beside them is paid once: "speaker's fee"
	NoPay  []string `toml:"no_pay"` // a figure nearer to them is neither: "budget"
	To     []string `toml:"to"`     // single words that join the ends of a range: "to"
	Plus   []string `toml:"plus"`   // single words behind a figure after which something else begins: "plus"
	AtMost []string `toml:"at_most"`
	// AtLeast stand directly before a figure that has no upper end: "from".
	AtLeast  []string `toml:"at_least"`
	Thousand []string `toml:"thousand"` // single words behind a figure: "thousand"
	Period   Period   `toml:"period"`
	// The ways of working, said of the work and not of the interview.
	Remote []string `toml:"remote"`
	Hybrid []string `toml:"hybrid"`
	OnSite []string `toml:"on_site"`
	Tags   Tags     `toml:"tags"`
	// NoWorkplace undoes them in the same sentence: "remote interview".
	NoWorkplace []string `toml:"no_workplace"`
	Place       []string `toml:"place"` // directly before where the work is: "based in"
	// Examples are the tests of these phrases.
	Examples []TermsExample `toml:"example"`
}

// Tags are words that say where work is done when they stand in brackets, behind
// a title or a place: "Data Engineer (remote)".
type Tags struct {
	Remote []string `toml:"remote"`
	Hybrid []string `toml:"hybrid"`
	OnSite []string `toml:"on_site"`
}

// Period is what a figure is paid for.
type Period struct {
	Year  []string `toml:"year"`
	Month []string `toml:"month"`
	Week  []string `toml:"week"`
	Day   []string `toml:"day"`
	Hour  []string `toml:"hour"`
}

// TermsExample is a text and what it says; what is left out, it must not say.
type TermsExample struct {
	Text      string   `toml:"text"`
	Pay       []string `toml:"pay"`       // "60000-70000 EUR a year"
	Workplace string   `toml:"workplace"` // "remote", "hybrid", "on-site"
	Place     []string `toml:"place"`
}
