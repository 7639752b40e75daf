package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"

	"samling/models/door"
	"samling/models/store"
)

// redeemAim: a check-in through the whole site is more than half as fast as its bare statements.
const redeemAim = 0.6

// redeem measures people who are let in: every round is the morning of a day to which everybody comes.
func redeem(dir string, size scale) ([]line, error) {
	f, err := fixture(dir, boundless, size.people)
	if err != nil {
		return nil, err
	}
	var sides []side
	for _, make := range []func(fixed, string, scale) (side, func(), error){redeemHTTP, redeemModel, redeemPlain} {
		own, err := f.copyTo(filepath.Join(dir, fmt.Sprint(len(sides))))
		if err != nil {
			return nil, err
		}
		s, stop, err := make(f, own, size)
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
		compared("redeems at the door: the site against plain SQL", redeemAim, got[0], got[2]),
		compared("   without HTTP: the model against plain SQL", 0, got[1], got[2]),
	}, nil
}

// morning are the statements after which nobody has come yet.
func morning() []string { return []string{"DELETE FROM admissions", "DELETE FROM scans"} }

func doorName(i int) string { return fmt.Sprintf("Dörr %d", 1+i%2) }

// nonceOf is what a phone makes anew for each presentation.
func nonceOf(round, i int) string { return fmt.Sprintf("nonce-%d-%d", round, i) }

// scanned are the requests of a round, as the door's script sends them.
func (f fixed) scanned(keys store.Keys, round int) ([][]byte, error) {
	requests := make([][]byte, len(f.people))
	for i, r := range f.people {
		body, err := json.Marshal(map[string]any{"code": "HTTP://SAMLING.EXAMPLE/T/" + r.Ticket(keys), "nonce": nonceOf(round, i),
			"occurred_at": time.Now(), "door": doorName(i), "edition": slug})
		if err != nil {
			return nil, err
		}
		requests[i] = post("/api/v1/door/redeem", "application/json", string(body), "Cookie: session="+f.session)
	}
	return requests, nil
}

func redeemHTTP(f fixed, dir string, size scale) (side, func(), error) {
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
	prepare := func(round int) (err error) {
		if requests, err = f.scanned(site.store.Keys(), round); err != nil {
			return err
		}
		return clear(site.store, morning())
	}
	each := func(conn, i int) error {
		body, err := conns[conn].expect(200, requests[i])
		if err == nil && !bytes.HasPrefix(body, []byte(`{"status":"ok"`)) {
			err = fmt.Errorf("not let in: %s", body)
		}
		return err
	}
	return side{"the site", size.people, prepare, each}, func() { hangUp(conns); site.stop() }, nil
}

func redeemModel(f fixed, dir string, size scale) (side, func(), error) {
	s, edition, err := openStore(dir)
	if err != nil {
		return side{}, nil, err
	}
	var all []door.Presented
	prepare := func(round int) error {
		all = all[:0]
		for i, r := range f.people {
			all = append(all, door.Presented{Code: r.Ticket(s.Keys()), Nonce: nonceOf(round, i), OccurredAt: store.At(time.Now()),
				Door: doorName(i), Actor: "bench"})
		}
		return clear(s, morning())
	}
	each := func(_, i int) error {
		return s.Write(context.Background(), func(tx *store.Tx) error {
			v, err := door.Redeem(tx, all[i], edition)
			if err == nil && v.Status != door.OK {
				err = fmt.Errorf("not let in: %s", v.Reason)
			}
			return err
		})
	}
	return side{"the model", size.people, prepare, each}, func() { _ = s.Close() }, nil
}

func redeemPlain(f fixed, dir string, size scale) (side, func(), error) {
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
	var all []presented
	prepare := func(round int) error {
		all = all[:0]
		for i, r := range f.people {
			all = append(all, presented{code: r.Ticket(p.keys), nonce: nonceOf(round, i), door: doorName(i), actor: "bench", occurred: time.Now()})
		}
		return p.clear(morning())
	}
	each := func(_, i int) error {
		if err := p.before(f.session); err != nil {
			return err
		}
		if err := p.write(func(tx *sql.Tx) error { return plainRedeem(tx, edition, all[i]) }); err != nil {
			return err
		}
		return p.after(edition, f.people[i].ID)
	}
	return side{"plain SQL", size.people, prepare, each}, p.close, nil
}
