package detect_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"rsvpd/internal/detect"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// reader is parser and detector on the data that ships.
type reader struct {
	parser   *message.Parser
	detector *detect.Detector
}

func newReader(tb testing.TB) *reader {
	tb.Helper()
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		tb.Fatal(err)
	}
	var letters []lexicon.Letter
	for _, l := range lex.Languages {
		letters = append(letters, l.Letter)
	}
	times, err := when.New(lex.Languages)
	if err != nil {
		tb.Fatal(err)
	}
	d, err := detect.New(lex, times)
	if err != nil {
		tb.Fatal(err)
	}
	return &reader{message.NewParser(letters), d}
}

var me = detect.Context{Me: []string{"sam.rivera@example.com"}}

func (r *reader) read(mail []byte) detect.Verdict {
	return r.detector.Read(r.parser.Parse(mail, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)), me)
}

// complete adds the headers that a fixture leaves out.
func complete(mail string) []byte {
	head := ""
	if !strings.Contains(mail, "\nTo:") {
		head += "To: Sam Rivera <sam.rivera@example.com>\n"
	}
	return []byte(head + "Date: Mon, 02 Mar 2026 09:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n" + mail)
}

// TestFixtures reads every fixture as its name says.
func TestFixtures(t *testing.T) {
	r := newReader(t)
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, path := range archives {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			t.Run(filepath.Base(path)+"/"+f.Name, func(t *testing.T) {
				want, _, _ := strings.Cut(f.Name, "/")
				category, kind, _ := strings.Cut(want, ".")
				got := r.read(complete(string(f.Data)))
				if string(got.Category) != category || kind != "" && string(got.Kind) != kind {
					t.Errorf("read as %s %s (%.2f), because of %+v", got.Category, got.Kind, got.Score, got.Evidence)
				}
			})
		}
	}
}

// TestEvidenceIsVerbatim: what is quoted stands in the mail, and every piece
// says why in words.
func TestEvidenceIsVerbatim(t *testing.T) {
	r := newReader(t)
	mail := complete("From: Una <una@pinewood.example.com>\nSubject: Interview\n\nWe’d like to invite you to an\ninterview. When are you free?\n")
	m := r.parser.Parse(mail, time.Time{})
	v := r.detector.Read(m, me)
	if len(v.Evidence) == 0 {
		t.Fatal("no evidence")
	}
	for _, e := range v.Evidence {
		if e.Text != "" && !strings.Contains(m.NewText, e.Text) && !strings.Contains(m.Subject, e.Text) {
			t.Errorf("%s quotes %q, which the mail does not say", e.ID, e.Text)
		}
		if e.Why == "" {
			t.Errorf("%s says no why", e.ID)
		}
	}
}

// TestQuotedTextAsksNothing: an invitation below an answer is not a new one.
func TestQuotedTextAsksNothing(t *testing.T) {
	r := newReader(t)
	v := r.read(complete("From: Una <una@pinewood.example.com>\nSubject: Re: lunch\n\nThanks, got it!\n\nOn Mon, 2 Mar 2026 at 09:00, Bo <bo@example.net> wrote:\n> We would like to invite you to an interview. When are you free?\n"))
	if v.Category == detect.Invitation {
		t.Errorf("the quote was read as an invitation: %+v", v.Evidence)
	}
}

func TestWorth(t *testing.T) {
	r := newReader(t)
	tests := []struct {
		name, header string
		size         int64
		want         bool
	}{
		{"a person", "From: Una <una@pinewood.example.com>\nSubject: Hello\n\n", 4000, true},
		{"a portal that marks all its mail as bulk", "From: no-reply@us.greenhouse-mail.io\nSubject: Next steps\nList-Unsubscribe: <mailto:u@example.com>\nPrecedence: bulk\n\n", 90000, true},
		{"a large newsletter", "From: news@shop.example.com\nSubject: Spring is here\nList-Unsubscribe: <mailto:u@example.com>\nPrecedence: bulk\n\n", 90000, false},
		{"a newsletter whose subject asks for a talk", "From: news@shop.example.com\nSubject: Invitation to interview\nList-Unsubscribe: <mailto:u@example.com>\nPrecedence: bulk\n\n", 90000, true},
		{"a mailing list", "From: bo@example.net\nSubject: patch 3 of 4\nList-Id: <dev.example.org>\nList-Post: <mailto:dev@example.org>\n\n", 3000, false},
		{"an answer on a mailing list", "From: bo@example.net\nSubject: Re: patch\nIn-Reply-To: <1@example.org>\nList-Id: <dev.example.org>\nList-Post: <mailto:dev@example.org>\n\n", 3000, false},
		{"one whose subject asks for a talk", "From: bo@example.net\nSubject: Re: Invitation to interview\nIn-Reply-To: <1@example.org>\nList-Id: <dev.example.org>\nList-Post: <mailto:dev@example.org>\n\n", 3000, true},
		{"an answer that is marked as bulk", "From: bo@example.net\nSubject: Re: Tuesday\nIn-Reply-To: <1@example.org>\nList-Unsubscribe: <mailto:u@example.com>\nPrecedence: bulk\n\n", 90000, true},
	}
	for _, tt := range tests {
		if got := r.detector.Worth(message.ParseHeader([]byte(tt.header)), tt.size); got != tt.want {
			t.Errorf("%s: Worth = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	r := newReader(f)
	f.Add([]byte("From: a@example.com\nSubject: Interview\n\nWe invite you to an interview, if you are selected?\n"))
	f.Add([]byte("Subject: \xff\n\n’'’ l’entretien … ? ! .\n\n- \n"))
	f.Fuzz(func(t *testing.T, mail []byte) {
		if v := r.read(mail); v.Category == "" || v.Score < 0 || v.Score > 1 {
			t.Errorf("no verdict: %+v", v)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	r := newReader(b)
	a, err := txtar.ParseFile("testdata/en.txtar")
	if err != nil {
		b.Fatal(err)
	}
	var mails []*message.Message
	size := 0
	for _, f := range a.Files {
		m := r.parser.Parse(complete(string(f.Data)), time.Time{})
		mails, size = append(mails, m), size+len(m.NewText)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, m := range mails {
			r.detector.Read(m, me)
		}
	}
}
