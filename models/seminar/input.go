package seminar

import (
	"cmp"
	"slices"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// input is everything that an allocation depends on, as it is in the database now.
type input struct {
	seminars   []event.Seminar
	sessions   []event.Session
	choosing   map[int]event.Choosing // of each slot
	people     []Attendee             // by id, none twice
	wishes     map[store.ID][]store.ID
	pins       []Pinned
	exclusions []Excluded
	taken      []Placement      // in the slots where one takes a seat oneself
	held       map[store.ID]int // by session: seats that are offered to people in line
}

// readInput reads all that decides who can sit where. Errors: ErrNoSessions, ErrNobody.
func readInput(db *gorm.DB, edition store.ID, people []Attendee) (input, error) {
	if len(people) == 0 {
		return input{}, ErrNobody
	}
	in := input{people: slices.Clone(people)}
	slices.SortFunc(in.people, func(a, b Attendee) int { return cmp.Compare(a.ID, b.ID) })
	in.people = slices.CompactFunc(in.people, func(a, b Attendee) bool { return a.ID == b.ID })
	for _, read := range []func(*gorm.DB, store.ID) error{in.readSessions, in.readWishes, in.readRules, in.readHeld} {
		if err := read(db, edition); err != nil {
			return input{}, err
		}
	}
	if len(in.slots(event.Ranked, event.Fixed)) == 0 {
		return input{}, ErrNoSessions
	}
	return in, nil
}

func (in *input) readSessions(db *gorm.DB, edition store.ID) (err error) {
	if in.seminars, err = event.Seminars(db, edition); err != nil {
		return err
	}
	if in.sessions, err = event.Sessions(db, edition); err != nil {
		return err
	}
	programme, err := event.Programme(db, edition)
	in.choosing = make(map[int]event.Choosing)
	for _, slot := range event.Slots(programme) {
		in.choosing[slot.Number] = slot.Choose
	}
	return err
}

func (in *input) readWishes(db *gorm.DB, edition store.ID) (err error) {
	in.wishes, err = WishesByPerson(db, edition)
	return err
}

func (in *input) readRules(db *gorm.DB, edition store.ID) (err error) {
	if in.pins, err = Pins(db, edition); err != nil {
		return err
	}
	if in.exclusions, err = Exclusions(db, edition); err != nil {
		return err
	}
	in.taken, err = placementsIn(db, edition, in.slots(event.FirstCome))
	return err
}

// chosen is how one comes into the sessions of a slot. One that the programme does not have is ranked.
func (in *input) chosen(slot int) event.Choosing { return cmp.Or(in.choosing[slot], event.Ranked) }

// slots lists the numbers of the slots that are chosen in one of some ways and have sessions, in order.
func (in *input) slots(ways ...event.Choosing) []int {
	var numbers []int
	for _, s := range in.sessions {
		if slices.Contains(ways, in.chosen(s.Slot)) {
			numbers = append(numbers, s.Slot)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
