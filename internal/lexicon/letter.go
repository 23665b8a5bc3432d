package lexicon

// Letter holds a language's conventions of writing mail: how quoted messages
// are introduced, how letters close, what disclaimers say. All phrases are
// written in lower case; they are compared without regard to case, accents and
// the shape of quotes and dashes.
type Letter struct {
	// Intros are the lines above a quoted message, "on * wrote:". A star
	// stands for any text; the text it stands for must hold a digit or an
	// address before it counts.
	Intros []string `toml:"intros"`
	// Separators stand between dashes above a quoted message: "original message".
	Separators []string `toml:"separators"`
	// Forwards stand above a forwarded message: "forwarded message".
	Forwards []string `toml:"forwards"`
	// Fields are the labels of the header block above a quoted message.
	Fields Fields `toml:"fields"`
	// SignOffs close a letter, above the name: "best regards".
	SignOffs []string `toml:"sign_offs"`
	// Postscripts begin a paragraph that is never part of a signature: "p.s."
	Postscripts []string `toml:"postscripts"`
	// Devices begin the line a phone adds: "sent from my".
	Devices []string `toml:"devices"`
	// Titles are words of a job title or department in a signature block.
	Titles []string `toml:"titles"`
	// Disclaimers are parts of sentences that only a legal notice holds.
	Disclaimers []string `toml:"disclaimers"`
	// NoticeWords begin words of which a legal notice is full: a sentence before
	// a disclaimer that holds one belongs to it.
	NoticeWords []string `toml:"notice_words"`
	// Placeholders are what senders put into the plain part instead of the
	// text: "your e-mail client does not support html".
	Placeholders []string `toml:"placeholders"`
	// Examples are the tests of these phrases.
	Examples []LetterExample `toml:"example"`
}

// Fields are the labels of a quoted header block, without the colon.
type Fields struct {
	From    []string `toml:"from"`
	Date    []string `toml:"date"`
	To      []string `toml:"to"`
	Cc      []string `toml:"cc"`
	Subject []string `toml:"subject"`
}

// LetterExample is a text and what of it is new.
type LetterExample struct {
	Name string `toml:"name"`
	Text string `toml:"text"`
	New  string `toml:"new"`
}
