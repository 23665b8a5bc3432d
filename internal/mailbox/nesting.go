package mailbox

import (
	"errors"
	"fmt"
	"strings"
)

// maxNesting is how deep a server may nest an answer. A MIME structure takes a
// level for each multipart and each attached message; servers stop at a hundred.
const maxNesting = 300

// maxResponse is how long one response may be, without its literals. The structure
// of a mail with a thousand parts takes 150 KB. Only the result of a search is
// longer, in a large mailbox.
const maxResponse = 1 << 20

// nesting follows what a server sends and notices when it nests too deep or comes to
// no end. go-imap descends into a BODYSTRUCTURE as far as the server cares to go, and
// a stack that is used up ends the whole program, with every other account in it; a
// list of flags takes thirty times its length in memory.
//
// It takes responses apart as go-imap does: lines, in which literals may stand
// ("{n}" at the end of a line, then n bytes that are not looked at) and quoted
// strings. A status (OK, NO, BAD, BYE, PREAUTH, "+") is one line of text.
type nesting struct {
	literal int64  // bytes of a literal still to come
	head    []byte // of the response, until it is known what it is
	kind    responseKind
	length  int  // of the response so far
	endless bool // may be as long as it likes
	spaces  int  // in a status so far
	last    byte
	code    bool // a status has begun a code and not closed it
	depth   int
	quoted  bool
	escaped bool
	size    literalSize
}

type responseKind int

const (
	unknownResponse responseKind = iota
	statusResponse
	dataResponse
)

var (
	errNesting  = fmt.Errorf("the server nests its answer more than %d levels deep", maxNesting)
	errResponse = fmt.Errorf("the server does not end its answer after %d KB", maxResponse>>10)
	// go-imap reads on to the bracket, over ends of lines; what it then takes for
	// text could be taken for a literal here.
	errOpenCode = errors.New("the server does not close the code of an answer")
)

// scan takes the next bytes.
func (n *nesting) scan(p []byte) error {
	for len(p) > 0 {
		if n.literal > 0 {
			skip := min(n.literal, int64(len(p)))
			n.literal -= skip
			p = p[skip:]
			continue
		}
		if err := n.next(p[0]); err != nil {
			return err
		}
		p = p[1:]
	}
	return nil
}

func (n *nesting) next(c byte) error {
	if n.length++; n.length > maxResponse && !n.endless {
		return errResponse
	}
	if n.kind == unknownResponse {
		n.tell(c)
	}
	if n.kind == statusResponse {
		return n.inStatus(c)
	}
	return n.inData(c)
}

// tell decides by the first bytes what a response is: "*" and a word, else a tag
// or "+".
func (n *nesting) tell(c byte) {
	switch {
	case len(n.head) == 0 && c != '*':
		n.kind = statusResponse
		return
	case len(n.head) > len("* PREAUTH"):
		n.kind = dataResponse
		return
	case len(n.head) <= len("* ") || strings.IndexByte(" \r\n(\"{", c) < 0:
		n.head = append(n.head, c)
		return
	}
	n.kind = dataResponse
	switch strings.ToUpper(string(n.head[2:])) {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
		n.kind, n.spaces = statusResponse, 1
	case "SEARCH", "ESEARCH":
		n.endless = true
	}
}

func (n *nesting) inStatus(c byte) error {
	switch {
	case c == ' ':
		n.spaces++
	case c == '[' && n.spaces == 2 && n.last == ' ':
		n.code = true
	case c == ']':
		n.code = false
	case c == '\n' && n.code:
		return errOpenCode
	case c == '\n':
		n.end()
		return nil
	}
	n.last = c
	return nil
}

func (n *nesting) inData(c byte) error {
	if n.quoted {
		n.inQuotes(c)
		return nil
	}
	size, closed := n.size.next(c)
	switch c {
	case '"':
		n.quoted = true
	case '(':
		if n.depth++; n.depth > maxNesting {
			return errNesting
		}
	case ')':
		n.depth = max(n.depth-1, 0)
	case '\n':
		if closed {
			n.literal = size
			return nil
		}
		n.end()
	}
	return nil
}

func (n *nesting) inQuotes(c byte) {
	switch {
	case n.escaped:
		n.escaped = false
	case c == '\\':
		n.escaped = true
	case c == '"':
		n.quoted = false
	}
}

// end makes ready for the next response.
func (n *nesting) end() { *n = nesting{head: n.head[:0]} }

// literalSize recognises "{n}" at the end of a line.
type literalSize struct {
	size  int64
	state byte // 0: nowhere near; otherwise the last byte that counted: '{', '0' for a digit, '}'
}

// next takes a byte; with the line's end it says whether a literal follows, and of
// how many bytes.
func (l *literalSize) next(c byte) (size int64, closed bool) {
	const enough = 1 << 40
	switch {
	case c == '{':
		l.size, l.state = 0, '{'
	case c >= '0' && c <= '9' && (l.state == '{' || l.state == '0'):
		l.size, l.state = min(l.size*10+int64(c-'0'), enough), '0'
	case c == '}' && l.state == '0':
		l.state = '}'
	case (c == ' ' || c == '\r') && l.state == '}': // go-imap is lenient here
	case c == '\n':
		size, closed = l.size, l.state == '}'
		*l = literalSize{}
	default:
		l.state = 0
	}
	return size, closed
}
