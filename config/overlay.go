package config

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// dataFolders are the folders whose files an operator may replace or add to.
var dataFolders = []string{"lang", "senders", "hosts", "oauth2", "replies"}

// Overlay is the embedded data with the operator's files on top: a file below
// lang, senders, hosts, oauth2 or replies of dir takes the place of the embedded one of
// the same relative path, and files that exist only there are added. Anything
// else in dir, and dot-files, are not seen. A dir that does not exist adds
// nothing; a file that can't be read is an error when it is opened.
func Overlay(dir string) fs.FS {
	if dir == "" {
		return Embedded()
	}
	return overlay{base: embedded, top: os.DirFS(dir)}
}

// overlay joins two file systems: top wins below the data folders.
type overlay struct{ base, top fs.FS }

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	layer, info, err := o.find(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return layer.Open(name)
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, err
	}
	return &folder{info: named{info, path.Base(name)}, entries: entries}, nil
}

// ReadDir implements fs.ReadDirFS: the entries of both layers, by name.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	merged := map[string]fs.DirEntry{}
	for _, layer := range []fs.FS{o.base, o.top} {
		if err := o.collect(layer, name, merged); err != nil {
			return nil, err
		}
	}
	if len(merged) == 0 {
		if _, _, err := o.find(name); err != nil {
			return nil, err
		}
	}
	entries := make([]fs.DirEntry, 0, len(merged))
	for _, e := range merged {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// collect adds the entries of one layer's folder. Links are followed, because
// configurations are often links into a managed folder; a dangling one is an
// error rather than a file that silently does not count.
func (o overlay) collect(layer fs.FS, name string, into map[string]fs.DirEntry) error {
	entries, err := fs.ReadDir(layer, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		full := path.Join(name, e.Name())
		if layer == o.top && !overlaid(full) {
			continue
		}
		info, err := fs.Stat(layer, full)
		if err != nil {
			return err
		}
		into[e.Name()] = fs.FileInfoToDirEntry(named{info, e.Name()})
	}
	return nil
}

// find returns the layer that name is read from.
func (o overlay) find(name string) (fs.FS, fs.FileInfo, error) {
	if overlaid(name) {
		info, err := fs.Stat(o.top, name)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return o.top, info, err
		}
	}
	info, err := fs.Stat(o.base, name)
	return o.base, info, err
}

// overlaid reports whether an operator's file of this path counts.
func overlaid(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	if !slices.Contains(dataFolders, first) {
		return false
	}
	return !strings.HasPrefix(name, ".") && !strings.Contains(name, "/.")
}

// folder is an open folder of the overlay.
type folder struct {
	info    fs.FileInfo
	entries []fs.DirEntry
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: errors.New("is a folder")}
}

// ReadDir implements fs.ReadDirFile.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	batch := f.entries[:n]
	f.entries = f.entries[n:]
	return batch, nil
}

// named is a FileInfo under the name it was asked by: what a link points to may
// be called something else.
type named struct {
	fs.FileInfo
	name string
}

func (n named) Name() string { return n.name }
