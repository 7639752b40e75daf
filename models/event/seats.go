package event

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// ErrCapacityBelowTaken says that more people are coming than the new capacity would hold.
var ErrCapacityBelowTaken = store.Fault(store.Conflict, "error.capacity_below_taken")

// Seats is how full an edition is.
type Seats struct {
	EditionID    store.ID
	Capacity     int
	Taken        int
	WaitlistLast int
}

// TableName implements gorm's Tabler.
func (Seats) TableName() string { return "edition_seats" }

// Left is the number of free seats.
func (s Seats) Left() int { return s.Capacity - s.Taken }

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

// TakeSeat takes one seat if one is left, and says whether it did. The condition stands in the statement itself:
// whoever counts first and takes afterwards sells the last seat twice.
func TakeSeat(tx *store.Tx, edition store.ID) (bool, error) {
	done := tx.Exec("UPDATE edition_seats SET taken = taken + 1 WHERE edition_id = ? AND taken < capacity", edition)
	return done.RowsAffected == 1, done.Error
}

// FreeSeat gives one seat back.
func FreeSeat(tx *store.Tx, edition store.ID) error {
	return tx.Exec("UPDATE edition_seats SET taken = taken - 1 WHERE edition_id = ? AND taken > 0", edition).Error
}

// NextWaitlistNumber hands out the next place in the queue, 1 for the first.
func NextWaitlistNumber(tx *store.Tx, edition store.ID) (int, error) {
	var n int
	err := tx.Raw("UPDATE edition_seats SET waitlist_last = waitlist_last + 1 WHERE edition_id = ? RETURNING waitlist_last",
		edition).Scan(&n).Error
	return n, err
}

// SetCapacity changes how many can come. Errors: ErrCapacityBelowTaken.
func SetCapacity(tx *store.Tx, edition store.ID, capacity int) error {
	done := tx.Exec("UPDATE edition_seats SET capacity = ? WHERE edition_id = ? AND taken <= ?", capacity, edition, capacity)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != 1 {
		return ErrCapacityBelowTaken.On("capacity")
	}
	return nil
}
