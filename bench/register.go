package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"

	"samling/models/registration"
	"samling/models/store"
)

// registerAim: a registration through the whole site is at least half as fast as its bare statements.
const registerAim = 0.5

// rush is so many people who sign up at once for so many seats.
type rush struct{ people, seats int }

// register measures people who sign up and find a seat: through the site, through the model, and as plain SQL.
func register(dir string, size scale) ([]line, error) {
	got, err := signUps(dir, size, rush{size.registrations, boundless})
	if err != nil {
		return nil, err
	}
	return []line{
		compared("registrations: the site against plain SQL", registerAim, got[0], got[2]),
		compared("   without HTTP: the model against plain SQL", 0, got[1], got[2]),
	}, nil
}

// opening measures the second in which a much wanted day opens: most people end in the waitlist.
func opening(dir string, size scale) ([]line, error) {
	few := size
	few.rounds = min(size.rounds, 3) // each round is long enough by itself
	got, err := signUps(dir, few, rush{size.crowd, size.crowd / 25})
	if err != nil {
		return nil, err
	}
	what := fmt.Sprintf("%d people at the opening on %d seats: the site against plain SQL", size.crowd, size.crowd/25)
	return []line{compared(what, registerAim, got[0], got[2])}, nil
}

func signUps(dir string, size scale, r rush) ([][]sample, error) {
	f, err := fixture(dir, r.seats, 0)
	if err != nil {
		return nil, err
	}
	var sides []side
	for _, make := range []func(string, scale, rush) (side, func(), error){registerHTTP, registerModel, registerPlain} {
		own, err := f.copyTo(filepath.Join(dir, fmt.Sprint(len(sides))))
		if err != nil {
			return nil, err
		}
		s, stop, err := make(own, size, r)
		if err != nil {
			return nil, err
		}
		defer stop()
		sides = append(sides, s)
	}
	return contest(size, sides...)
}

// evening are the statements after which nobody has registered. Every round begins with them: in a file that grows all
// the time both sides would do little but move pages, and the ratio would flatter the site.
func evening() []string {
	return []string{"DELETE FROM mails", "DELETE FROM needs", "DELETE FROM wishes", "DELETE FROM registration_history",
		"DELETE FROM registrations", "DELETE FROM offers",
		"UPDATE organisation_seats SET taken = 0", "UPDATE edition_seats SET taken = 0, pool_taken = 0, waitlist_last = 0"}
}

// guests makes the people of a round.
func guests(series string, n, round int) []registration.Form {
	var forms []registration.Form
	for i := range n {
		forms = append(forms, guest(series, round*n+i))
	}
	return forms
}

func registerHTTP(dir string, size scale, r rush) (side, func(), error) {
	site, err := startSite(dir)
	if err != nil {
		return side{}, nil, err
	}
	conns, err := dial(site.address, size.conns)
	if err != nil {
		site.stop()
		return side{}, nil, err
	}
	var requests [][]byte
	prepare := func(round int) error {
		if err := site.served(len(requests), r.seats); err != nil {
			return err
		}
		requests = requests[:0]
		for _, g := range guests("webb", r.people, round) {
			requests = append(requests, post("/"+slug+"/anmalan", "application/x-www-form-urlencoded", fields(g).Encode()))
		}
		return clear(site.store, evening())
	}
	each := func(conn, i int) error { _, err := conns[conn].expect(303, requests[i]); return err }
	return side{"the site", r.people, prepare, each}, func() { hangUp(conns); site.stop() }, nil
}

// served demands that everybody who was answered has what they were told: a seat as long as there are any, else a
// number in the waitlist, and one mail. A site that refuses everybody is fast.
func (r *running) served(people, seats int) error {
	db := r.store.Read(context.Background())
	counts, err := registration.Counts(db, r.edition.ID)
	if err != nil {
		return err
	}
	var mails, numbers int
	if err := db.Raw("SELECT COUNT(*) FROM mails").Scan(&mails).Error; err != nil {
		return err
	}
	if err := db.Raw("SELECT COUNT(DISTINCT waitlist_number) FROM registrations WHERE status = 'waitlisted'").Scan(&numbers).Error; err != nil {
		return err
	}
	seated, waiting := counts[registration.Confirmed], counts[registration.Waitlisted]
	if seated != min(people, seats) || waiting != people-seated || numbers != waiting || mails != people {
		return fmt.Errorf("of %d people %d have a seat and %d of %d a number of their own, with %d mails", people, seated, numbers, waiting, mails)
	}
	return nil
}

func registerModel(dir string, _ scale, r rush) (side, func(), error) {
	s, edition, err := openStore(dir)
	if err != nil {
		return side{}, nil, err
	}
	var forms []registration.Form
	prepare := func(round int) error {
		forms = guests("modell", r.people, round)
		return clear(s, evening())
	}
	each := func(_, i int) error {
		return s.Write(context.Background(), func(tx *store.Tx) error {
			_, err := registration.Add(tx, edition, forms[i], registration.FromForm, registration.Self)
			return err
		})
	}
	return side{"the model", r.people, prepare, each}, func() { _ = s.Close() }, nil
}

func registerPlain(dir string, _ scale, r rush) (side, func(), error) {
	s, edition, err := openStore(dir) // for the edition only
	if err != nil {
		return side{}, nil, err
	}
	if err := s.Close(); err != nil {
		return side{}, nil, err
	}
	p, err := openPlain(dir)
	if err != nil {
		return side{}, nil, err
	}
	var forms []registration.Form
	prepare := func(round int) error {
		forms = guests("ren", r.people, round)
		return p.clear(evening())
	}
	each := func(_, i int) error {
		return p.write(func(tx *sql.Tx) error { return plainAdd(tx, p.keys, edition, forms[i]) })
	}
	return side{"plain SQL", r.people, prepare, each}, p.close, nil
}
