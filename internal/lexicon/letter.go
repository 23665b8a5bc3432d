package lexicon

// Letter holds a language's conventions of writing mail: how quotes are
// introduced, signatures and disclaimers begin.
type Letter struct{}
