package summary

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"rsvpd/internal/message"
)

// Header is the field that marks a summary; its value is the date it is for.
const Header = "X-Rsvpd-Summary"

// Make writes the summary. It fails on an account that is no mail address, and
// where an operator's layout can't be filled in.
func (m *Maker) Make(in Input) (Summary, error) {
	if in.Now.IsZero() {
		return Summary{}, errors.New("summary: no time given")
	}
	if in.Date == "" {
		in.Date = in.Now.In(in.zone()).Format(time.DateOnly)
	}
	l := m.language(in.Language)
	s, err := m.lay(newTeller(&in, l).page())
	if err != nil {
		return Summary{}, fmt.Errorf("summary: %w", err)
	}
	s.Raw, err = message.Write(in.outgoing(s, l.say.Sender))
	if err != nil {
		return Summary{}, fmt.Errorf("summary: %w", err)
	}
	return s, nil
}

// outgoing is the mail: from the account to itself, marked as made by a machine
// (RFC 3834 section 5) and as a summary of its date.
func (in *Input) outgoing(s Summary, sender string) message.Outgoing {
	return message.Outgoing{
		ID:      MessageID(in.Account, in.Date),
		Date:    in.Now.In(in.zone()),
		From:    message.Address{Name: sender, Address: in.Account},
		To:      []message.Address{{Address: in.Account}},
		Subject: s.Subject,
		Text:    s.Text,
		HTML:    s.HTML,
		Extra: []message.ExtraField{
			{Name: Header, Value: in.Date},
			{Name: "Auto-Submitted", Value: "auto-generated"},
		},
	}
}

// MessageID is the id of an account's summary of a date (YYYY-MM-DD), without
// angle brackets: made twice, it is the same mail.
func MessageID(account, date string) string {
	_, domain, _ := strings.Cut(account, "@")
	sum := sha256.Sum256([]byte("summary\n" + strings.ToLower(account) + "\n" + date))
	return hex.EncodeToString(sum[:12]) + "@" + domain
}
