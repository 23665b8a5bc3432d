package main

import (
	"fmt"
	"math"
	"strings"
)

// newsletter is half text, and ten times as much markup.
func (g *generator) newsletter(d *draft) {
	d.subject = g.headline()
	domain := d.sender(g.company()+" News", "news")
	d.field("List-Unsubscribe: <https://%s/u/%x>", domain, g.Uint64())
	d.field("List-Id: <news.%s>", domain)
	d.field("Precedence: bulk")
	rows := int(min(140, max(8, math.Exp(3.5+0.5*g.NormFloat64()))))
	d.body = g.multipart("alternative", plain(g.paragraphs(2, 10)), page(g.html(rows)))
}

// notice is a page of a shop, a bank or a club, without a mark of bulk.
func (g *generator) notice(d *draft) {
	d.subject = g.headline()
	d.sender(g.company(), "no-reply")
	d.body = page(g.html(6 + g.IntN(34)))
}

// conversation is one between people, quoting what came before.
func (g *generator) conversation(d *draft) {
	quote := ""
	if len(g.threads) > 0 && g.Float64() < 0.6 {
		t := &g.threads[g.IntN(len(g.threads))]
		d.subject, d.from = "Re: "+t.subject, t.people[len(t.ids)%2]
		d.field("In-Reply-To: <%s>", t.ids[len(t.ids)-1])
		d.field("References: <%s>", strings.Join(t.ids, ">\n <"))
		quote = "\nOn Monday, somebody wrote:\n> " + strings.ReplaceAll(g.paragraphs(1, 2*len(t.ids)), "\n", "\n> ") + "\n"
		t.ids = append(t.ids, d.id)
		t.ids = t.ids[max(0, len(t.ids)-12):]
	} else {
		d.subject = g.headline()
		g.threads = append(g.threads, conversation{d.subject, []string{d.id}, [2]person{d.from, g.person()}})
		g.threads = g.threads[max(0, len(g.threads)-200):]
	}
	text := "Hi Robin,\n\n" + g.paragraphs(1, 4) + "\nBest,\n" + d.from.name + "\n" + quote
	d.body = plain(text)
	if g.Float64() < 0.6 {
		d.body = g.multipart("alternative", plain(text), page(g.html(3+g.IntN(12))))
	}
}

// list is a mail on a mailing list.
func (g *generator) list(d *draft) {
	d.subject = "[users] " + g.headline()
	d.field("List-Id: <users.lists.example.net>")
	d.field("List-Post: <mailto:users@lists.example.net>")
	d.field("Precedence: list")
	if g.Float64() < 0.8 {
		d.subject = "Re: " + d.subject
		d.field("In-Reply-To: <%016x@lists.example.net>", g.Uint64())
	}
	d.body = plain(g.paragraphs(1, 8))
}

// robot is a short notice of a machine, in plain text.
func (g *generator) robot(d *draft) {
	d.subject = fmt.Sprintf("[%s/tools] %s (#%d)", strings.ToLower(g.word()), g.headline(), g.IntN(9999))
	d.sender("Build robot", "robot")
	d.field("Auto-Submitted: auto-generated")
	d.body = plain(g.paragraphs(1, 6))
}

// pictures is a letter with pictures in it.
func (g *generator) pictures(d *draft) {
	d.subject = g.headline()
	parts := []string{g.multipart("alternative", plain(g.paragraphs(1, 4)), page(g.html(4+g.IntN(16))))}
	for i := range 1 + g.IntN(4) {
		parts = append(parts, g.file("image/png", fmt.Sprintf("photo%d.png", i), "inline", 10_000+g.IntN(110_000)))
	}
	d.body = g.multipart("related", parts...)
}

// attachment is a letter with a large file.
func (g *generator) attachment(d *draft) {
	d.subject = g.headline()
	d.body = g.multipart("mixed", g.multipart("alternative", plain(g.paragraphs(1, 4)), page(g.html(2+g.IntN(8)))),
		g.file("application/pdf", "plan.pdf", "attachment", 1_000_000+g.IntN(4_000_000)))
}

// job is mail about jobs that invites nobody.
func (g *generator) job(d *draft) {
	c := g.company()
	domain := d.sender(c+" Careers", "careers")
	text := ""
	switch g.IntN(3) {
	case 0:
		d.subject, text = "We received your application at "+c, "Thank you for your application. We read every one of them and will get in touch.\n\n"
	case 1:
		d.subject, text = "Your application at "+c, "Thank you for your interest in "+c+". We have decided to go ahead with other candidates and wish you all the best.\n\n"
	case 2:
		d.subject, text = fmt.Sprintf("%d new jobs for you", 3+g.IntN(20)), "These positions match your search. Have a look and apply.\n\n"
		d.field("List-Unsubscribe: <https://%s/u/%x>", domain, g.Uint64())
	}
	d.body = g.multipart("alternative", plain(text+g.paragraphs(0, 3)), page("<p>"+text+"</p>"+g.html(10+g.IntN(20))))
}

// invitation asks for an interview, every third with a calendar entry.
func (g *generator) invitation(d *draft) {
	c := g.company()
	domain := d.sender(d.from.name, "talent")
	d.subject = "Interview with " + c
	text := fmt.Sprintf(g.one(invitations), c)
	d.body = g.multipart("alternative", plain("Hi Robin,\n\n"+text+"\n\nBest regards,\n"+d.from.name+"\n"+c+"\n"), page("<p>Hi Robin,</p><p>"+text+"</p>"+g.html(1+g.IntN(5))))
	if g.IntN(3) > 0 {
		return
	}
	start := d.at.AddDate(0, 0, 5).UTC()
	ics := fmt.Sprintf("BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:%016x@%s\nDTSTAMP:%s\nDTSTART:%s\nDURATION:PT45M\nSUMMARY:Interview with %s\nORGANIZER:mailto:%s\nATTENDEE;RSVP=TRUE:mailto:robin@example.org\nEND:VEVENT\nEND:VCALENDAR\n",
		g.Uint64(), domain, d.at.UTC().Format("20060102T150405Z"), start.Format("20060102T150405Z"), c, d.from.address)
	d.body = g.multipart("mixed", d.body, "Content-Type: text/calendar; charset=utf-8; method=REQUEST\nContent-Transfer-Encoding: 8bit\n\n"+ics)
}

// sender makes an organisation the sender and returns its domain.
func (d *draft) sender(name, local string) (domain string) {
	domain = strings.ToLower(strings.Fields(name)[0]) + ".example.com"
	d.from = person{name, local + "@" + domain}
	return domain
}
