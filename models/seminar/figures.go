package seminar

import "samling/models/store"

// Figures is what a run gave. It is stored as JSON with the run, so that an old run can be read without being solved
// again; what an old run did not count yet is zero. All but Rooms are about the ranked slots.
type Figures struct {
	People   int           `json:"people"`
	Placed   int           `json:"placed"`           // placements: a person in a slot
	Pinned   int           `json:"pinned,omitempty"` // of them by pins, which are no result of the wishes
	Unplaced int           `json:"unplaced"`         // people × slots - Placed
	NoWish   int           `json:"no_wish"`          // people who ranked nothing
	Worst    int           `json:"worst"`            // the worst rank given among those wished for, 0 when none
	Proven   bool          `json:"proven"`           // no allocation at all is better by the aims on ranks
	BySlot   []SlotFigures `json:"by_slot"`
	ByKind   []KindFigures `json:"by_kind,omitempty"`
	Rooms    []Room        `json:"rooms,omitempty"`
	Closed   []store.ID    `json:"closed,omitempty"` // sessions that too few would have come to
	Bound    Bound         `json:"bound"`
	Mix      Mix           `json:"mix"`
	WorstOff []WorstOff    `json:"worst_off,omitempty"` // who got least, at most MostWorstOff, and why
	LeastGot int           `json:"least_got,omitempty"` // how many such placements there are in all
	Input    string        `json:"input"`               // digest of wishes, seats, rules and people that the run was made of
}

// SlotFigures is what people got in one slot.
type SlotFigures struct {
	Slot int `json:"slot"`
	Shares
}

// KindFigures is what people of a kind of organisation got, over all slots.
type KindFigures struct {
	Kind   string `json:"kind"`
	People int    `json:"people"`
	Shares
}

// Shares count placements by what they are to the person.
type Shares struct {
	First    int `json:"first"`
	Second   int `json:"second"`
	Third    int `json:"third"`
	Later    int `json:"later"`
	Unwished int `json:"unwished"`         // placed outside their wishes, or had none
	Pinned   int `json:"pinned,omitempty"` // whatever the wishes were
	Unplaced int `json:"unplaced"`
}

// Bound is what no allocation at all can surpass, beside what this one reached. Each holds for allocations that are as good
// in the fields before it.
type Bound struct {
	Placed       Reach `json:"placed"`
	Worst        Reach `json:"worst"` // what was not wished for counts as the place after the last wish
	CountWorst   Reach `json:"count_worst"`
	FirstChoices Reach `json:"first_choices"`
}

// Reach is what was reached and what cannot be surpassed.
type Reach struct {
	Reached int `json:"reached"`
	Bound   int `json:"bound"`
}

// Mix tells how mixed the rooms are.
type Mix struct {
	On              bool    `json:"on"`               // somebody has an organisation or a kind
	OwnOrganisation float64 `json:"own_organisation"` // the mean share of one's room's seats that one's own organisation has
	OwnKind         float64 `json:"own_kind"`
	Deviation       float64 `json:"deviation"` // share of the placements that would have to change rooms for every room to mirror the kinds
	Steps           int64   `json:"steps"`     // down the lists of wishes, over all placements
	Value           float64 `json:"value"`     // what was made least: see allocation.Mix
	Least           float64 `json:"least"`     // no allocation as good by the aims before has less
	Exact           bool    `json:"exact"`     // Value is Least
	Settled         bool    `json:"settled"`
}

// Gap is how much better the mix could be at most, as a share of what it is.
func (m Mix) Gap() float64 {
	if m.Value <= 0 || m.Exact {
		return 0
	}
	return max(0, 1-m.Least/m.Value)
}

// Room is who fills a session.
type Room struct {
	SessionID     store.ID       `json:"session"`
	SeminarID     store.ID       `json:"seminar"`
	Slot          int            `json:"slot"`
	Room          string         `json:"room"`
	Seats         int            `json:"seats"`
	Capacity      int            `json:"capacity"` // with overbooking, within the fire limit
	Placed        int            `json:"placed"`
	Pinned        int            `json:"pinned,omitempty"`
	Held          bool           `json:"held"`
	Kinds         map[string]int `json:"kinds,omitempty"`   // people of each kind
	Organisations int            `json:"organisations"`     // how many different ones
	Largest       string         `json:"largest,omitempty"` // the organisation with most people
	LargestPeople int            `json:"largest_people,omitempty"`
}

// LargestShare is the share of the people in the room that the largest organisation has.
func (r Room) LargestShare() float64 { return share(r.LargestPeople, r.Placed) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Placed is how many have a seat.
func (s Shares) Placed() int { return s.First + s.Second + s.Third + s.Later + s.Unwished + s.Pinned }

// All is everybody, with a seat or without.
func (s Shares) All() int { return s.Placed() + s.Unplaced }

func (s *Shares) add(o Shares) {
	s.First += o.First
	s.Second += o.Second
	s.Third += o.Third
	s.Later += o.Later
	s.Unwished += o.Unwished
	s.Pinned += o.Pinned
	s.Unplaced += o.Unplaced
}

// count puts one placement where it belongs. Its rank is 0 outside the wishes.
func (s *Shares) count(p Placement) {
	switch {
	case p.Pinned:
		s.Pinned++
	case p.Rank == 0:
		s.Unwished++
	case p.Rank == 1:
		s.First++
	case p.Rank == 2:
		s.Second++
	case p.Rank == 3:
		s.Third++
	default:
		s.Later++
	}
}

// Total adds up the slots.
func (f Figures) Total() Shares {
	var sum Shares
	for _, s := range f.BySlot {
		sum.add(s.Shares)
	}
	return sum
}
