package store_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"samling/models/store"
	"samling/models/store/storetest"
)

// What is deleted leaves empty pages; where the overwriting is off (somebody else's tool), the remains are found.
func TestRemains(t *testing.T) {
	for _, c := range []struct {
		pragma string
		dirty  bool
	}{{"ON", false}, {"OFF", true}} {
		s, _ := storetest.New(t)
		text := strings.Repeat("hemligt ", 600)
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			for range 40 {
				if err := tx.Exec("INSERT INTO series (id, slug, name, purpose) VALUES (?, ?, '', ?)", tx.NewID(), tx.NewID(), text).Error; err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		store.OnWriter(t, s, "PRAGMA secure_delete = "+c.pragma)
		err = s.Write(t.Context(), func(tx *store.Tx) error { return tx.Exec("DELETE FROM series").Error })
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Checkpoint(t.Context()); err != nil {
			t.Fatal(err)
		}
		r, err := store.RemainsOf(s.Path())
		if err != nil || r.Free < 40 || r.Dirty > 0 != c.dirty || r.Log != 0 {
			t.Errorf("overwriting %s: %+v %v", c.pragma, r, err)
		}
	}
	if _, err := store.RemainsOf(os.Args[0]); err == nil {
		t.Error("a program is read as a database")
	}
}

func TestLookBesideTheProgram(t *testing.T) {
	s, _ := storetest.New(t)
	db, done, err := store.Look(t.Context(), s.Path())
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.Raw("SELECT COUNT(*) FROM series").Scan(&n).Error; err != nil {
		t.Error(err)
	}
	if err := db.Exec("INSERT INTO series (id, slug, name) VALUES ('a', 'a', 'a')").Error; err == nil {
		t.Error("looking wrote")
	}
	if err := done(); err != nil {
		t.Error(err)
	}
	path := t.TempDir() + "/old.db"
	store.MigrateTo(t, path, oldVersion, "")
	if _, _, err := store.Look(t.Context(), path); !errors.Is(err, store.ErrOtherSchema) {
		t.Errorf("an old database: %v", err)
	}
	if _, _, err := store.Look(t.Context(), path+"nothing"); err == nil {
		t.Error("a missing database was opened")
	}
}
