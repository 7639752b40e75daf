package demo_test

import (
	"context"
	"testing"
	"time"

	"samling/demo"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store/storetest"
	"samling/models/survey"
)

// TestFillGivesEveryPageSomethingToShow: the newest edition is ahead and open with seats left; the two before are
// finished, were full, and have answers.
func TestFillGivesEveryPageSomethingToShow(t *testing.T) {
	for _, now := range []time.Time{time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), time.Date(2027, 2, 20, 12, 0, 0, 0, time.UTC),
		time.Date(2028, 3, 2, 9, 0, 0, 0, time.UTC)} {
		t.Run(now.Format(time.DateOnly), func(t *testing.T) {
			s, clock := storetest.New(t)
			clock.Set(now)
			ctx := context.Background()
			filled, err := demo.Fill(ctx, s)
			if err != nil {
				t.Fatal(err)
			}
			db := s.Read(ctx)
			editions, err := event.Editions(db)
			if err != nil || len(editions) != 3 {
				t.Fatalf("%d editions, %v", len(editions), err)
			}
			for i, e := range editions {
				counts, err := registration.Counts(db, e.ID)
				if err != nil {
					t.Fatal(err)
				}
				seats, _ := event.SeatsOf(db, e.ID)
				if seats.Taken != counts[registration.Confirmed] || counts[registration.Cancelled] < 10 {
					t.Errorf("%s: %+v but %v", e.Slug, seats, counts)
				}
				switch {
				case i == 0 && (e.Slug != filled.Newest || e.Registration(now) != event.Open || seats.Left() < 20 || e.StartsAt.Before(now)):
					t.Errorf("the newest edition is %s, %s, %+v", e.Slug, e.Registration(now), seats)
				case i > 0 && (e.State != event.Finished || counts[registration.Waitlisted] == 0):
					t.Errorf("%s is %s with %v", e.Slug, e.State, counts)
				case i > 0:
					r, err := survey.ResultsOf(db, e, now)
					if err != nil || len(r.Day) == 0 {
						t.Errorf("results of %s: %+v, %v", e.Slug, r, err)
					}
					if _, shown := r.Effect.Done(); shown != now.After(survey.FollowUpAt(e).Time) {
						t.Errorf("the effect of %s: %+v", e.Slug, r.Effect)
					}
				}
			}
			again, err := demo.Fill(ctx, s)
			if err != nil || again.Newest != "" {
				t.Errorf("a second time: %+v, %v", again, err)
			}
		})
	}
}
