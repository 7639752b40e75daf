package store_test

import (
	"testing"
	"time"

	"samling/models/store"
	"samling/models/store/storetest"
)

func TestTimeInAnotherZone(t *testing.T) {
	s, _ := storetest.New(t)
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	for login, at := range map[string]time.Time{ // as texts with their offsets these sort the other way round
		"second": time.Date(2027, 3, 28, 1, 59, 59, 999_999_999, stockholm),
		"third":  time.Date(2027, 3, 28, 3, 0, 0, 0, stockholm), // the clock jumps an hour in between
		"first":  time.Date(2027, 3, 28, 12, 0, 0, 0, time.FixedZone("", 14*3600)),
	} {
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			return tx.Exec("INSERT INTO users (id, login, name, password_hash, created_at) VALUES (?, ?, 'X', '', ?)",
				tx.NewID(), login, store.At(at)).Error
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, zone := range []string{"TZ=UTC", "TZ=Pacific/Auckland", "TZ=America/New_York"} {
		cmd, lines := start(t, "clock", s.Path(), zone)
		for _, want := range []string{"2027-03-27T22:00:00Z", "2027-03-28T00:59:59.999Z", "2027-03-28T01:00:00Z"} {
			if !lines.Scan() || lines.Text() != want {
				t.Errorf("with %s: got %q, want %q", zone, lines.Text(), want)
			}
		}
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
}

func TestZeroTimeIsNull(t *testing.T) {
	if v, err := store.At(time.Time{}).Value(); v != nil || err != nil {
		t.Errorf("stored as %v, %v", v, err)
	}
	at := store.At(storetest.Noon)
	if err := at.Scan(nil); err != nil || !at.IsZero() {
		t.Errorf("read back as %v, %v", at, err)
	}
	if err := at.Scan("2027-02-01 12:00:00+00:00"); err == nil {
		t.Error("a text was taken for a time")
	}
}
