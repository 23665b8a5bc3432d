package decide

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// parsePhrase reads an entry of a text key: an expression between slashes, or
// words.
func parsePhrase(s string) (test, error) {
	if len(s) > 1 && s[0] == '/' && s[len(s)-1] == '/' {
		re, err := regexp.Compile("(?i)" + s[1:len(s)-1])
		if err != nil {
			return nil, err
		}
		return expression{s, re}, nil
	}
	words := fold(s)
	if words == "" {
		return nil, errors.New("is empty; leave the key out to set no condition")
	}
	return phrase{s, words}, nil
}

// oneOf reads an entry that is compared whole; any text if nothing is known.
func oneOf(words ...string) func(string) (test, error) {
	return func(s string) (test, error) {
		want := fold(s)
		if want == "" || len(words) > 0 && !slices.Contains(words, want) {
			return nil, fmt.Errorf("is unknown: use one of %s", strings.Join(words, ", "))
		}
		return whole(s), nil
	}
}

func parseDomain(s string) (test, error) {
	want := strings.TrimPrefix(fold(s), "@")
	if want == "" || strings.ContainsAny(want, "@/ ") {
		return nil, errors.New("is no domain")
	}
	return domainName(want), nil
}

// below reports whether a domain is the other or lies below it.
func below(domain, parent string) bool {
	return domain == parent || strings.HasSuffix(domain, "."+parent)
}

// sayable are the things of which a rule may ask that the mail does not say them.
var sayable = []string{"company", "role", "stage", "times", "pay", "workplace", "location"}

func parseUnsaid(s string) (test, error) {
	if !slices.Contains(sayable, s) {
		return nil, fmt.Errorf("is unknown: use one of %s", strings.Join(sayable, ", "))
	}
	return unsaid(s), nil
}

func parseFails(s string) (test, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > len(checkNames) {
		return nil, fmt.Errorf("is no number from 1 to %d", len(checkNames))
	}
	return failsChecks(n), nil
}
