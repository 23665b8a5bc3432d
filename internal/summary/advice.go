package summary

import "rsvpd/internal/thread"

// Advice is what the summary says about one invitation's drafts, for those who
// look at it by itself.
type Advice struct {
	// Checks are by the draft's Key: the checklist that it passed (ETIQUETTE A8),
	// and what to mend or consider, a line each.
	Checks map[string][]string
	// Call introduces Script: what to say where a phone call is the kinder channel
	// (D8). Both are empty where it is not.
	Call   string
	Script []string
	Paste  string // the letter for a form where only a link answers; empty: none
}

// Advise tells what there is to say about the entry of in that has the key of the
// invitation. in may hold that entry alone.
func (m *Maker) Advise(in Input, key string) Advice {
	t := newTeller(&in, m.language(in.Language))
	a := Advice{Checks: map[string][]string{}}
	for i := range in.Entries {
		e := &in.Entries[i]
		if e.Invitation.Key != key {
			continue
		}
		for _, d := range e.standing() {
			a.Checks[d.Key] = t.checks(e, d)
		}
		a.Paste = e.Paste
		if a.Script = t.script(e); len(a.Script) > 0 {
			a.Call = t.say.Labels.Call
		}
	}
	return a
}

// checks are the checklist of a draft as lines of text.
func (t *teller) checks(e *Entry, d thread.Draft) []string {
	note := e.Notes[d.Key]
	if !note.Checked {
		return nil
	}
	var list []string
	for _, l := range t.checklist(note.Findings) {
		list = append(list, l.Label+": "+l.Text)
	}
	return list
}
