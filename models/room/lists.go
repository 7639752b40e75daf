package room

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// Hall is a session with its room as the organiser sees it: what the room holds, who sits there, how many were counted.
type Hall struct {
	event.Session
	SeminarKey string
	Title      string
	StartsAt   store.Time // zero when the programme has no such slot
	EndsAt     store.Time
	Placed     int
	Held       int   // seats that are kept for somebody who is offered one
	Waiting    int   // people in line for a seat
	Count      Count `gorm:"-"` // the last count of heads, if any
	Mix        Mix   `gorm:"-"`
}

// Over is how many more are placed than may be in the room.
func (h Hall) Over() int { return max(0, h.Placed-h.Capacity()) }

// Mix is who sits in a room, people with protected identity included.
type Mix struct {
	Kinds   map[string]int // people by the kind of their organisation
	Largest int            // people of the organisation that has most
	Name    string         // its name
}

const selectHalls = `SELECT t.*, s.key AS seminar_key, s.title, i.starts_at, i.ends_at, ` + placedOf + ` AS placed, ` + heldOf + ` AS held,
	(SELECT COUNT(*) FROM session_waits w WHERE w.session_id = t.id AND w.state = 'waiting') AS waiting
	FROM seminar_sessions t JOIN seminars s ON s.id = t.seminar_id
	LEFT JOIN programme_items i ON i.edition_id = t.edition_id AND i.slot = t.slot
	WHERE t.edition_id = ?`

// Halls reads every session of an edition with its room, by slot and in the organiser's order of seminars. Three
// statements, however many sessions and people.
func Halls(db *gorm.DB, edition store.ID) ([]Hall, error) {
	all, err := bareHalls(db, edition)
	if err != nil {
		return nil, err
	}
	mixes, err := mixes(db, edition)
	if err != nil {
		return nil, err
	}
	counts, err := Counts(db, edition)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Mix, all[i].Count = mixes[all[i].ID], counts[all[i].ID]
	}
	return all, nil
}

// bareHalls are Halls without mixes and counts.
func bareHalls(db *gorm.DB, edition store.ID) ([]Hall, error) {
	var all []Hall
	err := db.Raw(selectHalls+" ORDER BY t.slot, s.position, s.id", "", edition).Scan(&all).Error
	return all, err
}

// HallByID finds a session of an edition, without its mix and count. Errors: store.ErrNotFound.
func HallByID(db *gorm.DB, edition, id store.ID) (Hall, error) {
	var found []Hall
	if err := db.Raw(selectHalls+" AND t.id = ?", "", edition, id).Scan(&found).Error; err != nil {
		return Hall{}, err
	}
	if len(found) == 0 {
		return Hall{}, store.ErrNotFound
	}
	return found[0], nil
}

// mixes counts who sits where, by session.
func mixes(db *gorm.DB, edition store.ID) (map[store.ID]Mix, error) {
	var rows []struct {
		SessionID  store.ID
		Kind, Name string
		N          int
	}
	err := db.Raw(`SELECT p.session_id, o.kind, o.name, COUNT(*) AS n FROM placements p
		JOIN registrations r ON r.id = p.person_id JOIN organisations o ON o.id = r.organisation_id
		WHERE p.edition_id = ? GROUP BY p.session_id, o.id ORDER BY n DESC, o.name`, edition).Scan(&rows).Error
	all := map[store.ID]Mix{}
	for _, row := range rows {
		m, seen := all[row.SessionID]
		if !seen {
			m = Mix{Kinds: map[string]int{}, Largest: row.N, Name: row.Name}
			all[row.SessionID] = m
		}
		m.Kinds[row.Kind] += row.N
	}
	return all, err
}

// Listed is somebody on a printed list: in a session, by the name they chose to show.
type Listed struct {
	PersonID         store.ID
	SessionID        store.ID
	OrganisationID   store.ID
	Name             string
	OrganisationName string
	Slot             int
	Room, Seminar    string
}

// OnLists reads everybody who may stand on a printed list, with where they are placed. People with protected identity
// are never among them; a list therefore states no total (docs/arrangor.md). Lists are sorted by whoever prints them.
func OnLists(db *gorm.DB, edition store.ID) ([]Listed, error) {
	return listed(db, edition, "", nil)
}

// Named reads those placed in a seminar who have said yes to the list of attendees: they are whom a leader may see. So
// a missing name says nothing about anybody, whatever the size of the room.
func Named(db *gorm.DB, edition, seminar store.ID) ([]Listed, error) {
	return listed(db, edition, " AND t.seminar_id = ? AND r.list_opt_in = ?", []any{seminar, true})
}

func listed(db *gorm.DB, edition store.ID, condition string, args []any) ([]Listed, error) {
	var all []Listed
	err := db.Raw(`SELECT p.person_id, p.session_id, r.organisation_id, CASE WHEN r.display_name <> '' THEN r.display_name ELSE r.name END AS name,
		o.name AS organisation_name, p.slot, t.room, s.title AS seminar
		FROM placements p JOIN registrations r ON r.id = p.person_id JOIN organisations o ON o.id = r.organisation_id
		JOIN seminar_sessions t ON t.id = p.session_id JOIN seminars s ON s.id = t.seminar_id
		WHERE p.edition_id = ? AND r.source <> ? AND r.status = ?`+condition+" ORDER BY r.sort_key, r.id, p.slot",
		append([]any{edition, registration.FromAlias, registration.Confirmed}, args...)...).Scan(&all).Error
	return all, err
}
