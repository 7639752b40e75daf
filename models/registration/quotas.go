package registration

import (
	"strconv"

	"gorm.io/gorm"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
)

// Quota is how the seats of one organisation stand. Taken and Pool count open offers too: their seats are held.
type Quota struct {
	Organisation event.Organisation `gorm:"embedded"`
	Quota        int                // kept for the organisation
	Taken        int                // of these
	Pool         int                // seats that its people have of the pool
	Confirmed    int                // people who are coming
	Waiting      int                // people who wait, those with an offer included
	Offered      int                // of these, who have an open offer
}

// Left is how many of the kept seats are free.
func (q Quota) Left() int { return q.Quota - q.Taken }

// QuotasOf reads how every organisation of an edition stands, by key, in one query. People with protected identity are
// counted: a sum that left them out would let somebody subtract.
func QuotasOf(db *gorm.DB, edition store.ID) ([]Quota, error) {
	var all []Quota
	err := db.Raw(`SELECT o.id, o.edition_id, o.key, o.name, o.kind, o.seats, o.contact_name, o.contact_email, o.domains,
			COALESCE(q.quota, 0) AS quota, COALESCE(q.taken, 0) AS taken, COALESCE(n.pool, 0) AS pool,
			COALESCE(n.confirmed, 0) AS confirmed, COALESCE(n.waiting, 0) AS waiting, COALESCE(n.offered, 0) AS offered
		FROM organisations o LEFT JOIN organisation_seats q ON q.organisation_id = o.id
		LEFT JOIN (SELECT r.organisation_id,
				SUM(CASE WHEN r.charge = 'pool' OR f.charge = 'pool' THEN 1 ELSE 0 END) AS pool,
				SUM(CASE WHEN r.status = 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
				SUM(CASE WHEN r.status = 'waitlisted' THEN 1 ELSE 0 END) AS waiting,
				SUM(CASE WHEN f.id IS NOT NULL THEN 1 ELSE 0 END) AS offered
			FROM registrations r LEFT JOIN offers f ON f.registration_id = r.id AND f.state = 'open'
			WHERE r.edition_id = ? GROUP BY r.organisation_id) n ON n.organisation_id = o.id
		WHERE o.edition_id = ? ORDER BY o.key`, edition, edition).Scan(&all).Error
	return all, err
}

// SetQuotas gives organisations new quotas; those that are not named keep theirs. Seats that an organisation has of
// the pool go over to its quota as far as that reaches, so that a raised quota frees the pool. version is the edition's,
// as the page was shown. Seats that become free are offered. Errors: event.ErrStale, store.ErrNotFound,
// ErrQuotasEnded, event.ErrQuotaBelowTaken on the organisation's event.QuotaField; event.ErrPoolBelowTaken.
func SetQuotas(tx *store.Tx, edition store.ID, version int, quotas map[store.ID]int, actor string) error {
	if err := event.Revise(tx, edition, version); err != nil {
		return err
	}
	changes, err := quotaChanges(tx, edition, quotas)
	if err != nil || len(changes) == 0 {
		return err
	}
	if err := event.ChangeQuotas(tx, edition, changes); err != nil {
		return err
	}
	if err := recharge(tx, changes); err != nil {
		return err
	}
	if err := account.Log(tx, account.Entry{Actor: actor, EditionID: edition, Action: "quotas_set",
		Detail: "organisations=" + strconv.Itoa(len(changes))}); err != nil {
		return err
	}
	_, err = PassOn(tx, edition, actor)
	return err
}

func quotaChanges(tx *store.Tx, edition store.ID, quotas map[store.ID]int) ([]event.QuotaChange, error) {
	seats, err := event.SeatsOf(tx.DB, edition)
	if err != nil {
		return nil, err
	}
	now, err := QuotasOf(tx.DB, edition)
	if err != nil {
		return nil, err
	}
	var changes []event.QuotaChange
	known := 0
	for _, q := range now {
		want, named := quotas[q.Organisation.ID]
		if !named {
			continue
		}
		known++
		switch {
		case want == q.Quota:
		case quotasEnded(seats, tx.Now):
			return nil, ErrQuotasEnded
		case want < q.Taken:
			return nil, event.ErrQuotaBelowTaken.On(event.QuotaField(q.Organisation.Key))
		default:
			changes = append(changes, event.QuotaChange{Organisation: q.Organisation.ID, Quota: want, Recharged: min(want-q.Taken, q.Pool)})
		}
	}
	if known < len(quotas) {
		return nil, store.ErrNotFound
	}
	return changes, nil
}
