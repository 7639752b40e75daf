package checkin

import (
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/views/page"
)

// lostAfter is how long a phone may be silent before it counts as offline: it tells of itself every five seconds.
const lostAfter = 20 * time.Second

const lowBattery = 15 // per cent

// doorLines joins the phones with what came through the doors: a door may have no phone (a laptop, a list on paper), and
// a phone may have let nobody in yet.
func doorLines(b page.Base, e event.Edition, s door.Standing) []doorLine {
	through := map[string]door.Through{}
	for _, t := range s.Doors {
		through[t.Door] = t
	}
	var lines []doorLine
	for _, d := range s.Devices {
		if !d.RevokedAt.IsZero() {
			continue
		}
		t := through[d.Name]
		delete(through, d.Name)
		l := newDoorLine(b, e, t)
		l.Name, l.Waiting = d.Name, d.Waiting
		l.Chip, l.Tone = deviceState(b, e, d, s.At)
		if d.Battery != nil {
			l.Battery, l.Low = b.Percent(float64(*d.Battery)/100), *d.Battery <= lowBattery
		}
		lines = append(lines, l)
	}
	for _, t := range s.Doors {
		if _, left := through[t.Door]; left {
			lines = append(lines, newDoorLine(b, e, t))
		}
	}
	return lines
}

func newDoorLine(b page.Base, e event.Edition, t door.Through) doorLine {
	l := doorLine{Name: t.Door, In: t.In, Pace: b.Decimal(t.Now, 1)}
	if l.Name == "" {
		l.Name = b.T("checkin.door_unnamed")
	}
	if !t.LastAt.IsZero() {
		l.Last = b.Clock(t.LastAt.In(e.Zone()))
	}
	return l
}

// deviceState is how a phone is now, in a word and a tone.
func deviceState(b page.Base, e event.Edition, d door.Device, now time.Time) (word, tone string) {
	switch {
	case !d.RevokedAt.IsZero():
		return b.T("checkin.state_revoked"), "bad"
	case !d.Living(now):
		return b.T("checkin.state_expired"), ""
	case d.PairedAt.IsZero() && d.AwaitsPhone(now):
		return b.T("checkin.state_waits"), "info"
	case d.PairedAt.IsZero():
		return b.T("checkin.state_code_old"), "warn"
	case d.SeenAt.IsZero():
		return b.T("checkin.state_paired"), "info"
	case now.Sub(d.SeenAt.Time) > lostAfter:
		return b.T("checkin.state_offline", "When", b.Clock(d.SeenAt.In(e.Zone()))), "warn"
	}
	return b.T("checkin.state_online"), "ok"
}
