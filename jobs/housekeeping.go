package jobs

import (
	"context"
	"errors"
	"time"

	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/survey"
)

// Housekeeping is what happens by itself besides mail.
func Housekeeping(s *store.Store) Table {
	write := func(run func(tx *store.Tx) error) func(context.Context) error {
		return func(ctx context.Context) error { return s.WriteSoon(ctx, run) }
	}
	return Table{
		{Name: "sweep-sessions", Every: time.Hour, Run: write(account.Sweep)},
		{Name: "dispose-needs", Every: time.Hour, Run: write(func(tx *store.Tx) error { _, err := registration.DisposeNeeds(tx); return err })},
		{Name: "open-surveys", Every: time.Minute, Run: func(ctx context.Context) error { return openSurveys(ctx, s) }},
		// The urn is tended at a beat of its own, so that the moment of a move says nothing about anybody's answer.
		{Name: "tend-urns", Every: 7 * time.Minute, Run: write(func(tx *store.Tx) error { _, err := survey.Tend(tx); return err })},
	}
}

// openFor is how long after a day its evaluation still opens by itself. An edition imported years later stays shut.
const openFor = 24 * time.Hour

// openSurveys opens the evaluation of each day that has just ended, unless its organiser has done so already.
func openSurveys(ctx context.Context, s *store.Store) error {
	editions, err := event.Editions(s.Read(ctx))
	if err != nil {
		return err
	}
	for _, e := range editions {
		since := s.Now().Sub(e.EndsAt.Time)
		if !e.Public() || !e.SurveyOpenedAt.IsZero() || since < 0 || since > openFor {
			continue
		}
		err := s.WriteSoon(ctx, func(tx *store.Tx) error { _, err := door.HandOutBallots(tx, e); return err })
		if err != nil && !errors.Is(err, door.ErrNobodyCame) && !errors.Is(err, survey.ErrNoQuestions) {
			return err
		}
	}
	return nil
}
