package event

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"samling/models/store"
)

// CopyForm is what an organiser decides about next year's edition; everything else comes from the one before.
type CopyForm struct {
	Title  string
	Slug   string
	Number string
	Date   string // 2028-03-02, in the edition's zone
}

// ErrSlugTaken says that another edition has the address.
var ErrSlugTaken = store.Fault(store.Conflict, "error.slug_taken").On("slug")

var yearForm = regexp.MustCompile(`\b(19|20|21)\d\d\b`)

// Preset suggests the next edition after e: the same weekday nearest to the same date a year later, and later still
// if that has passed. all are the editions of the site, whose addresses are taken.
func (e Edition) Preset(all []Edition, now time.Time) CopyForm {
	day := nextYear(e.StartsAt.In(e.Zone()))
	for !day.After(now) {
		day = nextYear(day)
	}
	number := 0
	taken := map[string]bool{}
	for _, other := range all {
		taken[other.Slug] = true
		if other.SeriesID == e.SeriesID {
			number = max(number, other.Number)
		}
	}
	return CopyForm{Title: withYear(e.Title, day.Year(), false), Number: strconv.Itoa(number + 1), Date: day.Format(time.DateOnly),
		Slug: freeKey(withYear(e.Slug, day.Year(), true), func(key string) bool { return taken[key] || reserved[key] })}
}

// nextYear is the same weekday nearest to the same date a year later: 364 or 371 days on.
func nextYear(day time.Time) time.Time {
	same := day.AddDate(1, 0, 0)
	shift := (int(day.Weekday()) - int(same.Weekday()) + 7) % 7
	if shift > 3 {
		shift -= 7
	}
	return same.AddDate(0, 0, shift)
}

// withYear puts a year in place of the one in a name. One without a year gets it only if it must tell years apart.
func withYear(name string, year int, always bool) string {
	if yearForm.MatchString(name) {
		return yearForm.ReplaceAllString(name, strconv.Itoa(year))
	}
	if always {
		return name + "-" + strconv.Itoa(year)
	}
	return name
}

// check gives the edition as it would be: every date moved as many days as the day itself, at the same clock times.
func (f CopyForm) check(e Edition, now time.Time) (Edition, int, Problems) {
	var p Problems
	zone := e.Zone()
	e.Title = p.line("title", f.Title, true)
	if e.Slug = strings.TrimSpace(f.Slug); !ValidSlug(e.Slug) {
		p.add("slug", "error.slug_form")
	}
	number, err := strconv.Atoi(strings.TrimSpace(f.Number))
	if err != nil || number < 1 || number > 999 {
		p.add("number", "error.edition_number")
	}
	e.Number = number
	day := p.date("date", f.Date, zone)
	if len(p) > 0 {
		return e, 0, p
	}
	if day.Before(dayOf(now.In(zone))) {
		p.add("date", "error.date_past")
	}
	days := daysBetween(e.StartsAt.In(zone), day)
	for _, at := range []*store.Time{&e.CheckInAt, &e.StartsAt, &e.EndsAt, &e.RegistrationOpensAt, &e.RegistrationClosesAt, &e.WishesCloseAt} {
		*at = moved(*at, days, zone)
	}
	return e, days, p
}

// moved is the same clock time so many days later, whatever summer time does in between.
func moved(at store.Time, days int, zone *time.Location) store.Time {
	if at.IsZero() {
		return at
	}
	return store.At(at.In(zone).AddDate(0, 0, days))
}

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

func daysBetween(a, b time.Time) int {
	utc := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(utc(b).Sub(utc(a)).Hours() / 24)
}

// Copy makes a new draft in the same series: hosts with their logos, the programme, seminars with rooms and seats,
// organisations with their seats, and the settings. No people, no documents (they were that year's), no dates of an
// evaluation, no case number. Questions are survey's to copy. Errors: Problems, ErrSlugTaken.
func Copy(tx *store.Tx, from Edition, form CopyForm) (Edition, error) {
	e, days, problems := form.check(from, tx.Now.Time)
	if err := problems.fault(); err != nil {
		return Edition{}, err
	}
	e.ID, e.State, e.CreatedAt, e.Version = tx.NewID(), Draft, tx.Now, 1
	e.CaseNumber, e.SurveyOpenedAt, e.SurveyClosesAt, e.DoorOpenedAt = "", store.Time{}, store.Time{}, store.Time{}
	if err := copyEdition(tx, from, e); err != nil {
		return Edition{}, err
	}
	for _, part := range []func(tx *store.Tx, from, to Edition, days int) error{copySeats, copyHosts, copyProgramme, copySeminars, copyOrganisations} {
		if err := part(tx, from, e, days); err != nil {
			return Edition{}, err
		}
	}
	return ByID(tx.DB, e.ID)
}

// settings are the columns of an edition that are neither its own words nor its dates. A test fails when a new column
// is in no list.
var settings = []string{"series_id", "text", "place", "venue", "directions", "contact_name", "contact_email", "color", "time_zone",
	"rank_at_least", "access"}

// copyEdition inserts the new row; the settings come from the old one as they are.
func copyEdition(tx *store.Tx, from, e Edition) error {
	columns := slices.Clone(settings)
	done := tx.Exec(`INSERT INTO editions (id, slug, number, title, check_in_at, starts_at, ends_at, registration_opens_at,
			registration_closes_at, wishes_close_at, state, created_at, `+strings.Join(columns, ", ")+`)
		SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, `+strings.Join(columns, ", ")+` FROM editions WHERE id = ?
		ON CONFLICT (slug) DO NOTHING`, e.ID, e.Slug, e.Number, e.Title, e.CheckInAt, e.StartsAt, e.EndsAt,
		e.RegistrationOpensAt, e.RegistrationClosesAt, e.WishesCloseAt, e.State, e.CreatedAt, from.ID)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != 1 {
		return ErrSlugTaken
	}
	return nil
}
