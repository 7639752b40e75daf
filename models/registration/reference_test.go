package registration

import (
	"testing"

	"samling/models/store"
	"samling/models/store/storetest"
)

// TestTakenReferenceIsDrawnAnew lays the first draw of a row into the database beforehand.
func TestTakenReferenceIsDrawnAnew(t *testing.T) {
	s, _ := storetest.New(t)
	edition, org := store.NewID(), store.NewID()
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		for _, sql := range []string{
			"INSERT INTO series (id, slug, name) VALUES ('s', 's', 's')",
			`INSERT INTO editions (id, series_id, slug, title, time_zone, check_in_at, starts_at, ends_at, registration_closes_at,
				wishes_close_at, state, created_at) VALUES ('` + string(edition) + `', 's', 's', 's', 'UTC', 1, 1, 1, 1, 1, 'draft', 1)`,
			"INSERT INTO organisations (id, edition_id, key, name, kind) VALUES ('" + string(org) + "', '" + string(edition) + "', 'o', 'o', 'stat')",
		} {
			if err := tx.Exec(sql).Error; err != nil {
				return err
			}
		}
		first := Registration{ID: tx.NewID(), EditionID: edition, OrganisationID: org, Source: FromForm, Status: Waitlisted,
			TicketHash: "a", LinkHash: "a", ReceivedAt: tx.Now}
		if err := insert(tx, &first); err != nil {
			return err
		}
		second := first
		second.ID, second.TicketHash, second.LinkHash = tx.NewID(), "b", "b"
		taken := reference(tx.Keys, second.ID, 0)
		if err := tx.Exec("UPDATE registrations SET reference = ? WHERE id = ?", taken, first.ID).Error; err != nil {
			return err
		}
		if err := insert(tx, &second); err != nil {
			return err
		}
		if second.Reference != reference(tx.Keys, second.ID, 1) || second.Reference == taken {
			t.Errorf("drew %s after %s was taken", second.Reference, taken)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
