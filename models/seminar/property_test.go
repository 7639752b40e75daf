package seminar_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
)

// On random days with every rule on and off: what is published keeps every rule, adds up to its figures, and undoing it
// restores exactly what was before.
func TestPublishedPlacementsKeepEveryRule(t *testing.T) {
	d := newDay(t)
	for round := range uint64(20) {
		r := rand.New(rand.NewPCG(round, 1))
		people := d.randomDay(t, r)
		d.checkRules(t, people, d.published(t, people, round))
		before := d.table(t)
		second := d.published(t, people, round+100)
		d.checkRules(t, people, second)
		if _, err := d.undo(t, second.Run.ID, people, false); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(before, d.table(t)) {
			t.Errorf("undo did not restore what was there")
		}
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}

// randomDay sets the sessions and the rules anew, and makes people with wishes.
func (d day) randomDay(t *testing.T, r *rand.Rand) []seminar.Attendee {
	t.Helper()
	wishes := []string{"abc", "ab", "cb", "a", ""}
	var people []seminar.Attendee
	for _, w := range wishes {
		people = append(people, mixed(d.people(t, r.IntN(12), w))...)
	}
	people = append(people, mixed(d.people(t, 1, "abc"))...)
	kinds := []string{"", "", "polis kommun", "stat"}[r.IntN(4)]
	d.write(t, func(tx *store.Tx) error {
		for _, q := range []string{"DELETE FROM placement_pins", "DELETE FROM placement_exclusions", "DELETE FROM placements"} {
			if err := tx.Exec(q).Error; err != nil {
				return err
			}
		}
		return tx.Exec("UPDATE seminars SET only_kinds = CASE key WHEN 'b' THEN ? ELSE '' END", kinds).Error
	})
	for _, key := range []string{"a", "b", "c"} {
		for slot := 1; slot <= 2; slot++ {
			d.write(t, func(tx *store.Tx) error {
				return tx.Exec("UPDATE seminar_sessions SET seats = ?, overbook = ?, fire_limit = ?, least = ?, withdrawn = ? WHERE seminar_id = ? AND slot = ?",
					r.IntN(14), r.IntN(9), r.IntN(3)*7, r.IntN(3), r.IntN(8) == 0, d.seminars[key], slot).Error
			})
		}
	}
	d.choose(t, 2, []event.Choosing{event.Ranked, event.Ranked, event.Fixed}[r.IntN(3)])
	for range r.IntN(5) { // those that contradict are refused
		person, key := people[r.IntN(len(people))].ID, string("abc"[r.IntN(3)])
		_ = d.pin(t, people, person, key, 1+r.IntN(2))
		_ = d.exclude(t, people, people[r.IntN(len(people))].ID, key)
	}
	return people
}

func (d day) checkRules(t *testing.T, people []seminar.Attendee, done seminar.Publication) {
	t.Helper()
	db := d.Read(t.Context())
	sessions, err := event.Sessions(db, d.e.ID)
	if err != nil {
		t.Fatal(err)
	}
	places, err := seminar.PlacesByPerson(db, d.e.ID)
	if err != nil {
		t.Fatal(err)
	}
	placed := map[store.ID]int{}
	for _, a := range people {
		barred := d.barred(t, a)
		had := map[store.ID]bool{}
		for _, p := range places[a.ID] {
			placed[p.SessionID]++
			if had[p.SeminarID] || barred[p.SeminarID] {
				t.Errorf("%s sits in %s: twice, or barred %v", a.ID, p.SeminarKey, barred[p.SeminarID])
			}
			had[p.SeminarID] = true
		}
	}
	total := 0
	for _, s := range sessions {
		total += placed[s.ID]
		if placed[s.ID] > s.Capacity() {
			t.Errorf("%d in %d seats: %+v", placed[s.ID], s.Capacity(), s)
		}
	}
	inRooms := 0
	for _, room := range done.Run.Figures.Rooms {
		inRooms += room.Placed
		if room.Placed != placed[room.SessionID] {
			t.Errorf("figures say %d, the table %d", room.Placed, placed[room.SessionID])
		}
	}
	if total != inRooms || total != len(d.table(t)) {
		t.Errorf("%d placed, %d in rooms, %d rows", total, inRooms, len(d.table(t)))
	}
}

// barred reads which seminars somebody may not sit in, by the tables.
func (d day) barred(t *testing.T, a seminar.Attendee) map[store.ID]bool {
	t.Helper()
	var ids []store.ID
	err := d.Read(t.Context()).Raw(`SELECT id FROM seminars WHERE only_kinds <> '' AND instr(only_kinds, ?) = 0
		UNION SELECT seminar_id FROM placement_exclusions WHERE person_id = ?`, a.Kind, a.ID).Scan(&ids).Error
	if err != nil {
		t.Fatal(err)
	}
	all := map[store.ID]bool{}
	for _, id := range ids {
		all[id] = true
	}
	return all
}
