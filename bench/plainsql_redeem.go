package main

import (
	"database/sql"
	"errors"
	"time"

	"samling/models/event"
	"samling/models/store"
)

// The statements of door.Redeem for somebody who is let in, in its order.
const (
	plainTicket = `SELECT r.id, r.edition_id, r.status, r.name, r.display_name, r.waitlist_number,
	o.name AS organisation, e.starts_at, e.time_zone, a.registration_id IS NOT NULL AS inside
	FROM registrations r
	JOIN organisations o ON o.id = r.organisation_id
	JOIN editions e ON e.id = r.edition_id
	LEFT JOIN admissions a ON a.registration_id = r.id
	WHERE r.ticket_hash = ?`
	plainScan = `INSERT INTO scans (id, edition_id, registration_id, nonce, door, actor, status, reason, occurred_at,
		received_at, device_id, seq, session_id, let_in, clock_off) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (edition_id, nonce) DO NOTHING`
	plainAdmit = `INSERT INTO admissions (registration_id, edition_id, scan_id, at, door) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`
)

// presented is a code held up at the door.
type presented struct {
	code, nonce, door, actor string
	occurred                 time.Time
}

// plainRedeem lets somebody in who has a seat and has not come before.
func plainRedeem(tx *sql.Tx, e event.Edition, p presented) error {
	var id, edition, status, name, shown, organisation, zone string
	var number int
	var starts int64
	var inside bool
	err := tx.QueryRow(plainTicket, store.Hash(p.code)).
		Scan(&id, &edition, &status, &name, &shown, &number, &organisation, &starts, &zone, &inside)
	if err != nil {
		return err
	}
	if inside || status != "confirmed" || edition != string(e.ID) {
		return errPlain
	}
	scan, now, occurred := string(store.NewID()), time.Now().UnixMilli(), p.occurred.UnixMilli()
	fresh, err := changed(tx.Exec(plainScan, scan, edition, id, p.nonce, p.door, p.actor, "ok", "", occurred, now, nil, nil, nil, false, nil))
	if err != nil || !fresh {
		return errors.Join(errPlain, err)
	}
	let, err := changed(tx.Exec(plainAdmit, id, edition, scan, now, p.door))
	if err != nil || !let {
		return errors.Join(errPlain, err)
	}
	return nil
}
