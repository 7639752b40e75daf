package store

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Time is an instant stored as whole milliseconds since 1970 (UTC). Text times compare wrongly as soon as two
// writers use different offsets; integers never do. The zero Time is stored as NULL.
type Time struct{ time.Time }

// At wraps an instant, cut to the millisecond that the database keeps.
func At(t time.Time) Time {
	if t.IsZero() {
		return Time{}
	}
	return Time{t.UTC().Truncate(time.Millisecond)}
}

// In gives the instant in an event's own zone, for the screen.
func (t Time) In(zone *time.Location) time.Time { return t.Time.In(zone) }

// Value implements driver.Valuer.
func (t Time) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, nil
	}
	return t.UnixMilli(), nil
}

// Scan implements sql.Scanner.
func (t *Time) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*t = Time{}
	case int64:
		*t = Time{time.UnixMilli(v).UTC()}
	default:
		return fmt.Errorf("store: a time is stored as an integer, found %T", src)
	}
	return nil
}

// GormDataType tells gorm the column type, so that it never guesses a text time.
func (Time) GormDataType() string { return "integer" }
