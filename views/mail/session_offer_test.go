package mail_test

import (
	"strings"
	"testing"
	"time"

	"samling/models/mailbox"
	"samling/models/room"
	"samling/models/store"
)

// line lets the person wait for a full session while they sit in another, and then frees a seat there.
func (d *day) line() {
	d.write(func(tx *store.Tx) error {
		for _, q := range []string{
			"UPDATE programme_items SET choose = 'first_come'",
			"INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES ('t3', '" + string(d.edition.ID) + "', 's2', 1, 'Sal **D**', 0)",
		} {
			if err := tx.Exec(q).Error; err != nil {
				return err
			}
		}
		if err := room.Take(tx, d.edition, d.person.ID, "t1"); err != nil {
			return err
		}
		return room.Join(tx, d.edition, d.person.ID, "t3")
	})
	d.write(func(tx *store.Tx) error {
		if err := tx.Exec("UPDATE seminar_sessions SET seats = 1 WHERE id = 't3'").Error; err != nil {
			return err
		}
		_, err := room.Tend(tx)
		return err
	})
}

// queued is the mail of a kind that waits in the outbox.
func (d *day) queued(kind mailbox.Kind) mailbox.Mail {
	d.t.Helper()
	var found []mailbox.Mail
	if err := d.store.Read(d.t.Context()).Raw("SELECT * FROM mails WHERE kind = ?", kind).Scan(&found).Error; err != nil || len(found) != 1 {
		d.t.Fatal(len(found), err)
	}
	return found[0]
}

func TestASeatInASeminarIsOffered(t *testing.T) {
	for name, end := range map[string]func(d *day){
		"too late": func(d *day) { d.clock.Add(25 * time.Hour) },
		"answered": func(d *day) {
			d.write(func(tx *store.Tx) error { return room.Accept(tx, d.edition, d.person.ID, "t3") })
		},
	} {
		d := newDay(t, 10, form())
		d.line()
		row := d.queued(mailbox.SessionOffer)
		before := d.compose(row, false)
		for _, text := range []string{"En plats har blivit ledig på Trefas, Sal D, kl. 13.00–14.00", "Vi håller den åt dig till tisdag 2 februari 2027 kl. 13.00",
			"lämnar du din plats på LOSAM, Sal C", "Du behåller den plats du har", "/min/"} {
			if !strings.Contains(before.Text, text) {
				t.Errorf("%q is missing in\n%s", text, before.Text)
			}
		}
		end(d)
		if after := d.compose(row, false); strings.Contains(after.Text, "Vi håller") || !strings.Contains(after.Text, "gått ut eller") {
			t.Errorf("%s: %s", name, after.Text)
		}
	}
}
