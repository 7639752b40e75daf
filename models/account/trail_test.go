package account_test

import (
	"testing"
	"time"

	"samling/models/account"
	"samling/models/store"
	"samling/models/store/storetest"
)

func TestTrail(t *testing.T) {
	s, clock := storetest.New(t)
	for _, action := range []string{"first", "second", "third"} {
		write(t, s, func(tx *store.Tx) error {
			return account.Log(tx, account.Entry{Actor: "u1", EditionID: "one", Action: action, Subject: "s", Detail: "d"})
		})
		clock.Add(time.Minute)
	}
	write(t, s, func(tx *store.Tx) error { return account.Log(tx, account.Entry{Actor: "u1", Action: "login"}) })
	trail, err := account.Trail(s.Read(t.Context()), "one", 2)
	if err != nil || len(trail) != 2 || trail[0].Action != "third" || trail[1].Action != "second" {
		t.Fatalf("got %+v, %v", trail, err)
	}
	if e := trail[0]; e.Actor != "u1" || e.Subject != "s" || e.Detail != "d" || !e.At.Equal(storetest.Noon.Add(2*time.Minute)) {
		t.Errorf("got %+v", e)
	}
	if rest, err := account.Trail(s.Read(t.Context()), "", 10); err != nil || len(rest) != 1 || rest[0].Action != "login" {
		t.Errorf("outside editions: %+v, %v", rest, err)
	}
	err = s.Write(t.Context(), func(tx *store.Tx) error { return tx.Exec("UPDATE audit_log SET actor = 'x'").Error })
	if err == nil {
		t.Error("the log could be rewritten")
	}
}
