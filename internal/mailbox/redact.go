package mailbox

import (
	"bytes"
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
)

// redacted is an error whose text had the secret in it: some servers repeat the
// command they did not like.
type redacted struct {
	kind error
	text string
}

func (r *redacted) Error() string { return r.text }
func (r *redacted) Unwrap() error { return r.kind }

func redact(err error, secret string) error {
	if err == nil || secret == "" {
		return err
	}
	text := withoutSecret(err.Error(), secret)
	if text == err.Error() {
		return err
	}
	r := &redacted{text: text}
	var known *Error
	if errors.As(err, &known) {
		r.kind = known.Kind
	}
	return r
}

// encoded is what may be the base64 of a SASL message, perhaps cut off.
var encoded = regexp.MustCompile(`[A-Za-z0-9+/]{12,}={0,2}`)

// withoutSecret cuts a secret out of a text: as it stands, as LOGIN quotes it, and
// as SASL encodes it.
func withoutSecret(text, secret string) string {
	text = strings.ReplaceAll(text, secret, "***")
	text = strings.ReplaceAll(text, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret), "***")
	// Of a message that was cut off, the beginning of the secret gives it away.
	begins := []byte(secret[:min(len(secret), 6)])
	return encoded.ReplaceAllStringFunc(text, func(run string) string {
		whole := strings.TrimRight(run, "=")
		if len(whole)%4 == 1 {
			whole = whole[:len(whole)-1] // no base64 has that length
		}
		decoded, err := base64.RawStdEncoding.DecodeString(whole)
		if err != nil || !bytes.Contains(decoded, begins) {
			return run
		}
		return "***"
	})
}
