package store_test

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"samling/models/store"
	"samling/models/store/storetest"
)

// SQLite passes over an option that it does not know, so each is misspelled once.
func TestSettingsThatDidNotTakeAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		option, instead string
		reader          bool
		want            string
	}{
		"as the program opens it":    {"", "", false, ""},
		"journal mode misspelled":    {"_journal_mode=WAL", "_jurnal_mode=WAL", false, "journal_mode"},
		"synchronous misspelled":     {"_synchronous=FULL", "_synchronus=FULL", false, "synchronous"},
		"synchronous by default":     {"&_synchronous=FULL", "", false, "synchronous"},
		"foreign keys misspelled":    {"_foreign_keys=on", "_foreign_key=on", false, "foreign_keys"},
		"reader may write":           {"_query_only=1", "_query_onyl=1", true, "query_only"},
		"reader without foreign key": {"_foreign_keys=on", "_foreign_key=on", true, "foreign_keys"},
	} {
		t.Run(name, func(t *testing.T) {
			writer, reader := store.DSNs(filepath.Join(t.TempDir(), "samling.db"))
			if c.reader {
				reader = replace(t, reader, c.option, c.instead)
			} else {
				writer = replace(t, writer, c.option, c.instead)
			}
			err := store.CheckDSNs(t.Context(), writer, reader)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func replace(t *testing.T, dsn, old, new string) string {
	t.Helper()
	if old != "" && !strings.Contains(dsn, old) {
		t.Fatalf("%s has no %s", dsn, old)
	}
	return strings.Replace(dsn, old, new, 1)
}

func TestNoKeysNoStore(t *testing.T) {
	if _, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "samling.db"), store.Options{}); err == nil {
		t.Error("opened without keys")
	}
}

func TestAwkwardPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "år 2027 #1 50% ?&=")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s := reopen(t, filepath.Join(dir, "samling.db"))
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, "x") }); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "samling.db")); err != nil || count(t, s, "true") != 1 {
		t.Errorf("the file is not where it was asked for: %v", err)
	}
}

func TestFileThatIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "samling.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("not a database\n"), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), path, store.Options{Keys: storetest.Keys()}); err == nil {
		t.Fatal("opened")
	}
	if _, err := os.ReadFile(path); err != nil {
		t.Errorf("the file was removed: %v", err)
	}
}

func TestReaderCannotWrite(t *testing.T) {
	s, _ := storetest.New(t)
	for _, sql := range []string{
		"INSERT INTO series (id, slug, name) VALUES ('a', 'a', 'a')", "DELETE FROM series", "CREATE TABLE t (x)",
		"PRAGMA query_only = 0", "INSERT INTO series (id, slug, name) VALUES ('a', 'a', 'a')", "PRAGMA journal_mode = DELETE",
	} {
		err := s.Read(t.Context()).Exec(sql).Error
		if err == nil && !strings.HasPrefix(sql, "PRAGMA") {
			t.Errorf("the reader could %s", sql)
		}
	}
	if n := count(t, s, "true"); n != 0 {
		t.Errorf("%d rows", n)
	}
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, "x") }); err != nil {
		t.Errorf("the writer: %v", err)
	}
}

func TestForeignKeysHold(t *testing.T) {
	s, _ := storetest.New(t)
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO user_roles (user_id, role) VALUES ('nobody', 'door')").Error
	})
	if err == nil {
		t.Error("a role was given to nobody")
	}
}

// SQL carries names and addresses, and so may an error's text: neither reaches the log.
func TestNothingPersonalInTheLog(t *testing.T) {
	var log bytes.Buffer
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "samling.db"),
		store.Options{Keys: storetest.Keys(), Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	const secret = "anna.andersson@example.se"
	jobs := []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return tx.Exec("INSERT INTO nothing VALUES (?)", secret).Error },
		func(tx *store.Tx) error { panic("bad address: " + secret) },
		func(tx *store.Tx) error { panic(errors.New("bad address: " + secret)) },
	}
	for _, job := range jobs {
		if err := s.Write(t.Context(), job); err == nil {
			t.Error("no error")
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(log.String(), secret) {
		t.Errorf("the log says\n%s", log.String())
	}
}
