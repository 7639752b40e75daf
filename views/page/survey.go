package page

import (
	"strings"

	"samling/models/survey"
)

// Survey is the evaluation as one person answers it: one page in parts, so that nothing typed is lost on the way.
type Survey struct {
	Base
	Closes  string // the last moment, in words
	Parts   []SurveyPart
	After   bool     // this is the follow-up
	Short   string   // where the short form is sent to; "" = this is a ballot's
	Preview bool     // an organiser looks at it: it cannot be sent
	Pointed []string // what in the texts looks as if it pointed at somebody
}

// SurveyPart is a section of the evaluation.
type SurveyPart struct {
	Kind      string // day, seminar, last: chooses the words around it
	Number    int
	Of        int
	Heading   string
	Questions []SurveyQuestion
}

// SurveyQuestion is one question as the page draws it.
type SurveyQuestion struct {
	Field   // name, wording as label, hint as help, typed text, error
	Kind    survey.Kind
	Number  int
	Wide    bool // 0-10
	Ends    []string
	Options []SurveyOption
	Rows    []SurveyRow
	Hangs   string // "Q5": the field that it depends on, "" = always asked
	On      string // the answers that lead to it, with blanks between
	Note    string // the same in words, for who has no script
}

// SurveyRow is one row of a matrix.
type SurveyRow struct {
	Field
	Options []SurveyOption
}

// SurveyOption is one value to choose. Face is what stands in its circle.
type SurveyOption struct {
	Value, Face, Label string
	Chosen             bool
}

// Lay lays a paper out in parts: the day, each seminar, and last who answers and the commitment. What was typed and
// what is wrong with it comes from the page's form.
func (s *Survey) Lay(p survey.Paper) {
	l := layer{page: s}
	s.Parts = nil
	var day, last []survey.Question
	for _, q := range p.Day {
		if q.Background() {
			last = append(last, q)
			continue
		}
		day = append(day, q)
	}
	l.part("day", s.T("survey.part_day"), "", day)
	for _, about := range p.Seminars {
		l.part("seminar", s.T("survey.part_seminar", "Title", about.Seminar.Title), about.Seminar.Key, about.Questions)
	}
	l.part("day", s.T("effect.part"), "", p.FollowUp)
	l.part("last", s.T("survey.part_last"), "", append(p.Commitment[:len(p.Commitment):len(p.Commitment)], last...))
	for i := range s.Parts {
		s.Parts[i].Of = len(s.Parts)
	}
}

// Slips lists what is to be mended in the order of the page, each with the question it stands at: "choose an
// answer" alone would not say where.
func (s *Survey) Slips() []Link {
	var slips []Link
	for _, part := range s.Parts {
		for _, q := range part.Questions {
			if q.Error != "" {
				slips = append(slips, Link{Href: "#" + q.Name, Text: s.T("survey.slip", "Number", q.Number, "Problem", q.Error)})
			}
			for _, row := range q.Rows {
				if row.Error != "" {
					slips = append(slips, Link{Href: "#" + row.Name,
						Text: s.T("survey.slip_row", "Number", q.Number, "Row", row.Label, "Problem", row.Error)})
				}
			}
		}
	}
	return slips
}

type layer struct {
	page   *Survey
	number int
}

func (l *layer) part(kind, heading, key string, questions []survey.Question) {
	if len(questions) == 0 {
		return
	}
	part := SurveyPart{Kind: kind, Number: len(l.page.Parts) + 1, Heading: heading}
	numbers := map[string]int{}
	for i, q := range questions {
		if q.Kind != survey.Consent && q.Kind != survey.Heading { // a box to tick belongs to the question before it
			l.number++
			numbers[q.Code] = l.number
		}
		drawn := l.question(q, key)
		if c, hangs := survey.ConditionOf(q, questions[:i]); hangs {
			l.condition(&drawn, c, numbers[c.Question.Code], key)
		}
		part.Questions = append(part.Questions, drawn)
	}
	l.page.Parts = append(l.page.Parts, part)
}

// condition says what a question depends on, to the script that hides it and in words to who has none.
func (l *layer) condition(q *SurveyQuestion, c survey.Condition, number int, key string) {
	labels := make([]string, len(c.Values))
	for i, v := range c.Values {
		labels[i] = "”" + c.Question.Label(v, l.page.Lang()) + "”"
	}
	q.Hangs, q.On = survey.Field(c.Question, 0, key), strings.Join(c.Values, " ")
	q.Note = l.page.T("survey.only_if", "Number", number, "Answers", strings.Join(labels, " "+l.page.T("survey.or")+" "))
}

func (l *layer) question(q survey.Question, key string) SurveyQuestion {
	out := SurveyQuestion{Field: l.field(survey.Field(q, 0, key), q.Ask, q.Hint), Kind: q.Kind, Number: l.number, Wide: q.Recommends()}
	if q.Optional && q.Kind != survey.Consent {
		out.Optional = l.page.T("form.optional")
	}
	for _, end := range q.Ends {
		out.Ends = append(out.Ends, end.In(l.page.Lang()))
	}
	out.Options = l.options(q, out.Name)
	for i, words := range q.Rows {
		name := survey.Field(q, i+1, key)
		out.Rows = append(out.Rows, SurveyRow{Field: l.field(name, words, nil), Options: l.options(q, name)})
	}
	return out
}

func (l *layer) field(name string, ask, hint survey.Words) Field {
	form, lang := l.page.Form, l.page.Lang()
	f := Field{Name: name, Label: ask.In(lang), Value: form.Value(name), Error: form.Error(name), t: l.page.Translator}
	if hint != nil {
		f.Help = hint.In(lang)
	}
	return f
}

// options lists the values of a question; "do not know" comes last and is no step of the scale.
func (l *layer) options(q survey.Question, name string) []SurveyOption {
	var out []SurveyOption
	for _, o := range q.Options {
		out = append(out, SurveyOption{Value: o.Value, Face: o.Value, Label: o.Label.In(l.page.Lang()),
			Chosen: l.page.Form.Has(name, o.Value)})
	}
	if q.None != nil {
		out = append(out, SurveyOption{Value: survey.NoneValue, Face: "–", Label: q.None.In(l.page.Lang()),
			Chosen: l.page.Form.Has(name, survey.NoneValue)})
	}
	return out
}

// Ballot is what a ballot's link shows when there is nothing to answer: it is used, or not open, or thanks for it.
type Ballot struct {
	Base
	State     string // thanks, spent, closed, not_yet: names the texts
	EventLink string
	Reminder  bool   // a commitment is kept and will be mailed
	Lost      bool   // the commitment could not be kept
	Again     string // of a short form: where the next person answers
}
