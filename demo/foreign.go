package demo

import (
	"context"
	"errors"
	"slices"

	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// ErrForeign says that a database was not made by the demonstration.
var ErrForeign = errors.New("the database is not a demonstration's")

// refuseForeign keeps the demonstration out of a real database: there it would make accounts whose password stands in
// this source, let anybody become an organiser with one click, and never send the mail that waits. A real database has
// an account of its own, or people who registered before there was any. An event that was imported to be looked at is
// welcome.
func refuseForeign(ctx context.Context, s *store.Store) error {
	users, err := account.List(s.Read(ctx))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(users, func(u account.User) bool { return !made(u) }) {
		return ErrForeign
	}
	if len(users) > 0 {
		return nil
	}
	return refusePeople(ctx, s)
}

func refusePeople(ctx context.Context, s *store.Store) error {
	db := s.Read(ctx)
	editions, err := event.Editions(db)
	if err != nil {
		return err
	}
	for _, e := range editions {
		counts, err := registration.Counts(db, e.ID)
		if err != nil {
			return err
		}
		if len(counts) > 0 {
			return ErrForeign
		}
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
