package account

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"gorm.io/gorm"

	"samling/models/store"
)

// Errors about passwords. ErrWrong is the same for an unknown login, a disabled user and a wrong password, so that
// the log-in page never tells who has an account.
var (
	ErrWrong            = store.Fault(store.Invalid, "error.login_wrong")
	ErrPasswordShort    = store.Fault(store.Invalid, "error.password_short")
	ErrPasswordLong     = store.Fault(store.Invalid, "error.password_long")
	ErrPasswordGuessed  = store.Fault(store.Invalid, "error.password_guessed")
	ErrPasswordNotValid = store.Fault(store.Invalid, "error.password_not_text")
)

// PasswordMin and PasswordMax bound the length in characters. Any characters are allowed and nothing is composed,
// cut or trimmed (OWASP ASVS 5.0, 6.2); the upper bound only keeps hashing cheap.
const (
	PasswordMin = 10
	PasswordMax = 200
)

// atOnce is how many passwords are hashed at the same time: each takes 19 MiB and some 30 ms of a core, and a queue
// at the log-in page must not take memory and cores from the door.
const atOnce = 2

// decoy is the hash of a forgotten random password, compared when there is no user, so that an unknown login takes as
// long as a wrong password. Its cost must equal that of a real hash: a test compares them.
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$y1CzS9iLv8hgVgQ7UXhcCw$q7sZHfyPw3qB+NPAureMbvBY3mqor0NjcNDDtnHKV6M"

// cost is what OWASP's password storage cheat sheet gives as the first choice for argon2id: 19 MiB, 2 passes, 1 lane.
func cost() *argon2id.Params {
	return &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// Passwords hashes and compares passwords, two at a time. One is made at start and handed down.
type Passwords struct{ slots chan struct{} }

// NewPasswords makes the one Passwords of a program.
func NewPasswords() *Passwords { return &Passwords{slots: make(chan struct{}, atOnce)} }

// Hash checks a new password against the rules and hashes it. login may not stand in it.
// Errors: ErrPasswordShort, ErrPasswordLong, ErrPasswordGuessed, ErrPasswordNotValid, store.ErrBusy.
func (p *Passwords) Hash(ctx context.Context, login, password string) (string, error) {
	if err := CheckRules(login, password); err != nil {
		return "", err
	}
	if err := p.enter(ctx); err != nil {
		return "", err
	}
	defer p.leave()
	return argon2id.CreateHash(password, cost())
}

// Check finds the user with this login and password. It does the same work whether or not the login exists.
// Errors: ErrWrong, store.ErrBusy when the context ended while others were being checked.
func (p *Passwords) Check(ctx context.Context, db *gorm.DB, login, password string) (User, error) {
	hash, id, err := storedHash(db, login)
	if err != nil {
		return User{}, err
	}
	if utf8.RuneCountInString(password) > PasswordMax {
		password = "" // no account has it, and hashing 10 kB is work for nothing
	}
	same, err := p.compare(ctx, password, hash)
	if err != nil {
		return User{}, err
	}
	if !same || id == "" {
		return User{}, ErrWrong
	}
	return ByID(db, id)
}

func (p *Passwords) compare(ctx context.Context, password, hash string) (bool, error) {
	if err := p.enter(ctx); err != nil {
		return false, err
	}
	defer p.leave()
	return argon2id.ComparePasswordAndHash(password, hash)
}

func (p *Passwords) enter(ctx context.Context) error {
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return store.ErrBusy.Because(ctx.Err())
	}
}

func (p *Passwords) leave() { <-p.slots }

// storedHash gives the hash to compare with; id is "" and the hash a decoy when nobody may log in by that name.
func storedHash(db *gorm.DB, login string) (hash string, id store.ID, err error) {
	var rows []struct {
		ID           store.ID
		PasswordHash string
	}
	err = db.Raw("SELECT id, password_hash FROM users WHERE login = ? AND disabled_at IS NULL", Normal(login)).Scan(&rows).Error
	if err != nil {
		return "", "", err
	}
	if len(rows) == 0 || !strings.HasPrefix(rows[0].PasswordHash, "$argon2id$") { // none: logs in some other way
		return decoy, "", nil
	}
	return rows[0].PasswordHash, rows[0].ID, nil
}

// CheckRules says what is wrong with a new password, or nil. Errors blame the field "password".
func CheckRules(login, password string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password):
		return ErrPasswordNotValid.On("password")
	case n < PasswordMin:
		return ErrPasswordShort.On("password")
	case n > PasswordMax:
		return ErrPasswordLong.On("password")
	case guessable(login, password):
		return ErrPasswordGuessed.On("password")
	}
	return nil
}

// guessable finds what a guesser tries first: the login or its name part, the product's name, and one short piece
// repeated ("aaaaaaaaaa", "1212121212").
func guessable(login, password string) bool {
	low := strings.ToLower(password)
	name, _, _ := strings.Cut(Normal(login), "@")
	for _, word := range []string{Normal(login), name, "samling", "lösenord", "password"} {
		if word != "" && len(low)-len(word) < 5 && strings.Contains(low, word) {
			return true
		}
	}
	different := make(map[rune]bool)
	for _, r := range low {
		different[r] = true
	}
	return len(different) < 5
}

// SetPassword stores a new hash and ends the user's other sessions, keeping the one with keepToken: whoever knew
// the old password is out (OWASP ASVS 5.0, 7.4.3). Errors: store.ErrNotFound.
func SetPassword(tx *store.Tx, user store.ID, hash, keepToken string) error {
	done := tx.Exec("UPDATE users SET password_hash = ? WHERE id = ?", hash, user)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != 1 {
		return store.ErrNotFound
	}
	return CloseSessionsOf(tx, user, keepToken)
}
