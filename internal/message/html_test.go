package message

import (
	"fmt"
	"testing"
)

func TestHTML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", "<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"},
		{"divs and empty lines", "<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"},
		{"white space folds", "a\n  b\t<b>c</b>d", "a b cd"},
		{"entities", "Smith &amp; Co&nbsp;&ndash; 5&euro; &lt;x&gt;", "Smith & Co – 5€ <x>"},
		{"entities escaped twice", "R&amp;amp;D&amp;nbsp;lab", "R&D lab"},
		{"a row of label and value", "<table><tr><td>Date:</td><td><p>Monday</p></td></tr><tr><th>Time</th><td>10:00</td></tr></table>", "Date: Monday\n\nTime 10:00"},
		{"layout columns stay apart", "<table><tr><td>" + "A text that is much too long for the label of a value in the next column.</td><td>Other</td></tr></table>", "A text that is much too long for the label of a value in the next column.\nOther"},
		{"lists", "<ul><li>one<li>two</ul><ol><li>three</li><li>four</li></ol>", "- one\n- two\n\n1. three\n2. four"},
		{"hidden preheader", `<div style="display:none;max-height:0">Preview</div>Hello<span style="font-size:0px">x</span><p hidden>y</p>`, "Hello"},
		{"opacity and visibility", `<i style="opacity:0">a</i><i style="visibility: hidden">b</i><i style="opacity:0.9">c</i>`, "c"},
		{"font-size 0 on a wrapper", `<td style="font-size:0"><div style="font-size:13px">shown</div></td>`, "shown"},
		{"an unclosed hidden element swallows nothing", `<div style="display:none">All of it`, "All of it"},
		{"script and style", "<head><title>T</title><style>p{}</style></head><body><script>x()</script>Hi<!-- c --></body>", "Hi"},
		{"style sheets", "<style type=a>p > b {}</style>Hi <style>\n<!-- q{} -->\n</style>there<STYLE>r{}</STYLE>, <stylish>Sam</style>", "Hi there, Sam"},
		{"style sheets in comments", "<!-- <style> -->One <!--[if mso]><style>p{}</style><![endif]-->two<style>p{", "One two"},
		{"a style sheet that ends in another comment", "<!-- <style> -->One <!-- </style> -->two", "One two"},
		{"Word", `<html><head><xml><o:x>1</o:x></xml></head><body><p class=MsoNormal>One<o:p></o:p></p><p class=MsoNormal>Two</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Three</p>`, "One\nTwo\n\nThree"},
		{"quotes", `New<blockquote type="cite"><p>Old</p><blockquote type=cite>Older</blockquote></blockquote>More`, "New\n\n> Old\n>\n>> Older\n\nMore"},
		{"a plain blockquote is no quote", "<blockquote>10:00</blockquote>", "10:00"},
		{"preformatted", "<pre>a\n  b</pre>", "a\n  b"},
		{"pictures", `Hi<img src="https://example.com/p.gif" width=1 height=1 alt="pixel">`, "Hi"},
		{"stray end tags", "</div></p>One</table></td>two", "Onetwo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := normalise(renderHTML(tt.in).text); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestHTMLLinks(t *testing.T) {
	doc := renderHTML(`<html lang="pt-BR"><a href="https://book.example.com/a?x=1&amp;y=2">Pick a <b>time</b></a> <a href="mailto:a@example.com">mail</a> <a href="HTTPS://example.com/"><img alt="Logo"></a> <a href="javascript:x()">no</a>`)
	if got := fmt.Sprint(doc.links); got != "[{https://book.example.com/a?x=1&y=2 Pick a time false} {HTTPS://example.com/ Logo false}]" {
		t.Error(got)
	}
	if doc.lang != "pt" || doc.text != "Pick a time mail no" {
		t.Errorf("lang %q text %q", doc.lang, doc.text)
	}
}

func TestPlainLinks(t *testing.T) {
	got := fmt.Sprint(plainLinks("See https://example.com/a. Or <http://example.org/b?c=(d)>, (https://example.net/e) xhttps:// ftp://example.com"))
	if got != "[{https://example.com/a  false} {http://example.org/b?c=(d)  false} {https://example.net/e  false}]" {
		t.Error(got)
	}
}

// An old booking link must not be taken for one that is offered now.
func TestQuotedLinks(t *testing.T) {
	p := newTestParser(t)
	for kind, body := range map[string]string{
		"text/plain": "See https://example.com/new\n\nOn Mon, 8 Jun 2026, Sam <sam@example.com> wrote:\n> https://example.com/old\n",
		"text/html":  `<p>See <a href="https://example.com/new">this</a></p><div>On Mon, 8 Jun 2026, Sam &lt;sam@example.com&gt; wrote:</div><blockquote type=cite><a href="https://example.com/old">that</a></blockquote>`,
	} {
		m := p.Parse(mailOf(plainHead+"\nContent-Type: "+kind, body), fallback)
		if len(m.Links) != 2 || m.Links[0].Quoted || !m.Links[1].Quoted {
			t.Errorf("%s: %+v", kind, m.Links)
		}
	}
}

// Whole answers as the mail programs' HTML has them: only what is new remains.
func TestHTMLNewText(t *testing.T) {
	tests := map[string]string{
		"Gmail":       `<div dir="ltr">Tuesday is fine.<div><br></div><div>Noor</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Jun 8, 2026 at 9:12 AM Sam &lt;<a href="mailto:sam@example.com">sam@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote">Tuesday?</blockquote></div>`,
		"Outlook":     `<div><p class="MsoNormal">Tuesday is fine.</p><p class=MsoNormal>&nbsp;</p><p class="MsoNormal">Noor</p></div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Sam &lt;sam@example.com&gt;<br><b>Sent:</b> Monday, June 8, 2026 9:12 AM<br><b>To:</b> Noor<br><b>Subject:</b> Re: Analyst</div><div>Tuesday?</div>`,
		"Thunderbird": `<p>Tuesday is fine.</p><p>Noor</p><div class="moz-cite-prefix">Am 08.06.26 um 09:12 schrieb Sam:<br></div><blockquote type="cite" cite="mid:x">Tuesday?</blockquote><div class="moz-signature">-- <br>Noor Haddad<br>+1 555 0100</div>`,
		"Yahoo":       `<div>Tuesday is fine.<br><br>Noor</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, June 8, 2026, 09:12:00 AM EDT, Sam wrote:</div><div>Tuesday?</div></div>`,
		"Apple":       `<body>Tuesday is fine.<div><br></div><div>Noor<br><blockquote type="cite"><div>On 8 Jun 2026, at 09:12, Sam &lt;sam@example.com&gt; wrote:</div><div>Tuesday?</div></blockquote></div></body>`,
		"signature":   `<div>Tuesday is fine.</div><div><br></div><div>Noor</div><div><br></div><div class="gmail_signature" data-smartmail="gmail_signature"><div>Noor Haddad</div><div>Talent Partner</div></div>`,
	}
	p := newTestParser(t)
	for name, in := range tests {
		t.Run(name, func(t *testing.T) {
			m := p.Parse(mailOf(plainHead+"\nContent-Type: text/html; charset=utf-8", in), fallback)
			if m.NewText != "Tuesday is fine.\n\nNoor" || !m.FromHTML {
				t.Errorf("new text %q of %q", m.NewText, m.Text)
			}
		})
	}
}
