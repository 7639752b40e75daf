package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// results measures what a host waits for: the results of a day that so many have answered, 21 questions each, when nobody
// has asked before (cold: the program has just started) and when somebody has. The exponent says how time grows from the
// smallest day to the largest: 1 is in proportion to the answers. Closed answers rest as counts, so what grows is the free
// texts, which one in six has written.
func results(dir string, size scale) ([]line, error) {
	people := []int{size.people / 2, size.people * 5, size.people * 50} // 1 000, 10 000, 100 000
	var table []line
	var cold []float64
	for _, n := range people {
		l, seconds, err := resultsOf(filepath.Join(dir, strconv.Itoa(n)), n, size.rounds)
		if err != nil {
			return nil, err
		}
		table, cold = append(table, l), append(cold, seconds)
	}
	last := len(people) - 1
	table[last].facts += fmt.Sprintf(", exponent %.2f", exponent(people[0], people[last], cold[0], cold[last]))
	l, err := workbook(filepath.Join(dir, strconv.Itoa(people[last]), "fixture"))
	return append(table, l), err
}

func resultsOf(dir string, people, rounds int) (line, float64, error) {
	f, err := fixture(dir, boundless, 0)
	if err != nil {
		return line{}, 0, err
	}
	if err := answered(f.dir, people); err != nil {
		return line{}, 0, err
	}
	var cold, kept []float64
	for range min(3, rounds) {
		a, b, err := coldAndCached(f.dir)
		if err != nil {
			return line{}, 0, err
		}
		cold, kept = append(cold, a), append(kept, b)
	}
	slices.Sort(cold)
	slices.Sort(kept)
	a, b := cold[len(cold)/2], kept[len(kept)/2]
	return line{what: fmt.Sprintf("results of %d answers × 21 questions", people),
		facts: fmt.Sprintf("cold %s, cached %s", short(time.Duration(a*1e9)), short(time.Duration(b*1e9)))}, a, nil
}

func coldAndCached(dir string) (cold, cached float64, err error) {
	s, e, err := openStore(dir)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = s.Close() }()
	kept := store.NewKept[store.ID, survey.Results](s)
	var took [2]float64
	for i := range took {
		start := time.Now()
		r, err := kept.Get(e.ID, func() (survey.Results, error) { return survey.ResultsOf(s.Read(context.Background()), e, s.Now()) })
		if err != nil {
			return 0, 0, err
		}
		if took[i] = time.Since(start).Seconds(); r.Counted == 0 {
			return 0, 0, fmt.Errorf("nothing is counted")
		}
	}
	return took[0], took[1], nil
}

// answered lets so many people answer about the day and one seminar, and a moderator release what they wrote.
func answered(dir string, people int) error {
	s, e, err := openStore(dir)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	ctx := context.Background()
	if err := s.Write(ctx, func(tx *store.Tx) (err error) { e, err = survey.Open(tx, e); return err }); err != nil {
		return err
	}
	said, seminar, err := sayings(s, e)
	if err != nil {
		return err
	}
	const atATime = 2000
	for from := 0; from < people; from += atATime {
		err := s.Write(ctx, func(tx *store.Tx) error { return answerSome(tx, e, seminar, said, from, min(from+atATime, people)) })
		if err != nil {
			return err
		}
	}
	return s.Write(ctx, func(tx *store.Tx) error {
		if err := survey.Close(tx, e); err != nil {
			return err
		}
		if e, err = event.ByID(tx.DB, e.ID); err != nil {
			return err
		}
		_, err := survey.ReleaseUnflagged(tx, e, survey.CommentPile{})
		return err
	})
}

func answerSome(tx *store.Tx, e event.Edition, seminar store.ID, said []survey.Sheets, from, to int) error {
	voters := make([]survey.Voter, to-from)
	for i := range voters {
		voters[i] = survey.Voter{Person: tx.NewID(), Seminars: []store.ID{seminar}}
	}
	ballots, err := survey.HandOut(tx, e, voters)
	if err != nil {
		return err
	}
	votes := make([]survey.Vote, len(ballots))
	for i, b := range ballots {
		votes[i] = survey.Vote{Ballot: b, Sheets: said[(from+i)%len(said)]}
	}
	return survey.SeedAnswers(tx, e, votes)
}

// sayings are some ways to fill in the form; one in six has written something.
func sayings(s *store.Store, e event.Edition) ([]survey.Sheets, store.ID, error) {
	db := s.Read(context.Background())
	questions, err := survey.Questions(db, e.ID)
	if err != nil {
		return nil, "", err
	}
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, "", err
	}
	random := rand.New(rand.NewPCG(1, 7))
	paper := survey.PaperFor(survey.Ballot{Seminars: []store.ID{seminars[0].ID}}, questions, seminars)
	out := make([]survey.Sheets, 600)
	for i := range out {
		form := map[string][]string{}
		for _, q := range paper.Day {
			fillAtRandom(form, q, "", random)
		}
		for _, q := range paper.Seminars[0].Questions {
			fillAtRandom(form, q, paper.Seminars[0].Seminar.Key, random)
		}
		sheets, problems := survey.Check(paper, form)
		if len(problems) > 0 {
			return nil, "", fmt.Errorf("the form is refused: %v", problems)
		}
		out[i] = sheets
	}
	return out, seminars[0].ID, nil
}

func fillAtRandom(form map[string][]string, q survey.Question, seminar string, random *rand.Rand) {
	for row := range max(1, len(q.Rows)) {
		if len(q.Rows) > 0 {
			row++
		}
		field := survey.Field(q, row, seminar)
		switch {
		case len(q.Options) > 0:
			form[field] = []string{q.Options[random.IntN(len(q.Options))].Value}
		case q.Kind == survey.Text && random.IntN(6) == 0:
			form[field] = []string{"Det var bra att träffas och prata " + strconv.Itoa(random.IntN(1e9))}
		}
	}
}
