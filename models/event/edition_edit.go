package event

import (
	"net/mail"
	"strings"
	"time"

	"samling/models/store"
)

// EditionForm is what an organiser writes about the day itself. Dates are "2027-03-11", times are clock times, both in
// the edition's own zone.
type EditionForm struct {
	Title        string
	Text         string
	Place        string
	Venue        string
	Directions   string
	ContactName  string
	ContactEmail string
	CaseNumber   string
	Color        string // #rrggbb, or empty for the standard one
	Date         string
	CheckIn      string
	Starts       string
	Ends         string
	OpensOn      string // empty: registration is open from the day the edition is published
	OpensAt      string
	ClosesOn     string
	ClosesAt     string
	WishesOn     string
	WishesAt     string
	Capacity     string
}

// check gives the edition as it would be, and its capacity.
func (f EditionForm) check(e Edition) (Edition, int, Problems) {
	var p Problems
	e.Title = p.line("title", f.Title, true)
	e.Text = p.text("text", f.Text)
	e.Place = p.line("place", f.Place, false)
	e.Venue = p.line("venue", f.Venue, false)
	e.Directions = p.text("directions", f.Directions)
	e.ContactName = p.line("contact_name", f.ContactName, false)
	e.ContactEmail = p.line("contact_email", f.ContactEmail, false)
	if e.ContactEmail != "" && !plainAddress(e.ContactEmail) {
		p.add("contact_email", "error.email")
	}
	e.CaseNumber = p.line("case_number", f.CaseNumber, false)
	e.Color = strings.TrimSpace(f.Color)
	if e.Color != "" && !colorForm.MatchString(e.Color) {
		p.add("color", "error.color")
	}
	f.checkTimes(&e, &p)
	return e, p.seats("capacity", f.Capacity), p
}

func (f EditionForm) checkTimes(e *Edition, p *Problems) {
	zone := e.Zone()
	day := p.date("date", f.Date, zone)
	e.CheckInAt = store.At(p.clockOn("check_in", f.CheckIn, day.In(zone)))
	e.StartsAt = store.At(p.clockOn("starts", f.Starts, day.In(zone)))
	e.EndsAt = store.At(p.clockOn("ends", f.Ends, day.In(zone)))
	e.RegistrationClosesAt = store.At(p.clockOn("closes_at", f.ClosesAt, p.date("closes_on", f.ClosesOn, zone).In(zone)))
	e.WishesCloseAt = store.At(p.clockOn("wishes_at", f.WishesAt, p.date("wishes_on", f.WishesOn, zone).In(zone)))
	e.RegistrationOpensAt = store.Time{}
	if strings.TrimSpace(f.OpensOn+f.OpensAt) != "" {
		e.RegistrationOpensAt = store.At(p.clockOn("opens_at", f.OpensAt, p.date("opens_on", f.OpensOn, zone).In(zone)))
	}
	if len(*p) > 0 {
		return // comparing times that could not be read would only add noise
	}
	f.checkOrder(*e, p)
}

func (f EditionForm) checkOrder(e Edition, p *Problems) {
	if !e.EndsAt.After(e.StartsAt.Time) {
		p.add("ends", "error.ends_before")
	}
	if e.CheckInAt.After(e.StartsAt.Time) {
		p.add("check_in", "error.check_in_late")
	}
	if e.RegistrationClosesAt.After(e.EndsAt.Time) {
		p.add("closes_on", "error.closes_after_day")
	}
	if !e.RegistrationOpensAt.IsZero() && !e.RegistrationOpensAt.Before(e.RegistrationClosesAt.Time) {
		p.add("opens_on", "error.opens_after_close")
	}
	if e.WishesCloseAt.After(e.EndsAt.Time) {
		p.add("wishes_on", "error.closes_after_day")
	}
}

// EditEdition saves what the day is. A new date takes the whole programme with it, at the same times of day.
// Errors: Problems, ErrStale, ErrCapacityBelowTaken.
func EditEdition(tx *store.Tx, was Edition, version int, form EditionForm) error {
	e, capacity, problems := form.check(was)
	if err := problems.fault(); err != nil {
		return err
	}
	if err := Revise(tx, e.ID, version); err != nil {
		return err
	}
	if err := SetCapacity(tx, e.ID, capacity); err != nil {
		return err
	}
	if err := moveProgramme(tx, was, e); err != nil {
		return err
	}
	done := tx.Exec(`UPDATE editions SET title = ?, text = ?, place = ?, venue = ?, directions = ?, contact_name = ?,
		contact_email = ?, case_number = ?, color = ?, check_in_at = ?, starts_at = ?, ends_at = ?,
		registration_opens_at = ?, registration_closes_at = ?, wishes_close_at = ? WHERE id = ?`,
		e.Title, e.Text, e.Place, e.Venue, e.Directions, e.ContactName, e.ContactEmail, e.CaseNumber, e.Color,
		e.CheckInAt, e.StartsAt, e.EndsAt, e.RegistrationOpensAt, e.RegistrationClosesAt, e.WishesCloseAt, e.ID)
	return one(done.RowsAffected, done.Error)
}

// moveProgramme moves every line by the distance between noon of the two days, so that a summer-time change between
// them does not shift the clock times.
func moveProgramme(tx *store.Tx, was, now Edition) error {
	distance := noon(now).Sub(noon(was))
	if distance == 0 {
		return nil
	}
	return tx.Exec("UPDATE programme_items SET starts_at = starts_at + ?, ends_at = ends_at + ? WHERE edition_id = ?",
		distance.Milliseconds(), distance.Milliseconds(), now.ID).Error
}

func noon(e Edition) time.Time {
	day := e.StartsAt.In(e.Zone())
	return time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, day.Location())
}

// plainAddress says whether a text is one e-mail address and nothing else, without a name around it.
func plainAddress(s string) bool {
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == s
}
