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

// register measures people who sign up: through the site, through the model, and as plain SQL.
func register(dir string, size scale) ([]line, error) {
	f, err := fixture(dir, boundless, 0)
	if err != nil {
		return nil, err
	}
	var sides []side
	for _, make := range []func(string, scale) (side, func(), error){registerHTTP, registerModel, registerPlain} {
		own, err := f.copyTo(filepath.Join(dir, fmt.Sprint(len(sides))))
		if err != nil {
			return nil, err
		}
		s, stop, err := make(own, size)
		if err != nil {
			return nil, err
		}
		defer stop()
		sides = append(sides, s)
	}
	got, err := contest(size, sides...)
	if err != nil {
		return nil, err
	}
	return []line{
		compared("registrations: the site against plain SQL", registerAim, got[0], got[2]),
		compared("   without HTTP: the model against plain SQL", 0, got[1], got[2]),
	}, nil
}

// evening are the statements after which nobody has registered. Every round begins with them: in a file that grows all
// the time both sides would do little but move pages, and the ratio would flatter the site.
func evening() []string {
	return []string{"DELETE FROM mails", "DELETE FROM needs", "DELETE FROM wishes", "DELETE FROM registration_history",
		"DELETE FROM registrations", "UPDATE edition_seats SET taken = 0"}
}

// guests makes the people of a round.
func guests(series string, n, round int) []registration.Form {
	var forms []registration.Form
	for i := range n {
		forms = append(forms, guest(series, round*n+i))
	}
	return forms
}

func registerHTTP(dir string, size scale) (side, func(), error) {
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
		if err := site.seated(len(requests)); err != nil {
			return err
		}
		requests = requests[:0]
		for _, g := range guests("webb", size.registrations, round) {
			requests = append(requests, post("/"+slug+"/anmalan", "application/x-www-form-urlencoded", fields(g).Encode()))
		}
		return clear(site.store, evening())
	}
	each := func(conn, i int) error { _, err := conns[conn].expect(303, requests[i]); return err }
	return side{"the site", size.registrations, prepare, each}, func() { hangUp(conns); site.stop() }, nil
}

// seated demands that those who were answered do have a seat: a site that refuses everybody is fast.
func (r *running) seated(want int) error {
	counts, err := registration.Counts(r.store.Read(context.Background()), r.edition.ID)
	if err == nil && counts[registration.Confirmed] != want {
		err = fmt.Errorf("%d people have a seat, not %d", counts[registration.Confirmed], want)
	}
	return err
}

func registerModel(dir string, size scale) (side, func(), error) {
	s, edition, err := openStore(dir)
	if err != nil {
		return side{}, nil, err
	}
	var forms []registration.Form
	prepare := func(round int) error {
		forms = guests("modell", size.registrations, round)
		return clear(s, evening())
	}
	each := func(_, i int) error {
		return s.Write(context.Background(), func(tx *store.Tx) error {
			_, err := registration.Add(tx, edition, forms[i], registration.FromForm, registration.Self)
			return err
		})
	}
	return side{"the model", size.registrations, prepare, each}, func() { _ = s.Close() }, nil
}

func registerPlain(dir string, size scale) (side, func(), error) {
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
		forms = guests("ren", size.registrations, round)
		return p.clear(evening())
	}
	each := func(_, i int) error {
		return p.write(func(tx *sql.Tx) error { return plainAdd(tx, p.keys, edition, forms[i]) })
	}
	return side{"plain SQL", size.registrations, prepare, each}, p.close, nil
}
