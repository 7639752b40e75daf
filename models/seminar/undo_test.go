package seminar_test

import (
	"errors"
	"slices"
	"testing"

	"samling/models/mailbox"
	"samling/models/seminar"
	"samling/models/store"
)

func (d day) undo(t *testing.T, run store.ID, people []seminar.Attendee, force bool) (seminar.Undoing, error) {
	t.Helper()
	var done seminar.Undoing
	err := d.Write(t.Context(), func(tx *store.Tx) (err error) {
		done, err = seminar.Undo(tx, d.e, run, "undoer", people, recipients(people), force)
		return err
	})
	return done, err
}

// swap moves somebody to another session of the slot, as they may do themselves after the publication.
func (d day) swap(t *testing.T, person store.ID, key string, slot int) {
	t.Helper()
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec("UPDATE placements SET session_id = ?, rank = 0, run_id = NULL WHERE person_id = ? AND slot = ?",
			d.session(t, key, slot).ID, person, slot).Error
	})
}

func TestUndoRestoresExactly(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 20, "abc")
	people := mixed(ids)
	first := d.published(t, people, 7).Run
	d.swap(t, ids[3], "c", 1) // not what the first run gave: it comes back as it was, too
	before := d.table(t)
	second := d.published(t, people, 8).Run
	if slices.Equal(before, d.table(t)) {
		t.Fatal("the second run changed nothing: the test shows nothing")
	}
	preview, err := seminar.UndoPreview(d.Read(t.Context()), d.e.ID, second.ID, people)
	if err != nil || len(preview.Lost) != 0 || len(preview.Moves) == 0 {
		t.Fatalf("preview %+v, %v", preview, err)
	}
	done, err := d.undo(t, second.ID, people, false)
	if err != nil || !slices.Equal(done.Moves, preview.Moves) || done.Told == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	if !slices.Equal(before, d.table(t)) {
		t.Error("not as it was before")
	}
	run := d.run(t, second.ID)
	if run.State != seminar.Undone || run.UndoneBy != "undoer" || run.UndoneAt.IsZero() || run.PublishedAt.IsZero() {
		t.Errorf("%+v", run)
	}
	if now, err := seminar.PublishedRun(d.Read(t.Context()), d.e.ID); err != nil || now.ID != first.ID {
		t.Errorf("published now: %+v, %v", now, err)
	}
	if _, err := d.undo(t, first.ID, people, true); err != nil || len(d.table(t)) != 0 {
		t.Errorf("undoing the first left %v, %v", d.table(t), err)
	}
}

func TestUndoTellsOnceThoseConcerned(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 5, "ab"))
	run := d.published(t, people, 7).Run
	if done, err := d.undo(t, run.ID, people, false); err != nil || done.Told != 5 {
		t.Fatalf("%+v, %v", done, err)
	}
	if _, err := d.undo(t, run.ID, people, false); !errors.Is(err, seminar.ErrNotNewest) {
		t.Errorf("twice: %v", err)
	}
	if counts, err := mailbox.Counts(d.Read(t.Context()), d.e.ID); err != nil || counts[mailbox.Queued] != 10 {
		t.Errorf("%v, %v: one mail when published and one when undone", counts, err)
	}
}

func TestOnlyTheNewestPublicationIsUndone(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 12, "ab"))
	first, draft := d.published(t, people, 7).Run, d.draft(t, people, 9)
	second := d.published(t, people, 8).Run
	for name, id := range map[string]store.ID{"an older one": first.ID, "a draft": draft.ID} {
		if _, err := d.undo(t, id, people, true); !errors.Is(err, seminar.ErrNotNewest) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.undo(t, "unknown", people, true); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	if _, err := d.undo(t, second.ID, people, false); err != nil {
		t.Error(err)
	}
}

func TestUndoIsRefusedWhenSeatsWereTakenSinceUnlessForced(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 12, "ab")
	people := mixed(ids)
	run := d.published(t, people, 7).Run
	before := d.table(t)
	d.swap(t, ids[3], "c", 1)
	done, err := d.undo(t, run.ID, people, false)
	if !errors.Is(err, seminar.ErrTakenSince) || len(done.Lost) != 1 || done.Lost[0].Person != ids[3] || done.Lost[0].To != d.session(t, "c", 1).ID {
		t.Fatalf("%+v, %v", done.Lost, err)
	}
	if len(d.table(t)) != len(before) {
		t.Fatal("a refused undo changed placements")
	}
	if _, err := d.undo(t, run.ID, people, true); err != nil || len(d.table(t)) != 0 {
		t.Errorf("forced: %v, left %d", err, len(d.table(t)))
	}
}

// Who has cancelled since loses nothing by an undo, and gets no place back.
func TestUndoLeavesOutWhoIsNotComing(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 12, "ab")
	people := mixed(ids)
	d.published(t, people, 7)
	run := d.published(t, people, 8).Run
	d.write(t, func(tx *store.Tx) error { return seminar.ClearPerson(tx, ids[0]) })
	if _, err := d.undo(t, run.ID, people[1:], false); err != nil {
		t.Fatal(err)
	}
	if places, err := seminar.PlacesOf(d.Read(t.Context()), d.e.ID, ids[0]); err != nil || len(places) != 0 {
		t.Errorf("%+v, %v", places, err)
	}
	if n := len(d.table(t)); n != 22 {
		t.Errorf("%d placements, want 22", n)
	}
}

func TestNoWayBackIntoASessionThatIsGoneOrTooSmall(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 10, "ab"))
	d.published(t, people, 7)
	d.set(t, "a", 1, "withdrawn = 1")
	run := d.published(t, people, 7).Run
	if _, err := d.undo(t, run.ID, people, true); !errors.Is(err, seminar.ErrNoWayBack) {
		t.Errorf("into a withdrawn session: %v", err)
	}
	d.set(t, "a", 1, "withdrawn = 0, seats = 2")
	if _, err := d.undo(t, run.ID, people, true); !errors.Is(err, seminar.ErrNoWayBack) {
		t.Errorf("into too few seats: %v", err)
	}
	d.set(t, "a", 1, "seats = 10")
	if _, err := d.undo(t, run.ID, people, false); err != nil {
		t.Error(err)
	}
}
