package demo

import (
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func TestConfig(t *testing.T) {
	text := Config("imap://127.0.0.1:1143", "robin", `/tmp/with "quotes" and \ in it`)
	var c struct {
		Timezone string
		Me       struct {
			Name      string
			Addresses []string
		}
		Account []struct {
			IMAP         string
			User         string
			PasswordFile string `toml:"password_file"`
		}
		Rule []struct{ Then, Reason string }
	}
	if err := toml.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Account) != 1 || c.Account[0].IMAP != "imap://127.0.0.1:1143" || c.Account[0].User != "robin" ||
		c.Account[0].PasswordFile != `/tmp/with "quotes" and \ in it` {
		t.Errorf("account: %+v", c.Account)
	}
	if c.Timezone != ZoneName || c.Me.Name != Name || strings.Join(c.Me.Addresses, " ") != Address+" "+Alias {
		t.Errorf("timezone %q, me %+v", c.Timezone, c.Me)
	}
	reasons := map[string]bool{}
	for _, r := range c.Rule {
		reasons[r.Reason] = true
	}
	for _, m := range mailbox(t, "2026-03-11 11:00") {
		if r := m.Want.Reason; r != "" && !reasons[r] {
			t.Errorf("%s wants the reason %q, which no rule has", m.Name, r)
		}
	}
}
