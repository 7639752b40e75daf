package text

import (
	"math"
	"strconv"
	"strings"
)

// nbsp keeps a number and its thousands or its percent sign on one line.
const nbsp = "\u00a0"

// Int writes a whole number: "1 250" in Swedish, "1,250" in English.
func (t *Translator) Int(n int) string {
	digits := strconv.Itoa(int(math.Abs(float64(n))))
	separator := nbsp
	if t.lang == "en" {
		separator = ","
	}
	var b strings.Builder
	if n < 0 {
		b.WriteString("−")
	}
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(separator)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Decimal writes a number with a fixed number of decimals: "4,2" in Swedish, "4.2" in English.
func (t *Translator) Decimal(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if t.lang == "sv" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Percent writes a share (0.12) as "12 %" in Swedish and "12%" in English, rounded to whole per cent.
func (t *Translator) Percent(share float64) string {
	s := strconv.Itoa(int(math.Round(share * 100)))
	if t.lang == "en" {
		return s + "%"
	}
	return s + nbsp + "%"
}
