package door

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/survey"
)

// Participations gives how many of each kind of organisation were asked and answered, with small cells hidden. This
// package joins what survey must not know: who a ballot's person is.
func Participations(db *gorm.DB, e event.Edition, now time.Time) ([]survey.Participation, error) {
	members, err := membersOf(db, e.ID)
	if err != nil {
		return nil, err
	}
	return survey.Participations(db, e, now, members)
}

// membersOf says of everybody who has registered where they come from.
func membersOf(db *gorm.DB, edition store.ID) (map[store.ID]survey.Member, error) {
	hosts, err := hostOrganisations(db, edition)
	if err != nil {
		return nil, err
	}
	var rows []struct{ ID, OrganisationID, Kind string }
	err = db.Raw("SELECT r.id, r.organisation_id, o.kind FROM registrations r JOIN organisations o ON o.id = r.organisation_id "+
		"WHERE r.edition_id = ?", edition).Scan(&rows).Error
	members := make(map[store.ID]survey.Member, len(rows))
	for _, r := range rows {
		m := survey.Member{Kind: r.Kind}
		if hosts[store.ID(r.OrganisationID)] {
			m.Host = store.ID(r.OrganisationID)
		}
		members[store.ID(r.ID)] = m
	}
	return members, err
}

// hostOrganisations says which organisations are hosts'.
func hostOrganisations(db *gorm.DB, edition store.ID) (map[store.ID]bool, error) {
	hosts, err := event.Hosts(db, edition)
	if err != nil {
		return nil, err
	}
	all, err := event.Organisations(db, edition)
	if err != nil {
		return nil, err
	}
	out := map[store.ID]bool{}
	for _, o := range event.HostOrganisations(hosts, all) {
		out[o.ID] = true
	}
	return out, nil
}

// RoomMix is who sat in one seminar, by kind of organisation.
type RoomMix struct {
	Seminar event.Seminar
	People  int // 0 when fewer than the threshold, and then every group is hidden
	Groups  []survey.Group
}

// RoomMixes gives the mix of every seminar, by where its people come from, in the order of event.OrganisationKinds. It
// counts those who came and had a place. The seminars and the kinds are a table whose sums may be known, so what is
// hidden cannot be worked out along a row or a column.
func RoomMixes(db *gorm.DB, e event.Edition) ([]RoomMix, error) {
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, err
	}
	members, err := membersOf(db, e.ID)
	if err != nil {
		return nil, err
	}
	came, err := Attended(db, e.ID)
	if err != nil {
		return nil, err
	}
	places, err := seminar.PlacesByPerson(db, e.ID)
	if err != nil {
		return nil, err
	}
	least, err := survey.LeastOf(db, e.ID)
	if err != nil {
		return nil, err
	}
	counts := map[store.ID]map[string]int{}
	for _, person := range came {
		for _, place := range places[person.ID] {
			if counts[place.SeminarID] == nil {
				counts[place.SeminarID] = map[string]int{}
			}
			counts[place.SeminarID][members[person.ID].Kind]++
		}
	}
	return mixes(seminars, counts, least), nil
}

func mixes(seminars []event.Seminar, counts map[store.ID]map[string]int, least int) []RoomMix {
	var out []RoomMix
	var table [][]survey.Group
	for _, s := range seminars {
		kinds := counts[s.ID]
		mix, row := RoomMix{Seminar: s}, []survey.Group{}
		for _, kind := range event.OrganisationKinds {
			mix.People += kinds[kind]
			row = append(row, survey.Group{Name: kind, N: kinds[kind]})
		}
		if mix.People == 0 {
			continue
		}
		out, table = append(out, mix), append(table, row)
	}
	if len(out) == 0 {
		return nil
	}
	table = survey.ConcealTable(table, least)
	for i := range out {
		if out[i].Groups = table[i]; out[i].People < least {
			out[i].People = 0
		}
	}
	return out
}
