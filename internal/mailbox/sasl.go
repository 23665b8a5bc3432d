package mailbox

import (
	"encoding/json"
	"strings"

	"github.com/emersion/go-sasl"
)

// bearer is a SASL mechanism that carries an access token. When the token is
// refused the server says why in a challenge, and waits for an answer that says
// nothing before it ends the exchange with its NO.
type bearer struct {
	mechanism string
	first     string // initial response
	last      string // answer to the challenge
	refusal   string // what the challenge said
}

var _ sasl.Client = (*bearer)(nil)

// newOAuthBearer is OAUTHBEARER (RFC 7628). go-sasl's own client breaks the
// exchange off at the challenge, which go-imap can't continue from.
func newOAuthBearer(user, token, host, port string) *bearer {
	// RFC 5801 section 4: in the name, "," and "=" are escaped.
	name := strings.NewReplacer("=", "=3D", ",", "=2C").Replace(user)
	return &bearer{mechanism: sasl.OAuthBearer, last: "\x01",
		first: "n,a=" + name + ",\x01host=" + host + "\x01port=" + port + "\x01auth=Bearer " + token + "\x01\x01"}
}

// newXOAuth2 is XOAUTH2, which came before it: the only one at Microsoft, and
// documented by Google (https://developers.google.com/gmail/imap/xoauth2-protocol).
func newXOAuth2(user, token string) *bearer {
	return &bearer{mechanism: "XOAUTH2", first: "user=" + user + "\x01auth=Bearer " + token + "\x01\x01"}
}

// Start implements sasl.Client.
func (b *bearer) Start() (mechanism string, first []byte, err error) {
	return b.mechanism, []byte(b.first), nil
}

// Next implements sasl.Client.
func (b *bearer) Next(challenge []byte) ([]byte, error) {
	b.refusal = bearerRefusal(challenge)
	return []byte(b.last), nil
}

// bearerRefusal is what a challenge says about a refused token: the status of
// RFC 7628 section 3.2.2, or the HTTP status that XOAUTH2 sends in the same place.
// Anything else is left unsaid: it is the server's, and may be anything.
func bearerRefusal(challenge []byte) string {
	var said struct {
		Status string `json:"status"`
	}
	if err := json.Unmarshal(challenge, &said); err != nil {
		return "" // a server of its own kind; the NO that follows has a text too
	}
	return oneLine(said.Status)
}
