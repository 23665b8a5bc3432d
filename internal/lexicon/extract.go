package lexicon

// Extract holds a language's words around facts: what stands before a company's
// name or a role, how stages are called, what asks for money. Package extract
// reads them as phrases and takes the fact from beside them.
type Extract struct {
	Company   []string `toml:"company"`    // phrases directly before a company's name: "position at"
	Client    []string `toml:"client"`     // phrases directly before the name of an agency's client: "our client"
	Role      []string `toml:"role"`       // phrases directly before a role: "for the position of"
	RoleNouns []string `toml:"role_nouns"` // words that stand right after a role: "position", "role"
	Topic     []string `toml:"topic"`      // phrases directly before a topic: "a feature about"
	Speaker   []string `toml:"speaker"`    // what somebody is asked to be at an event: "keynote speaker"
	Person    []string `toml:"person"`     // labels before the name of a person to deal with: "contact :"
	Legal     []string `toml:"legal"`      // words that end or belong to a company's name: "GmbH"
	Functions []string `toml:"functions"`  // words of a mailbox name that are no person: "recruiting", "team"
	Stops     []string `toml:"stops"`      // words at which a fact's span ends: "and", "with"
	// Availability asks when the reader is free, naming no times.
	Availability []string `toml:"availability"`
	Unmonitored  []string `toml:"unmonitored"` // nobody reads answers: "do not reply to this"
	Stage        []Staged `toml:"stage"`       // the latest stage first: the first that fits wins
	Greeting     []string `toml:"greeting"`    // words that open a letter: "dear", "hi"
	Closing      []string `toml:"closing"`     // phrases that close it: "kind regards"
	Warning      []Warned `toml:"warning"`
}

// Staged is a phrase that tells the stage of a process.
type Staged struct {
	Stage   string   `toml:"stage"` // screen, first, later, final
	Phrases []string `toml:"phrases"`
}

// Warned is a phrase after which a reply might be unwise.
type Warned struct {
	Phrases []string `toml:"phrases"`
	Why     string   `toml:"why"`
}
