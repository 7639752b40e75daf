// Package account knows the people who log in: who they are, what they may do in which edition, their login
// sessions, the limits on guessing, and the trail of what was done. Attendees are not here: they never log in.
package account

import (
	"strings"
	"unicode"

	"gorm.io/gorm"

	"samling/models/store"
)

// Errors that a person can mend.
var (
	ErrLoginTaken   = store.Fault(store.Conflict, "error.login_taken")
	ErrLoginInvalid = store.Fault(store.Invalid, "error.login_invalid")
	ErrNameMissing  = store.Fault(store.Invalid, "error.user_name_missing")
)

const (
	loginMax = 254 // the longest address that SMTP carries (RFC 5321, 4.5.3.1.3)
	nameMax  = 200
)

// User is somebody who can log in.
type User struct {
	ID         store.ID
	Login      string // an e-mail address, normalised by Normal
	Name       string
	CreatedAt  store.Time
	DisabledAt store.Time
	Roles      []Role     `gorm:"-"`
	SeenAt     store.Time `gorm:"-"` // when the session was last noted as used; zero for a user not read by BySession
}

// Normal brings a login to the one form in which it is stored and compared.
func Normal(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// Add makes a user without roles; Grant gives them. passwordHash comes from Passwords.Hash; with "" no password opens
// the account.
// Errors: ErrLoginInvalid, ErrNameMissing, ErrLoginTaken.
func Add(tx *store.Tx, login, name, passwordHash string) (User, error) {
	u := User{ID: tx.NewID(), Login: Normal(login), Name: strings.TrimSpace(name), CreatedAt: tx.Now}
	if !validLogin(u.Login) {
		return User{}, ErrLoginInvalid.On("login")
	}
	if u.Name == "" || len(u.Name) > nameMax {
		return User{}, ErrNameMissing.On("name")
	}
	done := tx.Exec(`INSERT INTO users (id, login, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (login) DO NOTHING`, u.ID, u.Login, u.Name, passwordHash, u.CreatedAt)
	if done.Error != nil {
		return User{}, done.Error
	}
	if done.RowsAffected == 0 {
		return User{}, ErrLoginTaken.On("login")
	}
	return u, nil
}

func validLogin(login string) bool {
	return login != "" && len(login) <= loginMax && !strings.ContainsFunc(login, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	})
}

// Disable shuts a user out at once: the password no longer works and every session ends.
func Disable(tx *store.Tx, user store.ID) error {
	done := tx.Exec("UPDATE users SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL", tx.Now, user)
	if done.Error != nil {
		return done.Error
	}
	return CloseSessionsOf(tx, user, "")
}

// ByLogin finds a user with roles. Errors: store.ErrNotFound.
func ByLogin(db *gorm.DB, login string) (User, error) { return one(db, "login = ?", Normal(login)) }

// ByID finds a user with roles. Errors: store.ErrNotFound.
func ByID(db *gorm.DB, id store.ID) (User, error) { return one(db, "id = ?", id) }

func one(db *gorm.DB, where string, arg any) (User, error) {
	var found []User
	if err := db.Where(where, arg).Limit(1).Find(&found).Error; err != nil {
		return User{}, err
	}
	if len(found) == 0 {
		return User{}, store.ErrNotFound
	}
	roles, err := rolesOf(db, found[0].ID)
	found[0].Roles = roles[found[0].ID]
	return found[0], err
}

// List gives every user with roles, by login.
func List(db *gorm.DB) ([]User, error) {
	var all []User
	if err := db.Order("login").Find(&all).Error; err != nil {
		return nil, err
	}
	roles, err := rolesOf(db, "")
	for i := range all {
		all[i].Roles = roles[all[i].ID]
	}
	return all, err
}
