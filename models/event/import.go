package event

import (
	"maps"
	"slices"
	"strings"
	"time"

	"samling/models/store"
)

// Import puts a file's event into the database and gives its edition. What is there already, by slug or key, takes
// the file's words; importing the same file again changes nothing, and nothing that people depend on is removed.
// An organisation's seats become its quota when they are new or other than before. Errors: ErrCapacityBelowTaken,
// ErrCapacityBelowPool, ErrQuotaBelowTaken, ErrPoolBelowTaken and those of the database.
func Import(tx *store.Tx, f File) (Edition, error) {
	series, err := importSeries(tx, f.Series)
	if err != nil {
		return Edition{}, err
	}
	e, err := importEdition(tx, f, series)
	if err != nil {
		return Edition{}, err
	}
	for _, part := range []func(*store.Tx, File, store.ID) error{importHosts, importProgramme, importSeminars, importOrganisations} {
		if err := part(tx, f, e.ID); err != nil {
			return Edition{}, err
		}
	}
	return e, nil
}

func importSeries(tx *store.Tx, s FileSeries) (store.ID, error) {
	var id store.ID
	err := tx.Raw(`INSERT INTO series (id, slug, name, purpose) VALUES (?, ?, ?, ?)
		ON CONFLICT (slug) DO UPDATE SET name = excluded.name, purpose = excluded.purpose RETURNING id`,
		tx.NewID(), s.Slug, s.Name, s.Purpose).Scan(&id).Error
	return id, err
}

func importEdition(tx *store.Tx, f File, series store.ID) (Edition, error) {
	e := f.edition(tx, series)
	err := tx.Raw(`INSERT INTO editions (id, series_id, slug, number, title, text, place, venue, directions, contact_name,
			contact_email, case_number, color, time_zone, check_in_at, starts_at, ends_at, registration_opens_at,
			registration_closes_at, wishes_close_at, state, rank_at_least, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (slug) DO UPDATE SET series_id = excluded.series_id, number = excluded.number, title = excluded.title,
			text = excluded.text, place = excluded.place, venue = excluded.venue, directions = excluded.directions,
			contact_name = excluded.contact_name, contact_email = excluded.contact_email, case_number = excluded.case_number,
			color = excluded.color, time_zone = excluded.time_zone, check_in_at = excluded.check_in_at,
			starts_at = excluded.starts_at, ends_at = excluded.ends_at,
			registration_opens_at = excluded.registration_opens_at, registration_closes_at = excluded.registration_closes_at,
			wishes_close_at = excluded.wishes_close_at, rank_at_least = excluded.rank_at_least
		RETURNING id`,
		e.ID, e.SeriesID, e.Slug, e.Number, e.Title, e.Text, e.Place, e.Venue, e.Directions, e.ContactName, e.ContactEmail,
		e.CaseNumber, e.Color, e.TimeZone, e.CheckInAt, e.StartsAt, e.EndsAt, e.RegistrationOpensAt, e.RegistrationClosesAt,
		e.WishesCloseAt, e.State, e.RankAtLeast, e.CreatedAt).Scan(&e.ID).Error
	if err != nil {
		return Edition{}, err
	}
	if err := tx.Exec("INSERT INTO edition_seats (edition_id, capacity) VALUES (?, ?) ON CONFLICT (edition_id) DO NOTHING",
		e.ID, f.Edition.Capacity).Error; err != nil {
		return Edition{}, err
	}
	if err := SetCapacity(tx, e.ID, f.Edition.Capacity); err != nil {
		return Edition{}, err
	}
	return ByID(tx.DB, e.ID)
}

// edition gives the row that the file describes. Without other words, one registers until check-in opens.
func (f File) edition(tx *store.Tx, series store.ID) Edition {
	in := f.Edition
	zone, _ := f.zone()
	e := Edition{ID: tx.NewID(), SeriesID: series, Slug: in.Slug, Number: max(in.Number, 1), Title: in.Title,
		Text: strings.TrimSpace(in.Text), Place: in.Place, Venue: in.Venue, Directions: in.Directions, ContactName: in.ContactName,
		ContactEmail: in.ContactEmail, CaseNumber: in.CaseNumber, Color: in.Color, TimeZone: zone.String(),
		StartsAt: store.At(must(f.at(in.Starts))), EndsAt: store.At(must(f.at(in.Ends))), State: Published,
		RankAtLeast: f.SeminarRules.RankAtLeast, CreatedAt: tx.Now}
	e.CheckInAt = store.At(or(must(f.at(in.CheckInOpens)), e.StartsAt.Add(-time.Hour)))
	e.RegistrationOpensAt = store.At(must(f.opensAt()))
	e.RegistrationClosesAt = store.At(or(must(f.moment(in.RegistrationCloses)), e.CheckInAt.Time))
	e.WishesCloseAt = store.At(or(must(f.moment(in.WishesClose)), e.RegistrationClosesAt.Time))
	if in.State != "" {
		e.State = State(in.State)
	}
	return e
}

// opensAt: a date alone means from the first minute of that day.
func (f File) opensAt() (time.Time, error) {
	zone, err := f.zone()
	if err != nil || f.Edition.RegistrationOpens == "" {
		return time.Time{}, err
	}
	if day, err := time.ParseInLocation(time.DateOnly, f.Edition.RegistrationOpens, zone); err == nil {
		return day, nil
	}
	return f.moment(f.Edition.RegistrationOpens)
}

func or(t, otherwise time.Time) time.Time {
	if t.Year() <= 1 {
		return otherwise
	}
	return t
}

func importHosts(tx *store.Tx, f File, edition store.ID) error {
	for i, h := range f.Hosts {
		err := tx.Exec(`INSERT INTO hosts (id, edition_id, key, name, unit, kind, position) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (edition_id, key) DO UPDATE SET name = excluded.name, unit = excluded.unit, kind = excluded.kind,
				position = excluded.position`,
			tx.NewID(), edition, h.Key, h.Name, h.Unit, kindKey(h.Kind), i+1).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// importProgramme replaces the lines when they differ. A line has no name of its own, and nobody depends on one.
func importProgramme(tx *store.Tx, f File, edition store.ID) error {
	items, documents := f.programme(tx, edition)
	same, err := sameProgramme(tx, edition, items, documents)
	if err != nil || same {
		return err
	}
	for _, table := range []string{"documents", "programme_items"} {
		if err := tx.Exec("DELETE FROM "+table+" WHERE edition_id = ?", edition).Error; err != nil {
			return err
		}
	}
	if len(items) > 0 {
		if err := tx.Create(&items).Error; err != nil {
			return err
		}
	}
	if len(documents) > 0 {
		return tx.Create(&documents).Error
	}
	return nil
}

func (f File) programme(tx *store.Tx, edition store.ID) (items []Item, documents []Document) {
	for i, in := range f.Programme {
		item := Item{ID: tx.NewID(), EditionID: edition, StartsAt: store.At(must(f.at(in.Starts))), EndsAt: store.At(must(f.at(in.Ends))),
			Kind: in.Kind, Slot: in.Slot, Choose: f.choosing(in), Title: in.Title, Text: strings.TrimSpace(in.Text), Position: i + 1}
		items = append(items, item)
		for _, d := range in.Documents {
			documents = append(documents, Document{ID: tx.NewID(), EditionID: edition, ItemID: &item.ID, Title: d.Title, URL: d.URL,
				Position: len(documents) + 1})
		}
	}
	return items, documents
}

func sameProgramme(tx *store.Tx, edition store.ID, items []Item, documents []Document) (bool, error) {
	oldItems, err := Programme(tx.DB, edition)
	if err != nil {
		return false, err
	}
	oldDocuments, err := Documents(tx.DB, edition)
	if err != nil {
		return false, err
	}
	return slices.EqualFunc(oldItems, items, func(a, b Item) bool { a.ID = b.ID; return a == b }) &&
		slices.EqualFunc(oldDocuments, documents, func(a, b Document) bool { return a.Title == b.Title && a.URL == b.URL }), nil
}

func importSeminars(tx *store.Tx, f File, edition store.ID) error {
	for i, s := range f.Seminars {
		var id store.ID
		err := tx.Raw(`INSERT INTO seminars (id, edition_id, key, title, text, position, only_kinds) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (edition_id, key) DO UPDATE SET title = excluded.title, text = excluded.text, position = excluded.position,
				only_kinds = excluded.only_kinds
			RETURNING id`, tx.NewID(), edition, s.Key, s.Title, strings.TrimSpace(s.Text), i+1, s.onlyKinds()).Scan(&id).Error
		if err != nil {
			return err
		}
		for _, in := range s.Sessions {
			err := tx.Exec(`INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats, overbook, fire_limit, least, withdrawn)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (seminar_id, slot) DO UPDATE SET room = excluded.room, seats = excluded.seats, overbook = excluded.overbook,
					fire_limit = excluded.fire_limit, least = excluded.least, withdrawn = excluded.withdrawn`,
				tx.NewID(), edition, id, in.Slot, in.Room, in.Seats, in.Overbook, in.FireLimit, in.Least, in.Withdrawn).Error
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func importOrganisations(tx *store.Tx, f File, edition store.ID) error {
	before, err := Organisations(tx.DB, edition)
	if err != nil {
		return err
	}
	given := make(map[store.ID]int, len(before))
	for _, o := range before {
		given[o.ID] = o.Seats
	}
	var changes []QuotaChange
	for _, kind := range slices.Sorted(maps.Keys(f.Organisations)) {
		for _, name := range slices.Sorted(maps.Keys(f.Organisations[kind])) {
			var id store.ID
			seats := f.Organisations[kind][name]
			err := tx.Raw(`INSERT INTO organisations (id, edition_id, key, name, kind, seats) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (edition_id, key) DO UPDATE SET name = excluded.name, kind = excluded.kind RETURNING id`,
				tx.NewID(), edition, Slug(name), name, kindKey(kind), seats).Scan(&id).Error
			if err != nil {
				return err
			}
			if was, known := given[id]; !known || was != seats {
				changes = append(changes, QuotaChange{Organisation: id, Quota: seats})
			}
		}
	}
	return ChangeQuotas(tx, edition, changes)
}
