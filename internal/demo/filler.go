package demo

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

//go:embed filler.toml
var fillerTOML string

// filler is the vocabulary of everyday mail.
type filler struct {
	People    []string `toml:"people"`
	Companies []string `toml:"companies"`
	Families  []family `toml:"family"`
}

// family is one sort of everyday mail.
type family struct {
	Name     string   `toml:"name"`
	Category string   `toml:"category"` // what its mail is to the user
	Bulk     bool     `toml:"bulk"`     // sent to many: one can unsubscribe
	List     bool     `toml:"list"`     // through a mailing list, which it is addressed to
	HTML     bool     `toml:"html"`     // half of its mail is HTML only
	Subjects []string `toml:"subjects"`
	Topics   []string `toml:"topics"`
	Texts    []string `toml:"texts"`
}

// Filler returns n mails, oldest first, that a mailbox holds besides
// invitations: newsletters, receipts, lists, business, notifications, many of
// them with the words of invitations. Their category is approximate, except that
// none is an invitation. All were received in INBOX in the 40 days
// before now. The same arguments give the same bytes. It panics when the
// embedded vocabulary cannot be read, which its test would show first.
func Filler(n int, seed int64, now time.Time) []Mail {
	var f filler
	if err := toml.Unmarshal([]byte(fillerTOML), &f); err != nil {
		panic(fmt.Sprintf("demo: filler.toml: %v", err))
	}
	rng := rand.New(rand.NewPCG(uint64(seed), 1))
	mails := make([]Mail, n)
	for i := range mails {
		back := time.Duration(60+rng.IntN(40*24*60)) * time.Minute
		mails[i] = f.mail(i, seed, now.Add(-back).Truncate(time.Second), rng)
	}
	sort.SliceStable(mails, func(i, j int) bool { return mails[i].Received.Before(mails[j].Received) })
	return mails
}

// mail draws the i-th mail.
func (f filler) mail(i int, seed int64, received time.Time, rng *rand.Rand) Mail {
	fam := f.Families[i%len(f.Families)]
	person, company := pick(rng, f.People), pick(rng, f.Companies)
	fill := strings.NewReplacer(
		"{person}", person, "{company}", company, "{topic}", pick(rng, fam.Topics),
		"{n}", strconv.Itoa(100+rng.IntN(9000)),
		"{day}", received.AddDate(0, 0, 1+rng.IntN(12)).Format("Monday, January 2"),
	)
	domain := strings.ToLower(strings.ReplaceAll(company, " ", "")) + ".example.com"
	local := strings.ToLower(strings.ReplaceAll(person, " ", "."))
	from := person + " <" + local + "@" + domain + ">"
	if fam.Name == "receipt" || fam.Name == "newsletter" || fam.Name == "notification" {
		from = company + " <" + fam.Name + "@" + domain + ">"
	}
	subject := fill.Replace(pick(rng, fam.Subjects))
	head := "From: " + from + "\nSubject: " + subject +
		"\nDate: " + received.Add(-2*time.Second).Format(time.RFC1123Z) +
		fmt.Sprintf("\nMessage-ID: <filler-%d-%d@%s>\nMIME-Version: 1.0\n", seed, i, domain)
	switch {
	case fam.List:
		head += listHead(subject)
	case fam.Bulk:
		head += "To: " + Address + "\nList-Unsubscribe: <https://" + domain + "/unsubscribe?m=" + strconv.Itoa(i) + ">\n"
	default:
		head += "To: " + Name + " <" + Address + ">\n"
	}
	text := fill.Replace(pick(rng, fam.Texts))
	m := Mail{
		Name: fmt.Sprintf("filler-%04d-%s", i, fam.Name), Folder: Inbox, Received: received,
		About: "everyday mail: " + fam.Name, Want: Want{Category: fam.Category},
	}
	if rng.IntN(3) > 0 {
		m.Flags = []string{`\Seen`}
	}
	m.Raw = fillerBytes(head, text, fam.HTML && rng.IntN(2) == 0)
	return m
}

// listHead are the header lines that a mailing list adds (RFC 2369, RFC 2919). Its
// name stands in brackets in the subject.
func listHead(subject string) string {
	_, name, _ := strings.Cut(subject, "[")
	name, _, _ = strings.Cut(name, "]")
	host := "lists.example.org"
	return "To: " + name + "@" + host + "\nList-Id: <" + name + "." + host + ">\nList-Post: <mailto:" + name + "@" + host +
		">\nList-Unsubscribe: <mailto:" + name + "-leave@" + host + ">\nPrecedence: list\n"
}

// fillerBytes joins header and text, which are ASCII, as plain text or HTML.
func fillerBytes(head, text string, html bool) []byte {
	if html {
		text = "<html><body><p>" + strings.ReplaceAll(strings.ReplaceAll(text, "\n\n", "</p>\n<p>"), "\n", "<br>\n") + "</p></body></html>"
		head += "Content-Type: text/html; charset=utf-8\n"
	} else {
		head += "Content-Type: text/plain; charset=utf-8\n"
	}
	return []byte(strings.ReplaceAll(head+"\n"+text+"\n", "\n", "\r\n"))
}

// pick draws one of the strings.
func pick(rng *rand.Rand, from []string) string { return from[rng.IntN(len(from))] }
