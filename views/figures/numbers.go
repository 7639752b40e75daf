package figures

import (
	"math"
	"strconv"

	"samling/models/survey"
)

// hidden says why something is not shown.
func (d *Told) hidden(why survey.Hidden) string {
	if why == survey.Shown {
		return ""
	}
	return d.t.T("results.hidden_"+string(why), "Least", d.Least)
}

// share writes a percentage with its one decimal: "84,2 %". whole writes it without.
func (d *Told) share(percent float64) string {
	s := d.t.Decimal(percent, 1)
	if d.t.Lang() == "en" {
		return s + "%"
	}
	return s + "\u00a0%"
}

func whole(percent float64) string { return strconv.Itoa(int(math.Round(percent))) }

// signed writes a difference with its sign, "+5,1" or "−2,0".
func (d *Told) signed(x float64, decimals int) string {
	s := d.t.Decimal(math.Abs(x), decimals)
	switch zero := d.t.Decimal(0, decimals); {
	case s == zero:
		return s
	case x < 0:
		return "−" + s
	}
	return "+" + s
}

// median shows the half only when there is one.
func (d *Told) median(m float64) string {
	if m == math.Trunc(m) {
		return d.t.Int(int(m))
	}
	return d.t.Decimal(m, 1)
}
