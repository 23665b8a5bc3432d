package store

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	robin = "robin@example.org"
	other = "other@example.org"
)

// at is a time of the tests, n minutes on.
func at(n int) time.Time {
	return time.Date(2026, 3, 2, 9, n, 0, 123456789, time.UTC)
}

func openTest(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func update(t testing.TB, s *Store, f func(*Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// view returns what f reads.
func view[T any](t testing.TB, s *Store, f func(*Tx) (T, error)) T {
	t.Helper()
	var got T
	err := s.View(t.Context(), func(tx *Tx) (err error) {
		got, err = f(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func TestMail(t *testing.T) {
	s := openTest(t, t.TempDir())
	a := Mail{Identity: "a@example.com", Received: at(2), Relevant: true, Data: []byte(`{"subject":"Interview"}`)}
	b := Mail{Identity: "b@example.com", Received: at(1), Relevant: true, Data: []byte(`{}`)}
	noise := Mail{Identity: "n@example.com", Received: at(3)}
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutMail(robin, Mail{Identity: a.Identity, Data: []byte("old")}),
			tx.PutMail(robin, a), tx.PutMail(robin, b), tx.PutMail(robin, noise),
			tx.PutMail(other, Mail{Identity: a.Identity, Received: at(9), Relevant: true}))
	})
	mails := func(since time.Time) []Mail {
		return view(t, s, func(tx *Tx) ([]Mail, error) { return tx.Mails(robin, since) })
	}
	same(t, "all relevant mails, oldest first", mails(time.Time{}), []Mail{b, a})
	same(t, "since the very time", mails(at(2)), []Mail{a})
	same(t, "since later", mails(at(2).Add(1)), []Mail(nil))
	one := func(identity string) (m Mail, ok bool) {
		m = view(t, s, func(tx *Tx) (m Mail, err error) { m, ok, err = tx.Mail(robin, identity); return m, err })
		return m, ok
	}
	if got, ok := one(noise.Identity); !ok || !reflect.DeepEqual(got, noise) {
		t.Errorf("irrelevant mail: %+v %v", got, ok)
	}
	if _, ok := one("absent@example.com"); ok {
		t.Error("a mail was found that was never put")
	}
}

func TestSightings(t *testing.T) {
	s := openTest(t, t.TempDir())
	inbox := Sighting{"INBOX", 7, 1, "a@example.com"}
	copied := Sighting{"Archive", 3, 4294967295, "a@example.com"}
	stale := Sighting{"INBOX", 6, 9, "a@example.com"}
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutMail(robin, Mail{Identity: "a@example.com", Received: at(1)}),
			tx.PutSighting(robin, inbox), tx.PutSighting(robin, inbox), tx.PutSighting(robin, copied), tx.PutSighting(robin, stale))
	})
	of := func() []Sighting {
		return view(t, s, func(tx *Tx) ([]Sighting, error) { return tx.SightingsOf(robin, "a@example.com") })
	}
	same(t, "one mail, its places", of(), []Sighting{copied, stale, inbox})
	same(t, "of a folder", view(t, s, func(tx *Tx) ([]Sighting, error) { return tx.Sightings(robin, "INBOX", 7) }), []Sighting{inbox})
	update(t, s, func(tx *Tx) error { return tx.ForgetSightings(robin, "INBOX", 7) })
	same(t, "after a change of UIDVALIDITY", of(), []Sighting{copied, inbox})
	update(t, s, func(tx *Tx) error { return tx.ForgetSighting(robin, "Archive", 3, 4294967295) })
	same(t, "after one is gone", of(), []Sighting{inbox})

	err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutSighting(robin, Sighting{"INBOX", 7, 2, "never-put@example.com"}) })
	if err == nil {
		t.Error("a sighting of an unknown mail was stored")
	}
	var n int64
	update(t, s, func(tx *Tx) (err error) { n, err = tx.ForgetMails(robin, at(2)); return err })
	if n != 1 || len(of()) != 0 {
		t.Errorf("forgot %d mails, places left: %v", n, of())
	}
}

func TestCursor(t *testing.T) {
	s := openTest(t, t.TempDir())
	c := Cursor{Folder: "INBOX", UIDValidity: 4294967295, LastUID: 4294967295, ModSeq: 1<<63 - 1}
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutCursor(robin, Cursor{Folder: "INBOX", UIDValidity: 1}), tx.PutCursor(robin, c))
	})
	got := func(account string) (c Cursor, ok bool) {
		c = view(t, s, func(tx *Tx) (c Cursor, err error) { c, ok, err = tx.Cursor(account, "INBOX"); return c, err })
		return c, ok
	}
	if x, ok := got(robin); !ok || x != c {
		t.Errorf("got %+v %v", x, ok)
	}
	if _, ok := got(other); ok {
		t.Error("another account has the cursor")
	}
}

func TestDrafts(t *testing.T) {
	s := openTest(t, t.TempDir())
	d := Draft{Key: "k1", Ask: "a@example.com", Action: "decline", Revision: 1, State: "standing", MessageID: "k1@example.org",
		Folder: "Drafts", UIDValidity: 5, UID: 6, At: at(5), Data: []byte(`{"body":"Thank you"}`)}
	earlier := Draft{Key: "k0", Ask: "a@example.com", Action: "hold", State: "removed", At: at(4)}
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutDraft(robin, Draft{Key: "k1", State: "intended"}), tx.PutDraft(robin, d), tx.PutDraft(robin, earlier))
	})
	drafts := func(account string) []Draft {
		return view(t, s, func(tx *Tx) ([]Draft, error) { return tx.Drafts(account) })
	}
	same(t, "drafts", drafts(robin), []Draft{earlier, d})
	same(t, "drafts of another account", drafts(other), []Draft(nil))
	same(t, "one draft", view(t, s, func(tx *Tx) (Draft, error) { d, _, err := tx.Draft(robin, "k1"); return d, err }), d)
	update(t, s, func(tx *Tx) error { _, err := tx.ForgetDrafts(robin, at(5)); return err })
	same(t, "after forgetting", drafts(robin), []Draft{d})
}

func TestJournal(t *testing.T) {
	s := openTest(t, t.TempDir())
	write := func(account, key string, step Step, n int) Entry {
		e := Entry{Key: key, Step: step, At: at(n), Detail: string(step)}
		update(t, s, func(tx *Tx) (err error) { e.Seq, err = tx.Append(account, e); return err })
		return e
	}
	write(robin, "finished", Intent, 1)
	sending := write(robin, "unclear", Sending, 2)
	write(robin, "finished", Done, 3)
	retried := []Entry{write(robin, "retried", Failed, 4), write(robin, "retried", Intent, 5)}
	write(robin, "failed", Failed, 6)
	write(other, "unclear", Done, 7)
	same(t, "pending", view(t, s, func(tx *Tx) ([]Entry, error) { return tx.Pending(robin) }), []Entry{sending, retried[1]})
	same(t, "history", view(t, s, func(tx *Tx) ([]Entry, error) { return tx.History(robin, "retried") }), retried)
	if got := view(t, s, func(tx *Tx) ([]Entry, error) { return tx.Journal(robin, at(3)) }); len(got) != 4 {
		t.Errorf("journal since: %+v", got)
	}
	for _, sql := range []string{"UPDATE journal SET step = 'done'", "DELETE FROM journal"} {
		err := s.Update(t.Context(), func(tx *Tx) error { return tx.put(sql) })
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestRecords(t *testing.T) {
	s := openTest(t, t.TempDir())
	act := Act{Ask: "a@example.com", At: at(1), Action: "decline", Reason: "visa"}
	later := Act{Ask: "a@example.com", At: at(2), Action: "none"}
	var again bool
	update(t, s, func(tx *Tx) (err error) {
		_, e := tx.PutSummary(robin, Summary{"2026-03-02", at(1), "s1@example.org"})
		again, err = tx.PutSummary(robin, Summary{"2026-03-02", at(9), "s2@example.org"})
		return errors.Join(e, err, tx.PutAct(robin, later), tx.PutAct(robin, act), tx.PutAct(robin, act))
	})
	same(t, "acts, each once", view(t, s, func(tx *Tx) ([]Act, error) { return tx.Acts(robin) }), []Act{act, later})
	if again {
		t.Error("a second summary of the date was accepted")
	}
	update(t, s, func(tx *Tx) error { _, err := tx.PutSummary(robin, Summary{"2026-03-03", at(3), ""}); return err })
	for _, c := range []struct {
		account, date string
		want          bool
	}{{robin, "2026-03-02", true}, {robin, "2026-03-04", false}, {other, "2026-03-02", false}} {
		ok := view(t, s, func(tx *Tx) (bool, error) { _, ok, err := tx.Summary(c.account, c.date); return ok, err })
		if ok != c.want {
			t.Errorf("summary of %s for %s: %v", c.date, c.account, ok)
		}
	}
	same(t, "last summary", view(t, s, func(tx *Tx) (Summary, error) { x, _, err := tx.LastSummary(robin); return x, err }),
		Summary{"2026-03-03", at(3), ""})
}

func TestPasses(t *testing.T) {
	s := openTest(t, t.TempDir())
	for _, c := range []struct {
		account string
		now     time.Time
		want    Passes
	}{{robin, at(1), Passes{at(1), at(1)}}, {robin, at(2), Passes{at(1), at(2)}}, {other, at(3), Passes{at(3), at(3)}}} {
		update(t, s, func(tx *Tx) error { return tx.PutPass(c.account, c.now) })
		same(t, "passes", view(t, s, func(tx *Tx) (Passes, error) { p, _, err := tx.Passes(c.account); return p, err }), c.want)
	}
	if ok := view(t, s, func(tx *Tx) (bool, error) { _, ok, err := tx.Passes("nobody@example.org"); return ok, err }); ok {
		t.Error("an account that was never looked at has passes")
	}
}

func TestProblems(t *testing.T) {
	s := openTest(t, t.TempDir())
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.SetProblem(robin, "login", at(1), "refused"), tx.SetProblem(robin, "draft:k1", at(2), "no Drafts folder"),
			tx.SetProblem(robin, "login", at(3), "refused again"), tx.SetProblem(other, "login", at(4), "refused"))
	})
	problems := func() []Problem { return view(t, s, func(tx *Tx) ([]Problem, error) { return tx.Problems(robin) }) }
	same(t, "problems", problems(), []Problem{{"login", at(1), at(3), "refused again"}, {"draft:k1", at(2), at(2), "no Drafts folder"}})
	update(t, s, func(tx *Tx) error { return tx.ClearProblem(robin, "login") })
	same(t, "after one is mended", problems(), []Problem{{"draft:k1", at(2), at(2), "no Drafts folder"}})
}

// Times keep their order as text, whatever a mail claims.
func TestCalendars(t *testing.T) {
	s := openTest(t, t.TempDir())
	work, home := Calendar{"work", at(1), []byte(`{"a":1}`)}, Calendar{"home", time.Time{}, []byte("{}")}
	later := Calendar{"work", at(2), []byte(`{"a":2}`)}
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutCalendar(robin, work), tx.PutCalendar(robin, home), tx.PutCalendar(other, work), tx.PutCalendar(robin, later))
	})
	read := func(tx *Tx) ([]Calendar, error) { return tx.Calendars(robin) }
	same(t, "calendars", view(t, s, read), []Calendar{home, later})
	update(t, s, func(tx *Tx) error { return tx.ForgetCalendar(robin, "work") })
	same(t, "after forgetting", view(t, s, read), []Calendar{home})
	same(t, "the other's", view(t, s, func(tx *Tx) ([]Calendar, error) { return tx.Calendars(other) }), []Calendar{work})
}

func TestStamp(t *testing.T) {
	zone := time.FixedZone("", -5*3600)
	ordered := []time.Time{{}, time.Unix(-1<<62, 0), time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), time.Date(1969, 1, 1, 0, 0, 0, 0, zone), at(0), at(0).Add(1),
		at(1).In(zone), time.Date(2262, 5, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i, x := range ordered {
		var back time.Time
		if err := (clock{&back}).Scan(stamp(x)); err != nil {
			t.Fatal(err)
		}
		if y := x.Year(); 1 < y && y < 9999 && (!back.Equal(x) || back.Location() != time.UTC) {
			t.Errorf("%v became %v", x, back)
		}
		if i > 0 && stamp(ordered[i-1]) >= stamp(x) {
			t.Errorf("%q is not before %q", stamp(ordered[i-1]), stamp(x))
		}
	}
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	s := openTest(t, t.TempDir())
	no := errors.New("no")
	err := s.Update(t.Context(), func(tx *Tx) error {
		return errors.Join(tx.PutMail(robin, Mail{Identity: "a", Relevant: true}), no)
	})
	if !errors.Is(err, no) {
		t.Errorf("error %v", err)
	}
	func() {
		defer func() { recover() }()
		update(t, s, func(tx *Tx) error {
			if err := tx.PutMail(robin, Mail{Identity: "b", Relevant: true}); err != nil {
				return err
			}
			panic("in the middle")
		})
	}()
	if got := view(t, s, func(tx *Tx) ([]Mail, error) { return tx.Mails(robin, time.Time{}) }); len(got) != 0 {
		t.Errorf("left over: %+v", got)
	}
	update(t, s, func(tx *Tx) error { return tx.PutMail(robin, Mail{Identity: "c"}) }) // the writer is free again
	if err := s.View(t.Context(), func(tx *Tx) error { return tx.PutMail(robin, Mail{Identity: "d"}) }); err == nil {
		t.Error("a View could write")
	}
}

// Writers wait for each other, readers for nobody: a read inside an open
// transaction of another sees the state before it.
func TestConcurrency(t *testing.T) {
	s := openTest(t, t.TempDir())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 10 {
				update(t, s, func(tx *Tx) error { _, err := tx.Append(robin, Entry{Key: "k", Step: Done, At: at(0)}); return err })
			}
		})
	}
	group.Wait()
	count := func() int {
		return len(view(t, s, func(tx *Tx) ([]Entry, error) { return tx.History(robin, "k") }))
	}
	update(t, s, func(tx *Tx) error {
		_, err := tx.Append(robin, Entry{Key: "k", Step: Done, At: at(0)})
		if n := count(); n != 80 {
			t.Errorf("a reader beside the writer sees %d entries", n)
		}
		return err
	})
	if n := count(); n != 81 {
		t.Errorf("%d entries", n)
	}
}

func TestFileIsPrivate(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	update(t, s, func(tx *Tx) error { return tx.PutMail(robin, Mail{Identity: "a"}) })
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) < 2 {
		t.Fatalf("no write-ahead log: %v", entries)
	}
	for _, e := range entries {
		info, err := os.Stat(filepath.Join(dir, e.Name()))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", e.Name(), info.Mode(), err)
		}
	}
}

func TestPathWithOddCharacters(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b?c=d&e#f%41'g")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	update(t, openTest(t, dir), func(tx *Tx) error { return tx.PutMail(robin, Mail{Identity: "a"}) })
	if _, err := os.Stat(filepath.Join(dir, FileName)); err != nil {
		t.Error(err)
	}
}
