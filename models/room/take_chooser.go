package room

import (
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

// chooser is a person before the sessions: all that decides what they may have, read at one instant. What is found here
// makes the sentence; that a seat is not sold twice rests on the statement that takes it.
type chooser struct {
	e         event.Edition
	now       time.Time
	person    registration.Row
	slots     []event.Slot
	published bool // people have been placed by an allocation
	sessions  []Opening
	mine      map[int]placed // by slot
	pins      []store.ID     // sessions
	excluded  []store.ID     // seminars
	waits     map[store.ID]Wait
}

// placed is where the person sits in a slot.
type placed struct {
	Slot         int
	SessionID    store.ID
	SeminarID    store.ID
	WasSessionID store.ID // the session they have left for it by their own choice, '' = none
}

func readChooser(db *gorm.DB, e event.Edition, person store.ID, now time.Time) (c chooser, err error) {
	c = chooser{e: e, now: now, mine: map[int]placed{}}
	if c.person, err = registration.RowByID(db, person); err != nil {
		return c, err
	}
	if c.person.EditionID != e.ID {
		return c, store.ErrNotFound
	}
	for _, read := range []func(*gorm.DB) error{c.readSlots, c.readMine, c.readRules} {
		if err := read(db); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (c *chooser) readSlots(db *gorm.DB) error {
	programme, err := event.Programme(db, c.e.ID)
	if err != nil {
		return err
	}
	c.slots = event.Slots(programme)
	if _, err = seminar.PublishedRun(db, c.e.ID); err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	c.published = err == nil
	c.sessions, err = Openings(db, c.e.ID)
	return err
}

func (c *chooser) readMine(db *gorm.DB) error {
	var rows []placed
	err := db.Raw(`SELECT p.slot, p.session_id, t.seminar_id, COALESCE(p.was_session_id, '') AS was_session_id FROM placements p
		JOIN seminar_sessions t ON t.id = p.session_id WHERE p.person_id = ? AND p.edition_id = ?`, c.person.ID, c.e.ID).Scan(&rows).Error
	for _, row := range rows {
		c.mine[row.Slot] = row
	}
	return err
}

func (c *chooser) readRules(db *gorm.DB) (err error) {
	if c.waits, err = waitsOf(db, c.person.ID); err != nil {
		return err
	}
	if err = db.Raw("SELECT session_id FROM placement_pins WHERE person_id = ?", c.person.ID).Scan(&c.pins).Error; err != nil {
		return err
	}
	return db.Raw("SELECT seminar_id FROM placement_exclusions WHERE person_id = ?", c.person.ID).Scan(&c.excluded).Error
}

// pinned says whether the organiser has decided where the person sits in a slot.
func (c chooser) pinned(slot int) bool {
	return slices.ContainsFunc(c.sessions, func(s Opening) bool { return s.Slot == slot && slices.Contains(c.pins, s.ID) })
}

// session finds a session by its id, with its slot.
func (c chooser) session(id store.ID) (Opening, event.Slot, error) {
	at := slices.IndexFunc(c.sessions, func(s Opening) bool { return s.ID == id })
	if at < 0 {
		return Opening{}, event.Slot{}, store.ErrNotFound
	}
	slot, err := c.slot(c.sessions[at].Slot)
	return c.sessions[at], slot, err
}

func (c chooser) slot(number int) (event.Slot, error) {
	at := slices.IndexFunc(c.slots, func(s event.Slot) bool { return s.Number == number })
	if at < 0 {
		return event.Slot{}, store.ErrNotFound
	}
	return c.slots[at], nil
}

// lookUp reads the chooser and finds a session that they may sit in, as far as rules go: it can still be full.
func lookUp(tx *store.Tx, e event.Edition, person, session store.ID) (chooser, Opening, error) {
	c, err := readChooser(tx.DB, e, person, tx.Now.Time)
	if err != nil {
		return c, Opening{}, err
	}
	s, slot, err := c.session(session)
	if err != nil {
		return c, s, err
	}
	if err := c.slotOpen(slot); err != nil {
		return c, s, err
	}
	return c, s, c.may(s)
}
