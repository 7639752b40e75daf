package page

import (
	"fmt"

	"samling/models/registration"
	"samling/views/text"
)

// PasteTable is a pasted list as it was judged: each line with its verdict and its fields.
type PasteTable struct {
	Lines   []PasteLine
	Good    int
	Mend    int
	Out     int   // duplicates, known addresses and lines that are left out
	Guessed int   // names among the good lines that were made from the address
	Skipped []int // lines of the text that tell of nobody
}

// PasteLine is one line.
type PasteLine struct {
	N, Line          int
	Verdict          registration.Verdict
	Word, Tone, Note string
	Name, Email      PasteCell
	More             []PasteCell // title, unit, telephone
	MoreOpen         bool        // there is something to mend in them
	Guess            string      // the guessed name, "" when it was given
	Skip             bool
}

// PasteCell is one field of a line.
type PasteCell struct{ ID, Label, Value, Error string }

// tones of the verdicts' chips; the word carries the meaning.
var pasteTones = map[registration.Verdict]string{registration.LineGood: "ok", registration.LineMend: "bad", registration.LineDuplicate: "info",
	registration.LineRegistered: "info", registration.LineInvited: "info"}

// NewPasteTable makes the table. extra are problems that the rules of a single line do not know, by field ("email_3").
func NewPasteTable(t *text.Translator, judged []registration.Judged, skipped []int, extra ...Problem) PasteTable {
	table := PasteTable{Skipped: skipped}
	form := NewForm(t, nil)
	for n, j := range judged {
		problem := func(field string) string {
			for _, p := range extra {
				if p.Field == fmt.Sprintf("%s_%d", field, n) {
					return form.Sentence(p)
				}
			}
			for _, p := range j.Problems {
				if p.Field == field {
					return form.Sentence(Problem{Field: p.Field, Key: p.Key, Args: p.Args})
				}
			}
			return ""
		}
		cell := func(field, value string) PasteCell {
			return PasteCell{ID: fmt.Sprintf("%s_%d", field, n), Label: t.T("paste.cell_"+field, "Line", j.Line), Value: value, Error: problem(field)}
		}
		l := PasteLine{N: n, Line: j.Line, Verdict: j.Verdict, Name: cell("name", j.Name), Email: cell("email", j.Email),
			More: []PasteCell{cell("title", j.Title), cell("unit", j.Unit), cell("phone", j.Phone)}, Skip: j.Verdict == registration.LineLeftOut}
		if l.broken() && l.Verdict == registration.LineGood {
			l.Verdict = registration.LineMend
		}
		l.Word, l.Tone = t.T("paste.verdict_"+string(l.Verdict)), pasteTones[l.Verdict]
		if j.Guessed {
			l.Guess = j.Name
		}
		table.count(l)
		table.Lines = append(table.Lines, l)
	}
	return table
}

func (l *PasteLine) broken() bool {
	for _, c := range l.More {
		l.MoreOpen = l.MoreOpen || c.Error != ""
	}
	return l.Name.Error != "" || l.Email.Error != "" || l.MoreOpen
}

func (p *PasteTable) count(l PasteLine) {
	switch l.Verdict {
	case registration.LineGood:
		p.Good++
		if l.Guess != "" {
			p.Guessed++
		}
	case registration.LineMend:
		p.Mend++
	case registration.LineDuplicate, registration.LineRegistered, registration.LineInvited, registration.LineLeftOut:
		p.Out++
	}
}

// summaryMax is how many problems the summary names; more would push the list itself off the page.
const summaryMax = 15

// Problems are the first of what is to be mended, for the summary on top, and the page's title.
func (p PasteTable) Problems() []PasteCell {
	var all []PasteCell
	for _, l := range p.Lines {
		for _, c := range append([]PasteCell{l.Name, l.Email}, l.More...) {
			if c.Error != "" && len(all) < summaryMax {
				c.Label = fmt.Sprint(l.Line)
				all = append(all, c)
			}
		}
	}
	return all
}
