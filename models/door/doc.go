// Package door knows who has come: every presentation of a code at the door, the verdict on it, and who is inside.
//
// The rules are one table (decide) with test vectors in testdata/decide.json, which the door page's script runs too.
// That two doors at the same instant never both say yes is the work of the admissions table's primary key, not of
// a check beforehand.
package door
