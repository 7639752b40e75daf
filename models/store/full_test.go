package store_test

import (
	"errors"
	"strings"
	"testing"

	"samling/models/store"
	"samling/models/store/storetest"
)

func huge(tx *store.Tx, slug string) error {
	return tx.Exec("INSERT INTO series (id, slug, name, purpose) VALUES (?, ?, 'X', ?)", tx.NewID(), slug,
		strings.Repeat("x", 1<<20)).Error
}

func TestFullDisk(t *testing.T) {
	s, _ := storetest.New(t)
	s.LimitPages(t, 20)
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		if err := insert(tx, "half"); err != nil {
			return err
		}
		return huge(tx, "whole")
	})
	if !errors.Is(err, store.ErrDiskFull) {
		t.Errorf("got %v", err)
	}
	if n := count(t, s, "true"); n != 0 {
		t.Errorf("%d rows of a write that failed are there", n)
	}
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, "small") }); err != nil {
		t.Errorf("what still fits was refused: %v", err)
	}
	s.LimitPages(t, 1000)
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return huge(tx, "whole") }); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

// After a full disk SQLite may have rolled back the whole transaction, not only the job that filled it.
func TestFullDiskIsOneJobsTrouble(t *testing.T) {
	s, _ := storetest.New(t)
	s.LimitPages(t, 20)
	errs := together(t, s,
		func(tx *store.Tx) error { return insert(tx, "before") },
		func(tx *store.Tx) error { return huge(tx, "huge") },
		func(tx *store.Tx) error { return insert(tx, "after") })
	if errs[0] != nil || !errors.Is(errs[1], store.ErrDiskFull) || errs[2] != nil {
		t.Errorf("got %v", errs)
	}
	if n := count(t, s, "slug IN ('before', 'after')"); n != 2 {
		t.Errorf("%d of the fellows' 2 rows are there", n)
	}
	if n := count(t, s, "slug = 'huge'"); n != 0 {
		t.Error("the row that did not fit is there")
	}
}
