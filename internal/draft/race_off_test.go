//go:build !race

package draft

// stride is how many drafts of the catalogue lie between two that a test reads.
const stride = 1
