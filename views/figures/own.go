package figures

import (
	"samling/models/survey"
)

// OwnTable is a host's own people beside everybody.
type OwnTable struct {
	Name   string
	Hidden string // why nothing of it is shown, "" = shown
	Note   string // how many they are
	Rows   []OwnRow
}

// OwnRow is one question: the own share of 4 and 5 beside everybody's, or the own net promoter score beside everybody's.
type OwnRow struct {
	Code, Title, Hidden string
	Own, All, Diff, N   string
	OwnPart, AllPart    float64 // 0–1; of a score −100…100 moved into it
	OwnWide, AllWide    string
}

func (d *Told) own(in *Own, r survey.Results) {
	if in == nil {
		return
	}
	t := OwnTable{Name: in.Name, Hidden: d.hidden(in.Result.Hidden)}
	if in.Result.Hidden == survey.Shown {
		t.Note = d.t.T("results.own_note", "Own", d.t.Int(in.Result.Counted), "All", d.t.Int(r.Counted))
		for _, all := range r.Day {
			if row, ok := d.ownRow(in.Result, all); ok {
				t.Rows = append(t.Rows, row)
			}
		}
	}
	d.Own = &t
}

// ownRow lays the own figure beside everybody's, and says whether the question can be compared so.
func (d *Told) ownRow(own survey.OwnResult, all survey.Figure) (OwnRow, bool) {
	q := all.Question
	if !q.Graded() && !q.Recommends() || !all.Shares() {
		return OwnRow{}, false
	}
	row := OwnRow{Code: all.Code, Title: all.Wording(d.t.Lang())}
	f, shown := own.Figure(all.Code)
	if !shown || !f.Shares() {
		row.Hidden = d.hidden(survey.Guarded)
		return row, true
	}
	row.N = d.t.Int(f.N)
	if q.Recommends() {
		row.Own, row.All = d.signed(float64(f.NPS), 0), d.signed(float64(all.NPS), 0)
		row.Diff = d.signed(float64(f.NPS-all.NPS), 0)
		row.OwnPart, row.AllPart = (float64(f.NPS)+100)/200, (float64(all.NPS)+100)/200
	} else {
		row.Own, row.All = d.share(f.Share), d.share(all.Share)
		row.Diff = d.signed(f.Share-all.Share, 1)
		row.OwnPart, row.AllPart = f.Share/100, all.Share/100
	}
	row.OwnWide, row.AllWide = part(row.OwnPart), part(row.AllPart)
	return row, true
}
