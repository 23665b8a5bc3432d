package summary

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"  two\r\n\twords\u00a0here ", 50, "two words here"},
		{"a\u202egnp\u2066.exe\x00", 50, "agnp.exe"},
		{"zero\u200bwidth\ufeff\u00adly", 50, "zerowidthly"},
		{"\x1b[31mred", 50, "[31mred"},
		{"q\u0301\u0302\u0303\u0304\u0305b", 50, "q\u0301\u0302\u0303b"},
		{"e\u0301", 50, "\u00e9"},
		{"\u0301alone", 50, "alone"},
		{"\xffbad", 50, "bad"},
		{"12345678901", 10, "1234567890…"},
		{"123456789, next", 10, "123456789…"},
		{"1234567890 \u200b", 10, "1234567890"},
		{"", 10, ""},
	} {
		if got := clean(c.in, c.most); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSafeLink(t *testing.T) {
	for raw, want := range map[string]string{
		"https://book.example.com/a?b=c&d#e":         "book.example.com",
		"HTTP://Example.COM:8080/":                   "example.com:8080",
		"https://exämple.com/ü?q=ü":                  "xn--exmple-cua.com",
		" https://example.com ":                      "example.com",
		"javascript:alert(1)":                        "",
		"data:text/html,x":                           "",
		"ftp://files.example.com/":                   "",
		"//example.com/":                             "",
		"https:example.com":                          "",
		"https://good.example.com@evil.example.net/": "",
		"https://localhost/":                         "",
		"https:///path":                              "",
		"https://exa mple.com/":                      "",
		"https://example.com/\x00":                   "",
		"":                                           "",
	} {
		got, ok := safeLink(raw)
		if ok != (want != "") || got.Host != want {
			t.Errorf("%q: %+v, want host %q", raw, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	long := strings.Repeat("word ", 20)
	for in, want := range map[string]string{
		"\n\na\n\n\n\nb \n\n":                 "a\n\nb\n",
		long:                                  strings.Repeat("word ", 13) + "word\n" + strings.Repeat("word ", 5) + "word\n",
		"* " + long:                           "* " + strings.Repeat("word ", 13) + "word\n  " + strings.Repeat("word ", 5) + "word\n",
		"  " + long:                           "  " + strings.Repeat("word ", 13) + "word\n    " + strings.Repeat("word ", 5) + "word\n",
		"  " + strings.Repeat("x", 90) + " y": "  " + strings.Repeat("x", 90) + "\n    y\n",
		strings.Repeat("株", 36) + " b":        strings.Repeat("株", 36) + "\nb\n",
	} {
		if got := wrap(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// FuzzClean: whatever comes in, one harmless line of bounded length comes out,
// and cleaning it again changes nothing.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"Lumen Analytics", "a\u202eb\u0301\u0301\u0301\u0301\u0301", "\xff\x00\u2028", strings.Repeat("x, ", 99), "각\u1160", "ﷺ"} {
		f.Add(s, 20)
	}
	f.Fuzz(func(t *testing.T, s string, most int) {
		most = max(1, most%500)
		got := clean(s, most)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return r != ' ' && !visible(r) }) {
			t.Errorf("%q is not clean", got)
		}
		if n := utf8.RuneCountInString(got); n > (most+1)*(2+maxMarks) {
			t.Errorf("%d characters", n)
		}
		if again := clean(got, most); again != got {
			t.Errorf("%q becomes %q", got, again)
		}
	})
}

// FuzzSafeLink: a link that is shown leads where it says.
func FuzzSafeLink(f *testing.F) {
	for _, s := range []string{"https://book.example.com/a?b=c", "http://exämple.com/%zz", "https://a@b.example.com", "javascript:x", "https://[::1]:80/", "https://example.com:/\u202e?\"'<>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, ok := safeLink(raw)
		if !ok {
			return
		}
		u, err := url.Parse(got.URL)
		if err != nil || u.Host != got.Host || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
			t.Errorf("%q became %+v (%v)", raw, got, err)
		}
		if strings.ContainsFunc(got.URL+got.Host, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '<' || r == '"' }) {
			t.Errorf("%q became %q", raw, got.URL)
		}
	})
}

// FuzzMake: a mail's words, wherever they are shown, break neither part.
func FuzzMake(f *testing.F) {
	m, err := Parse(osDir)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("Lumen", "Data Engineer", "Your interview", "https://book.example.com")
	f.Add("</td><script>", "\u202e{{.}}", "=?utf-8?q?x?=\r\n", "javascript:x")
	f.Fuzz(func(t *testing.T, company, role, subject, link string) {
		in := busyDay(t)
		for i := range in.Entries {
			inv := &in.Entries[i].Invitation
			inv.Facts.Company, inv.Facts.Role, inv.Ask.Subject, inv.Facts.Contact.Name = company, role, subject, company
			for j := range inv.Facts.Links {
				inv.Facts.Links[j].URL = link
			}
		}
		s, err := m.Make(*in)
		if err != nil {
			t.Fatal(err)
		}
		if bad := append(unsafeHTML(s.HTML), append(loose(s.Text), lost(*in, s)...)...); len(bad) > 0 {
			t.Error(strings.Join(bad, "\n"))
		}
	})
}
