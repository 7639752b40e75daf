package account_test

import (
	"errors"
	"strings"
	"testing"

	"samling/models/account"
	"samling/models/store"
	"samling/models/store/storetest"
)

// write runs a closure that must succeed.
func write(t *testing.T, s *store.Store, run func(tx *store.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), run); err != nil {
		t.Fatal(err)
	}
}

// add makes a user and fails the test when it cannot.
func add(t *testing.T, s *store.Store, login, hash string) account.User {
	t.Helper()
	var u account.User
	write(t, s, func(tx *store.Tx) (err error) {
		u, err = account.Add(tx, login, "Åsa Öberg", hash)
		return err
	})
	return u
}

func TestAddAndFind(t *testing.T) {
	s, _ := storetest.New(t)
	added := add(t, s, "  Asa.Oberg@Botkyrka.SE ", "")
	found, err := account.ByLogin(s.Read(t.Context()), "ASA.oberg@botkyrka.se")
	if err != nil || found.ID != added.ID || found.Login != "asa.oberg@botkyrka.se" || found.Name != "Åsa Öberg" {
		t.Fatalf("got %+v, %v", found, err)
	}
	if !found.CreatedAt.Equal(storetest.Noon) {
		t.Errorf("created at %v", found.CreatedAt)
	}
	if _, err := account.ByLogin(s.Read(t.Context()), "nobody@x.se"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown login gave %v", err)
	}
}

func TestAddRefuses(t *testing.T) {
	s, _ := storetest.New(t)
	add(t, s, "anna@x.se", "")
	for name, c := range map[string]struct {
		login, person string
		want          error
	}{
		"the same login in other letters": {"ANNA@x.se", "Anna", account.ErrLoginTaken},
		"no login":                        {"  ", "Anna", account.ErrLoginInvalid},
		"a login with a space":            {"anna b@x.se", "Anna", account.ErrLoginInvalid},
		"a login with a line break":       {"anna\r\n@x.se", "Anna", account.ErrLoginInvalid},
		"a login of 10 kB":                {strings.Repeat("a", 10_000), "Anna", account.ErrLoginInvalid},
		"no name":                         {"b@x.se", " ", account.ErrNameMissing},
		"a name of 10 kB":                 {"b@x.se", strings.Repeat("b", 10_000), account.ErrNameMissing},
	} {
		t.Run(name, func(t *testing.T) {
			err := s.Write(t.Context(), func(tx *store.Tx) error {
				_, err := account.Add(tx, c.login, c.person, "")
				return err
			})
			if !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	if all, err := account.List(s.Read(t.Context())); err != nil || len(all) != 1 {
		t.Errorf("refused users were saved: %v, %v", all, err)
	}
}

func TestMay(t *testing.T) {
	one, other := store.ID("edition-one"), store.ID("edition-two")
	roles := func(r ...account.Role) account.User { return account.User{Roles: r} }
	for name, c := range map[string]struct {
		user     account.User
		role     account.RoleName
		edition  store.ID
		may, has bool
	}{
		"nobody":                               {roles(), account.Door, one, false, false},
		"door of that edition":                 {roles(account.Role{account.Door, one}), account.Door, one, true, true},
		"door of another edition":              {roles(account.Role{account.Door, other}), account.Door, one, false, true},
		"door of every edition":                {roles(account.Role{account.Door, ""}), account.Door, one, true, true},
		"one edition is not every edition":     {roles(account.Role{account.Door, one}), account.Door, "", false, true},
		"door is not organiser":                {roles(account.Role{account.Door, ""}), account.Organiser, one, false, false},
		"organiser may do the door":            {roles(account.Role{account.Organiser, one}), account.Door, one, true, true},
		"organiser may do only their own door": {roles(account.Role{account.Organiser, other}), account.Door, one, false, true},
		"organiser is not host":                {roles(account.Role{account.Organiser, ""}), account.Host, one, false, false},
		"host is not door":                     {roles(account.Role{account.Host, ""}), account.Door, one, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			if c.user.May(c.role, c.edition) != c.may || c.user.Has(c.role) != c.has {
				t.Errorf("May %t, Has %t", c.user.May(c.role, c.edition), c.user.Has(c.role))
			}
		})
	}
}

func TestGrantAndRevoke(t *testing.T) {
	s, _ := storetest.New(t)
	u := add(t, s, "anna@x.se", "")
	write(t, s, func(tx *store.Tx) error { return account.Grant(tx, u.ID, account.Host, "one") })
	write(t, s, func(tx *store.Tx) error { return account.Grant(tx, u.ID, account.Host, "one") })
	write(t, s, func(tx *store.Tx) error { return account.Grant(tx, u.ID, account.Door, "") })
	found, err := account.ByID(s.Read(t.Context()), u.ID)
	if err != nil || len(found.Roles) != 2 || !found.May(account.Host, "one") || !found.May(account.Door, "any") {
		t.Fatalf("got %+v, %v", found.Roles, err)
	}
	write(t, s, func(tx *store.Tx) error { return account.Revoke(tx, u.ID, account.Host, "one") })
	if found, _ = account.ByID(s.Read(t.Context()), u.ID); found.Has(account.Host) {
		t.Error("the role is still there")
	}
	err = s.Write(t.Context(), func(tx *store.Tx) error { return account.Grant(tx, u.ID, "king", "") })
	if !errors.Is(err, account.ErrUnknownRole) {
		t.Errorf("an unknown role gave %v", err)
	}
}
