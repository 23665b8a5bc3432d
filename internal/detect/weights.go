package detect

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// weightsTSV says how much each feature counts for each category, in log-odds: a
// line for a feature, a column for a category. The numbers are fitted to labelled
// mail (TestFit), around the plain reading that what speaks for a category counts
// for it, and that an ask about a talk makes an invitation.
//
//go:embed weights.tsv
var weightsTSV string

// weights are read by category, in the order of Categories, then by feature, in
// the order of featureNames.
type weights [][]float64

// parseWeights reads the table; features and categories may stand in any order,
// but none may be missing.
func parseWeights(text string) (weights, error) {
	w := make(weights, len(Categories))
	for i := range w {
		w[i] = make([]float64, len(featureNames))
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	columns := strings.Split(lines[0], "\t")[1:]
	seen := 0
	for n, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		feature := slices.Index(featureNames, cells[0])
		if feature < 0 || len(cells) != len(columns)+1 {
			return nil, fmt.Errorf("weights.tsv:%d: %q with %d numbers: want one of the features with %d", n+2, cells[0], len(cells)-1, len(columns))
		}
		for i, cell := range cells[1:] {
			category := slices.Index(Categories, Category(columns[i]))
			x, err := strconv.ParseFloat(cell, 64)
			if category < 0 || err != nil {
				return nil, fmt.Errorf("weights.tsv:%d: %q for %q is no weight of a category", n+2, cell, columns[i])
			}
			w[category][feature] = x
		}
		seen++
	}
	if seen != len(featureNames) || len(columns) != len(Categories) {
		return nil, fmt.Errorf("weights.tsv has %d features of %d and %d categories of %d", seen, len(featureNames), len(columns), len(Categories))
	}
	return w, nil
}

// shares are how the categories share the belief, by the features of a mail: they
// add up to 1 (the softmax of a multinomial logistic regression).
func (w weights) shares(features []float64) []float64 {
	p := make([]float64, len(w))
	for c := range w {
		for i, x := range features {
			p[c] += w[c][i] * x
		}
	}
	return softmax(p)
}

// softmax turns scores into shares, in place.
func softmax(p []float64) []float64 {
	most, sum := slices.Max(p), 0.0
	for c := range p {
		p[c] = math.Exp(p[c] - most)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}
