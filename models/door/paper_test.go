package door_test

import (
	"slices"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/store/storetest"
)

func TestTicksFromPaperAreScansOnceAndCanBeTakenBack(t *testing.T) {
	h := newHouse(t)
	a, b := h.addGuest(h.edition, "Åsa Öberg", registration.Confirmed), h.addGuest(h.edition, "Zoë Åberg", registration.Confirmed)
	hidden := h.addGuest(h.edition, "Qvistalia Aliasdotter", registration.Confirmed, "", string(registration.FromAlias))
	gone := h.addGuest(h.edition, "Av Anmäld", registration.Cancelled)
	h.expect(h.present(door.Presented{Code: b.Code}), door.OK, "")
	ticks := door.Ticks{Batch: store.NewID(), People: []store.ID{a.ID, b.ID, gone.ID}, References: []string{hidden.Reference, "nobody?", "ZZZZZ9"},
		At: store.At(storetest.Noon.Add(-time.Hour)), Door: "Papperslista", Actor: "bo"}
	tick := func() (done door.Ticked) {
		h.write(func(tx *store.Tx) (err error) { done, err = door.TickOff(tx, h.edition, ticks); return err })
		return done
	}
	first := tick()
	if first.In != 2 || first.Already != 1 || first.Refused != 1 || !slices.Equal(first.Unknown, []string{"ZZZZZ9", "nobody?"}) {
		t.Errorf("%+v", first)
	}
	if again := tick(); again.In != first.In || h.number("SELECT COUNT(*) FROM scans WHERE door = 'Papperslista'") != 4 {
		t.Errorf("sent twice: %+v", again)
	}
	// Who was let in on paper is inside, whatever the rules say now.
	if n := h.number("SELECT COUNT(*) FROM admissions"); n != 4 {
		t.Errorf("%d are inside", n)
	}
	if all, err := door.Conflicts(h.store.Read(t.Context()), h.edition); err != nil || len(all) != 1 || all[0].Reason != door.Canceled {
		t.Errorf("a list on paper disagrees with the register on one person only: %+v %v", all, err)
	}
	undo := func() (n int, err error) {
		err = h.store.Write(t.Context(), func(tx *store.Tx) error {
			n, err = door.UndoTicks(tx, h.edition, ticks.Batch, "bo")
			return err
		})
		return n, err
	}
	if n, err := undo(); err != nil || n != 3 {
		t.Errorf("undid %d: %v", n, err)
	}
	if n := h.number("SELECT COUNT(*) FROM admissions"); n != 1 {
		t.Errorf("%d are inside after the undo", n)
	}
	if n := h.number("SELECT COUNT(*) FROM scans WHERE annulled_by = 'bo'"); n != 3 {
		t.Errorf("%d rows say who undid them", n)
	}
	if _, err := undo(); err == nil {
		t.Error("undone twice")
	}
}

func TestTicksThatAreNone(t *testing.T) {
	h := newHouse(t)
	many := make([]store.ID, 201)
	for name, ticks := range map[string]door.Ticks{
		"no batch": {People: []store.ID{store.NewID()}}, "nobody": {Batch: store.NewID()}, "too many": {Batch: store.NewID(), People: many},
	} {
		err := h.store.Write(t.Context(), func(tx *store.Tx) error { _, err := door.TickOff(tx, h.edition, ticks); return err })
		if store.KindOf(err) != store.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.write(func(tx *store.Tx) error {
		done, err := door.TickOff(tx, h.edition, door.Ticks{Batch: store.NewID(), People: []store.ID{"nobody's id"}})
		if len(done.Unknown) != 1 {
			t.Errorf("%+v", done)
		}
		return err
	})
}

func TestReferencesAreSplitAsPeopleWriteThem(t *testing.T) {
	got := door.SplitReferences("acd 3f7\r\nXYZ-789, abcdef\n\nabc123 def456\n")
	if want := []string{"acd 3f7", "XYZ-789", "abcdef", "abc123", "def456"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
