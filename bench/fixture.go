package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"samling/demo"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/text"
)

const (
	databaseName = "samling.db"
	keyName      = "secret.key"
	slug         = "matdagen"
	baseURL      = "http://samling.example"
	boundless    = 1_000_000 // seats for a contest in which nobody is to meet the waitlist, which is another path
	chunk        = 100       // people registered in one write
)

// fixed is a directory with a database in which the cooperation day is open for registration.
type fixed struct {
	dir     string
	session string                      // of a user who may stand at the door
	people  []registration.Registration // who have a seat
}

// fixture makes a database with so many seats and people registered. Each side of a contest then gets a copy.
func fixture(dir string, seats, people int) (f fixed, err error) {
	f.dir = filepath.Join(dir, "fixture")
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return f, err
	}
	keys, err := store.LoadKeys(filepath.Join(f.dir, keyName))
	if err != nil {
		return f, err
	}
	s, err := store.Open(context.Background(), filepath.Join(f.dir, databaseName), store.Options{Keys: keys, Log: quiet()})
	if err != nil {
		return f, err
	}
	if err := f.fill(s, seats, people); err != nil {
		_ = s.Close()
		return f, err
	}
	return f, s.Close() // which leaves one file, without a log beside it
}

func (f *fixed) fill(s *store.Store, seats, people int) error {
	file, err := event.ReadFile(demo.EventFile())
	if err != nil {
		return err
	}
	questions, err := survey.ParseQuestionnaire(text.StandardQuestionnaire())
	if err != nil {
		return err
	}
	now := s.Now()
	file.Move(now.AddDate(0, 0, 60), slug, 3)
	file.Edition.Capacity = seats
	for _, organisations := range file.Organisations {
		for name := range organisations {
			organisations[name] = 0 // all live on the pool, so that every registration takes the same path
		}
	}
	file.Edition.RegistrationOpens = now.AddDate(0, 0, -30).Format(time.DateOnly)
	file.Edition.RegistrationCloses = now.AddDate(0, 0, 40).Format(time.DateOnly)
	file.Edition.WishesClose = file.Edition.RegistrationCloses
	var e event.Edition
	err = s.Write(context.Background(), func(tx *store.Tx) error {
		if e, err = event.Import(tx, file); err != nil {
			return err
		}
		if err := door.OpenDoor(tx, e, "bench"); err != nil { // the day is two months away
			return err
		}
		if err := survey.SetQuestions(tx, e.ID, questions); err != nil {
			return err
		}
		f.session, err = doorSession(tx)
		return err
	})
	if err != nil {
		return err
	}
	return f.signUp(s, e, people)
}

func doorSession(tx *store.Tx) (string, error) {
	user, err := account.Add(tx, "dorr@samling.example", "Dörr 1", "")
	if err != nil {
		return "", err
	}
	if err := account.Grant(tx, user.ID, account.Door, ""); err != nil {
		return "", err
	}
	return account.OpenSession(tx, user.ID)
}

func (f *fixed) signUp(s *store.Store, e event.Edition, people int) error {
	for from := 0; from < people; from += chunk {
		err := s.Write(context.Background(), func(tx *store.Tx) error {
			for i := from; i < min(from+chunk, people); i++ {
				r, err := registration.Add(tx, e, guest("redan", i), registration.FromForm, registration.Self)
				if err != nil {
					return err
				}
				f.people = append(f.people, r)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// copyTo gives a side its own database, with the same keys.
func (f fixed) copyTo(dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	for _, name := range []string{databaseName, keyName} {
		raw, err := os.ReadFile(filepath.Join(f.dir, name))
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			return "", err
		}
	}
	return dir, nil
}
