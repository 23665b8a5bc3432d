package mailbox

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// pauses are how long servers want to be left alone that answer with these codes
// (RFC 5530; THROTTLED is Yahoo's and Exchange's). Gmail says OVERQUOTA when the
// day's traffic is used up, which takes hours to pass.
var pauses = map[imap.ResponseCode]time.Duration{
	imap.ResponseCodeUnavailable: time.Minute,
	imap.ResponseCodeInUse:       time.Minute,
	imap.ResponseCodeLimit:       10 * time.Minute,
	"THROTTLED":                  10 * time.Minute,
	imap.ResponseCodeOverQuota:   30 * time.Minute,
}

// overrun are the words of servers that say the same without a code.
var overrun = []string{"too many", "simultaneous", "connection limit", "bandwidth", "throttl", "rate limit"}

const (
	overrunPause = 10 * time.Minute
	longestPause = time.Hour
)

// suggested is how Exchange says when to come back.
var suggested = regexp.MustCompile(`(?i)suggested backoff time: ([0-9]{1,9}) milliseconds`)

// Pause returns how long a server wants to be left alone by what it answered
// last, beyond what a client would wait anyway; zero where it says nothing of
// the kind. A mailbox that is full is no such wish: it is the user's to mend.
func Pause(err error) time.Duration {
	var status *imap.Error
	if errors.Is(err, ErrQuota) || !errors.As(err, &status) {
		return 0
	}
	if m := suggested.FindStringSubmatch(status.Text); m != nil {
		if ms, err := strconv.Atoi(m[1]); err == nil {
			return min(time.Duration(ms)*time.Millisecond, longestPause)
		}
	}
	if d, ok := pauses[status.Code]; ok {
		return d
	}
	if saysOverrun(status.Text) {
		return overrunPause
	}
	return 0
}

func saysOverrun(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(overrun, func(words string) bool { return strings.Contains(text, words) })
}
