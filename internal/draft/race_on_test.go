//go:build race

package draft

// stride: the race detector makes the catalogue take minutes. It looks for races,
// not for words, and needs a sample only; without it every draft is read.
const stride = 17
