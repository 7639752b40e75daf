package event

import (
	"samling/models/store"
)

// The parts of an edition that Copy takes along, each with new ids. They are as many as a day has: tens of rows.

// copySeats takes the rules for handing out seats along; nobody has taken one.
func copySeats(tx *store.Tx, from, to Edition, days int) error {
	seats, err := SeatsOf(tx.DB, from.ID)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO edition_seats (edition_id, capacity, quotas_end_at, offer_rule, offer_minutes,
			offer_minutes_last_day, check_domains)
		SELECT ?, capacity, ?, offer_rule, offer_minutes, offer_minutes_last_day, check_domains
		FROM edition_seats WHERE edition_id = ?`, to.ID, moved(seats.QuotasEndAt, days, to.Zone()), from.ID).Error
}

func copyHosts(tx *store.Tx, from, to Edition, _ int) error {
	hosts, err := Hosts(tx.DB, from.ID)
	if err != nil || len(hosts) == 0 {
		return err
	}
	var logos []Logo
	err = tx.Raw(`SELECT l.host_id, l.type, l.width, l.height, l.data FROM host_logos l JOIN hosts h ON h.id = l.host_id
		WHERE h.edition_id = ?`, from.ID).Scan(&logos).Error
	if err != nil {
		return err
	}
	now := make(map[store.ID]store.ID, len(hosts))
	for i := range hosts {
		was := hosts[i].ID
		hosts[i].ID, hosts[i].EditionID = tx.NewID(), to.ID
		now[was] = hosts[i].ID
	}
	if err := tx.Create(&hosts).Error; err != nil || len(logos) == 0 {
		return err
	}
	for i := range logos {
		logos[i].HostID = now[logos[i].HostID]
	}
	return tx.Create(&logos).Error
}

func copyProgramme(tx *store.Tx, from, to Edition, days int) error {
	items, err := Programme(tx.DB, from.ID)
	if err != nil || len(items) == 0 {
		return err
	}
	zone := to.Zone()
	for i := range items {
		items[i].ID, items[i].EditionID = tx.NewID(), to.ID
		items[i].StartsAt, items[i].EndsAt = moved(items[i].StartsAt, days, zone), moved(items[i].EndsAt, days, zone)
	}
	return tx.Create(&items).Error
}

func copySeminars(tx *store.Tx, from, to Edition, _ int) error {
	seminars, err := Seminars(tx.DB, from.ID)
	if err != nil || len(seminars) == 0 {
		return err
	}
	sessions, err := Sessions(tx.DB, from.ID)
	if err != nil {
		return err
	}
	now := make(map[store.ID]store.ID, len(seminars))
	for i := range seminars {
		was := seminars[i].ID
		seminars[i].ID, seminars[i].EditionID = tx.NewID(), to.ID
		now[was] = seminars[i].ID
	}
	if err := tx.Create(&seminars).Error; err != nil || len(sessions) == 0 {
		return err
	}
	for i := range sessions {
		sessions[i].ID, sessions[i].EditionID, sessions[i].SeminarID = tx.NewID(), to.ID, now[sessions[i].SeminarID]
	}
	return tx.Create(&sessions).Error
}

// copyOrganisations gives each organisation the quota that it was given the year before, not what was left of it.
func copyOrganisations(tx *store.Tx, from, to Edition, _ int) error {
	all, err := Organisations(tx.DB, from.ID)
	if err != nil || len(all) == 0 {
		return err
	}
	quotas := make([]QuotaChange, 0, len(all))
	for i := range all {
		all[i].ID, all[i].EditionID = tx.NewID(), to.ID
		all[i].ContactName, all[i].ContactEmail = "", "" // no person comes along, whatever they did last year
		quotas = append(quotas, QuotaChange{Organisation: all[i].ID, Quota: all[i].Seats})
	}
	if err := tx.CreateInBatches(&all, 500).Error; err != nil {
		return err
	}
	return ChangeQuotas(tx, to.ID, quotas)
}
