package figures

import (
	"math"

	"samling/models/survey"
)

// Table is several five-step questions with their bars and their numbers.
type Table struct {
	ID, Title    string
	Label        string // names it among all tables of a page
	This, Before string // headings of the years; Before is "" when no row has figures of the year before
	Zero         string // where the line between 3 and 4 is, as SVG wants it
	Middle       float64
	Steps        []string // what the steps are called, when all rows share a scale; else none
	Partly       bool     // some steps of some row are drawn as hidden
	Rows         []Row

	before string
}

// Row is one five-step question.
type Row struct {
	Code, Title string
	Link        string // where more about it is
	Hidden      string // why it is not shown, "" = shown
	Bits        []Bit
	Cells       []string // how many chose each step, "<5" when they are a few
	None        string
	Share       string
	NoShare     string // why the share, and the bar, are not shown though other figures are
	Last        string
	Diff        string
	Median      string
	LastMedian  string
	N, LastN    string

	spread spread
	steps  []string
}

func (d *Told) table(id, title string) Table {
	return Table{ID: id, Title: title, Label: title, This: d.This, before: d.Before}
}

// figureRow makes a five-step question a row: its numbers, and last year's beside. The bar waits for the other rows.
func (d *Told) figureRow(f survey.Figure, title string) Row {
	row := Row{Code: f.Code, Title: title, Hidden: d.hidden(f.Hidden)}
	for _, o := range f.Question.Options {
		row.steps = append(row.steps, f.Question.Label(o.Value, d.t.Lang()))
	}
	if row.Hidden != "" {
		return row
	}
	for _, c := range f.Cells {
		row.Cells = append(row.Cells, d.count(c.N, c.Hidden))
	}
	row.None, row.N, row.Median = d.count(f.None, f.NoneHidden), d.t.Int(f.N), d.median(f.Median)
	if f.Last != nil {
		row.LastMedian, row.LastN = d.median(f.Last.Median), d.t.Int(f.Last.N)
	}
	if !f.Shares() {
		row.NoShare = d.t.T("results.no_share")
		return row
	}
	row.Share, row.spread = d.share(f.Share), spreadOf(f)
	if f.Last != nil && f.Last.Shares() {
		row.Last, row.Diff = d.share(f.Last.Share), d.signed(f.Share-f.Last.Share, 1)
	}
	return row
}

// spreadOf lays out a figure whose share may be told: what is hidden on each side of the line follows from it.
func spreadOf(f survey.Figure) spread {
	var s spread
	all := float64(max(f.N, 1))
	s.high = f.Share / 100
	s.low = 1 - s.high
	for i, c := range f.Cells {
		s.steps[i] = float64(c.N) / all
		if i < lowSteps {
			s.low -= s.steps[i]
		} else {
			s.high -= s.steps[i]
		}
	}
	s.low, s.high = some(s.low, all), some(s.high, all)
	return s
}

// some is a share, or nothing when it is less than half a person or a thousandth: the share was rounded.
func some(share, all float64) float64 {
	if share*all < 0.5 || share < 0.001 {
		return 0
	}
	return share
}

// count writes how many, or that they are a few.
func (d *Told) count(n int, why survey.Hidden) string {
	if why != survey.Shown {
		return "<" + d.Least
	}
	return d.t.Int(n)
}

func (t *Table) add(r Row) { t.Rows = append(t.Rows, r) }

// lay draws the bars of all rows to one scale, and sees what the rows have in common.
func (t *Table) lay() {
	left, right := 0.1, 0.1
	for _, r := range t.Rows {
		if r.Share == "" {
			continue
		}
		l, far := r.spread.reach()
		left, right = max(left, l), max(right, far)
		t.Partly = t.Partly || r.spread.low > 0 || r.spread.high > 0
		if r.Last != "" {
			t.Before = t.before
		}
	}
	left, right = twentieths(left), twentieths(right)
	t.Middle = left / (left + right)
	t.Zero = part(t.Middle)
	for i := range t.Rows {
		if t.Rows[i].Share != "" {
			t.Rows[i].Bits = diverging(t.Rows[i].spread, left, right)
		}
	}
	t.Steps = common(t.Rows)
}

// twentieths rounds up, so that the drawing ends at a round number.
func twentieths(x float64) float64 { return min(1, math.Ceil(20*x-1e-9)/20) }

// common gives the names of the steps if all rows have the same ones.
func common(rows []Row) []string {
	if len(rows) == 0 {
		return nil
	}
	first := rows[0].steps
	for _, r := range rows {
		if len(r.steps) != len(first) {
			return nil
		}
		for i := range first {
			if r.steps[i] != first[i] {
				return nil
			}
		}
	}
	return first
}
