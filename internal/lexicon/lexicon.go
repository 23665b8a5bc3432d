// Package lexicon reads the words that rsvpd judges by: for each language its
// cues, date words and letter conventions, and the senders (applicant tracking
// systems, schedulers, networks) it knows. They are data, in TOML, and carry
// their own tests: every cue has texts it must hit and texts it must miss. A
// file that is wrong stops the start, with file and line. The package holds no
// judgement: what a cue means is up to detect, extract and when.
package lexicon

// Lexicon is all of it. The zero value is empty but usable.
type Lexicon struct {
	Languages []Language // sorted by code, English first
	Senders   []Sender
	// Tested says that the words are known to be right, as those are that the
	// program carries. What is made of them is then made when it is first needed:
	// most mailboxes hold mail in two languages.
	Tested bool

	owners map[string]int // of domains: the first of Senders that has it
}

// Language is what one file lang/<code>.toml says, with its parts
// lang/<code>.<part>.toml merged in.
type Language struct {
	Code    string            // ISO 639-1: "en"
	Name    string            // in English, for messages
	Words   []string          // frequent small words, by which the language is recognised
	Sets    map[string]string // named alternations that phrases refer to as {name}
	Cues    []Cue
	Extract Extract
	Dates   Dates
	Letter  Letter
	Terms   Terms

	finder func() (*Finder, error) // of the cues as they were loaded; made once
}

// Language returns the language of the given code.
func (l *Lexicon) Language(code string) (Language, bool) {
	for _, x := range l.Languages {
		if x.Code == code {
			return x, true
		}
	}
	return Language{}, false
}
