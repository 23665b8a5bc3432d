//go:build !linux

package main

import "time"

// monotonic has no meaning without systemd.
func monotonic() time.Duration { return 0 }
