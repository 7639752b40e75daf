package mail

import (
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// comingDay is a day that an address is registered for.
type comingDay struct {
	person  registration.Registration
	edition event.Edition
}

// readComing reads what is true when the mail leaves, not what was when it was asked for.
func (f *facts) readComing(db *store.DB) error {
	all, err := registration.Coming(db, f.now, f.person.Email)
	if err != nil {
		return err
	}
	for _, r := range all {
		e, err := event.ByID(db, r.EditionID) // somebody has a day or two ahead, not a list
		if err != nil {
			return err
		}
		f.coming = append(f.coming, comingDay{r, e})
	}
	if len(f.coming) == 0 {
		return store.ErrNotFound
	}
	return nil
}

// writeLinks lists every coming day, each with its link.
func writeLinks(f *facts, l *letter) error {
	l.Kicker, l.Hello = f.T("site.name"), f.T("mail.hello_nobody")
	l.intro(f.say("links.intro"), f.say("links.not_you"))
	for _, day := range f.coming {
		l.Sections = append(l.Sections, section{Heading: oneLine(day.edition.Title),
			Link:  link{f.T("mail.open_registration"), f.page("min", day.person.Link(f.c.store.Keys()))},
			After: f.Date(day.edition.StartsAt.In(day.edition.Zone()))})
	}
	return nil
}

// writeSubstituted tells who had a seat that it is passed on: no link, and not to whom.
func writeSubstituted(f *facts, l *letter) error {
	l.intro(f.say("substituted.intro"), f.say("substituted.dead"))
	if l.Contact != "" {
		l.intro(f.say("substituted.not_you"))
	}
	return nil
}
