package when

// cue is what a phrase says about the times near it, as a set of bits: a phrase
// may be several, and a small word of grammar besides.
type cue uint16

const (
	cueDeadline cue = 1 << iota // says itself that the time is one
	cueAnswer                   // asks for an answer
	cueMention                  // the time is only told of
	cueTold                     // so, and it is over
	cuePromise                  // the writer's own word: "we will get back to you"
	cueMoved                    // of two times the first no longer holds
	cueNot                      // right behind a time: it does not suit
	cueNever                    // no time at all although it looks like one
	cueExcept                   // right before a time: any but this
	cueSuits                    // a verb whose subject a day may be: "the 12th would suit"
	cueThen                     // speaks of the time before it as a limit: "before then"
	cueCounted                  // a noun that ordinals count: "the 3rd floor" is no day
	cueClosing                  // an hour that only limits: nobody meets at the close of business
	cueHabit                    // parts of many days: "mornings"
	cueFinish                   // before or behind an hour: the end of what began at the one before
	cuePremises                 // what opens and closes every day, so that its hours are nobody's deadline
)

// cueNames are the classes of lexicon.Dates.Cues.
var cueNames = map[string]cue{"deadline": cueDeadline, "answer": cueAnswer, "mention": cueMention, "told": cueTold, "promise": cuePromise,
	"moved": cueMoved, "not": cueNot, "never": cueNever, "except": cueExcept, "suits": cueSuits, "then": cueThen, "counted": cueCounted,
	"closing": cueClosing, "premises": cuePremises, "habit": cueHabit, "finish": cueFinish}

func (b *builder) addCues() {
	for name, list := range b.dates.Cues {
		if cueNames[name] == 0 {
			b.fail(name, "is no class of cues")
		}
		for _, w := range list {
			if at := b.place(w); at != nil {
				at.cues |= cueNames[name]
			}
		}
	}
}

// says tells whether the item is one of the cues.
func (x *item) says(c cue) bool { return x.cues&c != 0 }
