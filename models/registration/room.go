package registration

import (
	"samling/models/event"
	"samling/models/store"
)

// room is what is free at an instant, for planning. The plan is carried out by tally.take, whose conditions decide.
type room struct {
	seats   event.Seats
	left    int // seats free in all
	pool    int // of these, free to anybody
	quota   map[store.ID]int
	waiting bool // whether anybody is in the waitlist
}

// roomOf reads what is free. Where quotas have ended, what nobody used of them has fallen into the pool first.
func roomOf(tx *store.Tx, edition store.ID) (room, error) {
	seats, err := event.SeatsOf(tx.DB, edition)
	if err != nil {
		return room{}, err
	}
	if quotasEnded(seats, tx.Now) {
		if err := endQuotas(tx, edition); err != nil {
			return room{}, err
		}
		if seats, err = event.SeatsOf(tx.DB, edition); err != nil {
			return room{}, err
		}
	}
	r := room{seats: seats, left: seats.Left(), pool: seats.Pool() - seats.PoolTaken, quota: map[store.ID]int{}}
	var rows []struct {
		ID store.ID
		N  int
	}
	err = tx.Raw(`SELECT organisation_id AS id, quota - taken AS n FROM organisation_seats
		WHERE edition_id = ? AND quota > taken`, edition).Scan(&rows).Error
	for _, row := range rows {
		r.quota[row.ID] = row.N
	}
	if err != nil {
		return r, err
	}
	var first []int
	err = tx.Raw("SELECT waitlist_number FROM registrations WHERE edition_id = ? AND status = ? LIMIT 1", edition, Waitlisted).
		Scan(&first).Error
	r.waiting = len(first) > 0
	return r, err
}

func quotasEnded(s event.Seats, now store.Time) bool {
	return !s.QuotasEndAt.IsZero() && !now.Before(s.QuotasEndAt.Time)
}

// keptForQueue says whether free seats are for the waitlist only: the organiser hands them out.
func (r *room) keptForQueue() bool { return r.seats.OfferRule == event.ByHand && r.waiting }

// fit finds a seat for each of a party, named by their organisations: of the own quota while that lasts, else of the
// pool. It takes them out of the room only if there is one for everybody.
func (r *room) fit(party []store.ID) ([]Charge, bool) {
	if len(party) > r.left {
		return nil, false
	}
	charges := make([]Charge, len(party))
	ofPool, ofQuota := 0, map[store.ID]int{}
	for i, organisation := range party {
		charges[i] = OnQuota
		if r.quota[organisation]-ofQuota[organisation] > 0 {
			ofQuota[organisation]++
			continue
		}
		charges[i] = OnPool
		ofPool++
	}
	if ofPool > 0 && ofPool > r.pool {
		return nil, false
	}
	r.left, r.pool = r.left-len(party), r.pool-ofPool
	for organisation, n := range ofQuota {
		r.quota[organisation] -= n
	}
	return charges, true
}

// organisations lists those that have seats of their quota left.
func (r *room) organisations() []store.ID {
	ids := make([]store.ID, 0, len(r.quota))
	for id := range r.quota {
		ids = append(ids, id)
	}
	return ids
}
