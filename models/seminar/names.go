package seminar

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"samling/models/store"
)

// names is a task by names instead of indexes, so that two can be held beside each other. Each value is only compared.
type names struct {
	slots      string
	seminars   map[string]string
	sessions   map[Changed]string
	people     map[store.ID]string
	wishes     map[store.ID]string
	pins       map[store.ID]string
	exclusions map[store.ID]string
}

func named(t task) names {
	p := t.problem
	n := names{slots: fmt.Sprint(t.frame.Ranked, t.frame.Fixed), seminars: map[string]string{}, sessions: map[Changed]string{},
		people: map[store.ID]string{}, wishes: map[store.ID]string{}, pins: map[store.ID]string{}, exclusions: map[store.ID]string{}}
	for i, key := range p.Seminars {
		n.seminars[key] = ""
		if i < len(p.OnlyKinds) {
			n.seminars[key] = strings.Join(p.OnlyKinds[i], " ")
		}
	}
	for _, s := range p.Sessions {
		n.sessions[Changed{p.Seminars[s.Seminar], t.frame.Ranked[s.Slot]}] = fmt.Sprint(s.Seats, s.Overbook, s.Limit, s.Least, s.Withdrawn)
	}
	for _, person := range p.People {
		wishes := make([]string, len(person.Wishes))
		for rank, w := range person.Wishes {
			wishes[rank] = p.Seminars[w]
		}
		n.people[store.ID(person.ID)] = person.Organisation + " " + person.Kind
		n.wishes[store.ID(person.ID)] = strings.Join(wishes, " ")
	}
	t.nameRules(n)
	return n
}

func (t task) nameRules(n names) {
	p := t.problem
	pins, exclusions := map[store.ID][]string{}, map[store.ID][]string{}
	for _, pin := range p.Pins {
		id, s := store.ID(p.People[pin.Person].ID), p.Sessions[pin.Session]
		pins[id] = append(pins[id], fmt.Sprint(p.Seminars[s.Seminar], t.frame.Ranked[s.Slot]))
	}
	for _, f := range t.fixed {
		pins[f.Person] = append(pins[f.Person], fmt.Sprint(f.Session, f.Slot))
	}
	for _, e := range p.Exclusions {
		id := store.ID(p.People[e.Person].ID)
		exclusions[id] = append(exclusions[id], p.Seminars[e.Seminar])
	}
	for to, from := range map[*map[store.ID]string]map[store.ID][]string{&n.pins: pins, &n.exclusions: exclusions} {
		for id, list := range from {
			slices.Sort(list)
			(*to)[id] = strings.Join(list, " ")
		}
	}
}

// difference tells what is another in now than in then. Of people who came or left only that is told.
func difference(then, now names) Difference {
	d := Difference{Seminars: !maps.Equal(then.seminars, now.seminars), Slots: then.slots != now.slots}
	for _, id := range otherKeys(then.people, now.people, cmp.Compare[store.ID]) {
		_, was := then.people[id]
		_, is := now.people[id]
		switch {
		case !was:
			d.Came = append(d.Came, id)
		case !is:
			d.Left = append(d.Left, id)
		default:
			d.Moved = append(d.Moved, id)
		}
	}
	stayed := func(id store.ID) bool { return slices.Contains(d.Came, id) || slices.Contains(d.Left, id) }
	d.Wishes = slices.DeleteFunc(otherKeys(then.wishes, now.wishes, cmp.Compare[store.ID]), stayed)
	d.Pins = slices.DeleteFunc(otherKeys(then.pins, now.pins, cmp.Compare[store.ID]), stayed)
	d.Exclusions = slices.DeleteFunc(otherKeys(then.exclusions, now.exclusions, cmp.Compare[store.ID]), stayed)
	d.Sessions = otherKeys(then.sessions, now.sessions, func(a, b Changed) int {
		return cmp.Or(cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.Seminar, b.Seminar))
	})
	if d.None() { // a room that was taken away and made again looks the same, but is another
		d.Slots = true
	}
	return d
}

// otherKeys lists the keys, in order, whose values are not the same in two maps.
func otherKeys[K comparable](a, b map[K]string, order func(x, y K) int) []K {
	var other []K
	for key, value := range a {
		if now, stays := b[key]; !stays || now != value {
			other = append(other, key)
		}
	}
	for key := range b {
		if _, was := a[key]; !was {
			other = append(other, key)
		}
	}
	slices.SortFunc(other, order)
	return other
}
