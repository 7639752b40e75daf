package store_test

import (
	"context"
	"errors"
	"testing"

	"samling/models/store"
	"samling/models/store/storetest"
)

func TestWriteIsReadBack(t *testing.T) {
	s, _ := storetest.New(t)
	ctx := context.Background()
	err := s.Write(ctx, func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO series (id, slug, name) VALUES (?, 'x', 'X')", tx.NewID()).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	var name string
	if err := s.Read(ctx).Raw("SELECT name FROM series WHERE slug = 'x'").Scan(&name).Error; err != nil || name != "X" {
		t.Fatalf("got %q, %v", name, err)
	}
	if err := s.Read(ctx).Exec("DELETE FROM series").Error; err == nil {
		t.Fatal("the reader could write")
	}
	boom := errors.New("boom")
	if err := s.Write(ctx, func(tx *store.Tx) error { return boom }); !errors.Is(err, boom) {
		t.Fatal(err)
	}
}
