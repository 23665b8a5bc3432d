package summary

// phrases are the words of a summary in one language: replies/<lang>/summary.toml,
// whose comments say what each is for. The tag holds names the blanks that a
// phrase may have; a phrase without the tag has none. See check.
type phrases struct {
	Sender   string `toml:"sender"`
	Subject  string `toml:"subject" holds:"date essence"`
	LateMark string `toml:"late_mark" holds:"text"`
	List     string `toml:"list"`
	Late     string `toml:"late" holds:"when span"`
	First    string `toml:"first"`

	Essence   essencePhrases      `toml:"essence"`
	Sections  sectionPhrases      `toml:"sections"`
	Labels    labelPhrases        `toml:"labels"`
	Lines     linePhrases         `toml:"lines"`
	Foot      footPhrases         `toml:"foot"`
	Time      timePhrases         `toml:"time"`
	Names     namePhrases         `toml:"names"`
	Checklist []checkPhrase       `toml:"checklist"`
	Questions map[string][]string `toml:"questions"`
	Call      callPhrases         `toml:"call"`
}

// count is a phrase that counts: {n} of something.
type count struct {
	One   string `toml:"one" holds:"n"`
	Other string `toml:"other" holds:"n"`
}

type essencePhrases struct {
	Problems   count  `toml:"problems"`
	Today      count  `toml:"today"`
	Soon       count  `toml:"soon"`
	Overdue    count  `toml:"overdue"`
	Drafts     count  `toml:"drafts"`
	Yours      count  `toml:"yours"`
	Waiting    count  `toml:"waiting"`
	Suspicious count  `toml:"suspicious"`
	Booked     count  `toml:"booked"`
	Nothing    string `toml:"nothing"`
	More       count  `toml:"more"`
}

type sectionPhrases struct {
	Problems       string `toml:"problems"`
	ProblemsNote   string `toml:"problems_note"`
	Today          string `toml:"today"`
	Soon           string `toml:"soon"`
	Overdue        string `toml:"overdue"`
	OverdueNote    string `toml:"overdue_note"`
	Drafts         string `toml:"drafts"`
	DraftsNote     string `toml:"drafts_note"`
	Yours          string `toml:"yours"`
	YoursNote      string `toml:"yours_note"`
	Waiting        string `toml:"waiting"`
	Suspicious     string `toml:"suspicious"`
	SuspiciousNote string `toml:"suspicious_note"`
	Further        string `toml:"further"`
	FurtherNote    string `toml:"further_note"`
	Booked         string `toml:"booked"`
	Answered       string `toml:"answered"`
	Withdrawn      string `toml:"withdrawn"`
	Dismissed      string `toml:"dismissed"`
	Lapsed         string `toml:"lapsed"`
	LapsedNote     string `toml:"lapsed_note"`
	Questions      string `toml:"questions"`
	QuestionsNote  string `toml:"questions_note"`
}

type labelPhrases struct {
	Closes   string `toml:"closes"`
	Closed   string `toml:"closed"`
	Limit    string `toml:"limit"`
	Asks     string `toml:"asks"`
	Used     string `toml:"used"`
	Draft    string `toml:"draft"`
	Offers   string `toml:"offers"`
	Stale    string `toml:"stale"`
	Checked  string `toml:"checked"`
	Wish     string `toml:"wish"`
	Fails    string `toml:"fails"`
	Due      string `toml:"due"`
	Why      string `toml:"why"`
	Withheld string `toml:"withheld"`
	Link     string `toml:"link"`
	Note     string `toml:"note"`
	Call     string `toml:"call"`
	Paste    string `toml:"paste"`
	Since    string `toml:"since"`
	When     string `toml:"when"`
}

type linePhrases struct {
	Unknown            string `toml:"unknown"`
	Head               string `toml:"head" holds:"name about"`
	Quoted             string `toml:"quoted" holds:"text"`
	Undecided          string `toml:"undecided"`
	Closes             string `toml:"closes" holds:"when distance why"`
	Limit              string `toml:"limit" holds:"when text"`
	Used               string `toml:"used" holds:"percent span"`
	Proposed           string `toml:"proposed" holds:"times"`
	ProposedChoice     string `toml:"proposed_choice" holds:"times"`
	ProposedCalendar   string `toml:"proposed_calendar" holds:"times"`
	ProposedPast       string `toml:"proposed_past" holds:"times"`
	Uncertain          string `toml:"uncertain" holds:"time"`
	Free               string `toml:"free" holds:"times"`
	Availability       string `toml:"availability"`
	AvailabilityWithin string `toml:"availability_within" holds:"times"`
	Booking            string `toml:"booking"`
	Open               string `toml:"open"`
	Draft              string `toml:"draft" holds:"action to"`
	DraftReason        string `toml:"draft_reason" holds:"action reason to"`
	DraftEdited        string `toml:"draft_edited" holds:"draft"`
	DraftHold          string `toml:"draft_hold" holds:"draft day"`
	DraftLate          string `toml:"draft_late" holds:"draft"`
	Stale              string `toml:"stale" holds:"why"`
	Due                string `toml:"due" holds:"when action"`
	DuePassed          string `toml:"due_passed" holds:"when action"`
	DueNow             string `toml:"due_now" holds:"action"`
	OwnDraft           string `toml:"own_draft"`
	None               string `toml:"none" holds:"id"`
	NoLink             string `toml:"no_link"`
	LinkLong           string `toml:"link_long"`
	Held               string `toml:"held" holds:"day"`
	Reminded           count  `toml:"reminded"`
	Several            string `toml:"several"`
	Problem            string `toml:"problem" holds:"when why"`
	Since              string `toml:"since" holds:"when why"`
	Question           string `toml:"question" holds:"kind questions"`
	Connect            string `toml:"connect" holds:"name"`
	BookedUnknown      string `toml:"booked_unknown"`
	AnsweredAs         string `toml:"answered_as" holds:"when action"`
}

type footPhrases struct {
	Commands string `toml:"commands" holds:"id"`
	Zone     string `toml:"zone" holds:"zone"`
	Last     string `toml:"last" holds:"when"`
	Made     string `toml:"made" holds:"account"`
}

type timePhrases struct {
	Today        string `toml:"today" holds:"time"`
	Tomorrow     string `toml:"tomorrow" holds:"time"`
	Yesterday    string `toml:"yesterday" holds:"time"`
	Day          string `toml:"day" holds:"date time"`
	TodayEnd     string `toml:"today_end"`
	TomorrowEnd  string `toml:"tomorrow_end"`
	YesterdayEnd string `toml:"yesterday_end"`
	DayEnd       string `toml:"day_end" holds:"date"`
	Ahead        string `toml:"ahead" holds:"span"`
	Past         string `toml:"past" holds:"span"`
	Now          string `toml:"now"`
	Moment       string `toml:"moment"`
	Minutes      count  `toml:"minutes"`
	Hours        count  `toml:"hours"`
	Days         count  `toml:"days"`
	Slot         string `toml:"slot" holds:"date span zone"`
	SlotDay      string `toml:"slot_day" holds:"date"`
	Within       string `toml:"within" holds:"start end"`
	Beside       string `toml:"beside" holds:"time other"`
}

// namePhrases say what the words of the configuration and of the mail are
// called. A word without a name is shown as it is.
type namePhrases struct {
	Action   map[string]string `toml:"action"`
	Reason   map[string]string `toml:"reason"`
	Kind     map[string]string `toml:"kind"`
	Category map[string]string `toml:"category"`
	Stage    map[string]string `toml:"stage"`
}

type checkPhrase struct {
	Name   string   `toml:"name"`
	Checks []string `toml:"checks"`
}

type callPhrases struct {
	Decline    []string          `toml:"decline" holds:"name me what reason"`
	Reschedule []string          `toml:"reschedule" holds:"name me what times"`
	Hello      string            `toml:"hello" holds:"me"`
	HelloBare  string            `toml:"hello_bare"`
	What       map[string]string `toml:"what" holds:"company role"`
	Reason     map[string]string `toml:"reason"`
}

// dateWords is what a summary needs to know of words.toml, which package draft
// owns and checks: how days, times and zones are written.
type dateWords struct {
	Weekdays     []string                     `toml:"weekdays"`
	Months       []string                     `toml:"months"`
	Date         string                       `toml:"date"`
	DateAmerican string                       `toml:"date_american"`
	Year         string                       `toml:"year"`
	AM           string                       `toml:"am"`
	PM           string                       `toml:"pm"`
	Clock12      []string                     `toml:"clock12"`
	American     []string                     `toml:"american"`
	Zones        map[string]map[string]string `toml:"zones"`
	Greeting     struct {
		Nobody []string `toml:"nobody"`
	} `toml:"greeting"`
}
