package mailbox

import (
	"bytes"
	"regexp"
	"sync"

	"github.com/emersion/go-imap/v2"
)

// A server that hangs up says why, in a BYE (RFC 9051 section 7.1.5): too many
// connections, a shutdown, too long idle. go-imap passes over its text; so the
// end of what was received is kept, and looked at when the connection is lost.

// lastWords is the end of what a connection has brought.
type lastWords struct {
	mu   sync.Mutex
	n    int
	kept [maxBye]byte
}

// maxBye is how much of the end is kept: a BYE and the answer to a LOGOUT after it.
const maxBye = 256

// hear takes up what has come.
func (l *lastWords) hear(p []byte) {
	p = p[max(0, len(p)-maxBye):]
	l.mu.Lock()
	defer l.mu.Unlock()
	stays := min(l.n, maxBye-len(p))
	copy(l.kept[:], l.kept[l.n-stays:l.n])
	l.n = stays + copy(l.kept[stays:], p)
}

func (l *lastWords) text() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Clone(l.kept[:l.n])
}

// byeLine is a BYE that stands last, or before a tagged answer.
var byeLine = regexp.MustCompile(`(?i)(?:^|\n)\* BYE ?(?:\[([A-Z0-9-]+)[^\]\r\n]*\] ?)?([^\r\n]*)\r?\n?(?:T[0-9]+ [^\r\n]*\r?\n?)?$`)

// parseBye finds the BYE at the end of a connection; nil without one. Mail could
// end so too, and only make us wait longer than needed.
func parseBye(end []byte) *imap.Error {
	m := byeLine.FindSubmatch(end)
	if m == nil {
		return nil
	}
	return &imap.Error{Type: imap.StatusResponseTypeBye, Code: imap.ResponseCode(bytes.ToUpper(m[1])), Text: oneLine(string(m[2]))}
}
