package when

import "time"

// ReportExpr is an expression as "inspect --when --json" prints it. Times are
// RFC 3339 in the expression's own zone; End is exclusive, and empty when the
// words name none.
type ReportExpr struct {
	Text    string `json:"text"`
	Start   string `json:"start"`
	End     string `json:"end"`
	Role    Role   `json:"role"`
	Grain   Grain  `json:"grain"`
	Certain bool   `json:"certain"`
}

// Report converts expressions for printing; it never returns nil, so that no
// expressions print as an empty array.
func Report(exprs []Expr) []ReportExpr {
	out := make([]ReportExpr, 0, len(exprs))
	for _, e := range exprs {
		x := ReportExpr{Text: e.Text, Start: e.Start.Format(time.RFC3339), Role: e.Role, Grain: e.Grain, Certain: e.Certain}
		if !e.End.IsZero() {
			x.End = e.End.Format(time.RFC3339)
		}
		out = append(out, x)
	}
	return out
}
