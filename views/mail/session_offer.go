package mail

import (
	"samling/models/mailbox"
	"samling/models/room"
	"samling/models/store"
)

func (f *facts) readSeat(db *store.DB, m mailbox.Mail, id store.ID) (store.ID, error) {
	edition, err := f.readPerson(db, id)
	if err != nil {
		return "", err
	}
	f.seat, err = room.OfferOf(db, m)
	return edition, err
}

// writeSessionOffer tells of a seat in a seminar that is held. A mail may leave late: what is over by then is not promised.
func writeSessionOffer(f *facts, l *letter) error {
	zone := f.edition.Zone()
	l.intro(f.say("session_offer.intro", "Seminar", plainValue(f.seat.Title), "Room", plainValue(f.seat.Room),
		"Time", f.Span(f.seat.StartsAt.In(zone), f.seat.EndsAt.In(zone))))
	if !f.seat.Open(f.now.Time) {
		l.intro(f.say("session_offer.over"))
		l.button(f, "mail.open_registration", f.own())
		return nil
	}
	l.intro(f.say("session_offer.until", "Moment", f.moment(f.seat.ExpiresAt)))
	for _, p := range f.places {
		if p.Slot == f.seat.Slot {
			l.intro(f.say("session_offer.instead", "Seminar", plainValue(p.Title), "Room", plainValue(p.Room)))
		}
	}
	l.intro(f.say("session_offer.silent"))
	l.button(f, "mail.answer_offer", f.own())
	l.Sections = append(l.Sections, f.wayOut())
	return nil
}
