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
	plainOrganisation = "SELECT id, name, kind FROM organisations WHERE edition_id = ? AND key = ?"
	plainSeminars     = "SELECT id, key FROM seminars WHERE edition_id = ?"
	plainColumns      = `id, edition_id, organisation_id, source, status, name, display_name, email, email_key, unit, title, phone,
	lang, list_opt_in, search_key, reference, key_version, ticket_hash, link_hash, waitlist_number, received_at,
	cancelled_at, version`
	plainLiving   = "SELECT " + plainColumns + " FROM registrations WHERE edition_id = ? AND email_key = ? AND status <> ? LIMIT 1"
	plainTakeSeat = "UPDATE edition_seats SET taken = taken + 1 WHERE edition_id = ? AND taken < capacity"
	plainInsert   = "INSERT INTO registrations (" + plainColumns + `)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
	plainNoWishes = "DELETE FROM wishes WHERE person_id = ?"
	plainWishes   = "INSERT INTO wishes (person_id, edition_id, rank, seminar_id) VALUES (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?)"
	plainNeeds    = `INSERT INTO needs (registration_id, choices, text) VALUES (?, ?, ?)
		ON CONFLICT (registration_id) DO UPDATE SET choices = excluded.choices, text = excluded.text`
	plainNote = "INSERT INTO registration_history (id, registration_id, at, actor, action, detail) VALUES (?, ?, ?, ?, ?, ?)"
	plainMail = `INSERT INTO mails (id, edition_id, kind, lang, to_address, to_name, subject_id, data, once_key, state, due_at,
		created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (once_key) DO NOTHING`
)

var errPlain = errors.New("the plain side did something else than was to be measured")

// plainAdd registers somebody who has not registered before, into an edition with seats left.
func plainAdd(tx *sql.Tx, keys store.Keys, e event.Edition, f registration.Form) error {
	var orgID, orgName, orgKind string
	if err := tx.QueryRow(plainOrganisation, e.ID, f.Organisation).Scan(&orgID, &orgName, &orgKind); err != nil {
		return err
	}
	wishes, err := plainWished(tx, e, f.Wishes)
	if err != nil {
		return err
	}
	emailKey := registration.EmailKey(f.Email)
	if err := plainNobody(tx, e, emailKey); err != nil {
		return err
	}
	if seated, err := changed(tx.Exec(plainTakeSeat, e.ID)); err != nil || !seated {
		return errors.Join(errPlain, err)
	}
	id, now := string(store.NewID()), time.Now().UnixMilli()
	if err := plainPerson(tx, keys, e, f, id, orgID, orgName, emailKey, now); err != nil {
		return err
	}
	return plainRest(tx, e, f, id, wishes, now)
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
func plainPerson(tx *sql.Tx, keys store.Keys, e event.Edition, f registration.Form, id, orgID, orgName, emailKey string, now int64) error {
	ticket, link := store.Hash(keys.Token("ticket", store.ID(id), 1)), store.Hash(keys.Token("link", store.ID(id), 1))
	search := " " + registration.Fold(f.Name+" "+f.DisplayName+" "+orgName)
	for attempt := range 10 {
		reference := keys.Token("reference", store.ID(id), attempt)[:6]
		inserted, err := changed(tx.Exec(plainInsert, id, string(e.ID), orgID, "form", "confirmed", f.Name, f.DisplayName, f.Email,
			emailKey, f.Unit, f.Title, f.Phone, f.Lang, f.ListOptIn, search, reference, 1, ticket, link, 0, now, nil, 1))
		if err != nil || inserted {
			return err
		}
	}
	return errPlain
}

// plainRest saves four wishes, needs, history and the mail.
func plainRest(tx *sql.Tx, e event.Edition, f registration.Form, id string, wishes []string, now int64) error {
	if _, err := tx.Exec(plainNoWishes, id); err != nil {
		return err
	}
	edition, w := string(e.ID), wishes
	if _, err := tx.Exec(plainWishes, id, edition, 1, w[0], id, edition, 2, w[1], id, edition, 3, w[2], id, edition, 4, w[3]); err != nil {
		return err
	}
	if _, err := tx.Exec(plainNeeds, id, strings.Join(f.Needs, ","), f.NeedsText); err != nil {
		return err
	}
	if _, err := tx.Exec(plainNote, string(store.NewID()), id, now, "self", "added", "confirmed"); err != nil {
		return err
	}
	_, err := tx.Exec(plainMail, string(store.NewID()), edition, "confirmation", f.Lang, f.Email, f.DisplayName, id, "{}",
		"added/"+id+"/1", "queued", now, now)
	return err
}
