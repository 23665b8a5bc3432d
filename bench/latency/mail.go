package main

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"time"
)

// login opens a connection by hand: it measures nothing, and needs no library.
func login(server, user, password string) (net.Conn, error) {
	conn, err := net.Dial("tcp", server)
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(conn, "a LOGIN %s %s\r\n", user, password); err != nil {
		return nil, err
	}
	return conn, expect(conn, "a OK")
}

// deliver stores a mail in INBOX.
func deliver(conn net.Conn, mail string) error {
	if _, err := fmt.Fprintf(conn, "b APPEND INBOX {%d}\r\n", len(mail)); err != nil {
		return err
	}
	if err := expect(conn, "+"); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(conn, "%s\r\n", mail); err != nil {
		return err
	}
	return expect(conn, "b OK")
}

// expect reads lines up to one that begins so. There is never more than one
// answer under way, so that nothing is lost with the reader.
func expect(conn net.Conn, prefix string) error {
	lines := bufio.NewReader(conn)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return err
		}
		if strings.HasPrefix(line, prefix) {
			return nil
		}
		if strings.HasPrefix(line, prefix[:1]+" ") {
			return fmt.Errorf("the server says %q", strings.TrimSpace(line))
		}
	}
}

// invitation is a mail whose answer is due at once: they want to talk in hours.
func invitation(i int, now time.Time) string {
	company := fmt.Sprintf("Number %d Robotics", i)
	when := now.UTC().Add(5 * time.Hour).Format("Monday, January 2, 2006 at 3:04 PM")
	return strings.ReplaceAll(fmt.Sprintf(`From: Dana Ferrer <dana.ferrer@robotics%d.example.com>
To: Robin Hale <robin@example.org>
Subject: Interview for Platform Engineer at %s
Date: %s
Message-ID: <m%d.%d@robotics%d.example.com>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Hi Robin,

We would like to invite you to an interview for the Platform Engineer position at %s.
Would you be available on %s (UTC)?

Best regards,
Dana Ferrer
Recruiter, %s
`, i, company, now.Format(time.RFC1123Z), i, now.UnixNano(), i, company, when, company), "\n", "\r\n")
}
