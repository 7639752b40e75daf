// Package survey asks those who came, and answers what they said: questions, ballots, the sealed urn, answers and
// results.
//
// Who may answer (a ballot) and what was answered (a sheet) never meet in a column, an order or a time. A person
// is an opaque string here: the package cannot import registration, and a test keeps it so. Every figure that
// leaves the package has passed the small-cell rules in suppress.go; no caller sees a count from fewer than five.
package survey
