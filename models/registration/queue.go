package registration

import (
	"fmt"
	"strings"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// Job is the actor in the history when seats are passed on by the program itself.
const Job = "waitlist"

// QueuePlace is how many stand in the waitlist up to and including this registration: 1 is next in turn. It is 0 for
// who does not wait. Numbers handed out never change; the place moves up as others leave.
func QueuePlace(db *gorm.DB, r Registration) (int, error) {
	if r.Status != Waitlisted {
		return 0, nil
	}
	var place int
	err := db.Raw(`SELECT COUNT(*) FROM registrations WHERE edition_id = ? AND status = ? AND waitlist_number <= ?`,
		r.EditionID, Waitlisted, r.WaitlistNumber).Scan(&place).Error
	return place, err
}

// PassOn gives free seats to those who wait, in the order of their numbers, and tells each by mail. It belongs after
// everything that frees seats: a cancellation, a raised capacity. It gives how many got a seat.
func PassOn(tx *store.Tx, edition store.ID, actor string) (int, error) {
	seats, err := event.SeatsOf(tx.DB, edition)
	if err != nil || seats.Left() <= 0 {
		return 0, err
	}
	var next []Registration
	err = tx.Raw("SELECT "+columns+` FROM registrations WHERE edition_id = ? AND status = ?
		ORDER BY waitlist_number LIMIT ?`, edition, Waitlisted, min(seats.Left(), passOnMax)).Scan(&next).Error
	if err != nil || len(next) == 0 {
		return 0, err
	}
	if err := seatAll(tx, edition, next); err != nil {
		return 0, err
	}
	return len(next), tellSeated(tx, next, actor)
}

// passOnMax keeps the statements below the number of variables that every engine takes.
const passOnMax = 500

// seatAll takes the seats in one conditional statement, so that two who pass on at once cannot both succeed.
func seatAll(tx *store.Tx, edition store.ID, next []Registration) error {
	took := tx.Exec("UPDATE edition_seats SET taken = taken + ? WHERE edition_id = ? AND taken + ? <= capacity",
		len(next), edition, len(next))
	if took.Error != nil {
		return fmt.Errorf("take seats for the waitlist: %w", took.Error)
	}
	ids := make([]store.ID, 0, len(next))
	for _, r := range next {
		ids = append(ids, r.ID)
	}
	moved := tx.Exec(`UPDATE registrations SET status = ?, waitlist_number = 0, version = version + 1
		WHERE id IN ? AND status = ?`, Confirmed, ids, Waitlisted)
	if moved.Error != nil {
		return fmt.Errorf("seat the waitlist: %w", moved.Error)
	}
	if took.RowsAffected != 1 || moved.RowsAffected != int64(len(next)) {
		return ErrStale
	}
	return nil
}

func tellSeated(tx *store.Tx, next []Registration, actor string) error {
	rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, 'seated', ''), ", len(next)), ", ")
	args := make([]any, 0, 4*len(next))
	mails := make([]mailbox.Mail, 0, len(next))
	for _, r := range next {
		args = append(args, tx.NewID(), r.ID, tx.Now, actor)
		r.Version++
		mails = append(mails, mailTo(r, mailbox.Confirmation, once("seated", r)))
	}
	err := tx.Exec("INSERT INTO registration_history (id, registration_id, at, actor, action, detail) VALUES "+rows, args...).Error
	if err != nil {
		return fmt.Errorf("note in the history: %w", err)
	}
	return mailbox.Enqueue(tx, mails...)
}
