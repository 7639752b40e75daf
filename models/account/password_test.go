package account_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"samling/models/account"
	"samling/models/store"
	"samling/models/store/storetest"
)

const right = "fem blå cyklar"

func TestCheck(t *testing.T) {
	s, _ := storetest.New(t)
	p, ctx := account.NewPasswords(), t.Context()
	hash, err := p.Hash(ctx, "anna@x.se", right)
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("hashed to %q, %v", hash, err)
	}
	anna := add(t, s, "anna@x.se", hash)
	gone := add(t, s, "gone@x.se", hash)
	add(t, s, "other@x.se", "") // logs in some other way
	add(t, s, "demo@x.se", "no password opens this")
	write(t, s, func(tx *store.Tx) error { return account.Grant(tx, anna.ID, account.Door, "") })
	write(t, s, func(tx *store.Tx) error { return account.Disable(tx, gone.ID) })

	u, err := p.Check(ctx, s.Read(ctx), "Anna@X.se", right)
	if err != nil || u.ID != anna.ID || !u.Has(account.Door) {
		t.Fatalf("the right password gave %+v, %v", u, err)
	}
	for name, c := range map[string][2]string{
		"a wrong password":       {"anna@x.se", right + "!"},
		"other letters":          {"anna@x.se", strings.ToUpper(right)},
		"no password":            {"anna@x.se", ""},
		"a password of 10 kB":    {"anna@x.se", strings.Repeat("x", 10_000)},
		"an unknown login":       {"nobody@x.se", right},
		"a disabled user":        {"gone@x.se", right},
		"a user without one":     {"other@x.se", ""},
		"a user with no hash":    {"demo@x.se", "no password opens this"},
		"no login":               {"", right},
		"a login with NUL in it": {"anna@x.se\x00", right},
	} {
		if _, err := p.Check(ctx, s.Read(ctx), c[0], c[1]); !errors.Is(err, account.ErrWrong) {
			t.Errorf("%s gave %v", name, err)
		}
	}
}

// The time itself is too noisy to compare, so the test shows that an unknown login goes through the same hashing: with
// no slot free, it waits like everybody else.
func TestCheckWorksForUnknownLogins(t *testing.T) {
	s, _ := storetest.New(t)
	p := account.NewPasswords()
	release := p.Occupy()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := p.Check(ctx, s.Read(t.Context()), "nobody@x.se", right); !errors.Is(err, store.ErrBusy) {
		t.Errorf("with every slot taken an unknown login gave %v", err)
	}
	release()
	start := time.Now()
	if _, err := p.Check(t.Context(), s.Read(t.Context()), "nobody@x.se", right); !errors.Is(err, account.ErrWrong) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took < 3*time.Millisecond {
		t.Errorf("an unknown login was answered in %v: nothing was hashed", took)
	}
}

func TestDecoyCostsAsMuchAsARealHash(t *testing.T) {
	hash, err := account.NewPasswords().Hash(t.Context(), "anna@x.se", right)
	if err != nil {
		t.Fatal(err)
	}
	shape := func(h string) string { // everything but the salt and the key, and how long those are
		parts := strings.Split(h, "$")
		return strings.Join(parts[:4], "$") + strings.Repeat("s", len(parts[4])) + strings.Repeat("k", len(parts[5]))
	}
	if shape(hash) != shape(account.Decoy) {
		t.Errorf("a hash is %s and the decoy %s", shape(hash), shape(account.Decoy))
	}
}

func TestPasswordRules(t *testing.T) {
	for password, want := range map[string]error{
		"":                                   account.ErrPasswordShort,
		"nio.tecke":                          account.ErrPasswordShort,
		"åäöåäöåäö":                          account.ErrPasswordShort, // 9 characters, 18 bytes
		"tio.tecken":                         nil,
		"   tre fåglar   ":                   nil,
		"密码密码很长很长的密码":                        nil,
		strings.Repeat("abcdefgh", 25):       nil,
		strings.Repeat("abcdefgh", 25) + "i": account.ErrPasswordLong,
		"anna@x.se1":                         account.ErrPasswordGuessed,
		"anna.berg1":                         nil,
		"Samling2027":                        account.ErrPasswordGuessed,
		"Lösenord1!":                         account.ErrPasswordGuessed,
		"aaaaaaaaaaaa":                       account.ErrPasswordGuessed,
		"1212121212":                         account.ErrPasswordGuessed,
		"samlingen i Skarpnäck":              nil,
		"broken \xff text":                   account.ErrPasswordNotValid,
	} {
		if err := account.CheckRules("anna@x.se", password); !errors.Is(err, want) {
			t.Errorf("%q gave %v, want %v", password, err, want)
		}
	}
}

func TestAtMostTwoHashesAtOnce(t *testing.T) {
	p := account.NewPasswords()
	release := p.Occupy() // as if two were at work
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := p.Hash(ctx, "anna@x.se", right); store.KindOf(err) != store.Unavailable {
		t.Fatalf("a third hash gave %v", err)
	}
	release()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := p.Hash(t.Context(), "anna@x.se", right); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestSetPasswordEndsOtherSessions(t *testing.T) {
	s, clock := storetest.New(t)
	ctx, u := t.Context(), add(t, s, "anna@x.se", "")
	here, there := open(t, s, u.ID), open(t, s, u.ID)
	write(t, s, func(tx *store.Tx) error { return account.SetPassword(tx, u.ID, "new", here) })
	if _, err := account.BySession(s.Read(ctx), here, clock.Now()); err != nil {
		t.Errorf("the session at hand: %v", err)
	}
	if _, err := account.BySession(s.Read(ctx), there, clock.Now()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the other session: %v", err)
	}
	err := s.Write(ctx, func(tx *store.Tx) error { return account.SetPassword(tx, "nobody", "new", "") })
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown user gave %v", err)
	}
}
