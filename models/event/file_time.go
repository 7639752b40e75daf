package event

import "time"

func (f *File) zone() (*time.Location, error) {
	if f.Edition.TimeZone == "" {
		return time.LoadLocation("Europe/Stockholm")
	}
	return time.LoadLocation(f.Edition.TimeZone)
}

// at is a wall-clock time ("09:00") on the edition's day, in its zone.
func (f *File) at(clock string) (time.Time, error) {
	zone, err := f.zone()
	if err != nil {
		return time.Time{}, err
	}
	return time.ParseInLocation("2006-01-02 15:04", f.Edition.Date+" "+clock, zone)
}

// moment is a date, or a date and a time ("2024-02-19 23:59"); a date alone means the end of that day.
func (f *File) moment(value string) (time.Time, error) {
	zone, err := f.zone()
	if err != nil {
		return time.Time{}, err
	}
	if at, err := time.ParseInLocation("2006-01-02 15:04", value, zone); err == nil {
		return at, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, value, zone)
	return day.AddDate(0, 0, 1).Add(-time.Minute), err
}

// must is for values that check has already seen.
func must(t time.Time, _ error) time.Time { return t }

// Move puts the edition on another day: a demonstration is always ahead of us. A slug that ends with the old year
// gets the new one.
func (f *File) Move(date time.Time, slug string, number int) {
	f.Edition.Date, f.Edition.Slug, f.Edition.Number = date.Format(time.DateOnly), slug, number
}
