package figures

import (
	"slices"

	"samling/models/survey"
)

// effect joins the headline with what was done three months later, and tells of those answers in the same way as of those
// about the day. Before anybody has been asked there is nothing to tell.
func (d *Told) effect(r survey.Results) {
	x := r.Effect
	if x.State != survey.EffectOpen && x.State != survey.EffectClosed || x.HandedOut == 0 {
		return
	}
	zone := r.Edition.Zone()
	e := Told{t: d.t, This: d.This, Before: d.Before, Least: d.Least, State: string(x.State), Closes: d.t.Date(x.ClosesAt.In(zone))}
	e.about("effekt", d.t.T("results.effect"), x.Figures)
	if x.Released.N > 0 || x.Released.Hidden == survey.Unread {
		released := d.texts(x.Released)
		released.Title = d.t.T("results.effect_released")
		e.Texts = append(e.Texts, released)
	}
	e.Lead = append(e.Lead, d.t.T("results.effect_asked", "n", x.HandedOut, "N", d.t.Int(x.HandedOut), "Day", d.t.Date(x.OpensAt.In(zone))))
	if x.Answered > 0 {
		e.Lead = append(e.Lead, d.t.T("results.effect_answered", "Answered", d.t.Int(x.Answered), "Share", d.share(x.Rate())))
	}
	if x.State == survey.EffectOpen {
		e.Lead = append(e.Lead, d.t.T("results.effect_open", "Date", e.Closes))
	}
	e.sayDone(x)
	d.Effect = &e
	d.join(r)
}

func (d *Told) sayDone(x survey.Effect) {
	if share, shown := x.Done(); shown {
		d.Headline = d.t.T("results.effect_done", "Share", whole(share))
	}
	if used, shown := x.ContactsUsed(); shown {
		d.Lead = append(d.Lead, d.t.T("results.effect_contacts", "Sum", d.t.Int(used)))
	}
}

// join makes one sentence of what people intended and what they did: intended, done, contacts made, contacts used. Each
// part is there if it may be shown, and nothing is done that was not intended first.
func (d *Told) join(r survey.Results) {
	if f, shown := r.Figure("Q7"); !shown || !f.Question.Graded() || d.Effect.Headline == "" {
		return
	}
	d.Headline += ". " + d.Effect.Headline + "."
	f, made := r.Figure("Q5")
	total, counts := sum(f)
	if used, shown := r.Effect.ContactsUsed(); made && counts && shown {
		d.Headline += " " + d.t.T("results.effect_joined", "New", d.t.Int(total), "Used", d.t.Int(used))
	}
}

// Written are all free texts: about the day, and three months later.
func (d Told) Written() []Texts {
	if d.Effect == nil {
		return d.Texts
	}
	return append(slices.Clone(d.Texts), d.Effect.Texts...)
}

// Excerpts are a few of the texts under each question.
func (d Told) Excerpts() []Texts {
	var out []Texts
	for _, texts := range d.Texts {
		out = append(out, texts.Excerpt(Quoted))
	}
	return out
}
