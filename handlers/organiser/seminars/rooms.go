package seminars

import (
	"strconv"

	"samling/models/event"
	"samling/models/seminar"
	"samling/views/page"
)

// slotRooms is who fills the rooms of one slot.
type slotRooms struct {
	Slot string
	Rows []roomRow
}

// roomRow is one room: people of each kind of organisation.
type roomRow struct {
	Title, Room              string
	Bits                     []page.Bit
	Counts                   []int // of each kind in the legend
	Placed, Seats, Capacity  int
	Over, Full, Held         bool
	Organisations            int
	Largest                  string // the organisation with most people, "" where nobody is
	LargestPeople, LargestIn string
}

// kindPatterns tell kinds apart where the tones are alike: they lie over the bar of a kind, by its place among
// event.OrganisationKinds.
var kindPatterns = [len(event.OrganisationKinds)]string{2: "snedstreck", 4: "prickar"}

// rooms shows the rooms of a run, slot by slot, and the kinds of organisation that are in any of them.
func rooms(b page.Base, n names, all []seminar.Room) ([]slotRooms, []legendLine) {
	kinds := kindsIn(all)
	var slots []slotRooms
	for _, r := range all {
		head := b.T("seminars.slot", "Number", r.Slot)
		if len(slots) == 0 || slots[len(slots)-1].Slot != head {
			slots = append(slots, slotRooms{Slot: head})
		}
		last := &slots[len(slots)-1]
		last.Rows = append(last.Rows, newRoomRow(b, n, r, kinds))
	}
	legend := make([]legendLine, len(kinds))
	for i, k := range kinds {
		legend[i] = kindLegend(b, k)
	}
	return slots, legend
}

func kindLegend(b page.Base, kind int) legendLine {
	return legendLine{"kind-" + strconv.Itoa(kind), kindPatterns[kind], b.T("kind." + event.OrganisationKinds[kind])}
}

// kindsIn lists the kinds that anybody in the rooms has, as indexes into event.OrganisationKinds: a kind keeps its tone
// from one run to the next.
func kindsIn(all []seminar.Room) []int {
	var kinds []int
	for i, kind := range event.OrganisationKinds {
		for _, r := range all {
			if r.Kinds[kind] > 0 {
				kinds = append(kinds, i)
				break
			}
		}
	}
	return kinds
}

func newRoomRow(b page.Base, n names, r seminar.Room, kinds []int) roomRow {
	row := roomRow{Title: n.seminar(r.SeminarID), Room: r.Room, Placed: r.Placed, Seats: r.Seats, Capacity: r.Capacity,
		Over: r.Placed > r.Seats, Full: r.Placed >= r.Capacity, Held: r.Held, Organisations: r.Organisations}
	var pieces []page.Piece
	for _, k := range kinds {
		count := r.Kinds[event.OrganisationKinds[k]]
		row.Counts = append(row.Counts, count)
		pieces = append(pieces, page.Piece{N: count, Class: "kind-" + strconv.Itoa(k), Pattern: kindPatterns[k], On: k == 0})
	}
	row.Bits = page.Stack(r.Placed, pieces...)
	if r.Placed > 0 && r.Largest != "" {
		row.Largest, row.LargestPeople, row.LargestIn = n.organisations[r.Largest].Name, b.Int(r.LargestPeople), b.Percent(r.LargestShare())
	}
	return row
}
