package event

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// Item is a line of the programme.
type Item struct {
	ID        store.ID
	EditionID store.ID
	StartsAt  store.Time
	EndsAt    store.Time
	Kind      string   // check_in, plenary, break, seminars
	Slot      int      // the seminar slot that it is, 0 = none
	Choose    Choosing `gorm:"default:ranked"` // counts in a seminar slot only
	Title     string
	Text      string
	Position  int
}

// TableName implements gorm's Tabler.
func (Item) TableName() string { return "programme_items" }

// Document is something to read before or after, with its address.
type Document struct {
	ID        store.ID
	EditionID store.ID
	ItemID    *store.ID
	Title     string
	URL       string
	Position  int
}

// Seminar is what can be chosen; its sessions say when and where.
type Seminar struct {
	ID        store.ID
	EditionID store.ID
	Key       string
	Title     string
	Text      string
	Position  int
	OnlyKinds string // the kinds of organisation that may come, with spaces between; empty: all
}

// Session is a seminar in a slot, with a room and seats.
type Session struct {
	ID        store.ID
	EditionID store.ID
	SeminarID store.ID
	Slot      int
	Room      string
	Seats     int
	Overbook  int  // per cent of the seats that may be given away above them, for those who will not come
	FireLimit int  // how many the room may hold, whatever the seats are; 0: not stated
	Least     int  // with fewer it is not held; 0: no minimum
	Withdrawn bool // not held; the wishes for it stay
}

// TableName implements gorm's Tabler.
func (Session) TableName() string { return "seminar_sessions" }

// Slot is a time at which parallel seminars are held.
type Slot struct {
	Number   int
	Title    string
	StartsAt store.Time
	EndsAt   store.Time
	Choose   Choosing
}

// Programme lists the lines of the day in order.
func Programme(db *gorm.DB, edition store.ID) ([]Item, error) {
	var all []Item
	err := db.Where("edition_id = ?", edition).Order("starts_at, position").Find(&all).Error
	return all, err
}

// Documents lists what there is to read.
func Documents(db *gorm.DB, edition store.ID) ([]Document, error) {
	var all []Document
	err := db.Where("edition_id = ?", edition).Order("position, id").Find(&all).Error
	return all, err
}

// Seminars lists the seminars in the order the organiser chose.
func Seminars(db *gorm.DB, edition store.ID) ([]Seminar, error) {
	var all []Seminar
	err := db.Where("edition_id = ?", edition).Order("position, id").Find(&all).Error
	return all, err
}

// Sessions lists every session of an edition by slot and room.
func Sessions(db *gorm.DB, edition store.ID) ([]Session, error) {
	var all []Session
	err := db.Where("edition_id = ?", edition).Order("slot, room, id").Find(&all).Error
	return all, err
}

// Slots picks the seminar slots out of a programme, by number.
func Slots(programme []Item) []Slot {
	var slots []Slot
	for _, item := range programme {
		if item.Slot > 0 {
			slots = append(slots, Slot{item.Slot, item.Title, item.StartsAt, item.EndsAt, item.Choose})
		}
	}
	return slots
}

// SeminarByKey finds a seminar of an edition by the word that names it in addresses. Errors: store.ErrNotFound.
func SeminarByKey(db *gorm.DB, edition store.ID, key string) (Seminar, error) {
	all, err := Seminars(db, edition)
	if err != nil {
		return Seminar{}, err
	}
	i := slices.IndexFunc(all, func(s Seminar) bool { return s.Key == key })
	if i < 0 {
		return Seminar{}, store.ErrNotFound
	}
	return all[i], nil
}
