package seminar

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"samling/models/event"
	"samling/models/store"
)

// Tend goes on with every run that is under way: it works out what was asked for, outside the write lock, and publishes what is
// to be published. It is a job's work; what a restart interrupted begins again.
func Tend(ctx context.Context, s *store.Store, from Source) error {
	runs, err := someRuns(s.Read(ctx).Raw(selectRuns + going + " ORDER BY run_at, id"))
	if err != nil {
		return err
	}
	var all error
	for _, r := range runs {
		w := work{s: s, from: from, run: r}
		do := w.workOut
		if r.State == Publishing {
			do = w.publish
		}
		if err := do(ctx); err != nil {
			all = errors.Join(all, fmt.Errorf("allocation run %s: %w", r.ID, err))
		}
	}
	return all
}

// work is one run that is under way.
type work struct {
	s    *store.Store
	from Source
	run  Run
}

// workOut reads, solves and saves. What cannot be worked out is told with the run; trouble with the database is an error, and
// is tried again.
func (w work) workOut(ctx context.Context) (err error) {
	defer func() { // what makes the program stumble once would do so every half second
		if p := recover(); p != nil {
			err = w.fail(ctx, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	all := 2 + len(Prices)
	step := func(name string, done int) error {
		return w.s.WriteSoon(ctx, func(tx *store.Tx) error {
			return tx.Exec("UPDATE allocation_runs SET state = ?, step = ?, steps_done = ?, steps_all = ? WHERE id = ? AND state IN ?", Working, name,
				done, all, w.run.ID, []State{Waiting, Working}).Error
		})
	}
	if err := step(StepRead, 0); err != nil {
		return err
	}
	db := w.s.Read(ctx)
	people, err := w.from.Attendees(db, w.run.EditionID)
	if err != nil {
		return err
	}
	in, err := readInput(db, w.run.EditionID, people)
	if store.KindOf(err) != "" {
		return w.fail(ctx, err)
	}
	if err != nil {
		return err
	}
	if err := step(StepSolve, 0); err != nil {
		return err
	}
	outcome, err := in.workOut(w.run.Terms)
	if err != nil {
		return w.fail(ctx, err)
	}
	var points []Point
	if outcome.figures.Mix.On {
		points, err = in.trade(ctx, w.run.Terms, func(done int) error { return step(StepTrade, 1+done) })
	}
	if err != nil {
		return err
	}
	if err := step(StepSave, all-1); err != nil {
		return err
	}
	return w.save(ctx, outcome, points)
}

func (w work) save(ctx context.Context, o outcome, points []Point) error {
	p, err := newPapers(o, points)
	if err != nil {
		return err
	}
	figures, err := json.Marshal(o.figures)
	if err != nil {
		return fmt.Errorf("write the figures of a run: %w", err)
	}
	return w.s.WriteSoon(ctx, func(tx *store.Tx) error {
		done := tx.Exec("UPDATE allocation_runs SET state = ?, step = '', steps_done = steps_all, figures = ? WHERE id = ? AND state = ?", Drafted,
			string(figures), w.run.ID, Working)
		if done.Error != nil || done.RowsAffected == 0 { // it was taken away meanwhile
			return done.Error
		}
		return p.save(tx, w.run.ID)
	})
}

// ErrNotWorkedOut says that the allocation refused what it was given.
var ErrNotWorkedOut = store.Fault(store.Conflict, "error.allocation_failed")

// fail ends a run that cannot be worked out, with the reason. Trouble of the database's own is given back.
func (w work) fail(ctx context.Context, reason error) error {
	var fault *store.Error
	if !errors.As(reason, &fault) {
		if ctx.Err() != nil {
			return reason
		}
		fault = ErrNotWorkedOut
	}
	err := w.s.WriteSoon(ctx, func(tx *store.Tx) error {
		return tx.Exec("UPDATE allocation_runs SET state = ?, step = '', fault = ? WHERE id = ? AND state = ?", Failed, fault.Key, w.run.ID,
			Working).Error
	})
	if fault == ErrNotWorkedOut {
		return errors.Join(reason, err)
	}
	return err
}

// publish does what AskPublish asked for, or makes the run a draft again with the reason why not.
func (w work) publish(ctx context.Context) error {
	e, err := event.ByID(w.s.Read(ctx), w.run.EditionID)
	if err != nil {
		return err
	}
	err = w.s.WriteSoon(ctx, func(tx *store.Tx) error { return w.publishNow(tx, e) })
	var fault *store.Error
	if !errors.As(err, &fault) || fault.Kind != store.Conflict {
		return err
	}
	return w.s.WriteSoon(ctx, func(tx *store.Tx) error {
		return tx.Exec("UPDATE allocation_runs SET state = ?, step = '', fault = ?, published_by = '' WHERE id = ? AND state = ?", Drafted,
			fault.Key, w.run.ID, Publishing).Error
	})
}

func (w work) publishNow(tx *store.Tx, e event.Edition) error {
	if err := event.Require(tx.DB, e.ID, event.Allocate); err != nil {
		return err
	}
	people, err := w.from.Attendees(tx.DB, e.ID)
	if err != nil {
		return err
	}
	recipients, err := w.from.Recipients(tx.DB, e.ID)
	if err != nil {
		return err
	}
	done, err := Publish(tx, e, w.run.ID, w.run.PublishedBy, people, recipients)
	if err != nil || w.from.Published == nil {
		return err
	}
	return w.from.Published(tx, done)
}
