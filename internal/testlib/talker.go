package testlib

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// talker acts in a mailbox over a connection that knows IMAP by its text alone, as
// a person with telnet would. It serves servers whose files it can't read.
type talker struct {
	conn net.Conn
	r    *bufio.Reader
	tags int
}

// response is a line of a server's, and the literals that stand in it as {n}.
type response struct {
	text     string
	literals []string
}

func newTalker(t testing.TB, addr, user, password string) *talker {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	must(t, err)
	c := &talker{conn: conn, r: bufio.NewReader(conn)}
	c.next(t) // the greeting
	c.do(t, fmt.Sprintf("LOGIN %q %q", user, password))
	return c
}

// close hangs up. What the server has to say about that is of no interest.
func (c *talker) close() { c.conn.Close() }

// do sends a command and returns the untagged responses; anything but OK fails the
// test.
func (c *talker) do(t testing.TB, command string) []response {
	t.Helper()
	c.send(t, command)
	return c.answer(t, command)
}

func (c *talker) send(t testing.TB, command string) {
	t.Helper()
	c.tags++
	_, err := fmt.Fprintf(c.conn, "t%d %s\r\n", c.tags, command)
	must(t, err)
}

func (c *talker) answer(t testing.TB, command string) (untagged []response) {
	t.Helper()
	for {
		r := c.next(t)
		switch status, ok := strings.CutPrefix(r.text, fmt.Sprintf("t%d ", c.tags)); {
		case !ok:
			untagged = append(untagged, r)
		case strings.HasPrefix(status, "OK"):
			return untagged
		default:
			t.Fatalf("%s: the server answers %q", command, r.text)
		}
	}
}

var literalEnd = regexp.MustCompile(`\{(\d+)\}$`)

// next reads one response with its literals.
func (c *talker) next(t testing.TB) (r response) {
	t.Helper()
	must(t, c.conn.SetDeadline(time.Now().Add(time.Minute)))
	for {
		line, err := c.r.ReadString('\n')
		must(t, err)
		r.text += strings.TrimRight(line, "\r\n")
		size := literalEnd.FindStringSubmatch(r.text)
		if size == nil {
			return r
		}
		n, err := strconv.Atoi(size[1])
		must(t, err)
		data := make([]byte, n)
		_, err = io.ReadFull(c.r, data)
		must(t, err)
		r.literals = append(r.literals, string(data))
	}
}

// append stores a message (RFC 9051 section 6.3.12).
func (c *talker) append(t testing.TB, folder string, raw []byte, received time.Time, flags []string) {
	t.Helper()
	command := fmt.Sprintf("APPEND %q (%s) %q {%d}", encodeName(folder), strings.Join(flags, " "),
		received.Format("02-Jan-2006 15:04:05 -0700"), len(raw))
	c.send(t, command)
	if r := c.next(t); !strings.HasPrefix(r.text, "+") {
		t.Fatalf("%s: the server answers %q", command, r.text)
	}
	_, err := c.conn.Write(append(slices.Clone(raw), '\r', '\n'))
	must(t, err)
	c.answer(t, command)
}

// messages reads a folder without a trace (EXAMINE, PEEK).
func (c *talker) messages(t testing.TB, folder string) (list []Stored) {
	t.Helper()
	c.do(t, fmt.Sprintf("EXAMINE %q", encodeName(folder)))
	for _, r := range c.do(t, "UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])") {
		if len(r.literals) == 1 {
			list = append(list, r.stored(t))
		}
	}
	slices.SortFunc(list, func(a, b Stored) int { return int(a.UID) - int(b.UID) })
	return list
}

var (
	uidItem   = regexp.MustCompile(`\bUID (\d+)`)
	flagsItem = regexp.MustCompile(`\bFLAGS \(([^)]*)\)`)
	dateItem  = regexp.MustCompile(`\bINTERNALDATE "([^"]*)"`)
)

// stored understands one answer to messages.
func (r response) stored(t testing.TB) Stored {
	t.Helper()
	item := func(re *regexp.Regexp) string {
		found := re.FindStringSubmatch(r.text)
		if found == nil {
			t.Fatalf("no %s in %q", re, r.text)
		}
		return found[1]
	}
	uid, err := strconv.ParseUint(item(uidItem), 10, 32)
	must(t, err)
	date, err := time.Parse("_2-Jan-2006 15:04:05 -0700", item(dateItem))
	must(t, err)
	// \Recent says something about sessions, not about the message.
	flags := slices.DeleteFunc(strings.Fields(item(flagsItem)), func(f string) bool { return f == `\Recent` })
	slices.Sort(flags)
	return Stored{UID: uint32(uid), InternalDate: date, Flags: flags, Raw: []byte(r.literals[0])}
}
