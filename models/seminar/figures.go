package seminar

// Figures is what a run gave. It is stored as JSON with the run, so that an old run can be read without being solved
// again.
type Figures struct {
	People   int           `json:"people"`
	Placed   int           `json:"placed"`   // placements: a person in a slot
	Unplaced int           `json:"unplaced"` // people × slots - Placed
	NoWish   int           `json:"no_wish"`  // people who ranked nothing
	Worst    int           `json:"worst"`    // the worst rank given among those wished for, 0 when none
	Proven   bool          `json:"proven"`   // no allocation at all is better by the aims on ranks
	BySlot   []SlotFigures `json:"by_slot"`
	Input    string        `json:"input"` // digest of wishes, seats and people that the run was made of
}

// SlotFigures is what people got in one slot.
type SlotFigures struct {
	Slot     int `json:"slot"`
	First    int `json:"first"`
	Second   int `json:"second"`
	Third    int `json:"third"`
	Later    int `json:"later"`
	Unwished int `json:"unwished"` // placed outside their wishes, or had none
	Unplaced int `json:"unplaced"`
}

// Placed is how many have a seat in the slot.
func (s SlotFigures) Placed() int { return s.First + s.Second + s.Third + s.Later + s.Unwished }

// Total adds up the slots.
func (f Figures) Total() SlotFigures {
	var sum SlotFigures
	for _, s := range f.BySlot {
		sum.First += s.First
		sum.Second += s.Second
		sum.Third += s.Third
		sum.Later += s.Later
		sum.Unwished += s.Unwished
		sum.Unplaced += s.Unplaced
	}
	return sum
}

// count puts one person's result in a slot where it belongs. rank is 0 outside the wishes.
func (s *SlotFigures) count(rank int) {
	switch rank {
	case 0:
		s.Unwished++
	case 1:
		s.First++
	case 2:
		s.Second++
	case 3:
		s.Third++
	default:
		s.Later++
	}
}
