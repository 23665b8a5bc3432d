package message

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
)

// maxMboxMessage bounds one message of an mbox; the rest of a longer one is
// dropped.
const maxMboxMessage = 64 << 20

// SplitMbox reads an mbox (RFC 4155) one message at a time: the bytes without
// the "From " line, with ">From " quoting undone. A "From " line counts at the
// start, and after an empty line if it holds a clock time as separators do: not
// every program quotes a "From" that begins a sentence. The sequence ends after
// the first error.
func SplitMbox(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		br := bufio.NewReaderSize(r, 64<<10)
		var msg bytes.Buffer
		started, blank := false, true
		for {
			line, err := readLine(br)
			if len(line) > 0 {
				if !started && bytes.HasPrefix(line, []byte("From ")) || blank && isSeparator(line) {
					if started && !yield(bytes.Clone(msg.Bytes()), nil) {
						return
					}
					msg.Reset()
					started = true
				} else if started && msg.Len()+len(line) <= maxMboxMessage {
					msg.Write(unquoteFrom(line))
				}
				blank = len(bytes.TrimRight(line, "\r\n")) == 0
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				yield(nil, fmt.Errorf("mbox: %w", err))
				return
			}
		}
		if started {
			yield(bytes.Clone(msg.Bytes()), nil)
		}
	}
}

// IsMbox reports whether bytes are an mbox of several messages, not one message
// that kept its "From " line.
func IsMbox(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("From ")) {
		return false
	}
	blank := false
	for rest := b; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		if blank && isSeparator(line) {
			return true
		}
		blank = len(line) == 0
	}
	return false
}

// isSeparator: "From ada@example.com Mon Jun  8 09:12:00 2026".
func isSeparator(line []byte) bool {
	return bytes.HasPrefix(line, []byte("From ")) && len(line) < 500 && hasClock(string(line))
}

// readLine reads up to the line end; of an endless line in pieces.
func readLine(br *bufio.Reader) ([]byte, error) {
	line, err := br.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		err = nil
	}
	return line, err
}

// unquoteFrom takes one ">" off a ">From " or ">>From " line (mboxrd).
func unquoteFrom(line []byte) []byte {
	if t := bytes.TrimLeft(line, ">"); len(t) < len(line) && bytes.HasPrefix(t, []byte("From ")) {
		return line[1:]
	}
	return line
}
