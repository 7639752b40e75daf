// Package figures tells what came out of an evaluation: its words, its numbers as they are written and the geometry of its
// charts, in one language and for screen and paper alike. It shows what models/survey and models/door give it and decides
// nothing about what may be shown.
package figures
