package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
)

// release is set by the linker for released builds (-X main.release=1.2.3).
var release = "devel"

// version prints what is running.
func version(_ context.Context, e *env, args []string) error {
	fs := e.flags("version")
	if _, err := e.parse(fs, args); err != nil {
		return err
	}
	v := struct {
		Version  string `json:"version"`
		Revision string `json:"revision"`
		Go       string `json:"go"`
	}{release, revision(), runtime.Version()}
	if e.json {
		return json.NewEncoder(e.stdout).Encode(v)
	}
	_, err := fmt.Fprintf(e.stdout, "rsvpd %s (%s, %s)\n", v.Version, v.Revision, v.Go)
	return err
}

func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "unknown"
}
