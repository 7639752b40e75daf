package room

import (
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// Change is a change of rooms that was made.
type Change struct {
	ID        store.ID
	EditionID store.ID
	MadeAt    store.Time
	MadeBy    string // a user's id
	Edits     []Edit `gorm:"-"`
	Stored    string // Edits as JSON
	Told      int    // mails to attendees
	Dropped   int    // seats lost
}

// MakeChange does what PlanChange showed, and enqueues one mail to everybody concerned in the same transaction. leaving is
// how many the organiser was shown to lose their seat: if it is another number by now nothing happens. With Keep nobody does.
// Errors: those of PlanChange, event.ErrStale, event.ErrNotInState.
func MakeChange(tx *store.Tx, edition store.ID, version int, session store.ID, form ChangeForm, leaving int, actor string) (Change, error) {
	if err := event.Revise(tx, edition, version); err != nil {
		return Change{}, err
	}
	p, err := PlanChange(tx.DB, edition, session, form)
	if err != nil {
		return Change{}, err
	}
	if !p.Kept && len(p.Leaving) != leaving {
		return Change{}, event.ErrStale
	}
	people, err := affected(tx.DB, p)
	if err != nil {
		return Change{}, err
	}
	for _, step := range []func(*store.Tx) error{p.drop, p.save} {
		if err := step(tx); err != nil {
			return Change{}, err
		}
	}
	c := Change{ID: tx.NewID(), EditionID: edition, MadeAt: tx.Now, MadeBy: actor, Edits: p.Edits, Told: p.Told, Dropped: len(p.Leaving)}
	if err := c.insert(tx); err != nil {
		return c, err
	}
	if err := mailbox.Enqueue(tx, c.mails(p, people)...); err != nil {
		return c, err
	}
	return c, c.tellLeaders(tx)
}

// rowsAtOnce keeps a statement below the number of variables that every engine accepts.
const rowsAtOnce = 500

// drop frees the seats of those for whom there is no room any more.
func (p Plan) drop(tx *store.Tx) error {
	bySession := map[store.ID][]store.ID{}
	for _, l := range p.Leaving {
		bySession[l.Session] = append(bySession[l.Session], l.Person)
	}
	for session, people := range bySession { // one or two rooms
		for some := range slices.Chunk(people, rowsAtOnce) {
			err := tx.Exec("DELETE FROM placements WHERE session_id = ? AND person_id IN ?", session, some).Error
			if err != nil {
				return fmt.Errorf("free seats of a room that became smaller: %w", err)
			}
		}
	}
	return nil
}

// save writes the rooms. The people placed are compared inside the statement, so that nobody slips in between.
func (p Plan) save(tx *store.Tx) error {
	for _, e := range p.Edits { // as many as one seminar, or two, have slots
		left := e.Placed - e.Leave()
		if p.Kept {
			left = e.Placed
		}
		done := tx.Exec(`UPDATE seminar_sessions SET room = ?, seats = ?, fire_limit = ? WHERE id = ? AND
			(SELECT COUNT(*) FROM placements p WHERE p.session_id = seminar_sessions.id) = ?`,
			e.To.Room, e.To.Seats, e.To.FireLimit, e.Session, left)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected != 1 {
			return event.ErrStale
		}
	}
	return nil
}

func (c Change) insert(tx *store.Tx) error {
	edits, err := json.Marshal(c.Edits)
	if err != nil {
		return fmt.Errorf("write a change of rooms: %w", err)
	}
	return tx.Exec("INSERT INTO room_changes (id, edition_id, made_at, made_by, edits, told, dropped) VALUES (?, ?, ?, ?, ?, ?, ?)",
		c.ID, c.EditionID, c.MadeAt, c.MadeBy, string(edits), c.Told, c.Dropped).Error
}

// MailFacts are what a mail about a change was told when it was enqueued: which sessions were somewhere else, and which
// seats are lost.
type MailFacts struct {
	From map[store.ID]string `json:"from,omitempty"` // session → the room that it was in
	Lost []LostSeat          `json:"lost,omitempty"`
}

// LostSeat is a seat that somebody had.
type LostSeat struct {
	Title string `json:"title"`
	Slot  int    `json:"slot"`
}

// mails writes one mail for each person who has an address. Whoever loses a seat is told that, and where to be otherwise.
func (c Change) mails(p Plan, people []person) []mailbox.Mail {
	edits := make(map[store.ID]Edit, len(p.Edits))
	for _, e := range p.Edits {
		edits[e.Session] = e
	}
	lost := p.lost()
	var mails []mailbox.Mail
	for i := 0; i < len(people); {
		one, facts := people[i], MailFacts{From: map[store.ID]string{}}
		for ; i < len(people) && people[i].ID == one.ID; i++ {
			e := edits[people[i].SessionID]
			if lost[at{one.ID, e.Session}] {
				facts.Lost = append(facts.Lost, LostSeat{e.Title, e.Slot})
			} else {
				facts.From[e.Session] = e.From.Room
			}
		}
		kind := mailbox.RoomChanged
		if len(facts.Lost) > 0 {
			kind = mailbox.SeatLost
		}
		data, _ := json.Marshal(facts) // maps and slices of strings always marshal
		mails = append(mails, mailbox.Mail{EditionID: c.EditionID, Kind: kind, Lang: one.Lang, ToAddress: one.Email, ToName: one.Name,
			SubjectID: one.ID, Data: string(data), OnceKey: mailbox.Once("room", string(c.ID), string(one.ID))})
	}
	return mails
}

// tellLeaders mails those who lead a seminar that moves.
func (c Change) tellLeaders(tx *store.Tx) error {
	all, err := Leaders(tx.DB, c.EditionID)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(l Leader) bool {
		return l.Revoked() || !slices.ContainsFunc(c.Edits, func(e Edit) bool { return e.Seminar == l.SeminarID && e.Moves() })
	})
	return mailLeaders(tx, mailbox.LeaderRoom, c.ID, all...)
}

// ChangeByID finds a change of an edition. Errors: store.ErrNotFound.
func ChangeByID(db *gorm.DB, edition, id store.ID) (Change, error) {
	found, err := changes(db, " AND id = ?", edition, id)
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Change{}, err
	}
	return found[0], nil
}

// Changes lists the changes of an edition's rooms, the newest first, at most so many.
func Changes(db *gorm.DB, edition store.ID, most int) ([]Change, error) {
	return changes(db, " ORDER BY made_at DESC, id LIMIT ?", edition, most)
}

func changes(db *gorm.DB, rest string, args ...any) ([]Change, error) {
	var all []Change
	err := db.Raw("SELECT id, edition_id, made_at, made_by, edits AS stored, told, dropped FROM room_changes WHERE edition_id = ?"+rest, args...).Scan(&all).Error
	if err != nil {
		return nil, err
	}
	for i := range all {
		if err := json.Unmarshal([]byte(all[i].Stored), &all[i].Edits); err != nil {
			return nil, fmt.Errorf("read a change of rooms: %w", err)
		}
	}
	return all, nil
}

// MailProgress counts the mails of a change by what became of them.
func MailProgress(db *gorm.DB, change store.ID) (map[mailbox.State]int, error) {
	var rows []struct {
		State mailbox.State
		N     int
	}
	prefix := "room/" + string(change)
	err := db.Raw("SELECT state, COUNT(*) AS n FROM mails WHERE once_key >= ? AND once_key < ? GROUP BY state", prefix+"/", prefix+"0").Scan(&rows).Error
	all := make(map[mailbox.State]int, len(rows))
	for _, row := range rows {
		all[row.State] = row.N
	}
	return all, err
}
