// Package demo fills an empty database with the cooperation day, made-up people and their answers, so that every
// page has something to show. Nothing outside `samling demo` and the tests uses it.
package demo

import _ "embed" // the event is part of the program

//go:embed samverkansdag.yaml
var eventFile []byte

// EventFile is the cooperation day of 7 March 2024 as an event file.
func EventFile() []byte { return append([]byte(nil), eventFile...) }
