package door

import "gorm.io/gorm"

// first reads the first row of a query into variables and says whether there was one. It does without gorm's mapping,
// which takes longer than a query by a key does: everybody in the queue waits for these few.
func first(query *gorm.DB, into ...any) (found bool, err error) {
	rows, err := query.Rows()
	if err != nil {
		return false, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return false, rows.Err()
	}
	if err := rows.Scan(into...); err != nil {
		return true, err
	}
	return true, rows.Close()
}
