//go:build race

package app_test

// days: the race detector makes a life take many minutes. It looks for races, and
// finds them in the first days.
const days = 8
