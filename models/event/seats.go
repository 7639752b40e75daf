package event

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// What capacity and quotas cannot be set to while so many are coming.
var (
	ErrCapacityBelowTaken = store.Fault(store.Conflict, "error.capacity_below_taken")
	ErrCapacityBelowPool  = store.Fault(store.Conflict, "error.capacity_below_pool")
	ErrQuotaBelowTaken    = store.Fault(store.Conflict, "error.quota_below_taken")
	ErrPoolBelowTaken     = store.Fault(store.Conflict, "error.pool_below_taken")
)

// OfferRule says who offers a seat that became free.
type OfferRule string

// The rules: the program, in order of arrival; or the organiser, by hand.
const (
	ByArrival OfferRule = "arrival"
	ByHand    OfferRule = "manual"
)

// Seats is how full an edition is, and how its seats are handed out. Taken counts confirmed people and seats that are
// held by an open offer.
type Seats struct {
	EditionID           store.ID
	Capacity            int
	Taken               int
	WaitlistLast        int
	Promised            int // the sum of the organisations' quotas
	PoolTaken           int
	QuotasEndAt         store.Time // zero: quotas never fall into the pool
	OfferRule           OfferRule  `gorm:"default:arrival"`
	OfferMinutes        int        `gorm:"default:1440"` // to answer an offer
	OfferMinutesLastDay int        `gorm:"default:120"`  // the same, on the day before
	CheckDomains        bool
}

// TableName implements gorm's Tabler.
func (Seats) TableName() string { return "edition_seats" }

// Left is the number of free seats, kept for somebody or not.
func (s Seats) Left() int { return s.Capacity - s.Taken }

// Pool is how many seats are common to all organisations: what the quotas leave of the capacity.
func (s Seats) Pool() int { return max(0, s.Capacity-s.Promised) }

// PoolLeft is how many seats of the pool anybody could have now.
func (s Seats) PoolLeft() int { return max(0, min(s.Pool()-s.PoolTaken, s.Left())) }

// SeatsOf reads how full an edition is. Errors: store.ErrNotFound.
func SeatsOf(db *gorm.DB, edition store.ID) (Seats, error) {
	var found []Seats
	if err := db.Where("edition_id = ?", edition).Limit(1).Find(&found).Error; err != nil {
		return Seats{}, err
	}
	if len(found) == 0 {
		return Seats{}, store.ErrNotFound
	}
	return found[0], nil
}

// SetCapacity changes how many can come, and with it the pool. Errors: ErrCapacityBelowTaken, ErrCapacityBelowPool
// (there would be seats for all, but fewer in the pool than the pool has given away).
func SetCapacity(tx *store.Tx, edition store.ID, capacity int) error {
	done := tx.Exec(`UPDATE edition_seats SET capacity = ? WHERE edition_id = ? AND taken <= ?
		AND (pool_taken = 0 OR pool_taken <= ? - promised)`, capacity, edition, capacity, capacity)
	switch {
	case done.Error != nil:
		return done.Error
	case done.RowsAffected == 1:
		return nil
	}
	seats, err := SeatsOf(tx.DB, edition)
	if err != nil {
		return err
	}
	if seats.Taken > capacity {
		return ErrCapacityBelowTaken.On("capacity")
	}
	return ErrCapacityBelowPool.On("capacity")
}
