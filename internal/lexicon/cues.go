package lexicon

// Cue is a phrase rule. (Fields are the detector's; see docs/cues.md.)
type Cue struct {
	ID string `toml:"id"`
}

// Sender is one ATS, scheduler, network, freemail house or newsletter sender.
type Sender struct {
	ID string `toml:"id"`
}
