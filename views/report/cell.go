package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// Int is a whole number in a cell.
type Int int64

// Number is a decimal number, shown with the given number of decimals (0–9).
type Number struct {
	Value    float64
	Decimals int
}

// Percent is a share from 0 to 1, shown in per cent with the given number of decimals (0–9): Percent{Share: 0.125,
// Decimals: 1} is 12,5 %.
type Percent struct {
	Share    float64
	Decimals int
}

// cell is a value that has been checked and sorted by kind.
type cell struct {
	kind     kind
	text     string
	value    float64
	whole    int64
	decimals int
}

type kind int

const (
	empty kind = iota
	text
	whole
	number
	percent
)

// parse accepts nil (an empty cell), string, Int, int, int64, Number and Percent. A number that is none
// (not a number, or infinite, such as the mean of nothing) gives an empty cell. Anything else is a mistake in the
// program and an error: times, for one, must be given as text, in the event's zone.
func parse(value any) (cell, error) {
	switch v := value.(type) {
	case nil:
		return cell{}, nil
	case string:
		return cell{kind: text, text: v}, nil
	case Int:
		return cell{kind: whole, whole: int64(v)}, nil
	case int:
		return cell{kind: whole, whole: int64(v)}, nil
	case int64:
		return cell{kind: whole, whole: v}, nil
	case Number:
		return decimal(number, v.Value, v.Decimals), nil
	case Percent:
		return decimal(percent, v.Share, v.Decimals), nil
	}
	return cell{}, fmt.Errorf("report: a cell cannot be a %T", value)
}

func decimal(k kind, value float64, decimals int) cell {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return cell{}
	}
	return cell{kind: k, value: value, decimals: min(max(decimals, 0), 9)}
}

// swedish is the cell as Swedish text: decimal comma, no thousands separator (Excel would not read it back), and a space
// before the per cent sign.
func (c cell) swedish() string {
	switch c.kind {
	case whole:
		return strconv.FormatInt(c.whole, 10)
	case number:
		return comma(c.value, c.decimals)
	case percent:
		return comma(c.value*100, c.decimals) + " %"
	case text:
		return c.text
	}
	return ""
}

func comma(value float64, decimals int) string {
	s := strconv.FormatFloat(value, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" { // −0,0 is nothing
		s = strings.TrimPrefix(s, "-")
	}
	return strings.Replace(s, ".", ",", 1)
}

// clean removes what no cell may hold: bytes that are not UTF-8, control characters (a line break stays, as one
// character; a tab becomes a space) and the marks that turn the direction of text, with which one name can look like
// another.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069',
			r == '\uFEFF', r == '\uFFFE', r == '\uFFFF': // the last three are no characters, and not allowed in XML
			return -1
		}
		return r
	}, s)
}
