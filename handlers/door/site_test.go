package door_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"samling/handlers/door"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
)

const redeemPath = "/api/v1/door/redeem"

type site struct {
	*webtest.Site
	t      *testing.T
	nonces int
}

func newSite(t *testing.T) *site {
	t.Helper()
	return &site{t: t, Site: webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return door.New(app).Routes() })}
}

// guest registers somebody.
func (s *site) guest(e event.Edition, name string) registration.Registration {
	s.t.Helper()
	var r registration.Registration
	s.Write(func(tx *store.Tx) (err error) {
		r, err = registration.Add(tx, e, registration.Form{Name: name, Email: strings.ToLower(strings.Fields(name)[0]) + "@nacka.example",
			Organisation: "nacka-kommun", Lang: "sv", Wishes: []string{"ratt-kurva", "losam", "trefas"}}, registration.FromForm, registration.Self)
		return err
	})
	return r
}

func (s *site) code(r registration.Registration) string { return r.Ticket(s.Store.Keys()) }

func (s *site) nonce() string { s.nonces++; return fmt.Sprintf("nonce-%04d", s.nonces) }

// told is a redeem answer as a client reads it.
type told struct {
	Status, Reason, Message, Nonce string
	Annulled                       bool
	Attendee                       *struct {
		Name, Organisation string
		Places             []struct{ Time, Title, Room string }
	}
	Earlier *struct{ Time, Door string }
	Counter struct{ In, Expected int }
}

// redeem sends members beside a fresh nonce and a time.
func (s *site) redeem(members map[string]any) told {
	s.t.Helper()
	body := map[string]any{"nonce": s.nonce(), "occurred_at": "2027-02-01T12:00:00Z", "door": "Dörr 1"}
	for k, v := range members {
		body[k] = v
	}
	raw, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.read(s.As("door").JSON(redeemPath, string(raw)))
}

func (s *site) read(a webtest.Answer) (out told) {
	s.t.Helper()
	if a.Status != http.StatusOK {
		s.t.Fatalf("%d: %s", a.Status, a.Body)
	}
	if err := json.Unmarshal([]byte(a.Body), &out); err != nil {
		s.t.Fatal(err)
	}
	return out
}

func (s *site) scans() (n int) {
	s.t.Helper()
	if err := s.Store.Read(s.t.Context()).Raw("SELECT COUNT(*) FROM scans").Scan(&n).Error; err != nil {
		s.t.Fatal(err)
	}
	return n
}

// putInQueue takes somebody's seat away, as if there had been none.
func (s *site) putInQueue(tx *store.Tx, r registration.Registration) error {
	for _, statement := range []string{
		"UPDATE organisation_seats SET taken = taken - 1 WHERE organisation_id = (SELECT organisation_id FROM registrations WHERE id = ? AND charge = 'quota')",
		"UPDATE edition_seats SET taken = taken - 1 WHERE edition_id = (SELECT edition_id FROM registrations WHERE id = ?)",
		"UPDATE registrations SET status = 'waitlisted', charge = '', waitlist_number = 4 WHERE id = ?",
	} {
		if err := tx.Exec(statement, r.ID).Error; err != nil {
			return err
		}
	}
	return nil
}
