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
