package registration

import (
	"strconv"
	"time"

	"samling/models/account"
	"samling/models/store"
)

// NeedsKeptFor is how long needs are kept after a day has ended. They are special-category data (GDPR article 9) and
// nobody has a use for them once the food is eaten.
const NeedsKeptFor = 7 * 24 * time.Hour

// disposer is who erases them, in the audit log.
const disposer = "dispose-needs"

// DisposeNeeds erases the needs of every edition that ended longer ago than NeedsKeptFor, writes how many to the audit
// log, and gives their number.
func DisposeNeeds(tx *store.Tx) (int, error) {
	var due []struct {
		EditionID store.ID
		N         int
	}
	err := tx.Raw(`SELECT r.edition_id, COUNT(*) AS n FROM needs n JOIN registrations r ON r.id = n.registration_id
		JOIN editions e ON e.id = r.edition_id WHERE e.ends_at < ? GROUP BY r.edition_id`, store.At(tx.Now.Add(-NeedsKeptFor))).
		Scan(&due).Error
	if err != nil {
		return 0, err
	}
	total := 0
	for _, d := range due {
		err := tx.Exec("DELETE FROM needs WHERE registration_id IN (SELECT id FROM registrations WHERE edition_id = ?)", d.EditionID).Error
		if err != nil {
			return total, err
		}
		if err := account.Log(tx, account.Entry{Actor: disposer, EditionID: d.EditionID, Action: "needs_disposed",
			Detail: "rows=" + strconv.Itoa(d.N)}); err != nil {
			return total, err
		}
		total += d.N
	}
	return total, nil
}
