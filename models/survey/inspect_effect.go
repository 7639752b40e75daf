package survey

import (
	"time"

	"gorm.io/gorm"

	"samling/models/store"
)

// inspectFollowUps looks whether each follow-up that has closed counted as many answers as ballots were used and erased
// every commitment, whether one that is open has counted nothing or a whole step, and whether none is late.
func inspectFollowUps(db *gorm.DB, now time.Time) (Finding, error) {
	f := Finding{Check: "follow_ups"}
	var rows []struct {
		Slug                         string
		Closed, Late                 bool
		Spent, Sheets, Waiting, Kept int
	}
	err := db.Raw(`SELECT e.slug, (f.closed_at IS NOT NULL) AS closed, (f.closed_at IS NULL AND f.closes_at < ?) AS late,
		(SELECT COUNT(*) FROM follow_up_ballots b WHERE b.edition_id = e.id AND b.spent_on IS NOT NULL) AS spent,
		COALESCE((SELECT n FROM answer_counts c WHERE c.edition_id = e.id AND c.part = ? AND c.code = ?), 0) AS sheets,
		(SELECT COUNT(*) FROM follow_up_urn u WHERE u.edition_id = e.id) AS waiting,
		(SELECT COUNT(*) FROM commitments c WHERE c.edition_id = e.id) AS kept
		FROM follow_ups f JOIN editions e ON e.id = f.edition_id ORDER BY e.slug`,
		store.At(now.Add(-time.Hour)), FollowUp, sheetsCode).Scan(&rows).Error
	f.Looked = len(rows)
	for _, r := range rows {
		switch {
		case r.Closed && r.Spent != r.Sheets:
			f.breaks("%s: %d ≠ %d", r.Slug, r.Spent, r.Sheets)
		case r.Closed && r.Waiting+r.Kept > 0, r.Late:
			f.breaks("%s: %d + %d", r.Slug, r.Waiting, r.Kept)
		case !r.Closed && 0 < r.Sheets && r.Sheets < Least:
			f.breaks("%s: %d", r.Slug, r.Sheets)
		}
	}
	return f, err
}
