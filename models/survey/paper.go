package survey

import (
	"strconv"

	"samling/models/event"
	"samling/models/store"
)

// Paper is what one ballot is asked: the day, each of its seminars, and the commitment; or the follow-up.
type Paper struct {
	Day        []Question
	Seminars   []AboutSeminar
	Commitment []Question
	FollowUp   []Question // asked alone, by a ballot of its own
}

// AboutSeminar is the part of a paper about one seminar.
type AboutSeminar struct {
	Seminar   event.Seminar
	Questions []Question
}

// PaperFor puts together what a ballot is asked, from the edition's questions and seminars. A seminar that has
// been taken out of the programme since is not asked about.
func PaperFor(b Ballot, questions []Question, seminars []event.Seminar) Paper {
	p := Paper{Day: of(Day, questions), Commitment: of(Commitment, questions)}
	asked := map[store.ID]bool{}
	for _, id := range b.Seminars {
		asked[id] = true
	}
	for _, s := range seminars {
		if about := of(Seminar, questions); asked[s.ID] && len(about) > 0 {
			p.Seminars = append(p.Seminars, AboutSeminar{s, about})
		}
	}
	return p
}

// Fields lists the names of the paper's form fields in the order in which they are asked.
func (p Paper) Fields() []string {
	names := fields(p.Day, "")
	for _, about := range p.Seminars {
		names = append(names, fields(about.Questions, about.Seminar.Key)...)
	}
	return append(append(names, fields(p.Commitment, "")...), fields(p.FollowUp, "")...)
}

func fields(questions []Question, seminarKey string) []string {
	var names []string
	for _, q := range questions {
		if q.Kind != Matrix && q.Kind != Heading {
			names = append(names, Field(q, 0, seminarKey))
		}
		for i := range q.Rows {
			names = append(names, Field(q, i+1, seminarKey))
		}
	}
	return names
}

// Several lists the names of those fields that a form may hold more than once: of questions where several answers can be
// ticked.
func (p Paper) Several() []string {
	var names []string
	add := func(questions []Question, seminarKey string) {
		for _, q := range questions {
			if q.Kind == Choices {
				names = append(names, Field(q, 0, seminarKey))
			}
		}
	}
	add(p.Day, "")
	for _, about := range p.Seminars {
		add(about.Questions, about.Seminar.Key)
	}
	add(p.FollowUp, "")
	return names
}

// Field names the form field of a question: Q1, Q10_2 (row 2 of a matrix), S1_ratt-kurva. Row 0 is no row.
func Field(q Question, row int, seminarKey string) string {
	name := q.Code
	if row > 0 {
		name += "_" + strconv.Itoa(row)
	}
	if seminarKey != "" {
		name += "_" + seminarKey
	}
	return name
}

// NoneValue is what a form sends for "do not know" or "not applicable". It rests as an empty value.
const NoneValue = "none"
