package testlib

import (
	"fmt"
	"os"
	"testing"
)

// Courier starts a Courier IMAP for this test and stops it when the test ends. Its
// folders are INBOX.Drafts and so on; it has neither SPECIAL-USE nor LITERAL+, and
// does not say UIDNEXT on opening a folder. Where it can't be had, see Require;
// RSVPD_REQUIRE calls it "courier".
func Courier(t testing.TB) *PackagedServer {
	t.Helper()
	packages := requirePackages(t, "courier")
	s := newPackaged(t, "courier")
	s.port = freePort(t)
	s.write(t, "etc/courier/authdaemonrc", courierLogins, 0o644)
	must(t, os.MkdirAll(s.path("run", "courier", "authdaemon"), 0o755))
	s.start(t, packages, fmt.Sprintf(courierStart, s.dir, nobody.uid, nobody.gid, packagedUsers, s.Password(), s.port))
	s.admit = func(t testing.TB, user string) {
		t.Helper()
		for _, f := range English {
			c := s.talker(t, user)
			c.do(t, "CREATE INBOX."+f.Name)
			c.do(t, "SUBSCRIBE INBOX."+f.Name)
		}
	}
	return s
}

// courierLogins is authdaemonrc: users come from a file of their own.
const courierLogins = `authmodulelist="authuserdb"
authmodulelistorig="authuserdb"
daemons=3
authdaemonvar=/run/courier/authdaemon
DEBUG_LOGIN=0
DEFAULTOPTIONS=""
LOGGEROPTS=""
`

// courierStart makes the users, starts the daemon that knows them, and becomes the
// server. The settings are those that Debian ships, but for room for many sessions.
// The mail belongs to a user whose name is known: gamin, by which Courier watches
// folders, wants one.
const courierStart = `
mount --bind %[1]s/etc/courier /etc/courier
mkdir -p user{1..%[4]d}/Maildir/{tmp,new,cur}
chown -R %[2]d:%[3]d .
umask 077
secret=$(printf '%%s\n' '%[5]s' | userdbpw -md5)
for user in $(seq -f user%%.0f 1 %[4]d); do
  home=%[1]s/mail/$user
  printf '%%s\tuid=%[2]d|gid=%[3]d|home=%%s|mail=%%s|systempw=%%s\n' "$user" "$home" "$home/Maildir" "$secret"
done >/etc/courier/userdb
makeuserdb
umask 022
set -a
. /etc/courier/authdaemonrc
/usr/lib/courier/courier-authlib/authdaemond &
until [ -S /run/courier/authdaemon/socket ]; do sleep 0.02; done
IMAP_CAPABILITY="IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE"
IMAP_CAPABILITY_ORIG=$IMAP_CAPABILITY
IMAP_KEYWORDS=1 IMAP_ACL=1 IMAP_PROXY=0 IMAP_IDLE_TIMEOUT=1 IMAP_ENHANCEDIDLE=1
IMAP_MAILBOX_SANITY_CHECK=1 IMAP_DISABLETHREADSORT=0 IMAP_CHECK_ALL_FOLDERS=0 IMAP_OBSOLETE_CLIENT=0
IMAP_USELOCKS=1 IMAP_TRASHFOLDERNAME=Trash IMAP_EMPTYTRASH=Trash:7 IMAP_MOVE_EXPUNGE_TO_TRASH=0
IMAP_STARTTLS=NO IMAP_TLS_REQUIRED=0 HEADERFROM=X-IMAP-Sender MAILDIRPATH=Maildir
exec couriertcpd -address=127.0.0.1 -maxprocs=200 -maxperip=200 -nodnslookup -noidentlookup \
  %[6]d /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir
`
