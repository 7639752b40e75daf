package event

import (
	"strings"

	"samling/models/store"
)

// QuotaChange is a new quota for an organisation. Recharged is how many seats that stood on the pool go over to it.
type QuotaChange struct {
	Organisation store.ID
	Quota        int
	Recharged    int
}

// ChangeQuotas sets quotas and moves the pool with them. It knows no registrations: registration.SetQuotas says how
// many seats change sides, and changes their rows. Errors: ErrQuotaBelowTaken, ErrPoolBelowTaken.
func ChangeQuotas(tx *store.Tx, edition store.ID, changes []QuotaChange) error {
	if len(changes) == 0 {
		return nil
	}
	if err := setOrganisationSeats(tx, edition, changes); err != nil {
		return err
	}
	recharged := 0
	for _, c := range changes {
		recharged += c.Recharged
	}
	const sum = "(SELECT COALESCE(SUM(quota), 0) FROM organisation_seats WHERE edition_id = ?)"
	done := tx.Exec("UPDATE edition_seats SET promised = "+sum+`, pool_taken = pool_taken - ?
		WHERE edition_id = ? AND (pool_taken = ? OR pool_taken - ? <= capacity - `+sum+")",
		edition, recharged, edition, recharged, recharged, edition)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != 1 {
		return ErrPoolBelowTaken
	}
	return nil
}

func setOrganisationSeats(tx *store.Tx, edition store.ID, changes []QuotaChange) error {
	rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?), ", len(changes)), ", ")
	args := make([]any, 0, 4*len(changes))
	ids := make([]store.ID, 0, len(changes))
	for _, c := range changes {
		if c.Recharged > c.Quota {
			return ErrQuotaBelowTaken
		}
		args = append(args, c.Organisation, edition, c.Quota, c.Recharged)
		ids = append(ids, c.Organisation)
	}
	done := tx.Exec("INSERT INTO organisation_seats (organisation_id, edition_id, quota, taken) VALUES "+rows+`
		ON CONFLICT (organisation_id) DO UPDATE SET quota = excluded.quota, taken = organisation_seats.taken + excluded.taken
		WHERE organisation_seats.taken + excluded.taken <= excluded.quota`, args...)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != int64(len(changes)) {
		return ErrQuotaBelowTaken
	}
	return tx.Exec(`UPDATE organisations SET seats = (SELECT q.quota FROM organisation_seats q WHERE q.organisation_id = organisations.id)
		WHERE id IN ?`, ids).Error
}

// ReleaseQuotas lets every seat that is kept for an organisation and not taken fall into the pool. It gives how many.
func ReleaseQuotas(tx *store.Tx, edition store.ID) (int, error) {
	var unused int
	err := tx.Raw("SELECT COALESCE(SUM(quota - taken), 0) FROM organisation_seats WHERE edition_id = ?", edition).Scan(&unused).Error
	if err != nil || unused == 0 {
		return 0, err
	}
	if err := tx.Exec("UPDATE organisation_seats SET quota = taken WHERE edition_id = ? AND quota > taken", edition).Error; err != nil {
		return 0, err
	}
	return unused, sumQuotas(tx, edition)
}

// sumQuotas counts what is promised anew after quotas have become fewer.
func sumQuotas(tx *store.Tx, edition store.ID) error {
	return tx.Exec(`UPDATE edition_seats SET promised =
		(SELECT COALESCE(SUM(quota), 0) FROM organisation_seats WHERE edition_id = ?) WHERE edition_id = ?`, edition, edition).Error
}

// QuotaField is the name of the form field of an organisation's quota.
func QuotaField(organisation string) string { return "quota_" + organisation }
