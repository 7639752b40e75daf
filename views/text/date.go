package text

import (
	"fmt"
	"strconv"
	"time"
)

// Swedish conventions: running text "torsdag 7 mars 2024, kl. 9.00–15.30", tables "09.00" and "2024-03-07"
// (Svenska skrivregler). English: "Thursday 7 March 2024, 9:00–15:30". Times come in already in the event's zone.

// Date is a date in running text: "torsdag 7 mars 2024".
func (t *Translator) Date(at time.Time) string {
	return t.T("weekday."+strconv.Itoa(int(at.Weekday()))) + " " + t.ShortDate(at)
}

// ShortDate is a date without its weekday: "7 mars 2024".
func (t *Translator) ShortDate(at time.Time) string {
	return fmt.Sprintf("%d %s %d", at.Day(), t.T("month."+strconv.Itoa(int(at.Month()))), at.Year())
}

// Clock is a time of day in a table: "09.00" or "09:00".
func (t *Translator) Clock(at time.Time) string {
	if t.lang == "sv" {
		return at.Format("15.04")
	}
	return at.Format("15:04")
}

// Span is from one time of day to another: "kl. 09.00–16.00".
func (t *Translator) Span(from, to time.Time) string {
	return t.T("time.at", "Time", t.Clock(from)+"–"+t.Clock(to))
}

// Moment is a date and a time of day in running text: "torsdag 7 mars 2024 kl. 09.00".
func (t *Translator) Moment(at time.Time) string {
	return t.Date(at) + " " + t.T("time.at", "Time", t.Clock(at))
}

// Stamp is a date and a time in a table: "2024-03-07 09.00".
func (t *Translator) Stamp(at time.Time) string { return at.Format(time.DateOnly) + " " + t.Clock(at) }
