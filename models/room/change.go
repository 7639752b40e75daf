package room

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Where is what belongs to a room and goes with it when two sessions swap theirs.
type Where struct {
	Room      string `json:"room"`
	Seats     int    `json:"seats"`
	FireLimit int    `json:"fire_limit,omitempty"`
}

func whereOf(s event.Session) Where { return Where{s.Room, s.Seats, s.FireLimit} }

// Edit is what a change does to one session.
type Edit struct {
	Session store.ID `json:"session"`
	Seminar store.ID `json:"seminar"`
	Title   string   `json:"title"`
	Slot    int      `json:"slot"`
	From    Where    `json:"from"`
	To      Where    `json:"to"`
	Placed  int      `json:"placed"`
	limit   int      // how many may be placed afterwards
}

// Moves says whether people have to go to another room.
func (e Edit) Moves() bool { return !sameRoom(e.From.Room, e.To.Room) }

// Leave is how many more are placed than the room holds afterwards.
func (e Edit) Leave() int { return max(0, e.Placed-e.limit) }

// sameRoom compares rooms as people do: "Sal A" and "sal  a" are one.
func sameRoom(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// ChangeForm is what an organiser asks for: another room for a session, as typed. With Swap the session gets the room of
// another one in the same slot, which gets what was typed; so the room as it is and Swap are a plain swap.
type ChangeForm struct {
	Room, Seats, FireLimit string
	Swap                   store.ID // a session, '' for none
	Everywhere             bool     // in each slot in which the seminar is in the same room
	Keep                   bool     // nobody loses a seat although the room is too small: the organiser allocates anew
}

// Plan is what a change would do.
type Plan struct {
	Hall    Hall
	Edits   []Edit
	Told    int       // people who go to another room or lose their seat and can be mailed
	Moved   int       // people who go to another room
	Leaving []Leaving // who would lose their seat, in the order in which they do
	Kept    bool      // they keep it, and the room is too small
	Free    int       // seats that are free in the same slot, for those
	Larger  []Hall    // sessions of the slot with which a swap of rooms would seat everybody
}

// PlanChange works out what a change would do, and changes nothing. Errors: event.Problems on the fields "sal",
// "platser", "brandgrans" and "byt", store.ErrNotFound.
func PlanChange(db *gorm.DB, edition, session store.ID, form ChangeForm) (Plan, error) {
	all, err := bareHalls(db, edition)
	if err != nil {
		return Plan{}, err
	}
	at := slices.IndexFunc(all, func(h Hall) bool { return h.ID == session })
	if at < 0 {
		return Plan{}, store.ErrNotFound
	}
	p := Plan{Hall: all[at]}
	to, wrong := form.where()
	if len(wrong) == 0 {
		p.Edits, wrong = form.edits(all, all[at], to)
	}
	if len(wrong) > 0 {
		return p, wrong
	}
	if len(p.Edits) == 0 {
		return p, event.Problems{{Field: "sal", Key: "error.room_same"}}
	}
	if p.Kept = form.Keep; !p.Kept {
		if p.Leaving, err = leaving(db, edition, p.Edits); err != nil {
			return p, err
		}
	}
	p.Larger, p.Free = larger(all, p), free(all, p)
	people, err := affected(db, p)
	p.count(people)
	return p, err
}

// where reads what was typed.
func (f ChangeForm) where() (Where, event.Problems) {
	var wrong event.Problems
	add := func(field, key string) { wrong = append(wrong, event.Problem{Field: field, Key: key}) }
	to := Where{Room: strings.Join(strings.Fields(f.Room), " ")}
	if to.Room == "" {
		add("sal", "error.missing_room")
	} else if len([]rune(to.Room)) > roomMax {
		wrong = append(wrong, event.Problem{Field: "sal", Key: "form.too_long", Args: map[string]any{"Max": roomMax}})
	}
	var ok bool
	if to.Seats, ok = event.ReadSeats(f.Seats); strings.TrimSpace(f.Seats) == "" {
		add("platser", "error.missing_seats")
	} else if !ok {
		add("platser", "error.seats_number")
	}
	if strings.TrimSpace(f.FireLimit) != "" {
		if to.FireLimit, ok = event.ReadSeats(f.FireLimit); !ok {
			add("brandgrans", "error.seats_number")
		}
	}
	if len(wrong) == 0 && to.FireLimit > 0 && to.Seats > to.FireLimit {
		add("platser", "error.seats_above_fire")
	}
	return to, wrong
}

// roomMax is how long the name of a room may be, in characters: signs and badges must hold it.
const roomMax = 80

// edits lists what each session of the change gets; those that stay as they are are left out.
func (f ChangeForm) edits(all []Hall, h Hall, to Where) ([]Edit, event.Problems) {
	var other Hall
	if f.Swap != "" {
		i := slices.IndexFunc(all, func(o Hall) bool { return o.ID == f.Swap && o.Slot == h.Slot && o.ID != h.ID })
		if i < 0 {
			return nil, event.Problems{{Field: "byt", Key: "error.swap_unknown"}}
		}
		other = all[i]
	}
	edits := pair(h, other, to)
	if f.Everywhere {
		for _, twin := range twins(all, h) {
			opposite := Hall{}
			if f.Swap != "" {
				opposite = beside(all, twin, other)
				if opposite.ID == "" {
					continue // the other seminar is not in that room then, so there is nothing to swap with
				}
			}
			edits = append(edits, pair(twin, opposite, to)...)
		}
	}
	edits = slices.DeleteFunc(edits, func(e Edit) bool { return e.From == e.To })
	return edits, taken(all, edits)
}

// pair is the change of one session, and of the one it swaps with if there is one.
func pair(h, other Hall, to Where) []Edit {
	if other.ID == "" {
		return []Edit{editOf(h, to)}
	}
	return []Edit{editOf(h, whereOf(other.Session)), editOf(other, to)}
}

func editOf(h Hall, to Where) Edit {
	after := h.Session
	after.Room, after.Seats, after.FireLimit = to.Room, to.Seats, to.FireLimit
	return Edit{Session: h.ID, Seminar: h.SeminarID, Title: h.Title, Slot: h.Slot, From: whereOf(h.Session), To: to, Placed: h.Placed,
		limit: after.Capacity()}
}

// Twins are the sessions of the same seminar that are in the same room in other slots.
func Twins(db *gorm.DB, h Hall) ([]Hall, error) {
	all, err := bareHalls(db, h.EditionID)
	return twins(all, h), err
}

func twins(all []Hall, h Hall) []Hall {
	var found []Hall
	for _, o := range all {
		if o.SeminarID == h.SeminarID && o.ID != h.ID && sameRoom(o.Room, h.Room) {
			found = append(found, o)
		}
	}
	return found
}

// beside finds the session that other's seminar has in the slot of a twin, in the same room as other.
func beside(all []Hall, twin, other Hall) Hall {
	for _, o := range all {
		if o.Slot == twin.Slot && o.SeminarID == other.SeminarID && sameRoom(o.Room, other.Room) {
			return o
		}
	}
	return Hall{}
}

// taken says when a room would hold two sessions at once.
func taken(all []Hall, edits []Edit) event.Problems {
	after := func(h Hall) string {
		if i := slices.IndexFunc(edits, func(e Edit) bool { return e.Session == h.ID }); i >= 0 {
			return edits[i].To.Room
		}
		return h.Room
	}
	for _, e := range edits {
		for _, o := range all {
			if o.Slot == e.Slot && o.ID != e.Session && !o.Withdrawn && sameRoom(after(o), e.To.Room) {
				return event.Problems{{Field: "sal", Key: "error.room_taken_by", Args: map[string]any{"Title": o.Title, "Slot": e.Slot}}}
			}
		}
	}
	return nil
}

// larger lists the sessions of the slot whose room seats everybody of the changed one, and which would themselves have
// room enough where it was to go.
func larger(all []Hall, p Plan) []Hall {
	if len(p.Leaving) == 0 {
		return nil
	}
	i := slices.IndexFunc(p.Edits, func(e Edit) bool { return e.Session == p.Hall.ID && e.Leave() > 0 })
	if i < 0 {
		return nil
	}
	var found []Hall
	for _, o := range all {
		changed := slices.ContainsFunc(p.Edits, func(e Edit) bool { return e.Session == o.ID })
		if o.Slot != p.Hall.Slot || o.Withdrawn || changed {
			continue
		}
		if editOf(p.Hall, whereOf(o.Session)).Leave() == 0 && editOf(o, p.Edits[i].To).Leave() == 0 {
			found = append(found, o)
		}
	}
	return found
}

// free counts the seats that are free where people lose theirs: in the same slots, in sessions that the change leaves alone.
func free(all []Hall, p Plan) int {
	n := 0
	for _, o := range all {
		short := slices.ContainsFunc(p.Edits, func(e Edit) bool { return e.Slot == o.Slot && e.Leave() > 0 })
		if short && !slices.ContainsFunc(p.Edits, func(e Edit) bool { return e.Session == o.ID }) {
			n += max(0, o.Capacity()-o.Placed-o.Held)
		}
	}
	return n
}
