package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"samling/models/store"
	"samling/models/store/storetest"
)

func TestNewerSchemaIsRefused(t *testing.T) {
	s, _ := storetest.New(t)
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)").Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), s.Path(), store.Options{Keys: storetest.Keys()}); !errors.Is(err, store.ErrNewerSchema) {
		t.Errorf("got %v", err)
	}
}

const oldVersion = 3

func TestCopyBeforeMigrating(t *testing.T) {
	path := filepath.Join(t.TempDir(), "samling.db")
	copied := path + ".before-3"
	store.MigrateTo(t, path, oldVersion, "INSERT INTO series (id, slug, name) VALUES ('a', 'old', 'Old')")
	// What an earlier, interrupted update has left must not stop this one.
	if err := os.WriteFile(copied, []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := reopen(t, path)
	if count(t, s, "slug = 'old'") != 1 {
		t.Error("the old row is gone")
	}
	var tables int
	err := s.Read(t.Context()).Raw("SELECT count(*) FROM sqlite_master WHERE name = 'registrations'").Scan(&tables).Error
	if err != nil || tables != 1 {
		t.Errorf("the schema was not brought forward (%v)", err)
	}
	info, err := os.Stat(copied)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the copy can be read by others: %v", info.Mode())
	}
	old := reopen(t, copied) // is a whole database of the old version, which is migrated in its turn
	if count(t, old, "slug = 'old'") != 1 {
		t.Error("the copy lacks the old row")
	}
	if _, err := os.Stat(copied + ".before-3"); err != nil {
		t.Errorf("the copy was not of the old version: %v", err)
	}
}

func TestNoCopyOfANewFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "samling.db")
	if err := reopen(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	reopen(t, path)
	if copies, _ := filepath.Glob(path + ".before-*"); len(copies) != 0 {
		t.Errorf("found %v", copies)
	}
}

func TestTheFileIsForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "samling.db")
	s := reopen(t, path)
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, "x") }); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, path + "-wal", path + ".lock"} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s can be read by others: %v", filepath.Base(file), info.Mode())
		}
	}
}
