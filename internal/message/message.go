// Package message turns the bytes of one RFC 5322 message into a Message:
// decoded headers, the new text with quotes, signature and disclaimers cut off,
// calendar parts and links. It also puts parts together into bytes: a message
// fetched in pieces, or a draft to be written. It is the only importer of
// go-message. It decides nothing about what a message means.
package message

import (
	"crypto/sha256"
	"encoding/hex"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"rsvpd/internal/ical"
)

// Address is one mailbox of RFC 5322 section 3.4. Address is always a strict
// addr-spec or empty: anything else (line breaks, angle brackets, quotes,
// several @) is dropped at parsing, because go-message would re-quote it into a
// different recipient.
type Address struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

// IsZero reports whether the address names nobody.
func (a Address) IsZero() bool { return a == Address{} }

// DateSource says where Message.Date comes from.
type DateSource string

// The sources of a date, best first.
const (
	DateHeader   DateSource = "date"     // the Date header
	DateReceived DateSource = "received" // the topmost Received header
	DateFallback DateSource = "fallback" // what the caller passed: INTERNALDATE or the file's time
)

// Link is a URL in the text, in order of appearance, each URL once.
type Link struct {
	URL  string // as the target of the link, never fetched
	Text string // anchor text; empty in plain text
	// Quoted says that it stands only in a quoted message, not in what the
	// sender wrote now.
	Quoted bool
}

// Attachment is a part that is neither text of the message nor a calendar. Its
// content is never read.
type Attachment struct {
	Name string
	Type string // media type, lower case
}

// Message is one parsed message. All texts are UTF-8, normalised to NFKC-safe
// form: no NUL, no zero-width characters, no-break spaces as spaces, "\n" line
// ends.
type Message struct {
	ID          string    // Message-ID without angle brackets; empty when absent
	Date        time.Time // in the sender's offset
	DateSource  DateSource
	Subject     string // decoded, unfolded, spaces folded
	From        Address
	Sender      Address
	ReplyTo     []Address
	To          []Address
	Cc          []Address
	DeliveredTo []string // X-Original-To, Envelope-To, Delivered-To and the like, in this order: addr-specs
	InReplyTo   []string // ids without angle brackets
	References  []string // ids without angle brackets, oldest first

	// Text is the whole visible text: of HTML what a reader sees, without
	// hidden preheaders and pixels.
	Text string
	// NewText is what the sender wrote in this message: Text without quoted
	// messages, signature block and disclaimer. A short sign-off name stays.
	// Of a forward it is the forwarded message's text, and Forwarded is set.
	NewText   string
	Quoted    string // the quoted messages that were cut, as one text
	Signature string // the signature block that was cut
	Forwarded *Forwarded
	FromHTML  bool   // Text was made from a text/html part
	HTMLLang  string // lang attribute of the html element, lower case primary tag; empty when absent
	Flowed    bool   // the text part was format=flowed (RFC 3676)

	Links       []Link
	Calendars   []ical.Calendar
	Attachments []Attachment

	// Size is the number of bytes given to Parse. Whoever fetched only a
	// part sets it to the message's real size: Identity depends on it.
	Size int
	// TextWhole says of a message that is known in part that its text is not cut
	// short: the part after it has begun.
	TextWhole bool
	Partial   bool     // the bytes were known to be incomplete (only leading parts were fetched)
	Problems  []string // what could not be parsed, in plain words; what could be is there

	header header // as it stands in the message
}

// Forwarded is what the header block inside a forwarded message says.
type Forwarded struct {
	From    Address
	Subject string
	Date    time.Time // zero when unreadable
	Comment string    // what the forwarder wrote above it
}

// Get returns the decoded value of the topmost header field of that name, in
// any case; empty when there is none.
func (m *Message) Get(key string) string {
	return decodeField(m.header.get(textproto.CanonicalMIMEHeaderKey(key)))
}

// Values returns the decoded values of all header fields of that name, topmost
// first.
func (m *Message) Values(key string) []string {
	key = textproto.CanonicalMIMEHeaderKey(key)
	var values []string
	for _, f := range m.header {
		if f.key == key {
			values = append(values, decodeField(f.value))
		}
	}
	return values
}

// decodeField is the value of a field as a reader sees it. Most fields are never
// looked at, so none is decoded before.
func decodeField(raw string) string { return oneLine(decodeWords(raw)) }

// Identity names the message for as long as it exists, in any folder: its
// Message-ID, or else a hash of Date, From, Subject and Size.
func (m *Message) Identity() string {
	if m.ID != "" {
		return m.ID
	}
	parts := []string{m.Get("Date"), m.Get("From"), m.Get("Subject"), strconv.Itoa(m.Size)}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return "sha256:" + hex.EncodeToString(sum[:])
}
