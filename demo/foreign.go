package demo

import (
	"context"
	"errors"
	"slices"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
)

// ErrForeign says that a database was not made by the demonstration.
var ErrForeign = errors.New("the database is not a demonstration's")

// refuseForeign keeps the demonstration out of a real database: there it would make accounts whose password stands in
// this source, let anybody become an organiser with one click, and never send the mail that waits.
func refuseForeign(ctx context.Context, s *store.Store) error {
	users, err := account.List(s.Read(ctx))
	if err != nil {
		return err
	}
	editions, err := event.Editions(s.Read(ctx))
	if err != nil {
		return err
	}
	if len(users) == 0 && len(editions) > 0 || slices.ContainsFunc(users, func(u account.User) bool { return !made(u) }) {
		return ErrForeign
	}
	return nil
}

func made(u account.User) bool {
	for _, l := range logins {
		if l.login == u.Login {
			return true
		}
	}
	return false
}

// Open says whether a database has an account that the demonstration made and that nobody has disabled. Its password
// is known to everybody, so such a database must never be served in earnest.
func Open(ctx context.Context, s *store.Store) (bool, error) {
	users, err := account.List(s.Read(ctx))
	return slices.ContainsFunc(users, func(u account.User) bool { return made(u) && u.DisabledAt.IsZero() }), err
}
