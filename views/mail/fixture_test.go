package mail_test

import (
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/store/storetest"
	"samling/models/survey"
	"samling/views/mail"
	"samling/views/text"
)

const base = "https://samling.example"

// day is an edition with hosts, two seminars and one person.
type day struct {
	t       *testing.T
	store   *store.Store
	clock   *storetest.Clock
	edition event.Edition
	person  registration.Registration
	ballot  survey.Ballot
}

func newDay(t *testing.T, capacity int, f registration.Form) *day {
	t.Helper()
	s, clock := storetest.New(t)
	d := &day{t: t, store: s, clock: clock}
	at := func(day, h, m int) store.Time { return store.At(time.Date(2027, 3, day, h, m, 0, 0, time.UTC)) }
	d.edition = event.Edition{
		ID: "0000000000000edition", SeriesID: "00000000000000series", Slug: "samverkansdag-2027", Title: "Samverkansdag 2027",
		Place: "Nacka", Venue: "Demolokalen, Nacka", TimeZone: "Europe/Stockholm", ContactName: "Skarpnäck", ContactEmail: "samverkansdag@skarpnack.example",
		CheckInAt: at(11, 7, 20), StartsAt: at(11, 8, 0), EndsAt: at(11, 15, 0), RegistrationClosesAt: at(1, 22, 59),
		WishesCloseAt: store.At(time.Date(2027, 2, 26, 22, 59, 0, 0, time.UTC)), SurveyClosesAt: at(25, 22, 59),
		State: event.Published, CreatedAt: store.At(storetest.Noon), Version: 1,
	}
	d.write(func(tx *store.Tx) error {
		if err := tx.Exec("INSERT INTO series (id, slug, name) VALUES (?, 'samverkansdag', 'Samverkansdag')", d.edition.SeriesID).Error; err != nil {
			return err
		}
		if err := tx.Create(&d.edition).Error; err != nil {
			return err
		}
		return furnish(tx, d.edition, capacity)
	})
	d.write(func(tx *store.Tx) (err error) {
		d.person, err = registration.Add(tx, d.edition, f, registration.FromForm, registration.Self)
		return err
	})
	return d
}

func furnish(tx *store.Tx, e event.Edition, capacity int) error {
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{"INSERT INTO edition_seats (edition_id, capacity) VALUES (?, ?)", []any{e.ID, capacity}},
		{"INSERT INTO organisations (id, edition_id, key, name, kind) VALUES ('o1', ?, 'nacka-kommun', 'Nacka kommun', 'kommun')", []any{e.ID}},
		{"INSERT INTO hosts (id, edition_id, key, name, unit, position) VALUES ('h1', ?, 'skarpnack', 'Stockholms stad', 'Skarpnäcks stadsdelsförvaltning', 1)", []any{e.ID}},
		{"INSERT INTO hosts (id, edition_id, key, name, position) VALUES ('h2', ?, 'lst', 'Länsstyrelsen Stockholm', 2)", []any{e.ID}},
		{"INSERT INTO seminars (id, edition_id, key, title, position) VALUES ('s1', ?, 'losam', 'LOSAM', 1), ('s2', ?, 'trefas', 'Trefas', 2)", []any{e.ID, e.ID}},
		{"INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES ('t1', ?, 's1', 1, 'Sal C', 50), ('t2', ?, 's2', 2, 'Sal B', 50)", []any{e.ID, e.ID}},
		{"INSERT INTO programme_items (id, edition_id, starts_at, ends_at, kind, slot, title, position) VALUES ('i1', ?, ?, ?, 'seminars', 1, 'Pass 1', 1)",
			[]any{e.ID, store.At(e.StartsAt.Add(4 * time.Hour)), store.At(e.StartsAt.Add(5 * time.Hour))}},
		{"INSERT INTO programme_items (id, edition_id, starts_at, ends_at, kind, slot, title, position) VALUES ('i2', ?, ?, ?, 'seminars', 2, 'Pass 2', 2)",
			[]any{e.ID, store.At(e.StartsAt.Add(5*time.Hour + 20*time.Minute)), store.At(e.StartsAt.Add(6*time.Hour + 20*time.Minute))}},
	} {
		if err := tx.Exec(q.sql, q.args...).Error; err != nil {
			return err
		}
	}
	return nil
}

func form() registration.Form {
	return registration.Form{Name: "Åsa Öberg", Email: "asa@nacka.example", Organisation: "nacka-kommun", Lang: "sv"}
}

func (d *day) write(run func(tx *store.Tx) error) {
	d.t.Helper()
	if err := d.store.Write(d.t.Context(), run); err != nil {
		d.t.Fatal(err)
	}
}

func (d *day) place(rank int) {
	d.write(func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES (?, 1, ?, 't1', 1), (?, 2, ?, 't2', ?)",
			d.person.ID, d.edition.ID, d.person.ID, d.edition.ID, rank).Error
	})
	places, err := seminar.PlacesOf(d.store.Read(d.t.Context()), d.edition.ID, d.person.ID)
	if err != nil || len(places) != 2 {
		d.t.Fatal(places, err)
	}
}

func (d *day) handOut() {
	d.write(func(tx *store.Tx) error {
		made, err := survey.HandOut(tx, d.edition, []survey.Voter{{Person: d.person.ID}})
		if err == nil {
			d.ballot = made[0]
		}
		return err
	})
}

func (d *day) mail(kind mailbox.Kind, lang string) mailbox.Mail {
	m := mailbox.Mail{
		EditionID: d.edition.ID, Kind: kind, Lang: lang, SubjectID: d.person.ID,
		ToAddress: d.person.Email, ToName: d.person.ShownName(),
	}
	if kind == mailbox.Ballot || kind == mailbox.BallotReminder {
		m.SubjectID = d.ballot.ID
	}
	return m
}

func (d *day) compose(m mailbox.Mail, demo bool) mail.Message {
	d.t.Helper()
	texts, err := text.Load()
	if err != nil {
		d.t.Fatal(err)
	}
	c, err := mail.NewComposer(d.store, texts, base+"/", demo)
	if err != nil {
		d.t.Fatal(err)
	}
	message, err := c.Compose(d.t.Context(), m)
	if err != nil {
		d.t.Fatal(err)
	}
	return message
}

// steady replaces what is drawn anew in every run, so that golden files stay the same.
func (d *day) steady(s string) string {
	keys, ref := d.store.Keys(), d.person.Reference
	return strings.NewReplacer(d.person.Link(keys), "LINK", d.person.Ticket(keys), "TICKET", d.ballot.Token(keys), "BALLOT",
		ref[:3]+" "+ref[3:], "R4K 7TN").Replace(s)
}
