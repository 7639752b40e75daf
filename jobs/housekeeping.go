package jobs

import (
	"context"
	"errors"
	"time"

	"samling/models/account"
	"samling/models/bulk"
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
		{Name: "dispose-invitations", Every: time.Hour, Run: write(func(tx *store.Tx) error { _, err := registration.DisposeInvitations(tx); return err })},
		{Name: "tend-waitlists", Every: time.Minute, Run: write(func(tx *store.Tx) error { _, err := registration.Tend(tx); return err })},
		{Name: "mail-lost-links", Every: 2 * time.Second, Run: func(ctx context.Context) error { return mailLostLinks(ctx, s) }},
		{Name: "open-surveys", Every: time.Minute, Run: func(ctx context.Context) error { return openSurveys(ctx, s) }},
		{Name: "go-on-with-many", Every: 2 * time.Second, Run: func(ctx context.Context) error { return bulk.Tend(ctx, s) }},
		{Name: "forget-imports", Every: time.Hour, Run: write(bulk.SweepImports)},
		// The urn is tended at a beat of its own, so that the moment of a move says nothing about anybody's answer.
		{Name: "tend-urns", Every: 7 * time.Minute, Run: func(ctx context.Context) error { return tendUrns(ctx, s) }},
	}
}

// mailLostLinks answers those who have asked for their links. It looks before it writes: mostly nobody has.
func mailLostLinks(ctx context.Context, s *store.Store) error {
	waiting, err := registration.LinkRequests(s.Read(ctx))
	if err != nil || !waiting {
		return err
	}
	return s.WriteSoon(ctx, func(tx *store.Tx) error { _, err := registration.AnswerLinkRequests(tx); return err })
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
		if !e.State.Allows(event.Evaluate) || !e.SurveyOpenedAt.IsZero() || since < 0 || since > openFor {
			continue
		}
		err := s.WriteSoon(ctx, func(tx *store.Tx) error { _, err := door.HandOutBallots(tx, e); return err })
		if err != nil && !errors.Is(err, door.ErrNobodyCame) && !errors.Is(err, survey.ErrNoQuestions) {
			return err
		}
	}
	return nil
}

// tendUrns moves sealed answers on. The boxes that were emptied lay in the log beside the ballots they came with, so the
// log goes with them.
func tendUrns(ctx context.Context, s *store.Store) error {
	moved := 0
	err := s.WriteSoon(ctx, func(tx *store.Tx) (err error) { moved, err = survey.Tend(tx); return err })
	if err != nil || moved == 0 {
		return err
	}
	return s.Checkpoint(ctx)
}
