package mail

// writeOffer tells of a seat that is held. A mail may leave late: an offer that is over by then is not promised.
func writeOffer(f *facts, l *letter) error {
	if f.offer.Open(f.now.Time) {
		l.intro(f.say("offer.intro"), f.say("offer.until", "Moment", f.moment(f.offer.ExpiresAt)), f.say("offer.silent"))
	} else {
		l.intro(f.say("offer.over"))
	}
	l.button(f, "mail.answer_offer", f.own())
	l.Sections = append(l.Sections, f.wayOut())
	return nil
}

// writeOfferExpired tells somebody who did not answer that they now stand last, and what happens the next time.
func writeOfferExpired(f *facts, l *letter) error {
	l.intro(f.say("offer_expired.intro"), f.say("offer_expired.next"))
	l.button(f, "mail.open_registration", f.own())
	l.Sections = append(l.Sections, f.wayOut())
	return nil
}
