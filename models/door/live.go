package door

import (
	"cmp"
	"slices"
	"time"

	"gorm.io/gorm"

	"samling/models/store"
)

// Arrival is how many came through one door in one minute. Minute counts from 1970, as the whole minutes of an instant
// do.
type Arrival struct {
	Minute int64
	Door   string
	N      int
}

// MinuteOf is the minute that an instant lies in.
func MinuteOf(at time.Time) int64 { return at.Unix() / 60 }

// Begins is the instant at which a minute begins.
func (a Arrival) Begins() time.Time { return time.Unix(a.Minute*60, 0).UTC() }

// Arrivals reads who is inside by minute and door, in order of time. It is one query over an index, whatever has
// happened to the program since: nothing about the day is kept anywhere but in the tables. People with protected
// identity are counted.
func Arrivals(db *gorm.DB, edition store.ID) ([]Arrival, error) {
	var all []Arrival
	err := db.Raw(`SELECT at / 60000 AS minute, door, COUNT(*) AS n FROM admissions WHERE edition_id = ?
		GROUP BY at / 60000, door ORDER BY 1, 2`, edition).Scan(&all).Error
	return all, err
}

// Point is how many were inside at an instant.
type Point struct {
	At     time.Time
	Inside int
}

// Curve adds arrivals up: a point for each step from one instant to another, both included. What came before the
// first point is in it.
func Curve(all []Arrival, from, to time.Time, step time.Duration) []Point {
	if step < time.Minute || to.Before(from) {
		return nil
	}
	var points []Point
	inside, next := 0, 0
	for at := from; ; at = at.Add(step) {
		if at.After(to) {
			at = to
		}
		for next < len(all) && all[next].Minute < MinuteOf(at) {
			inside += all[next].N
			next++
		}
		if !at.Before(to) { // the last point has the minute that goes on
			for ; next < len(all) && all[next].Minute <= MinuteOf(at); next++ {
				inside += all[next].N
			}
			return append(points, Point{at, inside})
		}
		points = append(points, Point{at, inside})
	}
}

// Through is how one door has done.
type Through struct {
	Door   string
	In     int     // let in there
	Now    float64 // people a minute, over the last paceOver
	Best   int     // people in its best minute so far today
	LastAt time.Time
}

// paceOver is how far back the present pace looks, and lookBack how far back a door's best minute is looked for: what
// a door managed yesterday, or with another crew in the morning, says nothing about the queue before it.
const (
	paceOver = 3 * time.Minute
	lookBack = 30 * time.Minute
)

// ByDoor sums arrivals up by door as things stand at an instant, by name.
func ByDoor(all []Arrival, now time.Time) []Through {
	index := map[string]*Through{}
	for _, a := range all {
		d := index[a.Door]
		if d == nil {
			d = &Through{Door: a.Door}
			index[a.Door] = d
		}
		d.In += a.N
		d.LastAt = a.Begins()
		age := MinuteOf(now) - a.Minute
		if age >= 0 && age < int64(lookBack/time.Minute) {
			d.Best = max(d.Best, a.N)
		}
		// The minute that goes on is not over: the three before it are the pace.
		if age >= 1 && age <= int64(paceOver/time.Minute) {
			d.Now += float64(a.N) / paceOver.Minutes()
		}
	}
	doors := make([]Through, 0, len(index))
	for _, d := range index {
		doors = append(doors, *d)
	}
	slices.SortFunc(doors, func(a, b Through) int { return cmp.Compare(a.Door, b.Door) })
	return doors
}

// Refusals counts the presentations that let nobody in, by reason. An undone scan is not among them.
func Refusals(db *gorm.DB, edition store.ID) (map[Reason]int, error) {
	var rows []struct {
		Reason Reason
		N      int
	}
	err := db.Raw("SELECT reason, COUNT(*) AS n FROM scans WHERE edition_id = ? AND status = ? GROUP BY reason", edition, Error).
		Scan(&rows).Error
	counts := make(map[Reason]int, len(rows))
	for _, r := range rows {
		counts[r.Reason] = r.N
	}
	return counts, err
}
