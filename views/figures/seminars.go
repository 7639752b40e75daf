package figures

import (
	"samling/models/survey"
)

// Seminar is everything about one seminar.
type Seminar struct {
	Key, Title string
	Hidden     string // why nothing of it is shown, "" = shown
	Note       string // how many answered
	Figures    Table
	Choices    []Choice
	Texts      []Texts
}

// seminars tells of each seminar, and lays them beside each other question by question.
func (d *Told) seminars(all []survey.SeminarResult) {
	d.Seminars, d.Compared = d.seminarList(all, "jamfor-")
}

func (d *Told) seminarList(all []survey.SeminarResult, id string) (list []Seminar, compared []Table) {
	for _, s := range all {
		one := d.seminar(s)
		if s.Hidden == survey.Shown && s.Asked > 0 {
			one.Note = d.t.T("results.seminar_turnout", "Answered", d.t.Int(s.Sheets), "Asked", d.t.Int(s.Asked), "Share", d.share(s.Rate()))
		} else if s.Hidden == survey.Shown {
			one.Note = d.t.T("results.n_answers", "n", s.Sheets, "N", d.t.Int(s.Sheets))
		}
		list = append(list, one)
		at := 0
		for _, f := range s.Figures {
			if !f.Question.Graded() {
				continue
			}
			if at == len(compared) {
				compared = append(compared, d.table(id+f.Code, f.Wording(d.t.Lang())))
			}
			row := d.figureRow(f, s.Seminar.Title)
			row.Link = s.Seminar.Key
			compared[at].add(row)
			at++
		}
	}
	for i := range compared {
		compared[i].lay()
	}
	return list, compared
}

func (d *Told) seminar(s survey.SeminarResult) Seminar {
	part := Told{t: d.t, This: d.This, Before: d.Before, Least: d.Least}
	part.about("svar", s.Seminar.Title, s.Figures)
	out := Seminar{Key: s.Seminar.Key, Title: s.Seminar.Title, Hidden: d.hidden(s.Hidden), Figures: part.Opinions,
		Choices: part.Choices, Texts: part.Texts}
	for _, matrix := range part.Practical {
		for _, row := range matrix.Rows {
			row.Title = matrix.Title + " " + row.Title
			out.Figures.add(row)
		}
	}
	out.Figures.lay()
	if part.Recommend != nil {
		out.Choices = append(out.Choices, *part.Recommend)
	}
	out.Choices = append(out.Choices, part.Who...)
	return out
}

// Pool is what came in through the codes on slides and doors.
type Pool struct {
	Counted  string // "" = too few about the day
	Day      Told
	Seminars []Seminar
	Compared []Table
}

func (d *Told) pool(open survey.OpenPool) {
	if open.Counted == 0 && len(open.Seminars) == 0 {
		return
	}
	p := Pool{Day: Told{t: d.t, This: d.This, Least: d.Least}}
	if open.Counted > 0 {
		p.Counted = d.t.T("results.n_answers", "n", open.Counted, "N", d.t.Int(open.Counted))
		p.Day.about("qr", d.t.T("results.opinions"), asked(open.Day))
	}
	p.Seminars, p.Compared = d.seminarList(open.Seminars, "qr-")
	label := d.t.T("results.pool") + ": "
	p.Day.Opinions.Label = label + p.Day.Opinions.Title
	for i := range p.Compared {
		p.Compared[i].Label = label + p.Compared[i].Title
	}
	for i := range p.Seminars {
		p.Seminars[i].Figures.Label = label + p.Seminars[i].Title
	}
	d.Pool = &p
}

// asked leaves out what the short form does not ask.
func asked(all []survey.Figure) []survey.Figure {
	var out []survey.Figure
	for _, f := range all {
		if f.Hidden == survey.Shown {
			out = append(out, f)
		}
	}
	return out
}
