package door_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/store/storetest"
)

// house is an edition (and last year's) with one organisation each, on a database of its own.
type house struct {
	*testing.T
	store    *store.Store
	clock    *storetest.Clock
	edition  event.Edition
	lastYear event.Edition
	nonces   int
}

func newHouse(t *testing.T) *house {
	t.Helper()
	s, clock := storetest.New(t)
	h := &house{T: t, store: s, clock: clock}
	h.write(func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO series (id, slug, name) VALUES ('s', 's', 'S')").Error
	})
	h.edition = h.addEdition("now", storetest.Noon.Add(-2*time.Hour))
	h.lastYear = h.addEdition("then", storetest.Noon.AddDate(-1, 0, 0))
	return h
}

func (h *house) write(run func(tx *store.Tx) error) {
	h.Helper()
	if err := h.store.Write(h.Context(), run); err != nil {
		h.Fatal(err)
	}
}

func (h *house) addEdition(slug string, starts time.Time) event.Edition {
	h.Helper()
	e := event.Edition{ID: store.NewID(), Slug: slug, TimeZone: "Europe/Stockholm", State: event.Published,
		CheckInAt: store.At(starts.Add(-time.Hour)), StartsAt: store.At(starts), EndsAt: store.At(starts.Add(7 * time.Hour))}
	h.write(func(tx *store.Tx) error {
		err := tx.Exec(`INSERT INTO editions (id, series_id, slug, title, time_zone, check_in_at, starts_at, ends_at,
			registration_closes_at, wishes_close_at, state, created_at) VALUES (?, 's', ?, 'T', ?, ?, ?, ?, 1, 1, ?, 1)`,
			e.ID, e.Slug, e.TimeZone, e.CheckInAt, e.StartsAt, e.EndsAt, e.State).Error
		if err != nil {
			return err
		}
		return tx.Exec("INSERT INTO organisations (id, edition_id, key, name, kind) VALUES (?, ?, 'nacka', 'Nacka kommun', 'kommun')",
			"org-"+slug, e.ID).Error
	})
	return e
}

// guest is a row of registrations and its ticket's code.
type guest struct {
	ID        store.ID
	Code      string
	Reference string
}

func (h *house) addGuest(e event.Edition, name string, status registration.Status, more ...string) guest {
	h.Helper()
	g := guest{ID: store.NewID()}
	g.Code = storetest.Keys().Token("ticket", g.ID, 1)
	g.Reference = strings.ToUpper(string(g.ID[:6]))
	display, source, key := "", registration.FromForm, " "+registration.Fold(name)+" nacka kommun"
	if len(more) > 0 {
		display = more[0]
	}
	if len(more) > 1 {
		source, key = registration.Source(more[1]), ""
	}
	h.write(func(tx *store.Tx) error {
		if status == registration.Confirmed {
			err := tx.Exec(`INSERT INTO edition_seats (edition_id, capacity, taken) VALUES (?, 100, 1)
				ON CONFLICT (edition_id) DO UPDATE SET taken = taken + 1`, e.ID).Error
			if err != nil {
				return err
			}
		}
		return tx.Exec(`INSERT INTO registrations (id, edition_id, organisation_id, source, status, name, display_name, search_key,
			reference, ticket_hash, link_hash, waitlist_number, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 4, 1)`,
			g.ID, e.ID, "org-"+e.Slug, source, status, name, display, key, g.Reference, store.Hash(g.Code), g.ID).Error
	})
	return g
}

func (h *house) nonce() string { h.nonces++; return fmt.Sprintf("nonce-%04d", h.nonces) }

// present redeems and adds the details, as the web does; an empty nonce is given one.
func (h *house) present(p door.Presented) door.Verdict {
	h.Helper()
	if p.Nonce == "" {
		p.Nonce = h.nonce()
	}
	v, err := h.redeem(p)
	if err != nil {
		h.Fatal(err)
	}
	if v, err = door.Details(h.store.Read(h.Context()), h.edition, v); err != nil {
		h.Fatal(err)
	}
	return v
}

func (h *house) redeem(p door.Presented) (v door.Verdict, err error) {
	err = h.store.Write(h.Context(), func(tx *store.Tx) error {
		v, err = door.Redeem(tx, p, h.edition)
		return err
	})
	return v, err
}

func (h *house) annul(nonce string) error {
	return h.store.Write(h.Context(), func(tx *store.Tx) error {
		_, err := door.Annul(tx, h.edition, nonce, "bo")
		return err
	})
}

func (h *house) number(query string, args ...any) (n int) {
	h.Helper()
	if err := h.store.Read(h.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
		h.Fatal(err)
	}
	return n
}

func (h *house) expect(v door.Verdict, status door.Status, reason door.Reason) {
	h.Helper()
	if v.Status != status || v.Reason != reason {
		h.Fatalf("got %s %q, want %s %q", v.Status, v.Reason, status, reason)
	}
}
