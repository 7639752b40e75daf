package registration

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Openings is who would get a seat by registering now, and who would get a place in the waitlist.
type Openings struct {
	Seats event.Seats
	kept  map[store.ID]int // seats left of quotas
	queue bool             // free seats are the organiser's to hand out, to those who wait
}

// OpeningsOf reads it in two or three queries.
func OpeningsOf(db *gorm.DB, edition store.ID) (Openings, error) {
	o := Openings{kept: map[store.ID]int{}}
	var err error
	if o.Seats, err = event.SeatsOf(db, edition); err != nil {
		return o, err
	}
	var rows []struct {
		ID store.ID
		N  int
	}
	err = db.Raw("SELECT organisation_id AS id, quota - taken AS n FROM organisation_seats WHERE edition_id = ? AND quota > taken",
		edition).Scan(&rows).Error
	for _, row := range rows {
		o.kept[row.ID] = row.N
	}
	if err != nil || o.Seats.OfferRule != event.ByHand {
		return o, err
	}
	var first []int
	err = db.Raw("SELECT waitlist_number FROM registrations WHERE edition_id = ? AND status = ? LIMIT 1", edition, Waitlisted).
		Scan(&first).Error
	o.queue = len(first) > 0
	return o, err
}

// For says whether somebody of an organisation would get a seat.
func (o Openings) For(organisation store.ID) bool {
	return o.Seats.Left() > 0 && !o.queue && (o.kept[organisation] > 0 || o.Seats.PoolLeft() > 0)
}

// Any says whether anybody would get a seat.
func (o Openings) Any() bool {
	return o.Seats.Left() > 0 && !o.queue && (len(o.kept) > 0 || o.Seats.PoolLeft() > 0)
}

// ForAll is how many seats anybody could have.
func (o Openings) ForAll() int { return o.Seats.PoolLeft() }

// Kept is how many of the free seats only people of certain organisations can have.
func (o Openings) Kept() int { return max(0, o.Seats.Left()-o.ForAll()) }
