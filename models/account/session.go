package account

import (
	"crypto/rand"
	"time"

	"gorm.io/gorm"

	"samling/models/store"
)

// How long a session lives: a long working day in all, and two hours without use. So a forgotten browser at the
// venue is logged out before the evening (OWASP ASVS 5.0, 7.3).
const (
	SessionLife = 12 * time.Hour
	SessionIdle = 2 * time.Hour
)

// touchEvery spares the writer: that a session is in use is noted at most once a minute, not at every request.
const touchEvery = time.Minute

// OpenSession starts a session and gives its token (130 bits), which is shown once, to the browser, and rests here
// as a hash. Log-in always opens a new one: a token from before it must never become a signed-in one.
func OpenSession(tx *store.Tx, user store.ID) (token string, err error) {
	token = rand.Text()
	err = tx.Exec("INSERT INTO sessions (token_hash, user_id, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)",
		store.Hash(token), user, tx.Now, tx.Now, store.At(tx.Now.Add(SessionLife))).Error
	return token, err
}

// BySession finds the user of a living session, with roles. Errors: store.ErrNotFound for an unknown, expired or
// closed one and for a disabled user.
func BySession(db *gorm.DB, token string, now time.Time) (User, error) {
	if token == "" {
		return User{}, store.ErrNotFound
	}
	found, err := sessionRows(db.Raw(`SELECT u.id, u.login, u.name, u.created_at, s.seen_at, r.role, r.edition_id FROM sessions s
		JOIN users u ON u.id = s.user_id LEFT JOIN user_roles r ON r.user_id = u.id
		WHERE s.token_hash = ? AND s.expires_at > ? AND s.seen_at > ? AND u.disabled_at IS NULL
		ORDER BY r.role, r.edition_id`,
		store.Hash(token), store.At(now), store.At(now.Add(-SessionIdle))))
	if err != nil {
		return User{}, err
	}
	if len(found) == 0 {
		return User{}, store.ErrNotFound
	}
	return userOf(found), nil
}

// sessionRows reads without gorm's mapping, which takes longer than the query does.
func sessionRows(query *gorm.DB) ([]sessionRow, error) {
	rows, err := query.Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var found []sessionRow
	for rows.Next() {
		var r sessionRow
		if err := rows.Scan(&r.ID, &r.Login, &r.Name, &r.CreatedAt, &r.SeenAt, &r.Role, &r.EditionID); err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, rows.Err()
}

// sessionRow is a session's user beside one of their roles: every request of staff asks for this, in one query.
type sessionRow struct {
	ID        store.ID
	Login     string
	Name      string
	CreatedAt store.Time
	SeenAt    store.Time
	Role      *RoleName // NULL: has none
	EditionID *store.ID
}

func userOf(rows []sessionRow) User {
	u := User{ID: rows[0].ID, Login: rows[0].Login, Name: rows[0].Name, CreatedAt: rows[0].CreatedAt, SeenAt: rows[0].SeenAt}
	for _, row := range rows {
		if row.Role != nil {
			u.Roles = append(u.Roles, Role{*row.Role, *row.EditionID})
		}
	}
	return u
}

// TouchDue says whether the session's use should be noted again, so that most requests write nothing.
func (u User) TouchDue(now time.Time) bool { return now.Sub(u.SeenAt.Time) >= touchEvery }

// Touch notes that a session is in use. It never wakes one that has expired.
func Touch(tx *store.Tx, token string) error {
	return tx.Exec("UPDATE sessions SET seen_at = ? WHERE token_hash = ? AND expires_at > ? AND seen_at > ?",
		tx.Now, store.Hash(token), tx.Now, store.At(tx.Now.Add(-SessionIdle))).Error
}

// CloseSession ends a session. An unknown token is no error: the wish is fulfilled.
func CloseSession(tx *store.Tx, token string) error {
	return tx.Exec("DELETE FROM sessions WHERE token_hash = ?", store.Hash(token)).Error
}

// CloseSessionsOf ends every session of a user but the one with keepToken; "" keeps none.
func CloseSessionsOf(tx *store.Tx, user store.ID, keepToken string) error {
	return tx.Exec("DELETE FROM sessions WHERE user_id = ? AND token_hash <> ?", user, store.Hash(keepToken)).Error
}

// Sweep removes the sessions that have ended and the limits that no longer bind. A job calls it now and then.
func Sweep(tx *store.Tx) error {
	err := tx.Exec("DELETE FROM sessions WHERE expires_at <= ? OR seen_at <= ?",
		tx.Now, store.At(tx.Now.Add(-SessionIdle))).Error
	if err != nil {
		return err
	}
	return tx.Exec("DELETE FROM throttles WHERE window_at <= ?", store.At(tx.Now.Add(-throttleMax))).Error
}
