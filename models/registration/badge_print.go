package registration

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// BadgePrints reads, for everybody of an edition whose badge has been printed, the digest of what stood on it.
func BadgePrints(db *gorm.DB, edition store.ID) (map[store.ID]string, error) {
	var rows []struct {
		RegistrationID store.ID
		Digest         string
	}
	err := db.Raw("SELECT registration_id, digest FROM badge_prints WHERE edition_id = ?", edition).Scan(&rows).Error
	prints := make(map[store.ID]string, len(rows))
	for _, r := range rows {
		prints[r.RegistrationID] = r.Digest
	}
	return prints, err
}

// printsAtATime keeps a statement below the number of variables that every engine accepts.
const printsAtATime = 500

// NoteBadgePrints remembers what stands on badges that are printed now, by registration.
func NoteBadgePrints(tx *store.Tx, edition store.ID, people []store.ID, digests map[store.ID]string) error {
	for len(people) > 0 {
		n := min(printsAtATime, len(people))
		args := make([]any, 0, 4*n)
		for _, id := range people[:n] {
			args = append(args, id, edition, digests[id], tx.Now)
		}
		err := tx.Exec("INSERT INTO badge_prints (registration_id, edition_id, digest, printed_at) VALUES "+
			strings.Repeat(", (?, ?, ?, ?)", n)[2:]+
			" ON CONFLICT (registration_id) DO UPDATE SET digest = excluded.digest, printed_at = excluded.printed_at", args...).Error
		if err != nil {
			return err
		}
		people = people[n:]
	}
	return nil
}
