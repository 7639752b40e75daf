package page

import (
	"math"
	"strconv"

	"samling/models/survey"
)

// Results is what a host sees of an edition.
type Results struct {
	Base
	State     string // none, waiting, few, open, closed: chooses the words on top
	Headline  string
	Lead      []string
	Years     []Link
	This      string // "2027"
	Before    string // "2026", "" when there is nothing to compare with
	Stats     []Stat
	Opinions  FigureTable   // the five-step questions about the day
	Practical []FigureTable // the rows of each matrix
	Recommend *ChoiceView   // the 0-10 question
	Choices   []ChoiceView
	Who       []ChoiceView // who answered
	Texts     []TextView
	Ratings   FigureTable   // the first question about each seminar, side by side
	Seminars  []FigureTable // everything about each seminar
	Files     []Link
	Root      string
	Closes    string
	When      []string // what happens when, while there is nothing to show
}

// Stat is one figure on top.
type Stat struct{ Term, Value, Note string }

// FigureTable is several five-step questions with their bars and their numbers.
type FigureTable struct {
	ID, Title, Note string
	This, Before    string
	Hidden          string // why nothing of it is shown, "" = shown
	Rows            []FigureRow
	Other           []ChoiceView // questions of the same part with other answers
	Texts           []TextView
}

// FigureRow is one five-step question as a row.
type FigureRow struct {
	Title    string
	Hidden   string // why it is not shown, "" = shown
	Segments []Segment
	Cells    []string
	None     string
	Share    string
	Last     string
	Diff     string
	Median   string
	N, LastN string
}

// Segment is one piece of a stacked bar.
type Segment struct {
	Class, X, Width, Middle, Label string
	Hatched, On                    bool
}

// ChoiceView is a question with other answers than five steps.
type ChoiceView struct {
	Title, Hidden, N, Score, Note string
	Before                        string // heading of last year's column, "" = none
	Rows                          []ChoiceRow
}

// ChoiceRow is one answer.
type ChoiceRow struct {
	Label, Hidden, N, Share, Width, Last string
}

// TextView is the free texts under one question.
type TextView struct {
	Title, Hidden, N string
	Texts            []string
}

// Fill turns results into what the page shows.
func (p *Results) Fill(r survey.Results) {
	p.This = strconv.Itoa(r.Edition.StartsAt.In(r.Edition.Zone()).Year())
	if r.Last != nil && r.Last.Answered > 0 {
		p.Before = strconv.Itoa(r.Last.Edition.StartsAt.In(r.Last.Edition.Zone()).Year())
	}
	p.state(r)
	p.headline(r)
	p.stats(r)
	p.Opinions = p.table("fragor", p.T("host.opinions"))
	for _, f := range r.Day {
		p.about(&p.Opinions, f)
	}
	p.Choices = append(p.Choices, p.Opinions.Other...)
	p.Texts, p.Opinions.Other, p.Opinions.Texts = p.Opinions.Texts, nil, nil
	p.seminars(r)
}

func (p *Results) table(id, title string) FigureTable {
	return FigureTable{ID: id, Title: title, This: p.This, Before: p.Before}
}

func (p *Results) state(r survey.Results) {
	switch {
	case !r.Opened:
		p.State = "none"
	case r.Counted == 0 && !r.Closed:
		p.State = "waiting"
	case r.Counted == 0:
		p.State = "few"
	case r.Closed:
		p.State = "closed"
	default:
		p.State = "open"
	}
	if !r.Edition.SurveyClosesAt.IsZero() {
		p.Closes = p.Date(r.Edition.SurveyClosesAt.In(r.Edition.Zone()))
	}
}

// headline says the most important result first: what people will do differently, else how satisfied they are.
func (p *Results) headline(r survey.Results) {
	p.Headline = p.T("host.headline_"+p.State, "Closes", p.Closes)
	for _, lead := range []string{"Q7", "Q1"} {
		if f, shown := r.Figure(lead); shown {
			p.Headline = p.T("host.headline_"+lead, "Share", p.whole(f.Share))
			break
		}
	}
	if r.Answered > 0 {
		p.Lead = append(p.Lead, p.T("host.lead_answered", "Answered", p.Int(r.Answered), "Asked", p.Int(r.HandedOut)))
	}
	if f, shown := r.Figure("Q4"); shown {
		p.Lead = append(p.Lead, p.T("host.lead_understand", "Share", p.whole(f.Share)))
	}
	if f, shown := r.Figure("Q5"); shown {
		p.Lead = append(p.Lead, p.T("host.lead_contacts", "Sum", p.Int(sum(f))))
	}
}

// sum adds the values that were chosen: "four or more" counts as four, so it is a number that is at least true.
func sum(f survey.Figure) int {
	total := 0
	for _, c := range f.Cells {
		value, _ := strconv.Atoi(c.Value)
		total += value * c.N
	}
	return total
}

func (p *Results) stats(r survey.Results) {
	last := func(value string) string {
		if p.Before == "" {
			return ""
		}
		return p.Before + ": " + value
	}
	few, lastTurnout := p.T("host.few_short"), survey.Turnout{}
	if r.Last != nil {
		lastTurnout = r.Last.Turnout
	}
	answered, rate := few, few
	if r.Answered > 0 {
		answered, rate = p.Int(r.Answered), p.share(r.Rate())
	}
	p.Stats = []Stat{
		{p.T("host.asked"), p.Int(r.HandedOut), last(p.Int(lastTurnout.HandedOut))},
		{p.T("host.answered"), answered, last(p.Int(lastTurnout.Answered))},
		{p.T("host.rate"), rate, last(p.share(lastTurnout.Rate()))},
	}
	if f, shown := r.Figure("Q9"); shown {
		note := ""
		if f.Last != nil {
			note = last(p.signed(float64(f.Last.NPS), 0))
		}
		p.Stats = append(p.Stats, Stat{p.T("host.nps"), p.signed(float64(f.NPS), 0), note})
	}
}

// about puts a figure where it belongs: a row of the table, a table of its own, a list of answers, or texts.
func (p *Results) about(t *FigureTable, f survey.Figure) {
	title := f.Question.Ask.In(p.Lang())
	switch {
	case f.Question.Kind == survey.Text:
		t.Texts = append(t.Texts, TextView{Title: title, Hidden: p.hidden(f.Hidden), N: p.Int(f.N), Texts: f.Texts})
	case f.Row > 0 && f.Question.Graded():
		p.row(f, title)
	case f.Question.Graded():
		t.Rows = append(t.Rows, p.figureRow(f, title))
	case f.Question.Recommends() && p.Recommend == nil:
		view := p.choice(f)
		p.Recommend = &view
	case f.Question.Background():
		p.Who = append(p.Who, p.choice(f))
	default:
		t.Other = append(t.Other, p.choice(f))
	}
}

// row adds a row of a matrix to the table of its question.
func (p *Results) row(f survey.Figure, title string) {
	if f.Row == 1 {
		p.Practical = append(p.Practical, p.table(f.Question.Code, title))
	}
	t := &p.Practical[len(p.Practical)-1]
	t.Rows = append(t.Rows, p.figureRow(f, f.RowName(p.Lang())))
}

func (p *Results) seminars(r survey.Results) {
	p.Ratings = p.table("betyg", p.T("host.seminars"))
	for i, s := range r.Seminars {
		t := p.table("seminarium-"+strconv.Itoa(i+1), s.Seminar.Title)
		t.Hidden = p.hidden(s.Hidden)
		if s.Hidden == survey.Shown {
			t.Note = p.T("host.seminar_turnout", "Answered", p.Int(s.Sheets), "Asked", p.Int(s.Asked), "Share", p.share(s.Rate()))
		}
		for k, f := range s.Figures {
			if k == 0 && f.Question.Graded() {
				p.Ratings.Rows = append(p.Ratings.Rows, p.figureRow(f, s.Seminar.Title))
				p.Ratings.Note = f.Question.Ask.In(p.Lang())
			}
			p.about(&t, f)
		}
		p.Seminars = append(p.Seminars, t)
	}
}

// hidden says why something is not shown.
func (p *Results) hidden(why survey.Hidden) string {
	if why == survey.Shown {
		return ""
	}
	return p.T("host.hidden_" + string(why))
}

// share writes a percentage with its one decimal: "84,2 %". whole writes it without.
func (p *Results) share(percent float64) string {
	s := p.Decimal(percent, 1)
	if p.Lang() == "en" {
		return s + "%"
	}
	return s + "\u00a0%"
}

func (p *Results) whole(percent float64) string { return strconv.Itoa(int(math.Round(percent))) }

// signed writes a difference with its sign, "+5,1" or "−2,0".
func (p *Results) signed(x float64, decimals int) string {
	s := p.Decimal(math.Abs(x), decimals)
	switch zero := p.Decimal(0, decimals); {
	case s == zero:
		return s
	case x < 0:
		return "−" + s
	}
	return "+" + s
}
