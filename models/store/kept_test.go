package store_test

import (
	"testing"

	"samling/models/store"
	"samling/models/store/storetest"
)

func TestKeptUntilSomethingIsWritten(t *testing.T) {
	s, _ := storetest.New(t)
	kept, reads := store.NewKept[string, int](s), 0
	get := func() int {
		n, err := kept.Get("x", func() (int, error) { reads++; return reads, nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if first, second := get(), get(); first != 1 || second != 1 {
		t.Error("read twice although nothing was written")
	}
	write := func() {
		if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, string(store.NewID())) }); err != nil {
			t.Fatal(err)
		}
	}
	write()
	if get() != 2 {
		t.Error("not read anew after a write")
	}
	if n, _ := kept.Get("y", func() (int, error) { write(); return 7, nil }); n != 7 {
		t.Error("the value that was read is lost")
	}
	if n, _ := kept.Get("y", func() (int, error) { return 8, nil }); n != 8 {
		t.Error("what was read before a write was kept after it")
	}
}
