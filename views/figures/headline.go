package figures

import (
	"strconv"

	"samling/models/survey"
)

// headline says the most important result first: what people will do differently, else how satisfied they are.
func (d *Told) headline(r survey.Results) {
	d.Headline = d.t.T("results.headline_"+d.State, "Closes", d.Closes, "Least", d.Least)
	for _, lead := range []string{"Q7", "Q1"} {
		if f, shown := r.Figure(lead); shown && f.Question.Graded() && f.Shares() {
			d.Headline = d.t.T("results.headline_"+lead, "Share", whole(f.Share))
			break
		}
	}
	if r.Answered > 0 {
		d.Lead = append(d.Lead, d.t.T("results.lead_answered", "Answered", d.t.Int(r.Answered), "Asked", d.t.Int(r.HandedOut)))
	}
	if f, shown := r.Figure("Q4"); shown && f.Question.Graded() && f.Shares() {
		d.Lead = append(d.Lead, d.t.T("results.lead_understand", "Share", whole(f.Share)))
	}
	if f, shown := r.Figure("Q5"); shown {
		if total, counts := sum(f); counts {
			d.Lead = append(d.Lead, d.t.T("results.lead_contacts", "Sum", d.t.Int(total)))
		}
	}
}

// sum gives the sum of the numbers that were chosen, and says whether they are numbers: "four or more" counts as four, so
// it is a sum that is at least true.
func sum(f survey.Figure) (total int, counts bool) {
	for _, c := range f.Cells {
		if _, err := strconv.Atoi(c.Value); err != nil || f.Question.Kind != survey.Choice {
			return 0, false
		}
	}
	return f.Sum(), len(f.Cells) > 0
}

func (d *Told) stats(r survey.Results) {
	last := func(value string) string {
		if d.Before == "" {
			return ""
		}
		return d.Before + ": " + value
	}
	few, before := d.t.T("results.few_short", "Least", d.Least), survey.Turnout{}
	if r.Last != nil {
		before = r.Last.Turnout
	}
	answered, rate := few, few
	if r.Answered > 0 {
		answered, rate = d.t.Int(r.Answered), d.share(r.Rate())
	}
	d.Stats = []Stat{
		{d.t.T("results.asked"), d.t.Int(r.HandedOut), last(d.t.Int(before.HandedOut))},
		{d.t.T("results.answered"), answered, last(d.t.Int(before.Answered))},
		{d.t.T("results.rate"), rate, last(d.share(before.Rate()))},
	}
	if f, shown := r.Figure("Q9"); shown && f.Question.Recommends() && f.Shares() {
		note := ""
		if f.Last != nil && f.Last.Shares() {
			note = last(d.signed(float64(f.Last.NPS), 0))
		}
		d.Stats = append(d.Stats, Stat{d.t.T("results.nps"), d.signed(float64(f.NPS), 0), note})
	}
}
