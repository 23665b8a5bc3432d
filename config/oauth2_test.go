package config

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// loadLogin loads a configuration with one account that logs in so.
func loadLogin(t *testing.T, oauth2 string, more ...string) (*Config, error) {
	t.Helper()
	text := "[me]\nname = \"Robin\"\n[[account]]\nemail = \"robin@example.org\"\nimap = \"imaps://imap.example.org\"\noauth2 = {" + oauth2 + "}\n"
	dir := put(t, append([]string{"rsvpd.toml", text}, more...)...)
	return Load(filepath.Join(dir, "rsvpd.toml"), env())
}

func TestProviders(t *testing.T) {
	for _, c := range []struct {
		name, oauth2 string
		want         OAuth2
	}{
		{"google", `provider = "google", client_id = "x", client_secret_file = "/s"`, OAuth2{
			Provider: "google", ClientID: "x", ClientSecretFile: "/s", Name: "Google", Flow: "browser",
			AuthURL: "https://accounts.google.com/o/oauth2/v2/auth", TokenURL: "https://oauth2.googleapis.com/token",
			RevokeURL: "https://oauth2.googleapis.com/revoke", Scopes: []string{"https://mail.google.com/"},
			SASL: []string{"OAUTHBEARER", "XOAUTH2"}, SecretInBody: true,
			AuthParams: map[string]string{"access_type": "offline", "prompt": "consent"}}},
		{"microsoft", `provider = "microsoft", client_id = "x", tenant = "example.org"`, OAuth2{
			Provider: "microsoft", ClientID: "x", Tenant: "example.org", Name: "Microsoft", Flow: "code",
			AuthURL:   "https://login.microsoftonline.com/example.org/oauth2/v2.0/authorize",
			TokenURL:  "https://login.microsoftonline.com/example.org/oauth2/v2.0/token",
			DeviceURL: "https://login.microsoftonline.com/example.org/oauth2/v2.0/devicecode",
			Scopes:    []string{"https://outlook.office.com/IMAP.AccessAsUser.All", "offline_access"},
			SASL:      []string{"XOAUTH2"}, SecretInBody: true}},
		{"own endpoints win", `provider = "microsoft", client_id = "x", token_url = "https://id.example.org/t", scopes = ["mail"], flow = "browser"`, OAuth2{
			Provider: "microsoft", ClientID: "x", Name: "Microsoft", Flow: "browser",
			AuthURL:   "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
			TokenURL:  "https://id.example.org/t",
			DeviceURL: "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode",
			Scopes:    []string{"mail"}, SASL: []string{"XOAUTH2"}, SecretInBody: true}},
		{"other", `provider = "other", client_id = "x", token_url = "https://id.example.org/t", device_url = "http://127.0.0.1:9/d", scopes = ["mail"]`, OAuth2{
			Provider: "other", ClientID: "x", Name: "the provider", Flow: "code",
			TokenURL: "https://id.example.org/t", DeviceURL: "http://127.0.0.1:9/d", Scopes: []string{"mail"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, err := loadLogin(t, c.oauth2)
			if err != nil {
				t.Fatal(err)
			}
			got := *cfg.Accounts[0].OAuth2
			if c.want.Provider != "other" && !strings.Contains(got.ManageURL, "https://") {
				t.Errorf("no page to take rights away: %q", got.ManageURL)
			}
			got.Ended, got.ManageURL, got.Line = "", "", 0
			if cfg.Accounts[0].Auth != "oauth2" || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestProvidersWrong(t *testing.T) {
	for _, c := range []struct{ oauth2, says string }{
		{`provider = "gogle", client_id = "x"`, `rsvpd.toml:6: account.oauth2: provider "gogle" is not known ("google", "microsoft")`},
		{`provider = "google", client_id = "x"`, "Google wants client_secret_file too"},
		{`provider = "google", client_id = "x", client_secret_file = "s", flow = "code"`, "a login by code needs device_url"},
		{`provider = "other", client_id = "x", token_url = "https://id.example.org/t", auth_url = "https://id.example.org/a"`, "scopes is missing"},
		{`provider = "other", client_id = "x", token_url = "https://id.example.org/t", device_url = "https://id.example.org/d", scopes = ["m"], flow = "browser"`, "needs auth_url"},
	} {
		if _, err := loadLogin(t, c.oauth2); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.oauth2, err, c.says)
		}
	}
}

// An operator's file is a provider of its own; a wrong one stops the start.
func TestProviderOfOperator(t *testing.T) {
	const good = "name = \"Example\"\nflow = \"code\"\ntoken_url = \"https://id.example.net/t\"\ndevice_url = \"https://id.example.net/d\"\nscopes = [\"imap\"]\n"
	c, err := loadLogin(t, `provider = "example", client_id = "x"`, "oauth2/example.toml", good)
	if err != nil {
		t.Fatal(err)
	}
	if o := c.Accounts[0].OAuth2; o.Name != "Example" || o.TokenURL != "https://id.example.net/t" || !slices.Equal(o.Scopes, []string{"imap"}) {
		t.Errorf("got %+v", o)
	}
	_, err = loadLogin(t, `provider = "example", client_id = "x"`, "oauth2/example.toml", "name = \"Example\"\nsasl = [\"PLAIN\"]\ntoken_url = \"http://id.example.net/t\"\nclient_id = \"x\"\n")
	for _, want := range []string{"example.toml:2: sasl", "example.toml:3: token_url", "example.toml:4: client_id: unknown key", "scopes is missing", "flow is missing"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
}

// What rsvpd comes with is right, tells its users why a login ends, and keeps to
// what mail needs.
func TestProvidersOfData(t *testing.T) {
	all, problems := providers(Embedded())
	if len(problems) > 0 || len(all) < 2 {
		t.Fatal(all, problems)
	}
	for name, p := range all {
		if p.Ended == "" || len(p.SASL) == 0 || p.ManageURL == "" {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if !strings.Contains(all["google"].Ended, "7 days") || !strings.Contains(all["google"].Ended, "Testing") {
		t.Errorf("the life of a login in testing is not told: %s", all["google"].Ended)
	}
	if _, problems := providers(fstest.MapFS{"oauth2/x.toml": {Data: []byte("=")}}); len(problems) == 0 {
		t.Error("what is no TOML was taken")
	}
}

func TestKeyring(t *testing.T) {
	base := "[me]\nname = \"Robin\"\n[[account]]\nemail = \"robin@example.org\"\n"
	for setting, want := range map[string]string{"keyring = true": "rsvpd", `keyring = "mail"`: "mail"} {
		if a := parse(t, base+setting+"\n").Accounts[0]; a.Keyring != want || a.Auth != "password" {
			t.Errorf("%s: %q, %s", setting, a.Keyring, a.Auth)
		}
	}
	a := parse(t, base+"token_command = [\"mail-token\", \"secret\"]\n").Accounts[0]
	if a.Auth != "oauth2" || len(a.TokenCommand) != 2 {
		t.Errorf("token_command: %+v", a)
	}
	c := Config{Accounts: []Account{a}}
	if shown := c.Redacted().Accounts[0].TokenCommand; slices.Contains(shown, "secret") {
		t.Errorf("shown: %v", shown)
	}
}
