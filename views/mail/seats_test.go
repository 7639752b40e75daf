package mail_test

import (
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
)

// offer holds the only seat for the person who waits.
func (d *day) offer() {
	d.write(func(tx *store.Tx) error {
		if err := event.SetCapacity(tx, d.edition.ID, 1); err != nil {
			return err
		}
		_, err := registration.PassOn(tx, d.edition.ID, registration.Job)
		return err
	})
}

// A mail that leaves late must not promise what is gone: the server was away for a day, or the offer is answered.
func TestAnOfferThatIsOverIsNotPromised(t *testing.T) {
	for name, end := range map[string]func(d *day){
		"too late": func(d *day) { d.clock.Add(25 * time.Hour) },
		"answered": func(d *day) {
			d.write(func(tx *store.Tx) error {
				_, err := registration.AcceptOffer(tx, d.person.ID, registration.Self)
				return err
			})
		},
	} {
		d := dayFor(t, mailbox.Offer)
		row := d.mail(mailbox.Offer, "sv")
		if before := d.compose(row, false); !strings.Contains(before.Text, "Vi håller den åt dig till tisdag 2 februari 2027 kl. 13.00") {
			t.Fatalf("%s: %s", name, before.Text)
		}
		end(d)
		if after := d.compose(row, false); strings.Contains(after.Text, "Vi håller") || !strings.Contains(after.Text, "gått ut eller") {
			t.Errorf("%s: %s", name, after.Text)
		}
	}
}
