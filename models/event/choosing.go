package event

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// Choosing is how people come into the sessions of a slot.
type Choosing string

// The ways of choosing, the usual one first.
const (
	Ranked    Choosing = "ranked"     // by ranked wishes and an allocation
	FirstCome Choosing = "first_come" // who comes first takes a seat
	Fixed     Choosing = "fixed"      // as the organiser decides
)

// Choosings lists the ways of choosing in the order in which they are shown.
var Choosings = [...]Choosing{Ranked, FirstCome, Fixed}

func choosings() []string {
	all := make([]string, len(Choosings))
	for i, c := range Choosings {
		all[i] = string(c)
	}
	return all
}

// Rankable lists the seminars that people may rank, in the organiser's order: those that are held in a ranked slot. None
// where nothing is ranked.
func Rankable(db *gorm.DB, edition store.ID) ([]Seminar, error) {
	var all []Seminar
	err := db.Raw(`SELECT s.* FROM seminars s WHERE s.edition_id = ? AND EXISTS (SELECT 1 FROM seminar_sessions t
			JOIN programme_items i ON i.edition_id = t.edition_id AND i.slot = t.slot
			WHERE t.seminar_id = s.id AND t.withdrawn = ? AND i.choose = ?) ORDER BY s.position, s.id`, edition, false, Ranked).Scan(&all).Error
	return all, err
}

// IsRanked says whether any slot of a programme is filled by ranked wishes.
func IsRanked(programme []Item) bool {
	return slices.ContainsFunc(programme, func(i Item) bool { return i.Slot > 0 && i.Choose == Ranked })
}

// Kinds lists the kinds of organisation that may come; none: all may.
func (s Seminar) Kinds() []string { return strings.Fields(s.OnlyKinds) }

// Open says whether people of a kind of organisation may come.
func (s Seminar) Open(kind string) bool {
	kinds := s.Kinds()
	return len(kinds) == 0 || slices.Contains(kinds, kind)
}

// MostOverbook is how many per cent of its seats a session may give away above them: of those who are to come, 10 to 15 in
// a hundred do not.
const MostOverbook = 8

// Capacity is how many may be placed in a session: its seats and the overbooking, rounded down, within the fire limit;
// nobody when it is withdrawn. The allocation counts the same (allocation.Session.Capacity).
func (s Session) Capacity() int {
	if s.Withdrawn {
		return 0
	}
	most := s.Seats + s.Seats*s.Overbook/100
	if s.FireLimit > 0 {
		most = min(most, s.FireLimit)
	}
	return most
}
