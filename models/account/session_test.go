package account_test

import (
	"errors"
	"testing"
	"time"

	"samling/models/account"
	"samling/models/store"
	"samling/models/store/storetest"
)

func open(t *testing.T, s *store.Store, user store.ID) (token string) {
	t.Helper()
	write(t, s, func(tx *store.Tx) (err error) {
		token, err = account.OpenSession(tx, user)
		return err
	})
	return token
}

func TestSession(t *testing.T) {
	s, clock := storetest.New(t)
	ctx, u := t.Context(), add(t, s, "anna@x.se", "")
	write(t, s, func(tx *store.Tx) error { return account.Grant(tx, u.ID, account.Door, "") })
	token := open(t, s, u.ID)
	if len(token) < 26 || token == open(t, s, u.ID) {
		t.Fatalf("token %q", token)
	}
	found, err := account.BySession(s.Read(ctx), token, clock.Now())
	if err != nil || found.ID != u.ID || !found.Has(account.Door) || !found.SeenAt.Equal(clock.Now()) {
		t.Fatalf("got %+v, %v", found, err)
	}
	var plain int
	if err := s.Read(ctx).Raw("SELECT count(*) FROM sessions WHERE token_hash = ?", token).Scan(&plain).Error; err != nil || plain != 0 {
		t.Errorf("the token itself stands in the database (%d, %v)", plain, err)
	}
	for _, wrong := range []string{"", "x", token + "x", store.Hash(token)} {
		if _, err := account.BySession(s.Read(ctx), wrong, clock.Now()); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%q gave %v", wrong, err)
		}
	}
	write(t, s, func(tx *store.Tx) error { return account.CloseSession(tx, token) })
	if _, err := account.BySession(s.Read(ctx), token, clock.Now()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a closed session gave %v", err)
	}
}

func TestSessionExpires(t *testing.T) {
	s, clock := storetest.New(t)
	ctx, u := t.Context(), add(t, s, "anna@x.se", "")
	alive := func(token string) bool {
		_, err := account.BySession(s.Read(ctx), token, clock.Now())
		return err == nil
	}
	idle := open(t, s, u.ID)
	clock.Add(account.SessionIdle - time.Second)
	if !alive(idle) {
		t.Fatal("ended before two idle hours")
	}
	clock.Add(time.Second)
	if alive(idle) {
		t.Fatal("lived on after two idle hours")
	}
	write(t, s, func(tx *store.Tx) error { return account.Touch(tx, idle) })
	if alive(idle) {
		t.Fatal("a touch woke an expired session")
	}

	used, began := open(t, s, u.ID), clock.Now()
	for clock.Now().Before(began.Add(account.SessionLife - time.Hour)) {
		clock.Add(time.Hour)
		write(t, s, func(tx *store.Tx) error { return account.Touch(tx, used) })
		if !alive(used) {
			t.Fatalf("a session in use ended after %v", clock.Now().Sub(began))
		}
	}
	clock.Add(time.Hour)
	if alive(used) {
		t.Fatal("a session in use outlived its day")
	}
}

func TestTouchIsDueOnceAMinute(t *testing.T) {
	s, clock := storetest.New(t)
	ctx, u := t.Context(), add(t, s, "anna@x.se", "")
	token := open(t, s, u.ID)
	due := func() bool {
		u, err := account.BySession(s.Read(ctx), token, clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return u.TouchDue(clock.Now())
	}
	clock.Add(59 * time.Second)
	if due() {
		t.Error("due before a minute")
	}
	clock.Add(time.Second)
	if !due() {
		t.Error("not due after a minute")
	}
	write(t, s, func(tx *store.Tx) error { return account.Touch(tx, token) })
	if due() {
		t.Error("due just after a touch")
	}
}

func TestDisableEndsSessions(t *testing.T) {
	s, clock := storetest.New(t)
	u := add(t, s, "anna@x.se", "")
	token := open(t, s, u.ID)
	write(t, s, func(tx *store.Tx) error { return account.Disable(tx, u.ID) })
	late := open(t, s, u.ID) // opened by a request that was under way
	for _, token := range []string{token, late} {
		if _, err := account.BySession(s.Read(t.Context()), token, clock.Now()); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a disabled user's session gave %v", err)
		}
	}
}

func TestSweep(t *testing.T) {
	s, clock := storetest.New(t)
	u := add(t, s, "anna@x.se", "")
	open(t, s, u.ID)
	write(t, s, func(tx *store.Tx) error { return account.Throttle(tx, "old", 5, time.Hour) })
	clock.Add(25 * time.Hour)
	living := open(t, s, u.ID)
	write(t, s, func(tx *store.Tx) error { return account.Throttle(tx, "new", 5, time.Hour) })
	write(t, s, account.Sweep)
	var left struct{ Sessions, Throttles int }
	err := s.Read(t.Context()).Raw(`SELECT (SELECT count(*) FROM sessions) AS sessions,
		(SELECT count(*) FROM throttles) AS throttles`).Scan(&left).Error
	if err != nil || left.Sessions != 1 || left.Throttles != 1 {
		t.Errorf("left %+v, %v", left, err)
	}
	if _, err := account.BySession(s.Read(t.Context()), living, clock.Now()); err != nil {
		t.Errorf("the living session: %v", err)
	}
}
