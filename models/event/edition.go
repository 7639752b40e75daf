// Package event knows what a day is: its series and edition, who hosts it and takes part, its programme, its
// seminars and their sessions.
package event

import (
	"sync"
	"time"

	"gorm.io/gorm"

	"samling/models/store"
)

// State is how far an edition has come in its life.
type State string

// The life of an edition.
const (
	Draft     State = "draft"
	Published State = "published"
	Closed    State = "closed"
	Finished  State = "finished"
	Archived  State = "archived"
)

// Series is an event that comes back: the same purpose, a new edition each year.
type Series struct {
	ID      store.ID
	Slug    string
	Name    string
	Purpose string
}

// TableName implements gorm's Tabler.
func (Series) TableName() string { return "series" }

// Edition is one day of a series.
type Edition struct {
	ID                   store.ID
	SeriesID             store.ID
	Slug                 string
	Number               int
	Title                string
	Text                 string
	Place                string
	Venue                string
	Directions           string
	ContactName          string
	ContactEmail         string
	CaseNumber           string
	Color                string
	TimeZone             string
	CheckInAt            store.Time
	StartsAt             store.Time
	EndsAt               store.Time
	RegistrationOpensAt  store.Time
	RegistrationClosesAt store.Time
	WishesCloseAt        store.Time
	SurveyOpenedAt       store.Time
	SurveyClosesAt       store.Time
	DoorOpenedAt         store.Time // the door was opened by hand and stays so; zero: it goes by the clock
	State                State
	RankAtLeast          int
	Access               Access `gorm:"default:open"`
	CreatedAt            store.Time
	Version              int
}

// TableName implements gorm's Tabler.
func (Edition) TableName() string { return "editions" }

// Zone is the zone in which the edition's times are shown. An unknown zone cannot be imported, so UTC is only
// what a damaged row gives.
func (e Edition) Zone() *time.Location {
	if e.TimeZone == here {
		return stockholm()
	}
	if zone, err := time.LoadLocation(e.TimeZone); err == nil {
		return zone
	}
	return time.UTC
}

// here is the zone of nearly every edition. It is read once: reading one takes as long as five queries.
const here = "Europe/Stockholm"

var stockholm = sync.OnceValue(func() *time.Location {
	if zone, err := time.LoadLocation(here); err == nil {
		return zone
	}
	return time.UTC
})

// Day is the date of the edition in its own zone, YYYY-MM-DD.
func (e Edition) Day() string { return e.StartsAt.In(e.Zone()).Format(time.DateOnly) }

// Public says whether people who are not staff may see the edition.
func (e Edition) Public() bool { return e.State.Allows(See) }

// Over says whether the day has ended.
func (e Edition) Over(now time.Time) bool { return now.After(e.EndsAt.Time) }

// Door says what the registration form answers at an instant.
type Door string

// Whether one can register.
const (
	NotYet Door = "not_yet"
	Open   Door = "open"
	Shut   Door = "shut"
)

// Registration says whether people may register at an instant. A full day is still open: it has a waitlist.
func (e Edition) Registration(now time.Time) Door {
	switch {
	case e.State == Draft, e.State == Published && !e.RegistrationOpensAt.IsZero() && now.Before(e.RegistrationOpensAt.Time):
		return NotYet
	case !e.State.Allows(Register), now.After(e.RegistrationClosesAt.Time):
		return Shut
	}
	return Open
}

// WishesOpen says whether attendees may still change their wishes.
func (e Edition) WishesOpen(now time.Time) bool {
	return e.State.Allows(ChangeWishes) && now.Before(e.WishesCloseAt.Time)
}

// ChangesOpen says whether attendees may still cancel, swap or undo it themselves.
func (e Edition) ChangesOpen(now time.Time) bool { return e.State.Allows(CancelOrSwap) && !e.Over(now) }

// SurveyOpen says whether ballots can be used at an instant.
func (e Edition) SurveyOpen(now time.Time) bool {
	return e.State.Allows(Evaluate) && !e.SurveyOpenedAt.IsZero() && !now.Before(e.SurveyOpenedAt.Time) &&
		(e.SurveyClosesAt.IsZero() || now.Before(e.SurveyClosesAt.Time))
}

// BySlug finds an edition by its address. Errors: store.ErrNotFound.
func BySlug(db *gorm.DB, slug string) (Edition, error) { return oneEdition(db, "slug = ?", slug) }

// ByID finds an edition. Errors: store.ErrNotFound.
func ByID(db *gorm.DB, id store.ID) (Edition, error) { return oneEdition(db, "id = ?", id) }

// oneEdition is asked by nearly every request, so it is SQL: gorm's builder would cost each of them more than SQLite does.
func oneEdition(db *gorm.DB, where string, arg any) (Edition, error) {
	var found []Edition
	if err := db.Raw("SELECT * FROM editions WHERE "+where+" LIMIT 1", arg).Scan(&found).Error; err != nil {
		return Edition{}, err
	}
	if len(found) == 0 {
		return Edition{}, store.ErrNotFound
	}
	return found[0], nil
}

// Editions lists every edition, the newest first.
func Editions(db *gorm.DB) ([]Edition, error) {
	var all []Edition
	err := db.Order("starts_at DESC, id").Find(&all).Error
	return all, err
}

// EditionsOf lists the editions of a series, the newest first.
func EditionsOf(db *gorm.DB, series store.ID) ([]Edition, error) {
	var all []Edition
	err := db.Where("series_id = ?", series).Order("starts_at DESC, id").Find(&all).Error
	return all, err
}

// SeriesByID finds a series. Errors: store.ErrNotFound.
func SeriesByID(db *gorm.DB, id store.ID) (Series, error) {
	var found []Series
	if err := db.Where("id = ?", id).Limit(1).Find(&found).Error; err != nil {
		return Series{}, err
	}
	if len(found) == 0 {
		return Series{}, store.ErrNotFound
	}
	return found[0], nil
}
