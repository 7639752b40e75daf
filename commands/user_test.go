package commands

import (
	"log/slog"
	"testing"

	"samling/models/account"
	"samling/models/store"
)

// TestAGrantedRoleIsInTheTrail: whoever reads the audit log sees where an account came from, and no name or address.
func TestAGrantedRoleIsInTheTrail(t *testing.T) {
	s, err := openStore(t.Context(), t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(s, &err)
	u := UserAdd{Login: "anna@myndighet.example", Name: "Anna", Role: "door"}
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return u.save(tx, "a hash") }); err != nil {
		t.Fatal(err)
	}
	user, err := account.ByLogin(s.Read(t.Context()), u.Login)
	if err != nil {
		t.Fatal(err)
	}
	trail, err := account.Trail(s.Read(t.Context()), "", 10)
	if err != nil || len(trail) != 1 || trail[0].Action != "role_granted" || trail[0].Subject != string(user.ID) || trail[0].Detail != "door" {
		t.Errorf("%+v, %v", trail, err)
	}
}

// TestADisabledUserIsShutOut: the open session ends, and the trail tells that it was done.
func TestADisabledUserIsShutOut(t *testing.T) {
	s, err := openStore(t.Context(), t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(s, &err)
	add, disable := UserAdd{Login: "anna@myndighet.example", Name: "Anna", Role: "door"}, UserDisable{Login: "Anna@myndighet.example"}
	var token string
	err = s.Write(t.Context(), func(tx *store.Tx) error {
		if err := add.save(tx, "a hash"); err != nil {
			return err
		}
		user, err := account.ByLogin(tx.DB, add.Login)
		if err == nil {
			token, err = account.OpenSession(tx, user.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), disable.save); err != nil {
		t.Fatal(err)
	}
	if _, err := account.BySession(s.Read(t.Context()), token, s.Now()); store.KindOf(err) != store.NotFound {
		t.Errorf("the session lives on: %v", err)
	}
	trail, err := account.Trail(s.Read(t.Context()), "", 10)
	if err != nil || len(trail) != 2 || trail[0].Action != "user_disabled" && trail[1].Action != "user_disabled" {
		t.Errorf("%+v, %v", trail, err)
	}
	nobody := UserDisable{Login: "nobody@myndighet.example"}
	if err := s.Write(t.Context(), nobody.save); err == nil {
		t.Error("somebody unknown was disabled")
	}
}
