package demo

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/text"
)

// Filled tells what the demonstration has.
type Filled struct {
	Newest   string // the slug of the edition that is open for registration; "" when the database had data before
	Password string // of the four accounts
}

// Logins are the accounts of the demonstration with their roles.
var logins = []struct {
	login, name string
	role        account.RoleName
}{
	{"arrangor@samling.example", "Karin Ekdahl", account.Organiser},
	{"dorr@samling.example", "Dörr 1", account.Door},
	{"vard@samling.example", "Lars Värd", account.Host},
	{"behov@samling.example", "Siv Omsorg", account.Needs},
}

const password = "samverka i Nacka 2024"

// filler makes up one edition.
type filler struct {
	file      event.File
	questions survey.Questionnaire
	random    *rand.Rand
	count     int
	now       time.Time
	leaning   bool // people wish what their kind of organisation leans to
	told      int  // how many have told what has become different
}

// Fill makes the accounts, and three editions of the cooperation day if the database has none: two finished ones
// with attendance and answers, and one ahead of us that is open for registration. It is done in a few seconds.
// Errors: ErrForeign for a database with users or editions of somebody else's, which is left as it is.
func Fill(ctx context.Context, s *store.Store) (Filled, error) {
	done := Filled{Password: password}
	if err := refuseForeign(ctx, s); err != nil {
		return done, err
	}
	if err := accounts(ctx, s); err != nil {
		return done, fmt.Errorf("fill the demonstration: %w", err)
	}
	editions, err := event.Editions(s.Read(ctx))
	if err != nil || len(editions) > 0 {
		return done, err
	}
	questions, err := survey.ParseQuestionnaire(text.StandardQuestionnaire())
	if err != nil {
		return done, err
	}
	days := editionDays(s.Now())
	for i, day := range days {
		file, err := event.ReadFile(eventFile)
		if err != nil {
			return done, err
		}
		f := &filler{file: file, questions: questions, random: rand.New(rand.NewPCG(2024, uint64(day.Year()))), now: s.Now()}
		f.file.Move(day, fmt.Sprintf("samverkansdag-%d", day.Year()), i+1)
		if err := f.fill(ctx, s, i == len(days)-1); err != nil {
			return done, fmt.Errorf("fill the edition of %d: %w", day.Year(), err)
		}
		done.Newest = f.file.Edition.Slug
	}
	return done, nil
}

func accounts(ctx context.Context, s *store.Store) error {
	if _, err := account.ByLogin(s.Read(ctx), logins[len(logins)-1].login); err == nil {
		return nil // a password is slow to hash on purpose
	}
	hash, err := account.NewPasswords().Hash(ctx, logins[0].login, password)
	if err != nil {
		return err
	}
	return s.WriteSoon(ctx, func(tx *store.Tx) error {
		for _, l := range logins {
			user, err := account.ByLogin(tx.DB, l.login)
			if store.KindOf(err) == store.NotFound {
				user, err = account.Add(tx, l.login, l.name, hash)
			}
			if err != nil {
				return err
			}
			if err := account.Grant(tx, user.ID, l.role, ""); err != nil {
				return err
			}
		}
		return nil
	})
}

// openAhead is how far ahead the newest edition is at least.
const openAhead = 45 * 24 * time.Hour

// editionDays are the first Thursdays of March: the next one that is far enough ahead, and the two years before.
func editionDays(now time.Time) []time.Time {
	year := now.Year()
	if firstThursday(year).Sub(now) < openAhead {
		year++
	}
	return []time.Time{firstThursday(year - 2), firstThursday(year - 1), firstThursday(year)}
}

func firstThursday(year int) time.Time {
	day := time.Date(year, time.March, 1, 12, 0, 0, 0, time.UTC)
	for day.Weekday() != time.Thursday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
