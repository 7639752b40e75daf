package demo

import (
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// doors tells what happened besides: people came into their rooms, and a phone that had been without contact for a while
// had let in somebody twice and somebody who had cancelled.
func (f *filler) doors(tx *store.Tx, e event.Edition) error {
	if err := f.intoRooms(tx, e); err != nil {
		return err
	}
	late := e.CheckInAt.Add(30 * time.Minute)
	tx.Now = store.At(late.Add(20 * time.Minute))
	for i, status := range []registration.Status{registration.Confirmed, registration.Cancelled} {
		rows, _, err := registration.List(tx.DB, registration.Filter{Edition: e.ID, Status: status, Inside: status == registration.Confirmed, Limit: 1})
		if err != nil {
			return err
		}
		for _, r := range rows {
			_, err := door.Take(tx, e, door.Told{LetIn: true, Presented: door.Presented{RegistrationID: r.ID, Nonce: "demo-offline-" + string(status),
				OccurredAt: store.At(late.Add(time.Duration(i) * time.Minute)), Door: "Dörr 2", Actor: actor}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// intoRooms scans nearly everybody who came into their rooms, in two statements: one by one would take a third of the time
// that the demonstration takes to start.
func (f *filler) intoRooms(tx *store.Tx, e event.Edition) error {
	// Ids are drawn, so about one in sixteen ends in one of two characters: those went home at lunch.
	const came = ` FROM placements p JOIN admissions a ON a.registration_id = p.person_id
		JOIN programme_items i ON i.edition_id = p.edition_id AND i.slot = p.slot JOIN seminar_sessions t ON t.id = p.session_id
		WHERE p.edition_id = ? AND substr(p.person_id, -1) NOT IN ('0', '7')`
	err := tx.Exec(`INSERT INTO scans (id, edition_id, registration_id, nonce, door, actor, status, reason, occurred_at, received_at, session_id)
		SELECT p.person_id || '-' || p.slot, p.edition_id, p.person_id, 'demo-room-' || p.person_id || '-' || p.slot, t.room, ?, 'ok', '',
			i.starts_at - 120000, i.starts_at - 120000, p.session_id`+came, actor, e.ID).Error
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO session_admissions (session_id, registration_id, edition_id, scan_id, at, door)
		SELECT p.session_id, p.person_id, p.edition_id, p.person_id || '-' || p.slot, i.starts_at - 120000, t.room`+came, e.ID).Error
}
