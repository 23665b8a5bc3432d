package eval_test

import (
	"io/fs"
	"testing"
	"time"

	"rsvpd/internal/app"
)

// BenchmarkRead reads the project's own mails over and over: what one core does
// with a letter, from bytes to facts.
func BenchmarkRead(b *testing.B) {
	r := reader(b)
	var mails [][]byte
	size := 0
	for _, s := range own(b) {
		for _, l := range s.labels {
			raw, err := fs.ReadFile(s.mail, l.File)
			if err != nil {
				b.Fatal(err)
			}
			mails = append(mails, raw)
			size += len(raw)
		}
	}
	b.SetBytes(int64(size / len(mails)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r.Read(mails[i%len(mails)], time.Time{}, app.ReadOptions{Me: []string{me}})
	}
}
