package registration_test

import (
	"testing"
	"time"

	"samling/models/registration"
	"samling/models/store"
)

// TestNeedsGoSevenDaysAfterTheDay: not before, all of them, and the audit log tells how many.
func TestNeedsGoSevenDaysAfterTheDay(t *testing.T) {
	d := newDay(t, 10)
	d.write(func(tx *store.Tx) error {
		_, err := registration.Add(tx, d.edition, registration.Form{Name: "Åsa Öberg", Email: "asa@nacka.example",
			Organisation: "nacka-kommun", Needs: []string{"glutenfri"}}, registration.FromForm, registration.Self)
		return err
	})
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{6 * 24 * time.Hour, 0}, {7*24*time.Hour + time.Minute, 1}, {8 * 24 * time.Hour, 0}} {
		d.clock.Set(d.edition.EndsAt.Add(step.after))
		d.write(func(tx *store.Tx) error {
			n, err := registration.DisposeNeeds(tx)
			if n != step.want {
				t.Errorf("%s after the day: %d erased, wanted %d", step.after, n, step.want)
			}
			return err
		})
	}
	var left, logged int
	db := d.store.Read(t.Context())
	if err := db.Raw("SELECT COUNT(*) FROM needs").Scan(&left).Error; err != nil || left != 0 {
		t.Errorf("%d needs left, %v", left, err)
	}
	err := db.Raw("SELECT COUNT(*) FROM audit_log WHERE action = 'needs_disposed' AND detail = 'rows=1'").Scan(&logged).Error
	if err != nil || logged != 1 {
		t.Errorf("%d entries in the audit log, %v", logged, err)
	}
}

// TestAddressesOfTheInvitedGo: thirty days after the day nobody's address is left, and the numbers are.
func TestAddressesOfTheInvitedGo(t *testing.T) {
	d := newDay(t, 10)
	d.write(func(tx *store.Tx) error {
		return tx.Exec(`INSERT INTO invitations (id, edition_id, name, email, email_key, code_hash, invited_at, invited_by)
			VALUES ('i1', ?, 'Åsa', 'asa@nacka.example', 'asa@nacka.example', 'x', 1, 'u'), ('i2', ?, 'Bo', 'bo@nacka.example', 'bo@nacka.example', 'y', 1, 'u')`,
			d.edition.ID, d.edition.ID).Error
	})
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{29 * 24 * time.Hour, 0}, {31 * 24 * time.Hour, 2}, {32 * 24 * time.Hour, 0}} {
		d.clock.Set(d.edition.EndsAt.Add(step.after))
		d.write(func(tx *store.Tx) error {
			n, err := registration.DisposeInvitations(tx)
			if n != step.want {
				t.Errorf("%s after the day: %d erased, wanted %d", step.after, n, step.want)
			}
			return err
		})
	}
	var rows []string
	if err := d.store.Read(t.Context()).Raw("SELECT name || email || email_key FROM invitations ORDER BY id").Scan(&rows).Error; err != nil || len(rows) != 2 || rows[0] != "i1" {
		t.Errorf("%v, %v", rows, err)
	}
}
