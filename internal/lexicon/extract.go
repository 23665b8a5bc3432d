package lexicon

// Extract holds a language's words around facts: what stands before a company's
// name or a role, how stages are called, what asks for money. Package extract
// reads them as phrases and takes the fact from beside them.
type Extract struct {
	Company []string `toml:"company"` // phrases directly before a company's name: "position at"
	Client  []string `toml:"client"`  // phrases directly before the name of an agency's client: "our client"
	// CompanyLabel are labels of a line that holds the name of who invites:
	// "employer :". PassesOn is what only a go-between says: "sent them your cv".
	CompanyLabel []string `toml:"company_label"`
	PassesOn     []string `toml:"passes_on"`
	Role         []string `toml:"role"`       // phrases directly before a role: "for the position of"
	RoleLabel    []string `toml:"role_label"` // labels of a line that holds a role: "position :"
	Works        []string `toml:"works"`      // phrases before what the reader works on: "your paper on"
	Titled       []string `toml:"titled"`     // words near a title in quotes: "called"
	PostNouns    []string `toml:"post_nouns"` // what an academic post may be called: "position"
	PostLinks    []string `toml:"post_links"` // what leads on to its subject: "in", "on"
	// PostWords are posts that universities alone have: "postdoc".
	PostWords []string `toml:"post_words"`
	// TopicWords are nouns before a topic that are no part of it: "topic".
	TopicWords []string `toml:"topic_words"`
	RoleNouns  []string `toml:"role_nouns"` // words that stand right after a role: "position", "role"
	Topic      []string `toml:"topic"`      // phrases directly before a topic: "a feature about"
	Speaker    []string `toml:"speaker"`    // what somebody is asked to be at an event: "keynote speaker"
	Wants      []string `toml:"wants"`      // what follows the name of who invites: "would like to meet"
	At         []string `toml:"at"`         // words before a company's name: "at", "by"
	Agency     []string `toml:"agency"`     // what go-betweens call themselves: "executive search"
	Events     []string `toml:"events"`     // what events are called, a star at an end: "conference", "*congres"
	// WriteTo asks to answer somebody else: "please write to". BesideMatter is what
	// one may also be told to write about: "technical problems".
	WriteTo      []string `toml:"write_to"`
	BesideMatter []string `toml:"beside_matter"`
	Person       []string `toml:"person"`    // labels before the name of a person to deal with: "contact :"
	Legal        []string `toml:"legal"`     // words that end or belong to a company's name: "GmbH"
	Functions    []string `toml:"functions"` // words of a mailbox name that are no person: "recruiting", "team"
	Stops        []string `toml:"stops"`     // words at which a fact's span ends: "and", "with"
	// RoleHint are phrases directly before what may be a role and may be
	// anything else ("about the"): believed only when an occupation follows.
	RoleHint []string `toml:"role_hint"`
	// Heads are words that name an occupation, in lower case: "engineer*",
	// "*leiter*". A star stands for any letters. They hold in every language,
	// since half of the world's roles are written in English.
	Heads []string `toml:"heads"`
	// Seeks are words of a sentence in which somebody is looked for, a star at an
	// end: "looking", "such*". An occupation beside them is the role.
	Seeks []string `toml:"seeks"`
	// Complements are words that lead on after an occupation: "head of".
	Complements []string `toml:"complements"`
	// Fields are words that lead on from an occupation to what it is for, NoField
	// those that begin none behind them: "in", but "in full time". Conjugated are
	// verbs, which no field is, a star at an end: "*amos".
	Fields     []string `toml:"fields"`
	NoField    []string `toml:"no_field"`
	Conjugated []string `toml:"conjugated"`
	// AdjectivesAfter says that what describes an occupation follows it, in
	// lower case too: "développeur principal".
	AdjectivesAfter bool `toml:"adjectives_after"`
	// Apposed says that a noun may stand right behind an occupation, in lower
	// case: "medewerker klantenservice".
	Apposed       bool     `toml:"apposed"`
	Vague         []string `toml:"vague"`           // words that are no role by themselves: "advertised"
	Possessives   []string `toml:"possessives"`     // words that begin a noun and don't belong to it: "our"
	Articles      []string `toml:"articles"`        // "the"
	Joins         []string `toml:"joins"`           // small words inside of names: "of"
	NameNouns     []string `toml:"name_nouns"`      // what organisations are, a star at an end: "hospital", "*erei"
	NoName        []string `toml:"no_name"`         // words with a capital that begin no name: "Monday"
	Titles        []string `toml:"titles"`          // kept in front of a person's name: "prof"
	Courtesy      []string `toml:"courtesy"`        // dropped in front of it: "mrs"
	Together      []string `toml:"together"`        // before whom one meets, who may be a person or a company: "with"
	Interviewer   []string `toml:"interviewer"`     // phrases directly before the interviewer's name or title
	NoTopic       []string `toml:"no_topic"`        // words that begin no topic: "whether"
	NoTopicInside []string `toml:"no_topic_inside"` // words of whole sentences, which are no topics: "would"
	TopicStops    []string `toml:"topic_stops"`     // words before which a topic ends: "next"
	Relative      []string `toml:"relative"`        // words that begin a clause about a topic: "that"
	Within        []string `toml:"within"`          // stop words that may lead on inside of a topic: "at altitude"
	NounsCapital  bool     `toml:"nouns_capital"`   // nouns have capitals: German
	Offers        []string `toml:"offers"`          // a sentence that proposes the day in it: "could you", "works"
	SameTime      []string `toml:"same_time"`       // gives a day the hour said before: "at the same time"
	AnswerBy      []string `toml:"answer_by"`       // phrases after which a bare day is that of the answer: "tell me"
	Accepts       []string `toml:"accepts"`         // asks to accept or choose, so that "until" is a deadline
	ByThen        []string `toml:"by_then"`         // makes a day said before that of the answer: "by then"
	Latest        []string `toml:"latest"`          // right behind a time that is the last one to answer: "at the latest"
	Negates       []string `toml:"negates"`         // words that take the day behind them out: "not", "except"
	Booking       []string `toml:"booking"`         // what is said of a link where one chooses a time: "pick a time"
	// Lasting are words near the length of the conversation itself ("call",
	// "takes"), a star at an end; Rough those that make a length a guess ("about").
	Lasting []string `toml:"lasting"`
	Rough   []string `toml:"rough"`
	// Programmes are what stands beside the name of a show, which is no topic: "series".
	Programmes []string `toml:"programmes"`
	// WeekOf are words before a day that only begins a span: "the week beginning".
	WeekOf []string `toml:"week_of"`
	// Then are words after a length behind which the conversation goes on: "then".
	Then []string `toml:"then"`
	// Aside are words near the length of something else: "walk", "presentation".
	Aside []string `toml:"aside"`
	// Institutions are what universities are called; GoBetweens end the names of
	// agencies: "staffing"; Yours says that something is the reader's: "your".
	Institutions []string `toml:"institutions"`
	GoBetweens   []string `toml:"go_betweens"`
	Yours        []string `toml:"yours"`
	// Questions begin a topic that is one: "why"; Subordinates go on in it behind a
	// comma: "if". Abouts stand before the topic in a subject: "about".
	Questions    []string `toml:"questions"`
	Subordinates []string `toml:"subordinates"`
	// Tellers ask to tell ("explain*"); Manners begin what is told behind them:
	// "how". Verbs are those at which a topic has ended: "your essay on tides made".
	Tellers []string `toml:"tellers"`
	Manners []string `toml:"manners"`
	Verbs   []string `toml:"verbs"`
	// Them are pronouns for somebody else whom one is to answer: "her".
	Them []string `toml:"them"`
	// Pronouns behind such a word make it no topic by itself: "how you did it".
	Pronouns []string `toml:"pronouns"`
	// Hosts are what one does to a show, whose own subject is none of the talk: "host".
	Hosts  []string `toml:"hosts"`
	Abouts []string `toml:"abouts"`
	// Elsewhere are words beside an hour that is none of the conversation's: "bus",
	// "shift*". Opens are verbs for what an event does at one: "opens", "ends".
	Elsewhere []string `toml:"elsewhere"`
	Opens     []string `toml:"opens"`
	// Reasons begin a clause that says why, in which no time is proposed: "because".
	// Agreed are phrases before a time that held until now: "we had agreed on".
	// SameDay takes the day said before: "the same day".
	Reasons []string `toml:"reasons"`
	Agreed  []string `toml:"agreed"`
	SameDay []string `toml:"same_day"`
	// Ours begin what belongs to who writes ("our members"), Outlets are what they
	// write for ("*beilage"), a star at an end: neither is part of a topic.
	Ours    []string `toml:"ours"`
	Outlets []string `toml:"outlets"`
	// Introduces are phrases directly before the name of who writes or is in charge:
	// "my name is".
	Introduces []string `toml:"introduces"`
	// Homes are the time zones where the language is written, the likeliest first: a
	// Date header's offset is taken for the first one in which it held that day.
	Homes []string `toml:"homes"`
	// Lengths and LengthUnits add to the durations and units of the dates what
	// is no time there: "halbstündige" = 30, "minütige" = "minute".
	Lengths     map[string]int    `toml:"lengths"`
	LengthUnits map[string]string `toml:"length_units"`
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
