package door

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// Standing is all that the page about check-in tells at an instant. It is read from the tables each time, so a restart
// in the middle of the queue changes nothing.
type Standing struct {
	At            time.Time
	Inside        int
	Expected      int
	Hours         Hours
	Arrivals      []Arrival
	Doors         []Through
	Queue         Queue
	Refusals      map[Reason]int
	Devices       []Device
	Organisations map[store.ID]registration.Tally
	Missing       []Absent // at most missingNamed, and none while there are more
	MissingMany   bool     // more are missing than are named
	Cases         int      // that wait for the help desk
}

// missingNamed is how many missing people are named on the page itself: the last ones, whom somebody can telephone.
const missingNamed = 40

// Stand reads how the check-in of an edition stands. The number of its queries does not grow with the people.
func Stand(db *gorm.DB, e event.Edition, now time.Time) (Standing, error) {
	s := Standing{At: now, Hours: HoursOf(e, now)}
	for _, read := range []func(*gorm.DB, store.ID) error{s.readCounts, s.readDoors, s.readMissing} {
		if err := read(db, e.ID); err != nil {
			return s, err
		}
	}
	s.Queue = QueueOf(s.Doors, s.Expected-s.Inside, now)
	return s, nil
}

func (s *Standing) readCounts(db *gorm.DB, edition store.ID) (err error) {
	if s.Inside, s.Expected, err = Count(db, edition); err != nil {
		return err
	}
	if s.Organisations, err = registration.CountByOrganisation(db, edition); err != nil {
		return err
	}
	s.Refusals, err = Refusals(db, edition)
	return err
}

func (s *Standing) readDoors(db *gorm.DB, edition store.ID) (err error) {
	if s.Arrivals, err = Arrivals(db, edition); err != nil {
		return err
	}
	s.Doors = ByDoor(s.Arrivals, s.At)
	if s.Devices, err = Devices(db, edition); err != nil {
		return err
	}
	s.Cases, err = OpenCases(db, edition)
	return err
}

func (s *Standing) readMissing(db *gorm.DB, edition store.ID) error {
	people, total, err := Missing{Edition: edition, Limit: missingNamed}.Read(db)
	if s.MissingMany = total > missingNamed; !s.MissingMany {
		s.Missing = people
	}
	return err
}
