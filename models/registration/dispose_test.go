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
