package message

import "strings"

// Bounds on message identifiers: longer ones break the folding of the headers
// they are repeated in (RFC 5322 section 2.1.1: a line holds 998 bytes).
const (
	maxIDBytes = 900
	maxIDs     = 200
)

// parseIDs reads the msg-ids of Message-ID, In-Reply-To or References (RFC 5322
// section 3.6.4). White space inside an id comes from folding and is removed.
// Old mail puts phrases around ("Your message of …"): only what stands in angle
// brackets counts, unless there are none at all.
func parseIDs(raw string) []string {
	var ids []string
	rest := raw
	for len(ids) < maxIDs {
		_, after, ok := strings.Cut(rest, "<")
		if !ok {
			break
		}
		id, tail, ok := strings.Cut(after, ">")
		if !ok {
			break
		}
		if i := strings.LastIndexByte(id, '<'); i >= 0 {
			id = id[i+1:]
		}
		if strings.ContainsAny(id, " \t\r\n") {
			id = strings.Join(strings.Fields(id), "")
		}
		if isID(id) {
			ids = append(ids, id)
		}
		rest = tail
	}
	if len(ids) == 0 {
		for _, w := range strings.Fields(raw) {
			if w = strings.Trim(w, "<>"); strings.Contains(w, "@") && isID(w) {
				ids = append(ids, w)
			}
		}
	}
	return ids
}

// isID reports whether an id can be repeated in a header as it is.
func isID(id string) bool {
	if id == "" || len(id) > maxIDBytes {
		return false
	}
	for i := 0; i < len(id); i++ {
		if c := id[i]; c <= ' ' || c >= 0x7f || c == '<' || c == '>' {
			return false
		}
	}
	return true
}

func firstID(raw string) string {
	if ids := parseIDs(raw); len(ids) > 0 {
		return ids[0]
	}
	return ""
}
