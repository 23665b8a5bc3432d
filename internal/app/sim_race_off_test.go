//go:build !race

package app_test

// days is how long a simulated life is; -life.days=90 lives a whole quarter.
const days = 30
