package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"time"
)

// server is a Dovecot of one's own on loopback. It is started by root, or serves
// mail as whoever starts it.
type server struct {
	dir         string
	port, users int
	begun       time.Time
}

func (s *server) start() error {
	if err := s.configure(); err != nil {
		return err
	}
	s.begun = time.Now()
	// No pipe: the daemon would hold it open for ever.
	cmd := exec.Command("dovecot", "-c", filepath.Join(s.dir, "dovecot.conf"))
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("dovecot: %w", err)
	}
	return nil
}

func (s *server) stop() {
	if out, err := exec.Command("doveadm", "-c", filepath.Join(s.dir, "dovecot.conf"), "stop").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "stopping dovecot: %v\n%s", err, out)
	}
}

// until waits until so many sessions are open, and returns how long after the
// start that was.
func (s *server) until(n int) (time.Duration, error) {
	for time.Since(s.begun) < 5*time.Minute {
		out, err := exec.Command("doveadm", "-c", filepath.Join(s.dir, "dovecot.conf"), "-f", "tab", "who", "-1").Output()
		if err != nil {
			return 0, fmt.Errorf("doveadm who: %w", err)
		}
		if strings.Count(string(out), "\n")-1 >= n {
			return time.Since(s.begun), nil
		}
		time.Sleep(200 * time.Millisecond)
	}
	return 0, errors.New("not all accounts are connected within 5 minutes")
}

func (s *server) configure() error {
	owner, own, err := owner()
	if err != nil {
		return err
	}
	var users strings.Builder
	for i := range s.users {
		home := filepath.Join(s.dir, "mail", fmt.Sprintf("u%d", i))
		if err := os.MkdirAll(home, 0o755); err != nil {
			return err
		}
		if os.Getuid() == 0 {
			if err := exec.Command("chown", owner.Uid+":"+owner.Gid, home).Run(); err != nil {
				return err
			}
		}
		fmt.Fprintf(&users, "u%d:{PLAIN}pass:%s:%s::%s\n", i, owner.Uid, owner.Gid, home)
	}
	if err := os.Chmod(filepath.Dir(s.dir), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(s.dir, "users"), []byte(users.String()), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(s.dir, "dovecot.conf"), fmt.Appendf(nil, settings, s.dir, s.port, s.users+100, own), 0o644)
}

// owner is whom the mail belongs to.
func owner() (u *user.User, settings string, err error) {
	if os.Getuid() == 0 {
		u, err = user.Lookup("dovecot")
		return u, "", err
	}
	if u, err = user.Current(); err != nil {
		return nil, "", err
	}
	return u, fmt.Sprintf("default_internal_user = %s\ndefault_login_user = %s\nservice anvil {\n chroot =\n}\nservice stats {\n chroot =\n}\n", u.Username, u.Username), nil
}

const settings = `base_dir = %[1]s/run
state_dir = %[1]s/run
log_path = %[1]s/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 20
imap_hibernate_timeout = 5s
default_process_limit = %[3]d
default_client_limit = 5000
passdb {
  driver = passwd-file
  args = %[1]s/users
}
userdb {
  driver = passwd-file
  args = %[1]s/users
}
namespace inbox {
  inbox = yes
  mailbox Drafts {
    special_use = \Drafts
    auto = subscribe
  }
  mailbox Sent {
    special_use = \Sent
    auto = subscribe
  }
}
service imap-login {
  service_count = 0
  inet_listener imap {
    address = 127.0.0.1
    port = %[2]d
  }
  inet_listener imaps {
    port = 0
  }
}
service imap {
  process_limit = %[3]d
  unix_listener imap-master {
    mode = 0666
  }
}
service imap-hibernate {
  unix_listener imap-hibernate {
    mode = 0666
  }
}
%[4]s`
