package seminar

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

// readHeld counts the seats that are kept open by offers to people in line (session_waits): they are promised, so no
// allocation gives them away.
func (in *input) readHeld(db *gorm.DB, edition store.ID) error {
	var rows []struct {
		SessionID store.ID
		N         int
	}
	err := db.Raw("SELECT session_id, COUNT(*) AS n FROM session_waits WHERE edition_id = ? AND state = 'offered' GROUP BY session_id", edition).
		Scan(&rows).Error
	in.held = make(map[store.ID]int, len(rows))
	for _, row := range rows {
		in.held[row.SessionID] = row.N
	}
	return err
}

// seats is a session as the allocation may fill it. Whoever is offered a seat takes it only below the number of seats, so a
// session with an offer is not overbooked either.
func (in *input) seats(s event.Session) allocation.Session {
	held := in.held[s.ID]
	if held == 0 {
		return allocation.Session{Seats: s.Seats, Overbook: s.Overbook, Limit: s.FireLimit, Least: s.Least, Withdrawn: s.Withdrawn}
	}
	seats := s.Seats
	if s.FireLimit > 0 {
		seats = min(seats, s.FireLimit)
	}
	return allocation.Session{Seats: max(0, seats-held), Least: s.Least, Withdrawn: s.Withdrawn}
}
