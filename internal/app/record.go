package app

import (
	"encoding/json"
	"fmt"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// draftRecord is a draft as the store keeps it.
type draftRecord struct {
	thread.Draft
	// Content is the message as it was read back right after it was written:
	// what "untouched" compares with. Before that, it is what was to be written.
	Content []byte `json:"content"`
	// Written is the Date of the draft: what was sent earlier is not it.
	Written time.Time `json:"written"`
	// Stood is when the account was last looked at before the draft was found gone;
	// zero: it stands, or that is not known.
	Stood time.Time `json:"stood,omitzero"`
	// Place in the mailbox; zero when it does not stand.
	Folder           string `json:"-"`
	UIDValidity, UID uint32 `json:"-"`
}

func (d draftRecord) row() (store.Draft, error) {
	data, err := json.Marshal(d)
	return store.Draft{
		Key: d.Key, Ask: d.Ask, Action: string(d.Action), Revision: d.Revision, State: string(d.State),
		MessageID: d.MessageID, Folder: d.Folder, UIDValidity: d.UIDValidity, UID: d.UID, At: d.At, Data: data,
	}, err
}

func recordOf(row store.Draft) (draftRecord, error) {
	var d draftRecord
	if err := json.Unmarshal(row.Data, &d); err != nil {
		return d, fmt.Errorf("draft %s in the database can't be read: %w", row.Key, err)
	}
	return d.standing(row), nil
}

// standing is the record with the place that its row names.
func (d draftRecord) standing(row store.Draft) draftRecord {
	d.Folder, d.UIDValidity, d.UID = row.Folder, row.UIDValidity, row.UID
	return d
}

// putDraft stores a draft, with an entry in the journal when step is not empty:
// both or neither.
func putDraft(tx *store.Tx, account string, d draftRecord, step store.Step, detail string) error {
	row, err := d.row()
	if err != nil {
		return err
	}
	if err := tx.PutDraft(account, row); err != nil {
		return err
	}
	if step == "" {
		return nil
	}
	_, err = tx.Append(account, store.Entry{Key: d.Key, Step: step, At: time.Now().UTC(), Detail: detail})
	return err
}

// mailRecord is a mail as the store keeps it.
type mailRecord struct {
	thread.Mail
	// UserDraft marks a draft of the user's own that stands in Drafts.
	UserDraft bool `json:"user_draft,omitempty"`
	// Filed: a copy stands in the user's folder for such mail (reply.file_in).
	Filed bool `json:"filed,omitempty"`
	// Summary marks a summary of ours: it quotes invitations and is none.
	Summary bool `json:"-"`
}

// row makes the stored form. Mail that can change no invitation is remembered
// by name only, so that it is not read again.
func (m mailRecord) row() (store.Mail, error) {
	if !m.matters() {
		return store.Mail{Identity: m.Identity, Received: m.Received}, nil
	}
	if !m.asks() {
		m.Text, m.Evidence = "", nil
	}
	data, err := json.Marshal(m)
	return store.Mail{Identity: m.Identity, Received: m.Received, Relevant: true, Data: data}, err
}

// matters reports whether a mail can be part of an invitation's thread.
func (m mailRecord) matters() bool {
	if m.Summary {
		return false
	}
	if m.Out || m.UserDraft || m.asks() {
		return true
	}
	return m.changes() || m.Category != detect.Alert && len(m.InReplyTo)+len(m.References) > 0
}

// changes reports whether a mail can change an invitation by what it says.
func (m mailRecord) changes() bool {
	switch m.Category {
	case detect.Confirmation, detect.Reminder, detect.Cancellation, detect.Rejection, detect.Offer:
		return true
	}
	return false
}

// only reports whether a mail matters by its thread only: if that does not, it
// does not.
func (m mailRecord) only() bool {
	return m.matters() && !m.Out && !m.UserDraft && !m.asks() && !m.changes()
}

func (m mailRecord) asks() bool {
	switch m.Category {
	case detect.Invitation, detect.Outreach, detect.Assessment, detect.Reminder:
		return true
	}
	return false
}
