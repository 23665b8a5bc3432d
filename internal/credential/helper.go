package credential

import (
	"context"
	"errors"
	"fmt"
)

// Helper gets an access token from a program, which keeps and renews it: one
// line on its output. No shell is run; it may take until ctx ends, at most 30
// seconds. That it fails says nothing of the login: it may only lack the network.
func Helper(ctx context.Context, argv []string) (string, error) {
	name := "token_command " + argv[0]
	text, err := run(ctx, name, argv)
	if err != nil {
		return "", err
	}
	token, err := firstLine(text)
	if err == nil {
		err = checkToken(token)
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return token, nil
}

// checkToken holds that a token is what RFC 6750 section 2.1 lets it be, or at
// least can't end the field of a SASL message that it is put into.
func checkToken(token string) error {
	if token == "" || len(token) > maxSecret {
		return errors.New("gave no access token, or one of a size that none has")
	}
	for i := range len(token) {
		if token[i] <= ' ' || token[i] >= 0x7f {
			return errors.New("gave an access token with spaces or control characters in it: it must give the token alone")
		}
	}
	return nil
}
