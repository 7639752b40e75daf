package demo_test

import (
	"errors"
	"testing"

	"samling/demo"
	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/models/store/storetest"
)

// TestFillKeepsOutOfARealDatabase: it would make accounts there whose password everybody can read.
func TestFillKeepsOutOfARealDatabase(t *testing.T) {
	for name, make := range map[string]func(tx *store.Tx) error{
		"with a user": func(tx *store.Tx) error {
			_, err := account.Add(tx, "anna@myndighet.example", "Anna", "")
			return err
		},
		"with an edition": func(tx *store.Tx) error {
			file, err := event.ReadFile(demo.EventFile())
			if err == nil {
				_, err = event.Import(tx, file)
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := storetest.New(t)
			if err := s.Write(t.Context(), make); err != nil {
				t.Fatal(err)
			}
			if _, err := demo.Fill(t.Context(), s); !errors.Is(err, demo.ErrForeign) {
				t.Errorf("got %v", err)
			}
			if open, err := demo.Open(t.Context(), s); open || err != nil {
				t.Errorf("accounts were made: %v %v", open, err)
			}
		})
	}
}
