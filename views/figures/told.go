package figures

import (
	"slices"
	"strconv"

	"samling/models/door"
	"samling/models/survey"
	"samling/views/text"
)

// Input is everything that is told of.
type Input struct {
	Results survey.Results
	Kinds   []survey.Participation
	Rooms   []door.RoomMix
	Trends  []survey.Trend
	Own     *Own // nil: whoever asks belongs to no host that has results of its own
}

// Own is one host's own part.
type Own struct {
	Name   string
	Result survey.OwnResult
}

// Told is an evaluation as it is told.
type Told struct {
	State     string // none, waiting, few, open, closed: chooses the words on top
	Headline  string
	Lead      []string
	This      string // "2027"
	Before    string // "2026", "" when there is nothing to compare with
	Opened    string // dates, "" when there are none yet
	Closes    string
	Least     string // the threshold in force
	First     string // how many must have answered before the first figures show
	Stats     []Stat
	Opinions  Table    // the five-step questions about the day
	Practical []Table  // the rows of each matrix
	Recommend *Choice  // the 0-10 question
	Choices   []Choice // other closed questions
	Who       []Choice // who answered
	Texts     []Texts
	Compared  []Table // each five-step question about seminars, a row for each of them
	Seminars  []Seminar
	Kinds     Kinds
	Rooms     []Room
	Looks     []Look // of the kinds of organisation in Rooms
	Own       *OwnTable
	Trends    []Trend
	Years     []string // of the trends, the oldest first
	Pool      *Pool
	Effect    *Told // what was answered three months later, as far as it is told of
	Method    []Paragraph

	t *text.Translator
}

// Stat is one figure on top.
type Stat struct{ Term, Value, Note string }

// Paragraph is some text with a heading.
type Paragraph struct{ Head, Text string }

// New tells of an evaluation.
func New(t *text.Translator, in Input) Told {
	r := in.Results
	d := Told{t: t, This: year(r.Edition.StartsAt.In(r.Edition.Zone()).Year()), Least: t.Int(r.Least), First: t.Int(2 * r.Least)}
	if r.Last != nil && r.Last.Answered > 0 {
		d.Before = year(r.Last.Edition.StartsAt.In(r.Last.Edition.Zone()).Year())
	}
	d.state(r)
	d.headline(r)
	d.stats(r)
	d.about("fragor", t.T("results.opinions"), r.Day)
	d.seminars(r.Seminars)
	d.Kinds = d.kinds(in.Kinds)
	d.rooms(in.Rooms)
	d.own(in.Own, r)
	d.trends(in.Trends)
	d.pool(r.Open)
	d.effect(r)
	d.method(r)
	return d
}

func year(y int) string { return strconv.Itoa(y) }

// Shown says whether there are figures to show.
func (d Told) Shown() bool { return d.State == "open" || d.State == "closed" }

// Closed says whether the figures are final.
func (d Told) Closed() bool { return d.State == "closed" }

// Seminar finds a seminar by its key.
func (d Told) Seminar(key string) (Seminar, bool) {
	i := slices.IndexFunc(d.Seminars, func(s Seminar) bool { return s.Key == key })
	if i < 0 {
		return Seminar{}, false
	}
	return d.Seminars[i], true
}

func (d *Told) state(r survey.Results) {
	switch {
	case !r.Opened:
		d.State = "none"
	case r.Counted == 0 && !r.Closed:
		d.State = "waiting"
	case r.Counted == 0:
		d.State = "few"
	case r.Closed:
		d.State = "closed"
	default:
		d.State = "open"
	}
	zone := r.Edition.Zone()
	if !r.Edition.SurveyOpenedAt.IsZero() {
		d.Opened = d.t.Date(r.Edition.SurveyOpenedAt.In(zone))
	}
	if !r.Edition.SurveyClosesAt.IsZero() {
		d.Closes = d.t.Date(r.Edition.SurveyClosesAt.In(zone))
	}
}

// about puts figures where they belong: rows of a table, tables of their own, lists of answers, or texts.
func (d *Told) about(id, title string, figures []survey.Figure) {
	d.Opinions = d.table(id, title)
	for _, f := range figures {
		switch {
		case f.Question.Kind == survey.Text:
			d.Texts = append(d.Texts, d.texts(f))
		case f.Row > 0 && f.Question.Graded():
			d.row(f)
		case f.Question.Graded():
			d.Opinions.add(d.figureRow(f, d.ask(f)))
		case f.Question.Recommends() && d.Recommend == nil:
			one := d.choice(f)
			d.Recommend = &one
		case f.Question.Background():
			d.Who = append(d.Who, d.choice(f))
		case f.Question.Kind != survey.Heading:
			d.Choices = append(d.Choices, d.choice(f))
		}
	}
	d.Opinions.lay()
	for i := range d.Practical {
		d.Practical[i].lay()
	}
}

// row adds a row of a matrix to the table of its question.
func (d *Told) row(f survey.Figure) {
	if f.Row == 1 || len(d.Practical) == 0 {
		d.Practical = append(d.Practical, d.table(f.Question.Code, d.ask(f)))
	}
	d.Practical[len(d.Practical)-1].add(d.figureRow(f, f.RowName(d.t.Lang())))
}

func (d *Told) ask(f survey.Figure) string { return f.Question.Ask.In(d.t.Lang()) }
