package docs_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rsvpd/config"
)

// TestProvidersListed compares the page about providers with the data: each one has
// its row, with its server and what is special about it, and no row is of none.
func TestProvidersListed(t *testing.T) {
	text, err := os.ReadFile("providers.md")
	if err != nil {
		t.Fatal(err)
	}
	hosts, err := config.Hosts(config.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	_, table, _ := strings.Cut(string(text), "## The providers")
	for line := range strings.Lines(table) {
		if cells := strings.Split(line, " | "); len(cells) == 6 && !strings.Contains(cells[0], "provider") {
			rows[strings.TrimPrefix(cells[0], "| ")] = line
		}
	}
	for _, h := range hosts {
		row := rows[h.Name]
		delete(rows, h.Name)
		for _, want := range saidOf(h) {
			if !strings.Contains(row, want) {
				t.Errorf("%s: %q is not in its row: %s", h.Name, want, row)
			}
		}
	}
	for name := range rows {
		t.Errorf("%s is no provider", name)
	}
}

// saidOf is what a provider's row must say.
func saidOf(h config.Host) []string {
	said := append([]string{h.Server.Host, h.Customers.Host}, h.MX...)
	said = append(said, h.Domains[:min(len(h.Domains), 4)]...)
	for text, so := range map[string]bool{
		"OAuth2": h.Auth == "oauth2", "user without domain": h.LocalUser, "headers compared here": !h.HeaderSearch,
		"dots ignored": h.IgnoreDots, "all domains one mailbox": h.OneMailbox, "no sending from tags": !h.SendsTag,
		fmt.Sprintf("%d connections", h.Connections): h.Connections > 0, "before login": h.ID == "before-login", "after login": h.ID == "after-login",
		"IDLE": strings.Contains(fmt.Sprint(h.Without), "IDLE"), "ESEARCH": strings.Contains(fmt.Sprint(h.Without), "ESEARCH"),
	} {
		if so {
			said = append(said, text)
		}
	}
	return said
}
