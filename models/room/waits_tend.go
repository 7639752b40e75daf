package room

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
)

// job is the actor in the history when a seat in a session is offered by the program itself.
const job = "session_waits"

// statementMax keeps statements below the number of variables that every engine takes.
const statementMax = 500

// overWaits are places in line that have come to their end: an offer that ran out, a slot about to begin, a session that is
// withdrawn or can no longer be chosen, somebody who is not coming, or who sits in that seminar now.
const overWaits = ` FROM session_waits w JOIN seminar_sessions t ON t.id = w.session_id JOIN registrations r ON r.id = w.person_id
	JOIN editions e ON e.id = w.edition_id
	LEFT JOIN programme_items i ON i.edition_id = t.edition_id AND i.slot = t.slot
	WHERE w.state IN ('waiting', 'offered') AND ((w.state = 'offered' AND w.expires_at <= ?) OR i.starts_at IS NULL OR i.starts_at <= ?
		OR e.state IN ('finished', 'archived') OR r.status <> 'confirmed' OR t.withdrawn = ? OR i.choose = 'fixed' OR (i.choose = 'ranked' AND ` + unpublished + `)
		OR EXISTS (SELECT 1 FROM placements p JOIN seminar_sessions y ON y.id = p.session_id
			WHERE p.person_id = w.person_id AND y.seminar_id = t.seminar_id))`

// unpublished: nobody of edition e is placed by an allocation, or no longer.
const unpublished = `NOT EXISTS (SELECT 1 FROM allocation_runs a WHERE a.edition_id = e.id AND a.state = 'published')`

// freeWaits are those whose turn it is: as many of each line as its session has free seats.
const freeWaits = ` FROM (SELECT w.id, w.edition_id, w.session_id, w.person_id, i.starts_at,
		ROW_NUMBER() OVER (PARTITION BY w.session_id ORDER BY w.number) AS turn, ` + seatsOf + ` - ` + placedOf + ` - ` + heldOf + ` AS free
	FROM session_waits w JOIN seminar_sessions t ON t.id = w.session_id
	JOIN programme_items i ON i.edition_id = t.edition_id AND i.slot = t.slot
	WHERE w.state = 'waiting' AND t.withdrawn = ? AND i.starts_at > ?) n WHERE n.turn <= n.free`

// lostOffers are offers of seats that are there no longer: an organiser has made the room smaller, or taken a publication back.
const lostOffers = `state = 'offered' AND session_id IN (SELECT t.id FROM seminar_sessions t WHERE t.withdrawn = ? AND ` + placedOf + ` >= ` + seatsOf + `)`

// Due says whether Tend would do anything. A cheap read, so that it can be asked often.
func Due(db *gorm.DB, now store.Time) (bool, error) {
	var found []int
	soon := store.At(now.Add(linesClose))
	err := db.Raw("SELECT 1"+overWaits+" LIMIT 1", now, soon, true).Scan(&found).Error
	if err != nil || len(found) > 0 {
		return len(found) > 0, err
	}
	err = db.Raw("SELECT 1"+freeWaits+" LIMIT 1", "", false, soon).Scan(&found).Error
	if err != nil || len(found) > 0 {
		return len(found) > 0, err
	}
	err = db.Raw("SELECT 1 FROM session_waits WHERE "+lostOffers+" LIMIT 1", false).Scan(&found).Error
	return len(found) > 0, err
}

// Tend does what the lines need as time passes and as others change things: it ends what is over, and offers seats that
// became free by a cancellation, a larger room or an offer that ran out. It gives how many were offered a seat.
func Tend(tx *store.Tx) (int, error) {
	if err := endOver(tx); err != nil {
		return 0, err
	}
	if err := tx.Exec("UPDATE session_waits SET state = 'waiting', offered_at = NULL, expires_at = NULL WHERE "+lostOffers, false).Error; err != nil {
		return 0, fmt.Errorf("take back offers of seats that are gone: %w", err) // they keep their place in line
	}
	var editions []store.ID
	soon := store.At(tx.Now.Add(linesClose))
	if err := tx.Raw("SELECT DISTINCT n.edition_id"+freeWaits, "", false, soon).Scan(&editions).Error; err != nil {
		return 0, err
	}
	offered := 0
	for _, id := range editions {
		e, err := event.ByID(tx.DB, id)
		if err != nil {
			return offered, err
		}
		n, err := offerFree(tx, e)
		if offered += n; err != nil {
			return offered, err
		}
	}
	return offered, nil
}

// endOver ends what is over. Whoever let an offer run out is out of that line, with the seat they had: they can join again.
func endOver(tx *store.Tx) error {
	var over []struct {
		ID     store.ID
		RanOut bool
	}
	soon := store.At(tx.Now.Add(linesClose))
	err := tx.Raw("SELECT w.id, (w.state = 'offered' AND w.expires_at <= ?) AS ran_out"+overWaits, tx.Now, tx.Now, soon, true).Scan(&over).Error
	if err != nil {
		return err
	}
	ids := map[bool][]store.ID{}
	for _, w := range over {
		ids[w.RanOut] = append(ids[w.RanOut], w.ID)
	}
	for ranOut, all := range ids {
		state := Closed
		if ranOut {
			state = Expired
		}
		for some := range slices.Chunk(all, statementMax) {
			if err := tx.Exec("UPDATE session_waits SET state = ?, answered_at = ? WHERE id IN ?", state, tx.Now, some).Error; err != nil {
				return fmt.Errorf("end waiting: %w", err)
			}
		}
	}
	return nil
}

// turn is somebody whose turn it is.
type turn struct {
	ID       store.ID
	PersonID store.ID
	StartsAt store.Time
}

// offerFree offers the free seats of an edition's sessions to those who wait for them, each to the first in line. It
// belongs after everything that frees a seat.
func offerFree(tx *store.Tx, e event.Edition) (int, error) {
	if !e.ChangesOpen(tx.Now.Time) {
		return 0, nil
	}
	var next []turn
	soon := store.At(tx.Now.Add(linesClose))
	err := tx.Raw("SELECT n.id, n.person_id, n.starts_at"+freeWaits+" AND n.edition_id = ? ORDER BY n.session_id, n.turn", "", false, soon, e.ID).
		Scan(&next).Error
	if err != nil || len(next) == 0 {
		return 0, err
	}
	seats, err := event.SeatsOf(tx.DB, e.ID)
	if err != nil {
		return 0, err
	}
	for some := range slices.Chunk(next, statementMax) {
		if err := offerTo(tx, e, seats, some); err != nil {
			return 0, err
		}
	}
	return len(next), nil
}

func offerTo(tx *store.Tx, e event.Edition, seats event.Seats, next []turn) error {
	args := make([]any, 0, 2*len(next)+1)
	people := make([]store.ID, len(next))
	for i, t := range next {
		people[i] = t.PersonID
		args = append(args, t.ID, ends(e, seats, t.StartsAt, tx.Now))
	}
	rows := strings.TrimSuffix(strings.Repeat("(?, ?), ", len(next)), ", ")
	done := tx.Exec("WITH part (id, ends) AS (VALUES "+rows+`) UPDATE session_waits SET state = 'offered', offered_at = ?,
		expires_at = (SELECT part.ends FROM part WHERE part.id = session_waits.id)
		WHERE state = 'waiting' AND id IN (SELECT id FROM part)`, append(args, tx.Now)...)
	if done.Error != nil {
		return fmt.Errorf("offer seats in sessions: %w", done.Error)
	}
	if err := registration.NoteAll(tx, people, job, "seminar_offered"); err != nil {
		return err
	}
	return tellOffered(tx, next, people)
}

// tellOffered mails each. The key is the wait's own and the instant's: the same person may be offered other seats, and one
// that was lost again.
func tellOffered(tx *store.Tx, next []turn, people []store.ID) error {
	rows, err := registration.RowsByID(tx.DB, people)
	if err != nil {
		return err
	}
	mails := make([]mailbox.Mail, 0, len(next))
	for _, t := range next {
		r := rows[slices.IndexFunc(rows, func(r registration.Row) bool { return r.ID == t.PersonID })]
		data, err := json.Marshal(about{Wait: t.ID})
		if err != nil {
			return err
		}
		mails = append(mails, mailbox.Mail{EditionID: r.EditionID, Kind: mailbox.SessionOffer, Lang: r.Lang, ToAddress: r.Email, ToName: r.ShownName(),
			SubjectID: r.ID, Data: string(data), OnceKey: mailbox.Once("session_offer", string(t.ID), strconv.FormatInt(tx.Now.Unix(), 10))})
	}
	return mailbox.Enqueue(tx, mails...)
}

// ends is when an offer made now ends: after the time that the organiser has set for offers, and before the slot begins.
func ends(e event.Edition, seats event.Seats, starts, now store.Time) store.Time {
	until := registration.AnswerBy(e, seats, now)
	if last := store.At(starts.Add(-linesClose)); until.After(last.Time) {
		return last
	}
	return until
}
