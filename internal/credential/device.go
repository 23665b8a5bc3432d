package credential

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Enter logs in by a code that the user enters on a page of the provider's, on
// whatever machine has a browser (RFC 8628). show is called once, with the code.
// It ends when the code is over, or ctx.
func (l *Login) Enter(ctx context.Context, show func(Code)) error {
	if l.client.DeviceURL == "" {
		return fmt.Errorf("%s gives out no codes to enter: set device_url", l.client.name())
	}
	secret, err := l.client.secret()
	if err != nil {
		return err
	}
	asked := l.now()
	d, err := l.client.deviceCode(ctx)
	if err != nil {
		return l.refusal(err, secret)
	}
	da := d.auth(asked)
	show(Code{URL: d.URL, Text: d.User, Complete: d.Complete, Expires: da.Expiry})
	return l.poll(ctx, secret, da)
}

// deviceAnswer is a provider's answer to the request for a code (RFC 8628 section
// 3.2). It is read here rather than by x/oauth2, which a "null" crashes.
type deviceAnswer struct {
	Device   string `json:"device_code"`
	User     string `json:"user_code"`
	URL      string `json:"verification_uri"`
	Complete string `json:"verification_uri_complete"`
	Seconds  int64  `json:"expires_in"`
	Interval int64  `json:"interval"`
}

// The bounds of what a provider may ask for, and what holds where it says nothing.
const (
	usualCode, longestCode         = 15 * time.Minute, time.Hour
	usualInterval, longestInterval = 5, 60 // seconds; RFC 8628 section 3.2
)

func (d deviceAnswer) auth(asked time.Time) *oauth2.DeviceAuthResponse {
	life := min(time.Duration(min(d.Seconds, 1<<20))*time.Second, longestCode)
	if life <= 0 {
		life = usualCode
	}
	interval := min(d.Interval, longestInterval)
	if interval <= 0 {
		interval = usualInterval
	}
	return &oauth2.DeviceAuthResponse{DeviceCode: d.Device, UserCode: d.User, VerificationURI: d.URL, Interval: interval, Expiry: asked.Add(life)}
}

// parseDevice reads an answer and holds it to what may be shown and opened.
func parseDevice(body []byte) (deviceAnswer, error) {
	var d deviceAnswer
	if err := json.Unmarshal(body, &d); err != nil {
		return d, errors.New("gave no JSON when asked for a code")
	}
	if d.Device == "" || d.User == "" || len(d.User) > 100 || clean(d.User, nil) != d.User {
		return d, errors.New("gave no code that could be entered")
	}
	if !isSecure(d.URL) {
		return d, errors.New("gave no secure address to enter the code at")
	}
	if !isSecure(d.Complete) {
		d.Complete = ""
	}
	return d, nil
}

// isSecure reports whether an address is one of https, or of http on this machine.
func isSecure(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || clean(address, nil) != address {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost")
}

// deviceCode asks for a code (RFC 8628 section 3.1).
func (c Client) deviceCode(ctx context.Context) (deviceAnswer, error) {
	status, body, err := post(ctx, c.DeviceURL, url.Values{"client_id": {c.ID}, "scope": {strings.Join(c.Scopes, " ")}}, nil)
	if err != nil {
		return deviceAnswer{}, err
	}
	if status != http.StatusOK {
		return deviceAnswer{}, refusalOf(status, body)
	}
	return parseDevice(body)
}

// poll asks until the user has entered the code. What passes by itself does not
// end a login that the user is in the middle of.
func (l *Login) poll(ctx context.Context, secret string, da *oauth2.DeviceAuthResponse) error {
	for {
		asked := l.now()
		token, err := l.client.config(secret).DeviceAccessToken(through(ctx), da)
		if err == nil {
			return l.finish(ctx, token, asked.UTC())
		}
		if ctx.Err() != nil {
			return fmt.Errorf("nobody was logged in: %w", ctx.Err())
		}
		if errors.Is(err, context.DeadlineExceeded) && !l.now().Before(da.Expiry) {
			return fmt.Errorf("%w: the code was not entered in time: try again", ErrLoginNeeded)
		}
		if err := l.refusal(err, secret, da.DeviceCode); errors.Is(err, ErrLoginNeeded) {
			return err
		}
		da.Interval = min(2*da.Interval, longestInterval) // RFC 8628 section 3.5: back off
	}
}

// maxAnswer bounds what is read of an answer.
const maxAnswer = 1 << 20

// post sends a form, and returns the answer whatever its status.
func post(ctx context.Context, address string, form url.Values, authenticate func(*http.Request)) (status int, body []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	if authenticate != nil {
		authenticate(r)
	}
	answer, err := httpClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	body, err = io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	return answer.StatusCode, body, errors.Join(err, answer.Body.Close())
}

// refusalOf is an answer that is none of success, in the form in which x/oauth2
// gives them.
func refusalOf(status int, body []byte) error {
	var a struct {
		Code string `json:"error"`
		Text string `json:"error_description"`
	}
	if err := json.Unmarshal(body, &a); err != nil {
		a.Code = "" // some other answer, of some other server
	}
	return &oauth2.RetrieveError{Response: &http.Response{StatusCode: status}, ErrorCode: a.Code, ErrorDescription: a.Text}
}
