package main

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// ballotsAim is how many questions are answered each second at least, through the whole site.
const ballotsAim = 2000

// ballots measures people who answer the evaluation, each with a ballot of their own about the day and two seminars: through
// the site, sealed, into the urn, which is emptied between the waves as the job does it. The last wave against the first
// shows whether it slows down as the answers grow.
func ballots(dir string, size scale) ([]line, error) {
	f, err := fixture(dir, boundless, 0)
	if err != nil {
		return nil, err
	}
	site, err := startSite(f.dir)
	if err != nil {
		return nil, err
	}
	defer site.stop()
	p, err := newPolling(site)
	if err != nil {
		return nil, err
	}
	wave := max(1, size.ballots/10)
	var first, last, all time.Duration
	for n := range 10 {
		took, err := p.wave(wave, size.conns)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			first = took
		}
		last, all = took, all+took
	}
	counted, err := p.close()
	if err != nil {
		return nil, err
	}
	if counted != 10*wave {
		return nil, fmt.Errorf("%d ballots were cast and %d are counted", 10*wave, counted)
	}
	each := float64(10*wave) / all.Seconds()
	questions := each * float64(p.questions)
	return []line{
		{what: fmt.Sprintf("%d ballots of %d questions: questions each second against %d", 10*wave, p.questions, ballotsAim),
			ratio: questions / ballotsAim, aim: 1, facts: fmt.Sprintf("%.0f ballots/s, %.0f questions/s", each, questions)},
		{what: "   the last tenth against the first", ratio: first.Seconds() / last.Seconds(), facts: short(first) + ", " + short(last)},
	}, nil
}

// polling is a site whose evaluation is open.
type polling struct {
	site      *running
	seminars  []event.Seminar
	answers   string // a filled-in form, the same for all: what is measured is not the answers
	questions int
}

func newPolling(site *running) (*polling, error) {
	p := &polling{site: site}
	err := site.store.Write(context.Background(), func(tx *store.Tx) (err error) {
		site.edition, err = survey.Open(tx, site.edition)
		return err
	})
	if err != nil {
		return nil, err
	}
	db := site.store.Read(context.Background())
	all, err := survey.Questions(db, site.edition.ID)
	if err != nil {
		return nil, err
	}
	if p.seminars, err = event.Seminars(db, site.edition.ID); err != nil {
		return nil, err
	}
	paper := survey.PaperFor(survey.Ballot{Seminars: p.asked()}, all, p.seminars)
	form := url.Values{}
	for _, q := range paper.Day {
		fillIn(form, q, "")
	}
	for _, about := range paper.Seminars {
		for _, q := range about.Questions {
			fillIn(form, q, about.Seminar.Key)
		}
	}
	p.questions, p.answers = len(form), form.Encode()
	return p, nil
}

func (p *polling) asked() []store.ID { return []store.ID{p.seminars[0].ID, p.seminars[1].ID} }

func fillIn(form url.Values, q survey.Question, key string) {
	for i := range q.Codes() {
		row := 0
		if q.Kind == survey.Matrix {
			row = i + 1
		}
		switch q.Kind {
		case survey.Text:
			form.Set(survey.Field(q, row, key), "Bra samtal vid bordet.")
		case survey.Consent:
		default:
			form.Set(survey.Field(q, row, key), q.Options[len(q.Options)-1].Value)
		}
	}
}

// wave lets n people answer, and says how long the site took. Handing out the ballots and emptying the urn are not in it.
func (p *polling) wave(n, conns int) (time.Duration, error) {
	var requests [][]byte
	err := p.site.store.Write(context.Background(), func(tx *store.Tx) error {
		voters := make([]survey.Voter, n)
		for i := range voters {
			voters[i] = survey.Voter{Person: tx.NewID(), Seminars: p.asked()}
		}
		made, err := survey.HandOut(tx, p.site.edition, voters)
		for _, b := range made {
			requests = append(requests, post("/svara/"+b.Token(tx.Keys), "application/x-www-form-urlencoded", p.answers))
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	took, err := p.cast(requests, conns)
	if err != nil {
		return 0, err
	}
	return took, p.site.store.Write(context.Background(), func(tx *store.Tx) error { _, err := survey.Tend(tx); return err })
}

func (p *polling) cast(requests [][]byte, n int) (time.Duration, error) {
	conns, err := dial(p.site.address, min(n, len(requests)))
	if err != nil {
		return 0, err
	}
	defer hangUp(conns)
	failed := make([]error, len(conns))
	var working sync.WaitGroup
	start := time.Now()
	for c := range conns {
		working.Go(func() {
			for i := c; i < len(requests) && failed[c] == nil; i += len(conns) {
				_, failed[c] = conns[c].expect(303, requests[i])
			}
		})
	}
	working.Wait()
	took := time.Since(start)
	for _, err := range failed {
		if err != nil {
			return 0, err
		}
	}
	return took, nil
}

// close closes the evaluation and says how many sheets about the day are counted.
func (p *polling) close() (int, error) {
	err := p.site.store.Write(context.Background(), func(tx *store.Tx) error { return survey.Close(tx, p.site.edition) })
	if err != nil {
		return 0, err
	}
	db := p.site.store.Read(context.Background())
	e, err := event.ByID(db, p.site.edition.ID)
	if err != nil {
		return 0, err
	}
	r, err := survey.ResultsOf(db, e, p.site.store.Now().Add(time.Second))
	return r.Counted, err
}
