package config

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"rsvpd/internal/workday"
)

// Parse reads settings from the bytes of a file called name. The error is of
// type Problems and lists all mistakes. It looks at nothing but the bytes: Load
// adds what the machine knows.
func Parse(name string, data []byte) (*Config, error) {
	return parseAll(source{name, data}, nil)
}

// source is a file.
type source struct {
	name string
	data []byte
}

// parseAll reads settings, and the accounts of further files.
func parseAll(main source, more []source) (*Config, error) {
	doc := parseDocument(main.name, main.data)
	if err := doc.problems.asError(); err != nil {
		return nil, err
	}
	c := read(doc)
	problems := c.addAccounts(more)
	c.require(doc)
	if err := append(doc.problems, problems...).asError(); err != nil {
		return nil, err
	}
	return c, nil
}

// read is the settings of a document, over the defaults. What is wrong is noted
// in the document.
func read(doc *document) *Config {
	c := Defaults()
	c.File = doc.name
	root := doc.root()
	root.zone("timezone", &c.Zone)
	c.Me.read(root.sub("me"))
	c.Accounts = accounts(root, nil)
	c.Watch.read(root.sub("watch"))
	c.Window.read(root.sub("window"))
	c.Reply.read(root.sub("reply"))
	c.Availability.read(root.sub("availability"))
	c.Summary.read(root.sub("summary"))
	c.Steer.read(root.sub("steer"))
	c.Litmus.read(root.sub("litmus"))
	c.Rules = rules(root)
	root.done(map[string]string{"accounts": "write [[account]] above each", "rules": "write [[rule]] above each"})
	return c
}

// require complains of what has no default and must be there.
func (c *Config) require(doc *document) {
	if c.Me.Name == "" && doc.lines["me.name"] == 0 {
		doc.add(doc.lines["me"], "me.name is missing", `drafts are signed with it: write name = "Your Name" under [me]`)
	}
	if len(c.Accounts) == 0 && doc.lines["account"] == 0 {
		doc.add(0, "no account", `write [[account]], and under it email = "you@example.org" and a source of its password`)
	}
}

func (m *Me) read(t *table) {
	t.name("name", &m.Name)
	if t.list("addresses", &m.Addresses) {
		for i, a := range m.Addresses {
			if !isAddressPattern(a) {
				t.wrongElement("addresses", i, fmt.Sprintf("%q is not an e-mail address", a), `write the address alone: "you@example.org", or "*@example.org" for a domain that is all yours`)
			}
		}
	}
	t.name("phone", &m.Phone)
	t.text("signature", &m.Signature)
	m.Signature = strings.TrimRight(m.Signature, "\n")
	if strings.ContainsFunc(m.Signature, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) {
		t.wrong("signature", "has control characters", "write lines of plain text")
	}
	t.done(map[string]string{"email": `addresses of accounts go under [[account]], further ones into addresses = ["…"]`})
}

func (w *Watch) read(t *table) {
	t.duration("poll", &w.Poll, time.Second)
	t.flag("idle", &w.Idle)
	t.done(nil)
}

func (w *Windows) read(t *table) {
	w.Window.read(t)
	t.span("lookback", &w.Lookback, time.Second)
	t.holidays("holidays", &w.Holidays)
	everyKind := "it holds for every kind: write it under [window]"
	for _, kind := range Kinds {
		if !t.has(kind) {
			t.asked = append(t.asked, kind)
			continue
		}
		special := w.Window // what its table does not say, [window] says
		sub := t.sub(kind)
		special.read(sub)
		sub.done(map[string]string{"lookback": everyKind, "holidays": everyKind})
		w.Kinds[kind] = special
	}
	t.done(nil)
}

func (w *Window) read(t *table) {
	t.span("reply_within", &w.ReplyWithin, time.Second)
	t.span("draft_ahead", &w.DraftAhead, 0)
	t.span("before_interview", &w.BeforeInterview, 0)
	t.span("late", &w.Late, 0)
}

func (r *Reply) read(t *table) {
	t.oneOf("undecided", &r.Undecided, Undecideds)
	t.span("hold_for", &r.HoldFor, time.Second)
	t.oneOf("tone", &r.Tone, []string{"warm", "formal", ""})
	if t.list("languages", &r.Languages) {
		for i, code := range r.Languages {
			if !languageCode.MatchString(code) {
				t.wrongElement("languages", i, fmt.Sprintf("%q is not a language", code), languageFix)
			}
		}
	}
	t.oneOf("itip", &r.ITIP, []string{"off", "attach"})
	t.flag("quote", &r.Quote)
	t.spanOrOff("follow_up_after", &r.FollowUpAfter)
	t.spanOrOff("reconnect_after", &r.ReconnectAfter)
	t.name("file_in", &r.FileIn)
	t.done(nil)
}

var languageCode = regexp.MustCompile(`^[a-z]{2}$`)

const languageFix = `write its two letters: "en", "de"`

func (a *Availability) read(t *table) {
	t.hours("hours", &a.Hours)
	t.calendars("calendars", &a.Calendars)
	t.flag("strict", &a.Strict)
	t.duration("gap", &a.Gap, 0)
	t.number("slots", &a.Slots, 1, 9)
	t.span("notice", &a.Notice, 0)
	t.done(nil)
}

func (s *Summary) read(t *table) {
	t.schedule("at", &s.At)
	if t.text("language", &s.Language) && !languageCode.MatchString(s.Language) {
		t.wrong("language", fmt.Sprintf("%q is not a language", s.Language), languageFix)
	}
	t.oneOf("to", &s.To, []string{"inbox", "off"})
	t.done(nil)
}

func (s *Steer) read(t *table) {
	t.text("folder", &s.Folder)
	if s.Folder != "" && oneLine(s.Folder) != "" {
		t.wrong("folder", fmt.Sprintf("%q can't be used", s.Folder), oneLine(s.Folder))
	}
	t.flag("create", &s.Create)
	t.done(nil)
}

// holidays reads the code of a country or region.
func (t *table) holidays(key string, into *string) {
	code, ok := get[string](t, key, `write the code of a country or region: "us", "de", "de-by"; or ""`)
	if !ok {
		return
	}
	if _, err := workday.Holidays(code); err != nil {
		t.wrong(key, err.Error(), "")
		return
	}
	*into = strings.ToLower(code)
}
