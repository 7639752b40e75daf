package main

import (
	"database/sql"
	"errors"
	"strings"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// The statements of registration.Add for somebody new, in its order. A test holds the rows they leave against Add's.
const (
	plainOrganisation = `SELECT o.id, o.name, o.kind, CASE WHEN s.check_domains = ? THEN o.domains ELSE '' END AS domains
		FROM organisations o JOIN edition_seats s ON s.edition_id = o.edition_id WHERE o.edition_id = ? AND o.key = ?`
	plainSeminars = "SELECT id, key FROM seminars WHERE edition_id = ?"
	plainColumns  = `id, edition_id, organisation_id, source, status, name, display_name, email, email_key, unit, title, phone,
	lang, list_opt_in, search_key, reference, key_version, ticket_hash, link_hash, waitlist_number, received_at,
	cancelled_at, version, charge, group_id`
	plainLiving   = "SELECT " + plainColumns + " FROM registrations WHERE edition_id = ? AND email_key = ? AND status <> ? LIMIT 1"
	plainOfQuota  = "UPDATE organisation_seats SET taken = taken + 1 WHERE organisation_id = ? AND taken < quota"
	plainTakeSeat = `UPDATE edition_seats SET taken = taken + 1, pool_taken = pool_taken + 1
		WHERE edition_id = ? AND taken < capacity AND pool_taken < capacity - promised
		AND (offer_rule = 'arrival' OR NOT EXISTS (SELECT 1 FROM registrations w
		WHERE w.edition_id = edition_seats.edition_id AND w.status = 'waitlisted'))`
	plainNumber = "UPDATE edition_seats SET waitlist_last = waitlist_last + ? WHERE edition_id = ? RETURNING waitlist_last"
	plainInsert = "INSERT INTO registrations (" + plainColumns + `)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
	plainNoWishes = "DELETE FROM wishes WHERE person_id = ?"
	plainWishes   = "INSERT INTO wishes (person_id, edition_id, rank, seminar_id) VALUES (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?)"
	plainNeeds    = `INSERT INTO needs (registration_id, choices, text) VALUES (?, ?, ?)
		ON CONFLICT (registration_id) DO UPDATE SET choices = excluded.choices, text = excluded.text`
	plainNote = "INSERT INTO registration_history (id, registration_id, at, actor, action, detail) VALUES (?, ?, ?, ?, ?, ?)"
	plainMail = `INSERT INTO mails (id, edition_id, kind, lang, to_address, to_name, subject_id, data, once_key, state, due_at,
		created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (once_key) DO NOTHING`
)

var errPlain = errors.New("the plain side did something else than was to be measured")

// plainRow is what registering one person works out on the way.
type plainRow struct {
	id, organisation, organisationName, emailKey string
	status, charge, mail                         string
	number                                       int // in the waitlist
	now                                          int64
}

// plainAdd registers somebody who has not registered before: into a seat of the pool, else into the waitlist.
func plainAdd(tx *sql.Tx, keys store.Keys, e event.Edition, f registration.Form) error {
	r := plainRow{id: string(store.NewID()), emailKey: registration.EmailKey(f.Email), now: time.Now().UnixMilli()}
	var kind, domains string
	err := tx.QueryRow(plainOrganisation, true, e.ID, f.Organisation).Scan(&r.organisation, &r.organisationName, &kind, &domains)
	if err != nil {
		return err
	}
	wishes, err := plainWished(tx, e, f.Wishes)
	if err != nil {
		return err
	}
	if err := plainNobody(tx, e, r.emailKey); err != nil {
		return err
	}
	if err := plainSeat(tx, e, &r); err != nil {
		return err
	}
	if err := plainPerson(tx, keys, e, f, r); err != nil {
		return err
	}
	return plainRest(tx, e, f, r, wishes)
}

// plainSeat takes a seat, or a number where there is none.
func plainSeat(tx *sql.Tx, e event.Edition, r *plainRow) error {
	if own, err := changed(tx.Exec(plainOfQuota, r.organisation)); err != nil || own {
		return errors.Join(errPlain, err) // all live on the pool here
	}
	seated, err := changed(tx.Exec(plainTakeSeat, e.ID))
	if err != nil {
		return err
	}
	r.status, r.charge, r.mail = "confirmed", "pool", "confirmation"
	if !seated {
		r.status, r.charge, r.mail = "waitlisted", "", "waitlisted"
		return tx.QueryRow(plainNumber, 1, e.ID).Scan(&r.number)
	}
	return nil
}

func plainWished(tx *sql.Tx, e event.Edition, keys []string) ([]string, error) {
	rows, err := tx.Query(plainSeminars, e.ID)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	byKey := map[string]string{}
	for rows.Next() {
		var id, key string
		if err := rows.Scan(&id, &key); err != nil {
			return nil, err
		}
		byKey[key] = id
	}
	ids := make([]string, len(keys))
	for i, key := range keys {
		ids[i] = byKey[key]
	}
	return ids, rows.Err()
}

// plainNobody demands that nobody holds the address.
func plainNobody(tx *sql.Tx, e event.Edition, emailKey string) error {
	rows, err := tx.Query(plainLiving, e.ID, emailKey, registration.Cancelled)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	if rows.Next() {
		return errPlain
	}
	return rows.Err()
}

// plainPerson inserts the row, with another reference code while the drawn one is taken.
func plainPerson(tx *sql.Tx, keys store.Keys, e event.Edition, f registration.Form, r plainRow) error {
	ticket, link := store.Hash(keys.Token("ticket", store.ID(r.id), 1)), store.Hash(keys.Token("link", store.ID(r.id), 1))
	search := " " + registration.Fold(f.Name+" "+f.DisplayName+" "+r.organisationName)
	for attempt := range 10 {
		reference := keys.Token("reference", store.ID(r.id), attempt)[:6]
		inserted, err := changed(tx.Exec(plainInsert, r.id, string(e.ID), r.organisation, "form", r.status, f.Name, f.DisplayName, f.Email,
			r.emailKey, f.Unit, f.Title, f.Phone, f.Lang, f.ListOptIn, search, reference, 1, ticket, link, r.number, r.now, nil, 1, r.charge, ""))
		if err != nil || inserted {
			return err
		}
	}
	return errPlain
}

// plainRest saves four wishes, needs, history and the mail.
func plainRest(tx *sql.Tx, e event.Edition, f registration.Form, r plainRow, wishes []string) error {
	if _, err := tx.Exec(plainNoWishes, r.id); err != nil {
		return err
	}
	id, edition, w := r.id, string(e.ID), wishes
	if _, err := tx.Exec(plainWishes, id, edition, 1, w[0], id, edition, 2, w[1], id, edition, 3, w[2], id, edition, 4, w[3]); err != nil {
		return err
	}
	if _, err := tx.Exec(plainNeeds, id, strings.Join(f.Needs, ","), f.NeedsText); err != nil {
		return err
	}
	if _, err := tx.Exec(plainNote, string(store.NewID()), id, r.now, "self", "added", r.status); err != nil {
		return err
	}
	_, err := tx.Exec(plainMail, string(store.NewID()), edition, r.mail, f.Lang, f.Email, f.DisplayName, id, "{}",
		"added/"+id+"/1", "queued", r.now, r.now)
	return err
}
