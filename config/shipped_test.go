package config

import (
	"os"
	"path/filepath"
	"testing"
)

// TestShipped: what an operator has put beside their settings is not taken for
// tested; what they have not is.
func TestShipped(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "lang"), 0o755); err != nil {
		t.Fatal(err)
	}
	own := Overlay(dir)
	if Shipped(own, "lang") || Shipped(own, "senders", "lang") {
		t.Error("a folder of the operator's counts as tested")
	}
	if !Shipped(own, "senders") || !Shipped(Overlay(""), "lang") || !Shipped(Embedded(), "lang", "senders", "replies") {
		t.Error("what the program carries does not count as tested")
	}
	if Shipped(os.DirFS("."), "lang") {
		t.Error("a folder of any files counts as tested")
	}
}
