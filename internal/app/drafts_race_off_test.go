//go:build !race

package app

// desks is how many random desks the property of drafts is tried on;
// -drafts.n=5000 takes a minute and more.
const desks = 300
