package registration

import (
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"samling/models/account"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// How often lost links are asked for: for one address, from one place, and in all. Beyond the first and the last the
// page answers as always and nothing is sent; who asks too often is told, because that depends on nobody's address.
const (
	askedEach   = 3
	askedFrom   = 20
	askedTotal  = 300
	askedWindow = time.Hour
)

// CheckEmail validates an address by itself.
func CheckEmail(raw string) (string, []Problem) {
	c := checker{}
	email := c.email(FromOrganiser, raw)
	return email, c.problems
}

// AskForLinks notes that somebody wants the links of an address mailed to it. from is where the request comes from. What
// is done here is the same for every address, known or not; AnswerLinkRequests looks it up later.
// Errors: account.ErrTooMany for from alone.
func AskForLinks(tx *store.Tx, email, from string) error {
	key := EmailKey(email)
	if err := account.Throttle(tx, "links|from|"+from, askedFrom, askedWindow); err != nil {
		return err
	}
	for _, limit := range []struct {
		key string
		max int
	}{{"links|to|" + key, askedEach}, {"links|all", askedTotal}} {
		err := account.Throttle(tx, limit.key, limit.max, askedWindow)
		if errors.Is(err, account.ErrTooMany) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("throttle a request for links: %w", err)
		}
	}
	return tx.Exec("INSERT INTO link_requests (id, email_key, asked_at) VALUES (?, ?, ?)", tx.NewID(), key, tx.Now).Error
}

// LinkRequests says whether anybody waits for AnswerLinkRequests.
func LinkRequests(db *gorm.DB) (bool, error) {
	var found []int
	err := db.Raw("SELECT 1 FROM link_requests LIMIT 1").Scan(&found).Error
	return len(found) > 0, err
}

// requestsAtOnce keeps one run short; the next follows within seconds.
const requestsAtOnce = 100

// AnswerLinkRequests enqueues one mail for each address that was asked for and has a living registration for a day that
// is not over, and forgets the requests. It gives the number of mails.
func AnswerLinkRequests(tx *store.Tx) (int, error) {
	var keys []string
	err := tx.Raw(`DELETE FROM link_requests WHERE id IN (SELECT id FROM link_requests ORDER BY asked_at, id LIMIT ?)
		RETURNING email_key`, requestsAtOnce).Scan(&keys).Error
	if err != nil || len(keys) == 0 {
		return 0, err
	}
	coming, err := comingOf(tx.DB, tx.Now, keys...)
	if err != nil {
		return 0, err
	}
	var mails []mailbox.Mail
	told := map[string]bool{}
	for _, r := range coming {
		if !told[*r.EmailKey] {
			told[*r.EmailKey] = true
			m := mailTo(r, mailbox.Links, nil)
			m.EditionID = "" // it is about all of somebody's days, and so no one edition's business
			mails = append(mails, m)
		}
	}
	return len(mails), mailbox.Enqueue(tx, mails...)
}

// Coming lists the living registrations of an address for days that are not over, the nearest first.
func Coming(db *gorm.DB, now store.Time, email string) ([]Registration, error) {
	return comingOf(db, now, EmailKey(email))
}

func comingOf(db *gorm.DB, now store.Time, keys ...string) ([]Registration, error) {
	var found []Registration
	err := db.Raw("SELECT "+columns+` FROM registrations WHERE email_key IN ? AND status <> ?
		AND edition_id IN (SELECT id FROM editions WHERE ends_at >= ? AND state <> ?)
		ORDER BY (SELECT starts_at FROM editions e WHERE e.id = edition_id), id`, keys, Cancelled, now, event.Draft).Scan(&found).Error
	return found, err
}
