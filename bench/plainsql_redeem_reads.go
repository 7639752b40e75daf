package main

import (
	"database/sql"
	"time"

	"samling/models/event"
	"samling/models/store"
)

// What the site reads for one check-in besides the ticket: who asks, at which edition, where the person is to go, and
// how many are inside. The plain side reads the same, so that both do the same work.
const (
	plainSession = `SELECT u.id, u.login, u.name, u.created_at, s.seen_at, r.role, r.edition_id FROM sessions s
		JOIN users u ON u.id = s.user_id LEFT JOIN user_roles r ON r.user_id = u.id
		WHERE s.token_hash = ? AND s.expires_at > ? AND s.seen_at > ? AND u.disabled_at IS NULL ORDER BY r.role, r.edition_id`
	plainEdition = "SELECT * FROM editions WHERE slug = ? LIMIT 1"
	plainPlaces  = `SELECT p.person_id, p.slot, p.session_id, s.id AS seminar_id, s.key AS seminar_key, s.title,
		t.room, p.rank, i.starts_at, i.ends_at
		FROM placements p
		JOIN seminar_sessions t ON t.id = p.session_id
		JOIN seminars s ON s.id = t.seminar_id
		LEFT JOIN programme_items i ON i.edition_id = p.edition_id AND i.slot = p.slot
		WHERE p.edition_id = ? AND p.person_id = ? ORDER BY p.slot`
	plainCount = `SELECT COALESCE((SELECT inside FROM door_counts WHERE edition_id = ?), 0) AS inside,
		COALESCE((SELECT taken FROM edition_seats WHERE edition_id = ?), 0)
		- (SELECT COUNT(*) FROM offers WHERE edition_id = ? AND state = 'open') AS expected`
)

// before is read ahead of the write, after behind it, as the site does.
func (p *plain) before(session string) error {
	now := time.Now()
	err := p.all(plainSession, store.Hash(session), now.UnixMilli(), now.Add(-2*time.Hour).UnixMilli())
	if err != nil {
		return err
	}
	return p.all(plainEdition, slug)
}

func (p *plain) after(e event.Edition, person store.ID) error {
	if err := p.all(plainPlaces, e.ID, person); err != nil {
		return err
	}
	return p.all(plainCount, e.ID, e.ID, e.ID)
}

// all reads every column of every row, as a program does that has a use for them.
func (p *plain) all(query string, args ...any) error {
	rows, err := p.read.Query(query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(sql.RawBytes)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return err
		}
	}
	return rows.Err()
}
