package demo

import (
	"math"
	"strconv"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// answering is the share of those who came that answers.
const answering = 0.78

// answer hands out ballots when the day ends and lets most people answer. Each person has a mood, so that the
// answers of one hang together as those of real people do, and the second year went a little better than the first.
func (f *filler) answer(tx *store.Tx, e event.Edition) error {
	tx.Now = store.At(e.EndsAt.Add(-20 * time.Minute))
	if _, err := door.HandOutBallots(tx, e); err != nil {
		return err
	}
	questions, err := survey.Questions(tx.DB, e.ID)
	if err != nil {
		return err
	}
	seminars, err := event.Seminars(tx.DB, e.ID)
	if err != nil {
		return err
	}
	ballots, err := survey.Unspent(tx.DB, e.ID)
	if err != nil {
		return err
	}
	var votes []survey.Vote
	for _, b := range ballots {
		if f.random.Float64() > answering {
			continue
		}
		paper := survey.PaperFor(b, questions, seminars)
		sheets, _ := survey.Check(paper, f.form(paper, .1*float64(e.Number)))
		votes = append(votes, survey.Vote{Ballot: b, Sheets: sheets})
	}
	if err := survey.SeedAnswers(tx, e, votes); err != nil {
		return err
	}
	if err := f.effect(tx, e, votes); err != nil {
		return err
	}
	return f.moderate(tx, e)
}

func (f *filler) form(p survey.Paper, year float64) map[string][]string {
	mood := f.random.NormFloat64()*.5 + .25 + year
	form := map[string][]string{}
	for _, q := range p.Day {
		f.fillIn(form, q, "", mood)
	}
	for i, about := range p.Seminars {
		for _, q := range about.Questions {
			f.fillIn(form, q, about.Seminar.Key, mood+.2*float64(i%2))
		}
	}
	return form
}

func (f *filler) fillIn(form map[string][]string, q survey.Question, seminar string, mood float64) {
	switch q.Kind {
	case survey.Matrix:
		for row := range q.Rows {
			form[survey.Field(q, row+1, seminar)] = []string{f.step(q, mood-.2*float64(row%3))}
		}
	case survey.Scale:
		form[survey.Field(q, 0, seminar)] = []string{f.step(q, mood)}
	case survey.Choice:
		form[survey.Field(q, 0, seminar)] = []string{pickOne(f.random, q.Options).Value}
	case survey.Text:
		if said := sayings[q.Code]; len(said) > 0 && f.random.IntN(6) == 0 {
			form[survey.Field(q, 0, seminar)] = []string{pickOne(f.random, said)}
		}
	}
}

// step picks a step of a scale: the better the mood, the higher, with some noise and now and then no opinion.
func (f *filler) step(q survey.Question, mood float64) string {
	if len(q.None) > 0 && f.random.IntN(25) == 0 {
		return survey.NoneValue
	}
	last := float64(len(q.Options) - 1)
	at := last * (.70 + .16*mood + .13*f.random.NormFloat64())
	i := int(math.Round(min(last, max(0, at))))
	if q.Options[i].Value == "" {
		return strconv.Itoa(i)
	}
	return q.Options[i].Value
}

// sayings are made-up free texts by question.
var sayings = map[string][]string{
	"Q11": {"Att få ett ansikte på dem man bara mejlat med.", "Samtalen vid de blandade borden.", "Lägesbilden från Brå var mycket tydlig.",
		"Konkreta exempel från andra kommuner.", "Att polis och socialtjänst satt i samma rum hela dagen.", "Bra tempo och lagom långa pass.",
		"Seminariet om Rätt kurva gav oss något att prova redan i vår."},
	"Q12": {"Mer tid för diskussion, färre bilder.", "Skolan behöver vara bättre representerad.", "Ljudet i Sal D var svagt.",
		"Skicka gärna ut presentationerna i förväg.", "Ett pass till om sekretess och samtycke.", "Längre lunch så att man hinner prata.", "Ring mig gärna på 070-174 06 99 om ni vill ha hjälp nästa år."},
	"U5": {"Vi har fasta tider med skolan nu.", "Jag ringer direkt i stället för att mejla runt.", "Vi har bjudit in Polisen till två möten.",
		"Det behövs ett beslut om vem som sammankallar.", "Ett gemensamt samtycke skulle hjälpa oss mycket.", "Nästa steg är att ses igen i höst.",
		"Fler borde veta vem som är vår kontaktperson.", "Lunchen med min motpart har blivit av varje månad.",
		"Vi provar en gemensam lägesbild sedan i maj.", "Chefen behöver ge oss tid för det.", "Fältgruppen är med på våra veckomöten.",
		"Samverkan går lättare när man har setts."},
	"S4": {"Tack, mycket användbart.", "Gärna fler exempel från mindre kommuner.", "Bra att ni var två som höll i det.",
		"Diskussionen blev för kort.", "Jag tar med mig mötesordningen."},
}
