package app_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/store"
)

func TestBenchBubble(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(dir+"/password", []byte("secret"), 0o600)
	for _, idle := range []bool{true, false} {
		start := time.Now()
		passes := 0
		synctest.Test(t, func(t *testing.T) {
			srv := imapmem.New(imapmem.Options{Users: map[string]string{"robin": "secret"}})
			c, err := config.Parse(dir+"/rsvpd.toml", []byte(fmt.Sprintf("timezone = \"UTC\"\n[watch]\nidle=%v\npoll=\"20m\"\n[me]\nname = \"Robin Hale\"\n\n[[account]]\nemail = %q\nimap = %q\nuser = %q\npassword_file = %q\n", idle, owner, "imap://localhost:143", "robin", dir+"/password")))
			if err != nil {
				t.Fatal(err)
			}
			st, err := store.Open(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			a, err := app.New(app.Options{Config: c, Data: config.Embedded(), Store: st, Report: func(r app.AccountReport) {
				passes++
				if r.Err != nil {
					t.Error(r.Err)
				}
			}, Dialer: func(context.Context, string, string) (net.Conn, error) { return srv.Pipe(), nil }})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() { done <- a.Run(ctx) }()
			time.Sleep(24 * time.Hour)
			cancel()
			<-done
			st.Close()
			srv.Close()
		})
		t.Log(idle, passes, time.Since(start))
	}
}
