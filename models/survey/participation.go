package survey

import (
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Member says where a person comes from. This package cannot look it up (it knows no registrations), so the caller does.
type Member struct {
	Kind string   // of the organisation, one of event.OrganisationKinds
	Host store.ID // the organisation if it is one of the hosts', else ""
}

// Participation is how many of one kind of organisation were asked and answered. When Hidden is set both are 0.
type Participation struct {
	Kind   string
	Hidden Hidden
	Turnout
}

// Participations gives the turnout by kind of organisation, in the order of event.OrganisationKinds; kinds that nobody
// came from are left out. Kinds are siblings under the rules of suppress.go, by those asked and by those who answered,
// and a kind minus the hosts' own organisations that have results of their own leaves nobody or the threshold. While the
// survey is open how many answered is hidden (Later): one ballot more would be one person of a small group.
func Participations(db *gorm.DB, e event.Edition, now time.Time, members map[store.ID]Member) ([]Participation, error) {
	var ballots []struct {
		PersonID store.ID
		Spent    bool
	}
	err := db.Raw("SELECT person_id, (spent_on IS NOT NULL) AS spent FROM ballots WHERE edition_id = ?", e.ID).Scan(&ballots).Error
	if err != nil {
		return nil, err
	}
	byKind := map[string]*Participation{}
	kindOf := map[store.ID]string{}
	for _, b := range ballots {
		m := members[b.PersonID]
		p := byKind[m.Kind]
		if p == nil {
			p = &Participation{Kind: m.Kind}
			byKind[m.Kind] = p
		}
		p.HandedOut++
		if b.Spent {
			p.Answered++
		}
		kindOf[m.Host] = m.Kind
	}
	list := sortedKinds(byKind)
	if e.SurveyOpenedAt.IsZero() || e.SurveyOpen(now) {
		least, err := LeastOf(db, e.ID)
		return guardKinds(list, nil, rule{least, false}), err
	}
	own, least, err := ownShown(db, e.ID)
	if err != nil {
		return nil, err
	}
	inside := map[string][]int{}
	for id, n := range own {
		inside[kindOf[id]] = append(inside[kindOf[id]], n)
	}
	return guardKinds(list, inside, rule{least, true}), nil
}

func sortedKinds(all map[string]*Participation) []Participation {
	var out []Participation
	for _, kind := range event.OrganisationKinds {
		if p := all[kind]; p != nil {
			out = append(out, *p)
			delete(all, kind)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		out = append(out, *all[kind])
	}
	return out
}

// guardKinds hides what is small. inside is how many answered of each host organisation with results of its own, by kind.
func guardKinds(list []Participation, inside map[string][]int, r rule) []Participation {
	asked, answered := make([]int, len(list)), make([]int, len(list))
	for i, p := range list {
		asked[i], answered[i] = p.HandedOut, p.Answered
	}
	hidden := conceal(asked, r.least)
	if r.closed {
		for i, p := range list {
			if answered[i] < r.least {
				hidden[i] = Few
			} else if hidden[i] == Shown && leavesFew(answered[i], inside[p.Kind], r.least) {
				hidden[i] = Beside
			}
		}
		for cover(asked, hidden, r.least) || cover(answered, hidden, r.least) || coverParts(list, hidden, inside, r.least) {
			continue
		}
	}
	for i, why := range hidden {
		switch {
		case why != Shown:
			list[i] = Participation{Kind: list[i].Kind, Hidden: why}
		case !r.closed:
			list[i].Answered, list[i].Hidden = 0, Later
		}
	}
	return list
}

// coverParts hides one more kind if all hidden kinds together, which is the total less those shown, leave a few people
// when the own results inside them are taken away. It says whether it did.
func coverParts(list []Participation, hidden []Hidden, inside map[string][]int, least int) bool {
	rest, parts, answered := 0, []int(nil), make([]int, len(list))
	for i, p := range list {
		answered[i] = p.Answered
		if hidden[i] != Shown {
			rest, parts = rest+p.Answered, append(parts, inside[p.Kind]...)
		}
	}
	i := smallestShown(answered, hidden)
	if i < 0 || !leavesFew(rest, parts, least) {
		return false
	}
	hidden[i] = Beside
	return true
}

// leavesFew says whether a group less some of its parts is a few people.
func leavesFew(whole int, parts []int, least int) bool {
	for choice := 1; choice < 1<<len(parts); choice++ {
		rest := whole
		for i, n := range parts {
			if choice&(1<<i) != 0 {
				rest -= n
			}
		}
		if 0 < rest && rest < least {
			return true
		}
	}
	return false
}
