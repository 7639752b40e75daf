package registration

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Place is where somebody stands in the waitlist: 1 is next in turn. It is 0 for who does not wait, and for who has an
// offer: they are past the queue.
type Place struct {
	All int // among everybody, for a seat of the pool
	Own int // among the people of the same organisation, for a seat of its quota
}

// PlaceOf finds somebody's place. Numbers handed out never change; the place moves up as others leave.
func PlaceOf(db *gorm.DB, r Registration) (Place, error) {
	var p Place
	if r.Status != Waitlisted {
		return p, nil
	}
	err := db.Raw(`SELECT COUNT(*) AS "all", COALESCE(SUM(CASE WHEN w.organisation_id = ? THEN 1 ELSE 0 END), 0) AS own
		FROM registrations w WHERE w.edition_id = ? AND w.status = ? AND w.waitlist_number <= ?
		AND NOT EXISTS (SELECT 1 FROM offers f WHERE f.registration_id IN (w.id, ?) AND f.state = 'open')`,
		r.OrganisationID, r.EditionID, Waitlisted, r.WaitlistNumber, r.ID).Scan(&p).Error
	return p, err
}

// QueuePlace is the place among everybody.
func QueuePlace(db *gorm.DB, r Registration) (int, error) {
	p, err := PlaceOf(db, r)
	return p.All, err
}

// waiter is somebody in the waitlist, as far as handing out seats needs to know.
type waiter struct {
	ID             store.ID
	OrganisationID store.ID
	GroupID        store.ID
}

// waitersMax bounds what is read of the waitlist at once. There are never more free seats.
const waitersMax = 2000

// waiters reads who could use what is free, in the order of their numbers, without those who have an offer. People of
// a group are all there, for they are offered seats together.
func waiters(tx *store.Tx, r room) ([]waiter, error) {
	var all []waiter
	query := `SELECT w.id, w.organisation_id, w.group_id FROM registrations w WHERE w.edition_id = ? AND w.status = ?
		AND NOT EXISTS (SELECT 1 FROM offers f WHERE f.registration_id = w.id AND f.state = 'open')`
	args := []any{r.seats.EditionID, Waitlisted}
	if r.pool <= 0 {
		query += " AND (w.group_id <> '' OR w.organisation_id IN ?)"
		args = append(args, append(r.organisations(), ""))
	}
	err := tx.Raw(query+" ORDER BY w.waitlist_number LIMIT ?", append(args, waitersMax)...).Scan(&all).Error
	return all, err
}

// parties puts people of a group together at the place of the first of them; everybody else is a party of one.
func parties(all []waiter) [][]waiter {
	var out [][]waiter
	at := map[store.ID]int{}
	for _, w := range all {
		if i, known := at[w.GroupID]; known && w.GroupID != "" {
			out[i] = append(out[i], w)
			continue
		}
		at[w.GroupID] = len(out)
		out = append(out, []waiter{w})
	}
	return out
}

func organisationsOf(party []waiter) []store.ID {
	ids := make([]store.ID, len(party))
	for i, w := range party {
		ids[i] = w.OrganisationID
	}
	return ids
}

// Waiting is somebody in the waitlist, as the organiser sees it.
type Waiting struct {
	Registration
	ExpiresAt store.Time // of the offer they have; zero: none
}

// WaitingOf reads the first of the waitlist in the order of their numbers, people with protected identity included,
// and how many wait in all.
func WaitingOf(db *gorm.DB, edition store.ID, limit int) ([]Waiting, int, error) {
	var total int
	err := db.Raw("SELECT COUNT(*) FROM registrations WHERE edition_id = ? AND status = ?", edition, Waitlisted).Scan(&total).Error
	if err != nil {
		return nil, 0, err
	}
	var all []Waiting
	err = db.Raw(`SELECT r.*, f.expires_at FROM registrations r LEFT JOIN offers f ON f.registration_id = r.id AND f.state = 'open'
		WHERE r.edition_id = ? AND r.status = ? ORDER BY r.waitlist_number LIMIT ?`, edition, Waitlisted, limit).Scan(&all).Error
	return all, total, err
}
