package thread

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Key is the idempotency key of a draft: 24 hex digits of SHA-256 over the
// account's e-mail address, the Identity of the message that asks (its
// Message-ID, or the hash that stands for a missing one), the action, and the
// revision. The same decision gives the same key on every machine and after a
// lost database, so a draft that stands is found again by it.
func Key(account, ask string, action Action, revision int) string {
	// A line feed can stand in none of the parts, so no two lists of parts
	// give the same text. Mail addresses differ in case without differing.
	text := strings.Join([]string{
		strings.ToLower(account), ask, string(action), strconv.Itoa(revision),
	}, "\n")
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:12])
}
