package commands

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
)

// A new key beside an old database would kill every link and ticket that has been given out.
func TestDatabaseWithoutItsKeyIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	for range 2 { // a new directory, then one that is there
		s, err := openStore(t.Context(), dir, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, keyName)); err != nil {
		t.Fatal(err)
	}
	_, err := openStore(t.Context(), dir, slog.New(slog.DiscardHandler))
	var says told
	if !errors.As(err, &says) || says.key != "cli.no_key" {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, keyName)); err == nil {
		t.Error("a new key was made")
	}
}
