package draft

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestSideBySide writes the drafts of more than forty invitations beside them,
// into one file for each language that a person can read through.
func TestSideBySide(t *testing.T) {
	w := writer(t)
	n := 0
	for _, code := range w.Languages() {
		archive, err := txtar.ParseFile("testdata/sidebyside/" + code + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		fmt.Fprintf(&b, "Invitations and the drafts that answer them. Made by TestSideBySide; see %s.txtar.\n", code)
		for _, f := range archive.Files {
			sideBySide(t, &b, w, code, f)
		}
		n += len(archive.Files)
		golden(t, "testdata/sidebyside/"+code+".golden.txt", b.String())
	}
	if n < 40 {
		t.Errorf("%d cases", n)
	}
}

func sideBySide(t *testing.T, b *strings.Builder, w *Writer, code string, f txtar.File) {
	in, header := parseCase(t, code, f.Name, string(f.Data))
	d, err := w.Write(in)
	if err != nil {
		t.Errorf("%s: %v", f.Name, err)
		return
	}
	for _, x := range d.Findings {
		t.Errorf("%s: %s: %q %s", f.Name, x.Check, x.Text, x.Message)
	}
	fmt.Fprintf(b, "\n%s\n%s  %s\n\n", strings.Repeat("=", 78), f.Name, header)
	for line := range strings.Lines(strings.TrimSpace(in.Invitation.Ask.Text) + "\n") {
		b.WriteString(strings.TrimRight("    | "+line, " \n") + "\n")
	}
	fmt.Fprintf(b, "\nTo: %s <%s>\nSubject: %s\n\n%s", d.To[0].Name, d.To[0].Address, d.Subject, d.Body)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run the test with -update and read what changed", name)
	}
}

// parseCase reads one file of an archive; header says in one line what was
// decided.
func parseCase(t *testing.T, code, name, data string) (in Input, header string) {
	t.Helper()
	head, text, ok := strings.Cut(data, "\n\n")
	if !ok {
		t.Fatalf("%s: no mail", name)
	}
	set := map[string]string{}
	for line := range strings.Lines(head) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			t.Fatalf("%s: %q", name, line)
		}
		set[key] = strings.TrimSpace(value)
	}
	home := zoneOf(t, orElse(set["home"], "America/New_York"))
	address := "write." + name + "@mail.example.org"
	f := extract.Facts{
		Kind: detect.Kind(set["kind"]), Form: extract.Form(set["form"]), Stage: extract.Stage(set["stage"]), Lang: code,
		Company: set["company"], Role: set["role"], Program: set["program"], Greeting: set["greeting"], Zone: set["zone"],
		Interviewer: set["interviewer"], Contact: message.Address{Name: set["contact"], Address: address}, ReplyTo: &message.Address{Address: address},
		Slots: slotsOf(t, set["slots"], set["zone"]),
	}
	if span := strings.Fields(set["within"]); len(span) == 2 {
		f.WithinStart, f.WithinEnd = timeOf(t, span[0]), timeOf(t, span[1])
	}
	now := time.Date(2026, 3, 3, 9, 30, 0, 0, home)
	ask := thread.Mail{
		Identity: name + "@mail.example.org", MessageID: name + "@mail.example.org", Subject: set["subject"],
		From: f.Contact, Invited: message.Address{Address: "sam@rivera.example.com"},
		Received: now.Add(-20 * time.Hour), Date: now.Add(-20 * time.Hour), Facts: f, Text: text,
		Category: detect.Category(orElse(set["category"], "invitation")),
	}
	d := decide.Decision{
		Action: thread.Action(set["action"]), Reason: set["reason"], Note: set["note"], Referral: set["referral"], Condition: set["condition"],
		Interest: set["interest"] == "yes", Impossible: set["impossible"] != "", Conflict: set["impossible"], Late: set["late"] == "yes",
		SameDay: set["same-day"] == "yes", Outside: set["outside"] == "yes", Door: decide.Door(set["door"]), Slots: slotsOf(t, set["offer"], set["zone"]),
	}
	if set["until"] != "" {
		d.Until = timeOf(t, set["until"])
	}
	return Input{
		Invitation: thread.Invitation{
			Key: thread.Key("sam@rivera.example.com", ask.Identity, "", 0), Account: "sam@rivera.example.com",
			First: ask, Ask: ask, Facts: f, State: thread.State(orElse(set["state"], "waiting")), Opened: ask.Received,
		},
		Decision: d, Me: Me{Name: "Sam Rivera"}, Zone: home, Now: now,
	}, caseHeader(set)
}

func caseHeader(set map[string]string) string {
	words := []string{set["kind"], set["form"], "->", set["action"]}
	for _, key := range []string{"reason", "condition"} {
		if set[key] != "" {
			words = append(words, set[key])
		}
	}
	for _, key := range []string{"late", "same-day", "interest", "outside"} {
		if set[key] == "yes" {
			words = append(words, key)
		}
	}
	if set["impossible"] != "" {
		words = append(words, "impossible by "+set["impossible"])
	}
	if set["state"] != "" {
		words = append(words, set["state"])
	}
	return strings.Join(words, " ")
}

func slotsOf(t *testing.T, list, zone string) []extract.Slot {
	t.Helper()
	var slots []extract.Slot
	for _, s := range strings.Fields(list) {
		if len(s) == len("2006-01-02") {
			day, err := time.ParseInLocation("2006-01-02", s, zoneOf(t, zone))
			if err != nil {
				t.Fatal(err)
			}
			slots = append(slots, extract.Slot{Start: day, AllDay: true, Certain: true})
			continue
		}
		start := timeOf(t, s)
		slots = append(slots, extract.Slot{Start: start, End: start.Add(30 * time.Minute), Certain: true})
	}
	return slots
}

func timeOf(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
