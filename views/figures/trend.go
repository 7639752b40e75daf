package figures

import (
	"fmt"
	"slices"
	"strings"

	"samling/models/survey"
)

// Trend is one question through the years.
type Trend struct {
	Code, Title string
	Unit        string // what the figures are: share of 4 and 5 in per cent, or the net promoter score
	Top, Low    string // the ends of the axis
	Points      []TrendPoint
	Lines       []string // points of polylines in a drawing of 100 × 100; a line never joins different questions
}

// TrendPoint is one year.
type TrendPoint struct {
	Year, Value, N, Median string
	Hidden                 string
	Reworded               string // what was asked in the years before, when it was changed
	Comparable             bool   // asked in the same words as now
	X, Y                   float64
	Dot                    bool // there is a value to draw
}

// CX and CY are the point's place as SVG wants it.
func (p TrendPoint) CX() string { return fmt.Sprintf("%.2f", p.X) }

// CY is the height, from the top.
func (p TrendPoint) CY() string { return fmt.Sprintf("%.2f", p.Y) }

// trends keeps the questions that can be drawn as one figure a year and were asked in two years or more.
func (d *Told) trends(all []survey.Trend) {
	for _, one := range all {
		if len(one.Points) < 2 || !one.Question.Graded() && !one.Question.Recommends() {
			continue
		}
		t := d.trend(one)
		d.Trends = append(d.Trends, t)
		for _, point := range t.Points {
			if !slices.Contains(d.Years, point.Year) {
				d.Years = append(d.Years, point.Year)
			}
		}
	}
	slices.Sort(d.Years)
}

// Long says whether the trends say more than the year before beside each figure does: more years, or changed words.
func (d Told) Long() bool {
	return len(d.Years) > 2 || slices.ContainsFunc(d.Trends, func(t Trend) bool {
		return slices.ContainsFunc(t.Points, func(p TrendPoint) bool { return p.Reworded != "" })
	})
}

// At finds the point of a year; a year that did not ask has the zero point.
func (t Trend) At(year string) TrendPoint {
	for _, p := range t.Points {
		if p.Year == year {
			return p
		}
	}
	return TrendPoint{}
}

func (d *Told) trend(in survey.Trend) Trend {
	newest := in.Points[len(in.Points)-1].Figure
	t := Trend{Code: in.Code, Title: newest.Wording(d.t.Lang()), Unit: d.t.T("results.top"), Top: "100", Low: "0"}
	if in.Question.Recommends() {
		t.Unit, t.Low = d.t.T("results.nps"), "−100"
	}
	for i, p := range in.Points {
		point := TrendPoint{Year: year(p.Edition.StartsAt.In(p.Edition.Zone()).Year()), Hidden: d.hidden(p.Figure.Hidden),
			Comparable: p.Comparable, X: 100 * float64(i) / float64(len(in.Points)-1)}
		if p.Reworded {
			point.Reworded = in.Points[i-1].Figure.Wording(d.t.Lang())
		}
		if p.Figure.Hidden == survey.Shown {
			d.value(&point, p.Figure)
		}
		t.Points = append(t.Points, point)
	}
	t.Lines = lines(t.Points)
	return t
}

func (d *Told) value(p *TrendPoint, f survey.Figure) {
	p.Dot, p.N, p.Median = true, d.t.Int(f.N), d.median(f.Median)
	switch {
	case !f.Shares():
		p.Dot, p.Value = false, ""
	case f.Question.Recommends():
		p.Value, p.Y = d.signed(float64(f.NPS), 0), (100-float64(f.NPS))/2
	case f.Question.Graded():
		p.Value, p.Y = d.share(f.Share), 100-f.Share
	default: // another kind of question in that year
		p.Dot = false
	}
}

// lines joins the years that follow each other and asked the same.
func lines(points []TrendPoint) []string {
	var out []string
	var line []string
	end := func() {
		if len(line) > 1 {
			out = append(out, strings.Join(line, " "))
		}
		line = nil
	}
	for _, p := range points {
		if p.Reworded != "" || !p.Dot {
			end()
		}
		if p.Dot {
			line = append(line, p.CX()+","+p.CY())
		}
	}
	end()
	return out
}
