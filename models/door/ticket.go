package door

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// ticket is what the door needs to know about a registration, in one query.
type ticket struct {
	ID             store.ID
	EditionID      store.ID
	Status         registration.Status
	Name           string
	DisplayName    string
	Organisation   string
	WaitlistNumber int
	Inside         bool
	StartsAt       store.Time
	TimeZone       string
	Revoked        bool // nobody's ticket any more, and nothing else is known about it
}

const ticketQuery = `SELECT r.id, r.edition_id, r.status, r.name, r.display_name, r.waitlist_number,
	o.name AS organisation, e.starts_at, e.time_zone, a.registration_id IS NOT NULL AS inside
	FROM registrations r
	JOIN organisations o ON o.id = r.organisation_id
	JOIN editions e ON e.id = r.edition_id
	LEFT JOIN admissions a ON a.registration_id = r.id
	WHERE `

// findTicket finds what was presented. No such ticket is an empty ticket and no error: that is a verdict too.
func findTicket(db *gorm.DB, edition store.ID, p Presented) (ticket, error) {
	code, ref := TicketCode(p.Code), Reference(p.Reference)
	if code == "" && p.Code != "" {
		ref = Reference(p.Code) // a reference code typed or scanned where a ticket's code is expected
	}
	var t ticket
	var err error
	switch {
	case code != "":
		t, err = oneTicket(db, "r.ticket_hash = ?", store.Hash(code))
	case ref != "":
		t, err = oneTicket(db, "r.edition_id = ? AND r.reference = ?", edition, ref)
	case p.RegistrationID.Valid():
		return oneTicket(db, "r.id = ?", p.RegistrationID)
	}
	if err == nil && !t.found() {
		t.Revoked, err = registration.Dead(db, edition, code, ref)
	}
	return t, err
}

func oneTicket(db *gorm.DB, where string, args ...any) (ticket, error) {
	var t ticket
	_, err := first(db.Raw(ticketQuery+where, args...), &t.ID, &t.EditionID, &t.Status, &t.Name, &t.DisplayName, &t.WaitlistNumber,
		&t.Organisation, &t.StartsAt, &t.TimeZone, &t.Inside)
	return t, err
}

func (t ticket) found() bool { return t.ID != "" }

func (t ticket) facts(edition store.ID) facts {
	return facts{Found: t.found(), Revoked: t.Revoked, SameEdition: t.EditionID == edition, Status: t.Status, Inside: t.Inside}
}

func (t ticket) day() string { return event.Edition{StartsAt: t.StartsAt, TimeZone: t.TimeZone}.Day() }

func (t ticket) attendee() *Attendee {
	// The rule for which name is shown is registration's; somebody with an alias looks like everybody else.
	shown := registration.Registration{Name: t.Name, DisplayName: t.DisplayName}.ShownName()
	return &Attendee{ID: t.ID, Name: shown, Organisation: t.Organisation, Status: t.Status, WaitlistNumber: t.WaitlistNumber}
}
