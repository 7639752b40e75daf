package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"samling/models/event"
	"samling/models/registration"
)

// states are how many people of each kind an edition has, as the event file asks (demo_people).
type states struct{ Waitlisted, Cancelled, WalkIn, NoShow, HiddenAlias, DuplicateScan int }

func (f *filler) states() states {
	want, _ := f.file.DemoPeople["states"].(map[string]any)
	number := func(key string) int { n, _ := strconv.Atoi(fmt.Sprint(want[key])); return n }
	return states{number("waitlisted"), number("cancelled"), number("walk_in"), number("no_show"), number("hidden_alias"),
		number("duplicate_scan")}
}

// people makes up as many attendees as there are invited seats, organisation by organisation, and shuffles them
// into the order in which they sign up.
func (f *filler) people(organisations []event.Organisation) []registration.Form {
	var all []registration.Form
	for _, o := range organisations {
		for range o.Seats {
			all = append(all, f.person(o))
		}
	}
	f.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i, name := range f.awkward() {
		all[i*7+3].Name = name // spread over the list, so that each meets another page
	}
	f.needs(all)
	return all
}

func (f *filler) awkward() (names []string) {
	list, _ := f.file.DemoPeople["awkward_names"].([]any)
	for _, n := range list {
		names = append(names, fmt.Sprint(n))
	}
	return names
}

func (f *filler) person(o event.Organisation) registration.Form {
	name := pickOne(f.random, firstNames) + " " + pickOne(f.random, lastNames)
	f.count++
	form := registration.Form{
		Name: name, Organisation: o.Key, Title: pickOne(f.random, titles[o.Kind]), Lang: "sv",
		Email:     fmt.Sprintf("%s.%d@%s.example", strings.ReplaceAll(event.Slug(name), "-", "."), f.count, o.Key),
		ListOptIn: f.random.IntN(10) < 6, Wishes: f.wishes(o.Kind),
	}
	if f.random.IntN(4) == 0 {
		form.Phone = fmt.Sprintf("070-174 06 %02d", 5+f.random.IntN(95)) // a series reserved for fiction
	}
	return form
}

// wishes draws a ranking in which the first choices fall as the event file says, in the newest edition besides as somebody's
// kind of organisation leans.
func (f *filler) wishes(kind string) []string {
	left := map[string]float64{}
	for key, share := range f.file.SeminarRules.DemoShares {
		left[key] = share
		if f.leaning && leansTo(kind) == key {
			left[key] *= lean
		}
	}
	var ranked []string
	for len(left) > 0 {
		key := draw(f.random, left)
		ranked = append(ranked, key)
		delete(left, key)
	}
	return ranked[:max(0, len(ranked)-f.random.IntN(2))]
}

// draw picks a key by its share. The order of a map is not fixed, so the keys are walked in their own.
func draw(r *rand.Rand, shares map[string]float64) string {
	sum := 0.0
	keys := sortedKeys(shares)
	for _, key := range keys {
		sum += shares[key]
	}
	at := r.Float64() * sum
	for _, key := range keys {
		if at -= shares[key]; at < 0 {
			return key
		}
	}
	return keys[len(keys)-1]
}

// needs gives as many people each need as the event file says.
func (f *filler) needs(all []registration.Form) {
	want, _ := f.file.DemoPeople["needs"].(map[string]any)
	i := 0
	for _, name := range sortedKeys(want) {
		n, _ := strconv.Atoi(fmt.Sprint(want[name]))
		for range n {
			person := &all[(i*11+5)%len(all)]
			person.Needs = append(person.Needs, event.Slug(name))
			i++
		}
	}
}
