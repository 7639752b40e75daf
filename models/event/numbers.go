package event

import (
	"strconv"
	"strings"
	"time"
)

// maxSeats is far above any hall, and far below what overflows a sum. Its text names it, too (error.seats_number).
const maxSeats = 100_000

// seats reads a number of seats as people write it ("60", " 1 250 ").
func (p *Problems) seats(field, value string) int {
	if strings.TrimSpace(value) == "" {
		p.add(field, "error.missing_seats")
		return 0
	}
	n, ok := ReadSeats(value)
	if !ok {
		p.add(field, "error.seats_number")
	}
	return n
}

// ReadSeats reads a number of seats as people write it, and says whether it was one.
func ReadSeats(value string) (int, bool) {
	digits := strings.NewReplacer(" ", "", "\u00a0", "").Replace(strings.TrimSpace(value))
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n > maxSeats {
		return 0, false
	}
	return n, true
}

// clock reads a time of day as people write it: "9", "9.00", "09:00", "0900", "kl. 9". The second value says whether
// it was one.
func clock(value string) (hour, minute int, ok bool) {
	value = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(value)), "kl"), "."))
	hours, minutes, split := strings.Cut(strings.Replace(value, ".", ":", 1), ":")
	if !split && len(value) >= 3 {
		hours, minutes, split = value[:len(value)-2], value[len(value)-2:], true
	}
	if !split {
		minutes = "00"
	}
	if len(hours) == 0 || len(hours) > 2 || len(minutes) != 2 {
		return 0, 0, false
	}
	h, errHour := strconv.ParseUint(hours, 10, 8)
	m, errMinute := strconv.ParseUint(minutes, 10, 8)
	return int(h), int(m), errHour == nil && errMinute == nil && h <= 23 && m <= 59
}

// clockOn reads a time of day on a day, in the day's own zone.
func (p *Problems) clockOn(field, value string, day time.Time) time.Time {
	if strings.TrimSpace(value) == "" {
		p.add(field, "error.missing_clock")
		return time.Time{}
	}
	hour, minute, ok := clock(value)
	if !ok {
		p.add(field, "error.clock")
		return time.Time{}
	}
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location())
}

// date reads "2027-03-11" in a zone.
func (p *Problems) date(field, value string, zone *time.Location) time.Time {
	value = strings.TrimSpace(value)
	if value == "" {
		p.add(field, "error.missing_date")
		return time.Time{}
	}
	day, err := time.ParseInLocation(time.DateOnly, value, zone)
	if err != nil || day.Year() < 2000 || day.Year() > 2200 {
		p.add(field, "error.date")
		return time.Time{}
	}
	return day
}

// ReadMoment reads a date and a time of day in a zone, as forms have them. dateField and clockField name the form's fields
// in what is wrong. Errors: Problems.
func ReadMoment(dateField, date, clockField, clock string, zone *time.Location) (time.Time, error) {
	var p Problems
	at := p.clockOn(clockField, clock, p.date(dateField, date, zone).In(zone))
	if len(p) > 0 {
		return time.Time{}, p
	}
	return at, nil
}
