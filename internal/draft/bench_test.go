package draft

import "testing"

// One letter, from the decision to the bytes that go into Drafts, with the checks
// that it is held to.
func BenchmarkWrite(b *testing.B) {
	w := writer(b)
	in := firstCase(b, "en job availability, all facts: reschedule  with 3, wanted")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.Write(in); err != nil {
			b.Fatal(err)
		}
	}
}
