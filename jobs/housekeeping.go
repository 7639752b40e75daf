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
	"samling/models/room"
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
		{Name: "tend-session-waits", Every: 5 * time.Second, Run: func(ctx context.Context) error { return tendSessionWaits(ctx, s) }},
		{Name: "mail-lost-links", Every: 2 * time.Second, Run: func(ctx context.Context) error { return mailLostLinks(ctx, s) }},
		{Name: "open-surveys", Every: time.Minute, Run: func(ctx context.Context) error { return openSurveys(ctx, s) }},
		{Name: "remind-ballots", Every: 10 * time.Minute, Run: func(ctx context.Context) error { return remindBallots(ctx, s) }},
		{Name: "mail-commitments", Every: 10 * time.Minute, Run: func(ctx context.Context) error { return mailCommitments(ctx, s) }},
		{Name: "go-on-with-many", Every: 2 * time.Second, Run: func(ctx context.Context) error { return bulk.Tend(ctx, s) }},
		{Name: "allocate", Every: 500 * time.Millisecond, Run: func(ctx context.Context) error { return registration.TendRuns(ctx, s) }},
		{Name: "forget-imports", Every: time.Hour, Run: write(bulk.SweepImports)},
		{Name: "forget-case-notes", Every: time.Hour, Run: write(func(tx *store.Tx) error { _, err := door.ForgetNotes(tx); return err })},
		// The urn is tended at a beat of its own, so that the moment of a move says nothing about anybody's answer.
		{Name: "tend-urns", Every: 7 * time.Minute, Run: func(ctx context.Context) error { return tendUrns(ctx, s) }},
	}
}

// tendSessionWaits offers seats in seminars to those in line. It looks before it writes: mostly none has become free.
func tendSessionWaits(ctx context.Context, s *store.Store) error {
	due, err := room.Due(s.Read(ctx), store.At(s.Now()))
	if err != nil || !due {
		return err
	}
	return s.WriteSoon(ctx, func(tx *store.Tx) error { _, err := room.Tend(tx); return err })
}

// mailLostLinks answers those who have asked for their links. It looks before it writes: mostly nobody has.
func mailLostLinks(ctx context.Context, s *store.Store) error {
	waiting, err := registration.LinkRequests(s.Read(ctx))
	if err != nil || !waiting {
		return err
	}
	return s.WriteSoon(ctx, func(tx *store.Tx) error { _, err := registration.AnswerLinkRequests(tx); return err })
}

// openSurveys opens the evaluation of each day whose time for it has come, unless its organiser has done so already.
func openSurveys(ctx context.Context, s *store.Store) error {
	return eachSurvey(ctx, s, func(e event.Edition, plan survey.Plan) error {
		if !plan.OpensNow(e, s.Now()) {
			return nil
		}
		err := s.WriteSoon(ctx, func(tx *store.Tx) error { _, err := door.HandOutBallots(tx, e); return err })
		if errors.Is(err, door.ErrNobodyCame) || errors.Is(err, survey.ErrNoQuestions) {
			return nil
		}
		return err
	})
}

// remindBallots reminds those who have not answered, on the days of the plan.
func remindBallots(ctx context.Context, s *store.Store) error {
	return eachSurvey(ctx, s, func(e event.Edition, plan survey.Plan) error {
		day, err := plan.DueReminder(s.Read(ctx), e, s.Now())
		if err != nil || day == 0 {
			return err
		}
		return s.WriteSoon(ctx, func(tx *store.Tx) error { _, err := door.RemindBallots(tx, e); return err })
	})
}

// eachSurvey visits the editions whose evaluation has not closed, with their plans.
func eachSurvey(ctx context.Context, s *store.Store, visit func(event.Edition, survey.Plan) error) error {
	editions, err := event.Editions(s.Read(ctx))
	if err != nil {
		return err
	}
	for _, e := range editions {
		if !e.State.Allows(event.Evaluate) || !e.SurveyOpenedAt.IsZero() && !e.SurveyOpen(s.Now()) {
			continue
		}
		plan, err := survey.PlanOf(s.Read(ctx), e.ID)
		if err != nil {
			return err
		}
		if err := visit(e, plan); err != nil {
			return err
		}
	}
	return nil
}

// tendUrns moves sealed answers on. The boxes that were emptied lay in the log beside the ballots they came with, so the
// log goes with them.
func tendUrns(ctx context.Context, s *store.Store) error {
	moved := 0
	err := s.WriteSoon(ctx, func(tx *store.Tx) (err error) {
		if moved, err = survey.Tend(tx); err != nil {
			return err
		}
		after, err := survey.TendFollowUps(tx)
		moved += after
		return err
	})
	if err != nil || moved == 0 {
		return err
	}
	return s.Checkpoint(ctx)
}

// mailCommitments mails what people want to do differently back to them, when it is time. It looks before it writes:
// mostly it is not.
func mailCommitments(ctx context.Context, s *store.Store) error {
	editions, err := survey.Committed(s.Read(ctx))
	if err != nil {
		return err
	}
	for _, e := range editions {
		due, err := survey.CommitmentsDue(s.Read(ctx), e, s.Now())
		if err != nil {
			return err
		}
		if !due {
			continue
		}
		if err := s.WriteSoon(ctx, func(tx *store.Tx) error { _, err := door.MailCommitments(tx, e); return err }); err != nil {
			return err
		}
	}
	return nil
}
