//go:build !race

package app_test

// days is how long a simulated life is.
const days = 90
