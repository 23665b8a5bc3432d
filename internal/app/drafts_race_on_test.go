//go:build race

package app

// desks: the race detector makes letters take ten times as long. It looks for
// races, not for words.
const desks = 20
