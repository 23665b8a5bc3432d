package credential

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// record is what the file of a login holds. It is replaced as a whole, never
// changed.
type record struct {
	Version  int       `json:"version"` // recordVersion
	Account  string    `json:"account"`
	ClientID string    `json:"client_id"`
	TokenURL string    `json:"token_url"` // the only address that Refresh is ever sent to
	Access   string    `json:"access_token,omitempty"`
	Expires  time.Time `json:"expires,omitzero"` // of Access, UTC; zero: the provider does not say
	Refresh  string    `json:"refresh_token,omitempty"`
	LoggedIn time.Time `json:"logged_in"`        // when the user was asked last, UTC
	Renewed  time.Time `json:"renewed,omitzero"` // when Access was got, UTC
	Ended    *ended    `json:"login_needed,omitempty"`
}

// ended says since when a login is of no more use, and why. It is kept so that
// no later process asks again.
type ended struct {
	Since time.Time `json:"since"`
	Why   string    `json:"why"`
}

const recordVersion = 1

// parseRecord reads a file. One that was meddled with, or is of a later release,
// is an error rather than a login to be tried.
func parseRecord(data []byte) (record, error) {
	var r record
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return record{}, errors.New("is damaged: it is no JSON of a login") // the cause would quote it
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return record{}, errors.New("is damaged: something follows the login")
	}
	return r, r.check()
}

func (r record) check() error {
	switch {
	case r.Version != recordVersion:
		return fmt.Errorf("is of version %d, not %d", r.Version, recordVersion)
	case r.Account == "" || r.TokenURL == "":
		return errors.New("is damaged: it does not say whose login it is")
	case r.Ended == nil && r.Access == "" && r.Refresh == "":
		return errors.New("is damaged: it holds no token")
	}
	for _, token := range []string{r.Access, r.Refresh} {
		if token != "" && checkToken(token) != nil {
			return errors.New("is damaged: what it holds is no token")
		}
	}
	return nil
}

// ahead is how long before its end an access token counts as spent, so that it
// lasts through a login on a slow line with a clock that is a little off.
const ahead = 5 * time.Minute

// good reports whether the access token may be used. One that the server has
// refused is not, whatever its time says.
func (r record) good(now time.Time, refused string) bool {
	return r.Ended == nil && r.Access != "" && r.Access != refused &&
		(r.Expires.IsZero() || now.Add(ahead).Before(r.Expires))
}

// fileOf is the name of an account's file without its ending: the address, for
// people, and a hash, because addresses may differ in what a name can't show.
func fileOf(account string) string {
	readable := strings.Map(func(r rune) rune {
		if r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("@.-_", r)) {
			return r
		}
		return '_'
	}, strings.ToLower(account))
	readable = strings.TrimLeft(readable[:min(len(readable), 100)], ".")
	return fmt.Sprintf("%s-%x", readable, sha256.Sum256([]byte(account)))[:len(readable)+9]
}
