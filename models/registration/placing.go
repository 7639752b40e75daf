package registration

import (
	"context"
	"strconv"

	"gorm.io/gorm"

	"samling/models/account"
	"samling/models/seminar"
	"samling/models/store"
)

// Attendees lists all who are to be placed in seminars, people with protected identity among them (they get seats like others),
// with the organisation by which rooms are mixed.
func Attendees(db *gorm.DB, edition store.ID) ([]seminar.Attendee, error) {
	var people []seminar.Attendee
	err := db.Raw(`SELECT r.id, o.key AS organisation, o.kind FROM registrations r JOIN organisations o ON o.id = r.organisation_id
		WHERE r.edition_id = ? AND r.status = ? ORDER BY r.id`, edition, Confirmed).Scan(&people).Error
	return people, err
}

// Recipients lists those who can be told by mail where they are placed.
func Recipients(db *gorm.DB, edition store.ID) ([]seminar.Recipient, error) {
	var rows []Registration
	err := db.Raw("SELECT id, name, display_name, email, lang FROM registrations WHERE edition_id = ? AND status = ? AND email <> ''",
		edition, Confirmed).Scan(&rows).Error
	list := make([]seminar.Recipient, len(rows))
	for i, r := range rows {
		list[i] = seminar.Recipient{Person: r.ID, Address: r.Email, Name: r.ShownName(), Lang: r.Lang}
	}
	return list, err
}

// TendRuns goes on with the allocation runs that are under way. It is a job's work.
func TendRuns(ctx context.Context, s *store.Store) error {
	return seminar.Tend(ctx, s, seminar.Source{Attendees: Attendees, Recipients: Recipients, Published: notePublication})
}

// notePublication writes who had an allocation published into the audit log, with what it did.
func notePublication(tx *store.Tx, p seminar.Publication) error {
	return account.Log(tx, account.Entry{Actor: p.Run.PublishedBy, EditionID: p.Run.EditionID, Action: "allocation_published", Subject: string(p.Run.ID),
		Detail: "seed=" + strconv.FormatUint(p.Run.Seed, 10) + " mails=" + strconv.Itoa(p.Told)})
}
