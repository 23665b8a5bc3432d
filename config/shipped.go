package config

import (
	"errors"
	"io/fs"
)

// Shipped reports whether data holds in the folders nothing but what rsvpd comes
// with, which was tested when it was built. It is false for whatever is neither
// Embedded nor an Overlay.
func Shipped(data fs.FS, folders ...string) bool {
	o, ok := data.(overlay)
	if !ok {
		return data == Embedded()
	}
	for _, folder := range folders {
		if _, err := fs.Stat(o.top, folder); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return true
}
