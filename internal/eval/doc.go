// Package eval measures how well mail is read: it runs the reading chain over
// labelled mail and prints how often the category and each fact are right, per
// source and per language, with the uncertainty of each figure. It has no code of
// its own outside tests; the tests hold the floors that the project's own
// fixtures (testdata) must not fall below.
//
//	go test ./internal/eval -run Eval -v
//
// A set is a folder with labels.jsonl and mail/*.eml. The sets under testdata are
// always read. Others are read from the folder that
// RSVPD_EVAL names, else from the data that lie beside the repository; without
// them those tests are skipped. What a folder named ham or spam holds, without
// labels, is taken for real mail that invites nobody.
package eval
