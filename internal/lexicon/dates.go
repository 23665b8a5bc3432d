package lexicon

// Dates holds a language's words for times.
type Dates struct{}
