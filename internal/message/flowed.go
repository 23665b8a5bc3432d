package message

import (
	"strings"
	"unicode/utf8"
)

// flowWidth is the column up to which flowed text is filled (RFC 3676 section
// 4.2: no more than 78, 72 leaves room for quoting).
const flowWidth = 72

// sigLine is the signature separator of RFC 3676 section 4.3: never flowed.
const sigLine = "-- "

// unflow joins the lines of format=flowed text (RFC 3676 section 4.4) into
// paragraphs. Quoted lines come out as ">" per level, a space and the text.
func unflow(s string, delSp bool) string {
	var out []string
	open, openDepth := false, 0 // the last line of out waits for its rest
	for line := range strings.SplitSeq(s, "\n") {
		depth := len(line) - len(strings.TrimLeft(line, ">"))
		text := strings.TrimPrefix(line[depth:], " ") // space-stuffing
		soft := strings.HasSuffix(text, " ") && text != sigLine
		if text == sigLine {
			open = false
		}
		if open && depth == openDepth {
			out[len(out)-1] += strip(text, soft && delSp)
		} else {
			out = append(out, quotePrefix(depth)+strip(text, soft && delSp))
		}
		open, openDepth = soft, depth
	}
	return strings.Join(out, "\n")
}

func strip(s string, yes bool) string {
	if yes {
		return s[:len(s)-1]
	}
	return s
}

func quotePrefix(depth int) string {
	if depth == 0 {
		return ""
	}
	return strings.Repeat(">", depth) + " "
}

// flow writes paragraphs, one per line, as format=flowed text. A line that
// starts with ">" is a quote and keeps its level on every line.
func flow(s string) string {
	var out strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		flowLine(&out, line)
	}
	return out.String()
}

func flowLine(out *strings.Builder, line string) {
	depth, text := splitQuote(line)
	if text == sigLine || text == "--" {
		out.WriteString(quotePrefix(depth) + text)
		return
	}
	text = strings.TrimRight(text, " \t")
	prefix := quotePrefix(depth)
	first := true
	for {
		head, rest := breakLine(text, flowWidth-utf8.RuneCountInString(prefix))
		if !first {
			out.WriteByte('\n')
		}
		first = false
		out.WriteString(prefix)
		if depth == 0 && needsStuffing(head) {
			out.WriteByte(' ')
		}
		out.WriteString(head)
		if rest == "" {
			return
		}
		text = rest
	}
}

// splitQuote counts the quote marks of "> > text" or ">> text".
func splitQuote(line string) (depth int, text string) {
	text = line
	for strings.HasPrefix(text, ">") {
		depth++
		text = strings.TrimPrefix(text[1:], " ")
	}
	return depth, text
}

// needsStuffing: RFC 3676 section 4.4.
func needsStuffing(s string) bool {
	return strings.HasPrefix(s, " ") || strings.HasPrefix(s, ">") || strings.HasPrefix(s, "From ")
}

// breakLine takes the words that fit into width columns; head then ends in the
// space that makes the break soft. A word that is longer stays whole.
func breakLine(s string, width int) (head, rest string) {
	col, at, word := 0, -1, false
	for i, r := range s {
		if col >= width && at >= 0 {
			return s[:at+1], s[at+1:]
		}
		// A break after "-- " at the start would make a signature separator,
		// one behind leading spaces an empty line.
		if r == ' ' && word && s[:i+1] != sigLine {
			at = i
		}
		word = word || r != ' '
		col++
	}
	return s, ""
}
