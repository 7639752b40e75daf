package door

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
)

// RoomState is a session as whoever stands at its door sees it.
type RoomState struct {
	room.Opening
	StartsAt   store.Time // zero when the programme has no such slot
	Came       int        // scanned in at the room's door
	Count      room.Count // the last count of heads, if any
	ReleasesAt store.Time
	Released   bool // the seats of those who have not come are free
}

// Spare is how many seats can be given away at the door now. Until the release the seats of those who are placed are kept,
// and those that are offered by mail; from then on only who has come counts.
func (r RoomState) Spare() int {
	switch {
	case r.Withdrawn:
		return 0
	case r.Released:
		return max(0, r.Seats-r.Came)
	}
	return r.Left()
}

// Rooms lists every session of an edition by slot, in the organiser's order of seminars, as it is at an instant. The number
// of queries does not grow with rooms or people.
func Rooms(db *gorm.DB, e event.Edition, now time.Time) ([]RoomState, error) {
	openings, err := room.Openings(db, e.ID)
	if err != nil || len(openings) == 0 {
		return nil, err
	}
	came, err := CameToSessions(db, e.ID)
	if err != nil {
		return nil, err
	}
	counts, err := room.Counts(db, e.ID)
	if err != nil {
		return nil, err
	}
	minutes, err := ReleaseAfter(db, e.ID)
	if err != nil {
		return nil, err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return nil, err
	}
	starts := map[int]store.Time{}
	for _, slot := range event.Slots(programme) {
		starts[slot.Number] = slot.StartsAt
	}
	rooms := make([]RoomState, len(openings))
	for i, o := range openings {
		r := RoomState{Opening: o, StartsAt: starts[o.Slot], Came: came[o.ID], Count: counts[o.ID]}
		if !r.StartsAt.IsZero() {
			r.ReleasesAt, r.Released = store.At(releaseAt(r.StartsAt, minutes)), released(r.StartsAt, minutes, now)
		}
		rooms[i] = r
	}
	return rooms, nil
}

// RoomNow is one of them. Errors: store.ErrNotFound.
func RoomNow(db *gorm.DB, e event.Edition, session store.ID, now time.Time) (RoomState, error) {
	rooms, err := Rooms(db, e, now)
	if err != nil {
		return RoomState{}, err
	}
	at := slices.IndexFunc(rooms, func(r RoomState) bool { return r.ID == session })
	if at < 0 {
		return RoomState{}, store.ErrNotFound
	}
	return rooms[at], nil
}

// CameToSessions counts who was scanned in at each room's door.
func CameToSessions(db *gorm.DB, edition store.ID) (map[store.ID]int, error) {
	var rows []struct {
		SessionID store.ID
		N         int
	}
	err := db.Raw("SELECT session_id, COUNT(*) AS n FROM session_admissions WHERE edition_id = ? GROUP BY session_id", edition).Scan(&rows).Error
	counts := make(map[store.ID]int, len(rows))
	for _, r := range rows {
		counts[r.SessionID] = r.N
	}
	return counts, err
}

// AttendedSessions says into which sessions people were scanned: who may say something about a seminar. A session that
// nobody was scanned into had nobody at its door, and says nothing about who came.
func AttendedSessions(db *gorm.DB, edition store.ID) (map[store.ID][]store.ID, error) {
	var rows []struct{ SessionID, RegistrationID store.ID }
	err := db.Raw("SELECT session_id, registration_id FROM session_admissions WHERE edition_id = ? ORDER BY session_id, registration_id", edition).
		Scan(&rows).Error
	people := map[store.ID][]store.ID{}
	for _, r := range rows {
		people[r.SessionID] = append(people[r.SessionID], r.RegistrationID)
	}
	return people, err
}

// Propose picks a session of each slot for somebody who has none: where most room is, and no seminar twice. Slots without
// room have none.
func Propose(rooms []RoomState, kind string) []store.ID {
	var chosen []store.ID
	taken := map[store.ID]bool{}
	for i := 0; i < len(rooms); {
		slot, best := rooms[i].Slot, -1
		for ; i < len(rooms) && rooms[i].Slot == slot; i++ {
			open := event.Seminar{OnlyKinds: rooms[i].OnlyKinds}.Open(kind)
			if open && !taken[rooms[i].SeminarID] && rooms[i].Spare() > 0 && (best < 0 || rooms[i].Spare() > rooms[best].Spare()) {
				best = i
			}
		}
		if best >= 0 {
			chosen = append(chosen, rooms[best].ID)
			taken[rooms[best].SeminarID] = true
		}
	}
	return chosen
}
