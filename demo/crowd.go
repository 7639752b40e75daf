package demo

// The newest edition has one room that is too small and agencies that lean to different seminars: where everybody gets what
// they want in rooms that are mixed already, an allocation has nothing to weigh.
const (
	crowded      = "ratt-kurva"
	crowdedSeats = 40
	lean         = 4 // so many times more likely
)

// leansTo is the seminar that a kind of organisation leans to.
func leansTo(kind string) string {
	switch kind {
	case "polis", "stat":
		return "trefas"
	case "stadsdel":
		return "losam"
	}
	return crowded
}

func (f *filler) crowd() {
	f.leaning = true
	for _, s := range f.file.Seminars {
		for i := range s.Sessions {
			if s.Key == crowded {
				s.Sessions[i].Seats = crowdedSeats
			}
		}
	}
}
