package main

import (
	"fmt"
	"strings"
)

func (g *generator) one(list []string) string { return list[g.IntN(len(list))] }

func (g *generator) word() string    { return g.one(things) }
func (g *generator) company() string { return g.one(companies) + " " + g.one(trades) }

func (g *generator) person() person {
	first, last := g.one(firstNames), g.one(lastNames)
	return person{first + " " + last, strings.ToLower(first+"."+last) + "@" + strings.ToLower(g.one(companies)) + ".example.com"}
}

func (g *generator) headline() string {
	s := g.sentence()
	return strings.TrimSuffix(s[:min(len(s), 60)], ".")
}

// sentence fills in one of the patterns.
func (g *generator) sentence() string {
	s := g.one(patterns)
	for _, blank := range []struct {
		mark string
		from []string
	}{{"%t", things}, {"%p", places}, {"%n", firstNames}, {"%d", days}} {
		for strings.Contains(s, blank.mark) {
			s = strings.Replace(s, blank.mark, g.one(blank.from), 1)
		}
	}
	return s
}

// paragraphs makes at least lo and at most hi, in lines of a letter's width.
func (g *generator) paragraphs(lo, hi int) string {
	var b strings.Builder
	for range lo + g.IntN(hi-lo+1) {
		width := 0
		for range 2 + g.IntN(5) {
			for w := range strings.FieldsSeq(g.sentence()) {
				if width+len(w) > 72 {
					b.WriteString("\n")
					width = 0
				}
				b.WriteString(w + " ")
				width += len(w) + 1
			}
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// html makes a page of so many rows, with its styles in front.
func (g *generator) html(rows int) string {
	var b strings.Builder
	b.WriteString(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style type="text/css">` + "\n")
	for range 20 + g.IntN(60) {
		fmt.Fprintf(&b, ".c%04x{margin:%dpx;line-height:exactly;text-size-adjust:100%%;color:#%06x}\n", g.IntN(1<<16), g.IntN(9), g.IntN(1<<24))
	}
	b.WriteString("</style></head><body bgcolor=\"#ffffff\"><table width=\"100%\">\n")
	for range rows {
		style := fmt.Sprintf("font-family:Helvetica,Arial,sans-serif;font-size:%dpx;color:#%06x;padding:%dpx", 11+g.IntN(11), g.IntN(1<<24), g.IntN(20))
		fmt.Fprintf(&b, `<tr><td align="left" style="%s"><table role="presentation" border="0" width="100%%"><tr><td style="%s">`+
			`<a href="https://click.example.net/c/%016x%016x?utm_source=mail" style="text-decoration:none">%s</a><p style="margin:0 0 10px 0">%s %s</p>`+
			`<img src="https://img.example.net/%016x.png" width="560" height="1" alt=""></td></tr></table></td></tr>`+"\n",
			style, style, g.Uint64(), g.Uint64(), g.headline(), g.sentence(), g.sentence(), g.Uint64())
	}
	b.WriteString("</table></body></html>\n")
	return b.String()
}

var (
	firstNames = strings.Fields("Anke Bruno Carla Dilan Elif Farid Gesa Hugo Ines Jonas Kofi Lena Milan Nadia Omar Priya Quirin Rosa Sami Tess")
	lastNames  = strings.Fields("Aalto Brandt Costa Dubois Ekberg Ferrer Garcia Hansen Ilic Jung Keller Larsen Moreau Novak Okafor Petrov")
	companies  = strings.Fields("Northwind Bluebird Ironwood Lakeside Meridian Oakfield Pinecrest Redstone Silverline Tidewater Umberfield Westgate")
	trades     = strings.Fields("Foods Travel Books Energy Media Tools Gardens Sports Optics Paper")
	things     = strings.Fields("report parcel invoice garden printer roof kitchen ticket camera bicycle lamp recipe photo window library battery kettle mower ladder carpet")
	places     = []string{"the harbour", "the old town", "the basement", "the north shore", "the corner shop", "the third floor", "the park", "the museum"}
	days       = strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday")

	// Everyday matters that nobody answers: who makes letters of sentences at random
	// must not ask, thank and name hours in each of them.
	patterns = []string{
		"The %t for %n stands in %p.",
		"The shop near %p was closed on %d.",
		"There is a %t in %p, and beside it an old %t.",
		"The %t still works, says %n.",
		"The %t lies next to the %t.",
		"The children liked %p so much that they stayed until dark.",
		"This week only: a new %t for half the price.",
		"There was a leak near %p, and the %t got wet.",
		"Version two of the %t is out, with a better %t.",
		"The %t is red, the %t is blue, and both are heavy.",
		"The figures for the %t are better than last year's.",
		"Nobody has seen the %t since the move.",
		"The %t is back in stock at %p.",
		"A %t like this costs more than a %t.",
		"It rained all day, and %n mended the %t.",
		"The build of the %t failed again, the log is below.",
		"From %p one can see the roofs of the town.",
		"%n has painted the %t green.",
	}

	invitations = []string{
		"thank you for applying to %s. We liked your application and would like to invite you to a first interview with the team. Could you let me know when you are available for a 45 minute call next week?",
		"we would love to get to know you and would like to invite you to an interview at %s. Would Tuesday at 10:00 or Thursday at 14:30 work for you? Please let me know which suits you.",
		"congratulations, you have made it to the next round at %s: a technical interview by video call of about an hour. Please tell us by Friday which times suit you.",
	}
)
