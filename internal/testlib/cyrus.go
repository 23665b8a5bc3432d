package testlib

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
)

// CyrusOptions vary the server. The zero value has names as upstream does: Drafts,
// and "/" between the levels.
type CyrusOptions struct {
	// Dots are Debian's names: INBOX.Drafts.
	Dots bool
}

// cyrusAdmin makes the users' mailboxes.
const cyrusAdmin = "cyrus"

// Cyrus starts a Cyrus IMAP for this test and stops it when the test ends. Where it
// can't be had, see Require; RSVPD_REQUIRE calls it "cyrus".
func Cyrus(t testing.TB) *PackagedServer { return CyrusWith(t, CyrusOptions{}) }

// CyrusWith is Cyrus with options.
func CyrusWith(t testing.TB, o CyrusOptions) *PackagedServer {
	t.Helper()
	packages := requirePackages(t, "cyrus")
	s := newPackaged(t, "cyrus")
	s.port = freePort(t)
	names, prefix, delim := "yes", "", "/"
	if o.Dots {
		names, prefix, delim = "no", "INBOX.", "."
	}
	s.write(t, "etc/imapd.conf", fmt.Sprintf(cyrusSettings, s.dir, names, cyrusAdmin), 0o644)
	s.write(t, "etc/cyrus.conf", fmt.Sprintf(cyrusServices, s.Addr()), 0o644)
	s.start(t, packages, fmt.Sprintf(cyrusStart, s.dir, cyrusAdmin, packagedUsers, s.Password()))

	admin := newTalker(t, s.Addr(), cyrusAdmin, s.Password())
	t.Cleanup(admin.close)
	s.admit = func(t testing.TB, user string) {
		t.Helper()
		admin.do(t, fmt.Sprintf("CREATE user%s%s", delim, user))
		for _, f := range English {
			c := s.talker(t, user)
			c.do(t, fmt.Sprintf("CREATE %s%s (USE (%s))", prefix, f.Name, f.Use))
			c.do(t, "SUBSCRIBE "+prefix+f.Name)
		}
	}
	return s
}

// cyrusSettings is imapd.conf: folder, whether names are upstream's, administrator.
var cyrusSettings = strings.TrimSpace(`
configdirectory: %[1]s/mail/lib
partition-default: %[1]s/mail/spool
altnamespace: %[2]s
unixhierarchysep: %[2]s
admins: %[3]s
servername: localhost
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: %[1]s/mail/sasldb2
sasl_mech_list: PLAIN LOGIN
failedloginpause: 0s
idlesocket: %[1]s/mail/lib/socket/idle
`) + "\n"

// cyrusServices is cyrus.conf: IDLE tells at once only with idled.
var cyrusServices = strings.TrimSpace(`
START {
  recover cmd="/usr/lib/cyrus/bin/ctl_cyrusdb -r"
  idled   cmd="/usr/lib/cyrus/bin/idled"
}
SERVICES {
  imap cmd="/usr/lib/cyrus/bin/imapd -U 30" listen=%[1]q proto="tcp4" prefork=1 maxchild=200
}
EVENTS {
  checkpoint cmd="/usr/lib/cyrus/bin/ctl_cyrusdb -c" period=30
}
`) + "\n"

// cyrusStart makes the users and becomes the server.
const cyrusStart = `
mkdir -p spool lib/db lib/log lib/msg lib/proc lib/lock lib/socket lib/ptclient
for user in %[2]s $(seq -f user%%.0f 1 %[3]d); do
  printf '%%s' '%[4]s' | saslpasswd2 -p -c -f sasldb2 -u localhost "$user"
done
chown -R mail .
export CYRUS_USER=mail
exec /usr/lib/cyrus/bin/master -D -p %[1]s/run/master.pid -l 128
`
