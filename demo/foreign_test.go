package demo_test

import (
	"errors"
	"testing"

	"samling/demo"
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
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
		"with somebody registered": func(tx *store.Tx) error {
			e, err := imported(tx)
			if err != nil {
				return err
			}
			_, err = registration.Add(tx, e, registration.Form{Name: "Åsa Öberg", Organisation: "nacka-kommun"}, registration.FromOrganiser, "x")
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

func imported(tx *store.Tx) (event.Edition, error) {
	file, err := event.ReadFile(demo.EventFile())
	if err != nil {
		return event.Edition{}, err
	}
	return event.Import(tx, file)
}

// TestAnImportedEventCanBeLookedAt: an event that was imported first is what the demonstration shows, and nothing else.
func TestAnImportedEventCanBeLookedAt(t *testing.T) {
	s, _ := storetest.New(t)
	if err := s.Write(t.Context(), func(tx *store.Tx) error { _, err := imported(tx); return err }); err != nil {
		t.Fatal(err)
	}
	for range 2 { // started, stopped and started again
		filled, err := demo.Fill(t.Context(), s)
		if err != nil || filled.Newest != "" {
			t.Fatalf("%+v, %v", filled, err)
		}
	}
	if open, err := demo.Open(t.Context(), s); !open || err != nil {
		t.Errorf("nobody can be become: %v %v", open, err)
	}
	editions, err := event.Editions(s.Read(t.Context()))
	if err != nil || len(editions) != 1 {
		t.Errorf("%d editions, %v", len(editions), err)
	}
}
