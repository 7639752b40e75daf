package checkin

import (
	"fmt"
	"math"
	"strings"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/views/page"
)

// curve is how many were inside as time went by: a drawing of 100 × 100 with its axes as text, and the same as a table.
type curve struct {
	Line, Area, Before string   // paths
	Ups                []string // the vertical axis from the top
	Downs              []int    // where its lines are
	Along              []string // the horizontal axis
	Rows               []curveRow
	Year, YearBefore   string
}

type curveRow struct{ Time, Now, Before string }

// day is how far apart arrivals may be and still belong to one day at the door.
const day = 16 * time.Hour

// newCurve draws the arrivals of the last day on which anybody came, beside last year's where both follow the clock of
// their day. It is nil while nobody has come.
func newCurve(b page.Base, e event.Edition, s door.Standing, earlier *edition) *curve {
	if len(s.Arrivals) == 0 {
		return nil
	}
	last := s.Arrivals[len(s.Arrivals)-1].Begins()
	first := last
	for _, a := range s.Arrivals {
		if at := a.Begins(); last.Sub(at) < day && at.Before(first) {
			first = at
		}
	}
	onTheDay := last.Sub(e.CheckInAt.Time).Abs() < day
	from, to := first.Truncate(5*time.Minute), last.Add(time.Minute)
	if onTheDay && e.CheckInAt.Before(from) {
		from = e.CheckInAt.Time
	}
	if s.At.After(to) && s.At.Sub(to) < time.Hour {
		to = s.At
	}
	to = roundedEnd(from, to)
	step := stepFor(to.Sub(from))
	c := &curve{Year: fmt.Sprint(e.StartsAt.In(e.Zone()).Year())}
	now := door.Curve(s.Arrivals, from, minTime(to, maxTime(s.At, last.Add(time.Minute))), step)
	var before []door.Point
	if onTheDay && len(earlier.arrivals) > 0 {
		shift := earlier.CheckInAt.Sub(e.CheckInAt.Time)
		before = door.Curve(earlier.arrivals, from.Add(shift), to.Add(shift), step)
		c.YearBefore = fmt.Sprint(earlier.StartsAt.In(earlier.Zone()).Year())
	}
	top := niceTop(max(s.Expected, most(now), most(before)))
	c.scale(b, top)
	c.draw(now, before, from, to, top)
	c.label(b, e, now, before, from, to, step)
	return c
}

// roundedEnd lets the axis end where its quarters are times that people say.
func roundedEnd(from, to time.Time) time.Time {
	unit := 20 * time.Minute
	if to.Sub(from) > 3*time.Hour {
		unit = time.Hour
	}
	n := (to.Sub(from) + unit - 1) / unit
	return from.Add(max(n, 1) * unit)
}

// stepFor keeps a curve at about a hundred points.
func stepFor(span time.Duration) time.Duration {
	for _, step := range []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute} {
		if span/step <= 100 {
			return step
		}
	}
	return 15 * time.Minute
}

// niceTop is the next round number that four lines divide.
func niceTop(n int) int {
	if n <= 4 {
		return 4
	}
	unit := math.Pow(10, math.Floor(math.Log10(float64(n)/4)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if top := 4 * m * unit; top >= float64(n) && top == math.Trunc(top) {
			return int(top)
		}
	}
	return int(40 * unit)
}

func (c *curve) scale(b page.Base, top int) {
	for i := range 5 {
		c.Ups = append(c.Ups, b.Int(top*(4-i)/4))
		c.Downs = append(c.Downs, 25*i)
	}
}

func (c *curve) draw(now, before []door.Point, from, to time.Time, top int) {
	c.Line = path(now, from, to, top)
	if len(now) > 0 {
		end := across(now[len(now)-1].At, from, to)
		c.Area = fmt.Sprintf("%sL%.1f 100L0 100Z", c.Line, end)
	}
	if len(before) > 0 {
		shifted := make([]door.Point, len(before))
		for i, p := range before { // to the same place along the axis
			shifted[i] = door.Point{At: from.Add(p.At.Sub(before[0].At)), Inside: p.Inside}
		}
		c.Before = path(shifted, from, to, top)
	}
}

func path(points []door.Point, from, to time.Time, top int) string {
	var b strings.Builder
	for i, p := range points {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		fmt.Fprintf(&b, "%s%.1f %.1f", letter, across(p.At, from, to), 100-100*float64(p.Inside)/float64(top))
	}
	return b.String()
}

func across(at, from, to time.Time) float64 {
	return 100 * float64(at.Sub(from)) / float64(to.Sub(from))
}

// label writes five times along the axis and at most some twenty rows of the table.
func (c *curve) label(b page.Base, e event.Edition, now, before []door.Point, from, to time.Time, step time.Duration) {
	for i := range 5 {
		c.Along = append(c.Along, b.Clock(from.Add(to.Sub(from)*time.Duration(i)/4).In(e.Zone())))
	}
	every := max(1, int(5*time.Minute/step))
	for (len(now)+every-1)/every > 24 {
		every *= 2
	}
	for i, p := range now {
		if i%every != 0 && i != len(now)-1 {
			continue
		}
		row := curveRow{Time: b.Clock(p.At.In(e.Zone())), Now: b.Int(p.Inside)}
		if i < len(before) {
			row.Before = b.Int(before[i].Inside)
		}
		c.Rows = append(c.Rows, row)
	}
}

func most(points []door.Point) int {
	n := 0
	for _, p := range points {
		n = max(n, p.Inside)
	}
	return n
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
