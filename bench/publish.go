package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"samling/demo"
	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
)

// publishAim is what the one transaction that publishes an allocation for 10 000 people, with a mail to each, may take in
// seconds: so long nobody else can write.
const publishAim = 1.5

// publication measures an allocation from asking to the last mail in the outbox: worked out beside the writer, then placements
// and mails saved as one batch.
func publication(dir string, size scale) (line, error) {
	keys, err := store.LoadKeys(filepath.Join(dir, keyName))
	if err != nil {
		return line{}, err
	}
	s, err := store.Open(context.Background(), filepath.Join(dir, "publication.db"), store.Options{Keys: keys, Log: quiet()})
	if err != nil {
		return line{}, err
	}
	people := size.people * 5
	l, err := publish(s, people)
	if closed := s.Close(); err == nil {
		err = closed
	}
	return l, err
}

func publish(s *store.Store, people int) (line, error) {
	e, everybody, err := wishing(s, people)
	if err != nil {
		return line{}, err
	}
	ctx, run := context.Background(), seminar.Run{}
	source := seminar.Source{
		Attendees:  func(*store.DB, store.ID) ([]seminar.Attendee, error) { return everybody, nil },
		Recipients: func(*store.DB, store.ID) ([]seminar.Recipient, error) { return addressed(everybody), nil },
	}
	steps := make([]time.Duration, 4)
	for i, step := range []func() error{
		func() error {
			return s.Write(ctx, func(tx *store.Tx) (err error) {
				run, err = seminar.Ask(tx, e, everybody, seminar.Terms{Seed: 1}, "bench")
				return err
			})
		},
		func() error { return seminar.Tend(ctx, s, source) },
		func() error {
			return s.Write(ctx, func(tx *store.Tx) error { return seminar.AskPublish(tx, e.ID, run.ID, "bench") })
		},
		func() error { return seminar.Tend(ctx, s, source) },
	} {
		start := time.Now()
		if err := step(); err != nil {
			return line{}, err
		}
		steps[i] = time.Since(start)
	}
	if run, err = seminar.RunByID(s.Read(ctx), e.ID, run.ID); err != nil || !run.Published() {
		return line{}, fmt.Errorf("the run is %s, not published: %w", run.State, err)
	}
	return line{what: fmt.Sprintf("publish %d × %d with mails, of %v s", people, allocationSlots, publishAim), ratio: publishAim / steps[3].Seconds(), aim: 1,
		facts: fmt.Sprintf("%s in one transaction; asked for in %s, worked out with its trade-off in %s beside the writer", short(steps[3]),
			short(steps[0]), short(steps[1]))}, nil
}

// wishing makes the cooperation day with seats for 105 % and so many people who lean towards the first seminars.
func wishing(s *store.Store, people int) (event.Edition, []seminar.Attendee, error) {
	file, err := event.ReadFile(demo.EventFile())
	if err != nil {
		return event.Edition{}, nil, err
	}
	file.Move(s.Now().AddDate(0, 0, 60), slug, 3)
	for i := range file.Seminars {
		for j := range file.Seminars[i].Sessions {
			file.Seminars[i].Sessions[j].Seats = (people*105/100 + len(file.Seminars) - 1) / len(file.Seminars)
		}
	}
	wishes := largeDay(people, len(file.Seminars), true)
	var e event.Edition
	everybody := make([]seminar.Attendee, people)
	err = s.Write(context.Background(), func(tx *store.Tx) error {
		if e, err = event.Import(tx, file); err != nil {
			return err
		}
		seminars, err := event.Seminars(tx.DB, e.ID)
		if err != nil {
			return err
		}
		for i, p := range wishes.People {
			everybody[i] = seminar.Attendee{ID: tx.NewID(), Organisation: p.Organisation, Kind: p.Kind}
			ids := make([]store.ID, len(p.Wishes))
			for rank, w := range p.Wishes {
				ids[rank] = seminars[w].ID
			}
			if err := seminar.SetWishes(tx, e.ID, everybody[i].ID, ids); err != nil {
				return err
			}
		}
		return nil
	})
	return e, everybody, err
}

func addressed(people []seminar.Attendee) []seminar.Recipient {
	all := make([]seminar.Recipient, len(people))
	for i, a := range people {
		all[i] = seminar.Recipient{Person: a.ID, Address: string(a.ID) + "@x.example", Name: "Kim Alm", Lang: "sv"}
	}
	return all
}
