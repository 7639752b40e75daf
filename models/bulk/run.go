package bulk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// stepRows is how many rows share a transaction: the writer is free again for others after some tens of milliseconds.
const stepRows = 25

// Begin says yes to a preview. What is allowed in the edition's state is asked again. Errors: ErrOld (too long ago, or
// begun already), event.ErrNotInState, store.ErrNotFound.
func Begin(tx *store.Tx, a Action) error {
	if err := event.Require(tx.DB, a.EditionID, event.Manage); err != nil {
		return err
	}
	done := tx.Exec("UPDATE bulk_actions SET state = ? WHERE id = ? AND state = ? AND created_at >= ?", Running, a.ID, Ready,
		store.At(tx.Now.Add(-previewed)))
	return begun(done, ErrOld)
}

// Undo begins the way back: whoever was not changed since becomes what they were. Errors: ErrNoReturn (too late, not
// done, or a mail), event.ErrNotInState.
func Undo(tx *store.Tx, a Action) error {
	if err := event.Require(tx.DB, a.EditionID, event.Manage); err != nil {
		return err
	}
	done := tx.Exec("UPDATE bulk_actions SET state = ? WHERE id = ? AND state = ? AND action <> ? AND done_at >= ?", Undoing, a.ID, Done,
		MailLink, store.At(tx.Now.Add(-UndoFor)))
	return begun(done, ErrNoReturn)
}

func begun(done *gorm.DB, otherwise error) error {
	if done.Error == nil && done.RowsAffected != 1 {
		return otherwise
	}
	return done.Error
}

// Run goes on with an action for about so long, and gives it as it then is. What is left is for Tend.
func Run(ctx context.Context, s *store.Store, a Action, budget time.Duration) (Action, error) {
	deadline := time.Now().Add(budget)
	for first := true; a.Going() && (first || time.Now().Before(deadline)); first = false {
		err := s.WriteSoon(ctx, func(tx *store.Tx) (err error) {
			a, err = step(tx, a.EditionID, a.ID)
			return err
		})
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

// Tend goes on with everything that is under way: actions and imports. It is a job's work.
func Tend(ctx context.Context, s *store.Store) error {
	var going []Action
	if err := s.Read(ctx).Raw(selectAction + " WHERE state IN ('running', 'undoing')").Scan(&going).Error; err != nil {
		return err
	}
	var all error
	for _, a := range going {
		if _, err := Run(ctx, s, a, time.Minute); err != nil {
			all = errors.Join(all, fmt.Errorf("go on with %s: %w", a.Kind, err))
		}
	}
	return errors.Join(all, tendImports(ctx, s))
}

// step does the next few rows, or ends the action when none is left.
func step(tx *store.Tx, edition, id store.ID) (Action, error) {
	a, err := ByID(tx.DB, edition, id)
	if err != nil || !a.Going() {
		return a, err
	}
	condition, column := " AND b.outcome = ''", "outcome"
	if a.State == Undoing {
		condition, column = " AND b.outcome = 'done' AND b.undone = ''", "undone"
	}
	var lines []Line
	if err := tx.Raw(selectLines+condition+" ORDER BY b.place LIMIT ?", a.ID, stepRows).Scan(&lines).Error; err != nil {
		return a, err
	}
	if len(lines) == 0 {
		return finish(tx, a)
	}
	for _, l := range lines {
		outcome, version, err := a.apply(tx, l)
		if err != nil {
			return a, err
		}
		if a.State == Running {
			err = tx.Exec("UPDATE bulk_rows SET outcome = ?, was = ?, version = ? WHERE bulk_id = ? AND place = ?", outcome, l.OrganisationID,
				version, a.ID, l.Place).Error
		} else {
			err = tx.Exec("UPDATE bulk_rows SET "+column+" = ? WHERE bulk_id = ? AND place = ?", outcome, a.ID, l.Place).Error
		}
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

func finish(tx *store.Tx, a Action) (Action, error) {
	if a.State == Running {
		a.State, a.DoneAt = Done, tx.Now
	} else {
		a.State, a.UndoneAt = Undone, tx.Now
	}
	err := tx.Exec("UPDATE bulk_actions SET state = ?, done_at = ?, undone_at = ? WHERE id = ?", a.State, a.DoneAt, a.UndoneAt, a.ID).Error
	if err != nil {
		return a, err
	}
	counts, err := Tally(tx.DB, a)
	if err != nil {
		return a, err
	}
	return a, account.Log(tx, account.Entry{Actor: a.Actor, EditionID: a.EditionID, Action: "bulk_" + string(a.Kind) + "_" + string(a.State),
		Subject: string(a.ID), Detail: fmt.Sprintf("rows=%d", counts[wasDone])})
}

// apply does the action with one registration, or its opposite, behind a savepoint: a refusal in the middle of it leaves
// nothing half done and stops nobody else's.
func (a Action) apply(tx *store.Tx, l Line) (outcome string, version int, err error) {
	if reason := a.hindrance(l); reason != "" {
		return reason, l.Now, nil
	}
	if err := tx.Exec("SAVEPOINT line").Error; err != nil {
		return "", 0, err
	}
	r, failure := a.change(tx, l)
	if failure != nil {
		if err := tx.Exec("ROLLBACK TO line").Error; err != nil {
			return "", 0, err
		}
	}
	if err := tx.Exec("RELEASE line").Error; err != nil {
		return "", 0, err
	}
	switch {
	case failure == nil:
		return wasDone, r.Version, nil
	case errors.Is(failure, account.ErrTooMany):
		return mailedEnough, l.Now, nil
	case errors.Is(failure, registration.ErrExists):
		return addressTaken, l.Now, nil
	case errors.Is(failure, registration.ErrOrganisationFull):
		return isFull, l.Now, nil
	case store.KindOf(failure) != "" && !errors.Is(failure, store.ErrDiskFull):
		return failed, l.Now, nil
	}
	return "", 0, failure
}

func (a Action) hindrance(l Line) string {
	if a.State == Undoing {
		if l.Now != l.Version {
			return changedSince
		}
		if a.Kind == Cancel && l.AddressTaken {
			return addressTaken
		}
		return ""
	}
	return a.judge(l)
}

func (a Action) change(tx *store.Tx, l Line) (registration.Registration, error) {
	back := a.State == Undoing
	switch {
	case a.Kind == Cancel && !back, a.Kind == Restore && back:
		return registration.Cancel(tx, l.RegistrationID, a.Actor)
	case a.Kind == Restore, a.Kind == Cancel:
		return registration.Restore(tx, l.RegistrationID, a.Actor)
	case a.Kind == Move:
		to := a.OrganisationID
		if back {
			to = l.Was
		}
		o, err := event.OrganisationByID(tx.DB, a.EditionID, to)
		if err != nil {
			return registration.Registration{}, err
		}
		return registration.Move(tx, l.RegistrationID, o.Key, a.Actor)
	}
	r, err := registration.ByID(tx.DB, l.RegistrationID)
	if err != nil {
		return r, err
	}
	return r, registration.Resend(tx, r)
}
