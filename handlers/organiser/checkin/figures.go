package checkin

import (
	"cmp"
	"math"
	"slices"
	"time"

	"samling/handlers/organiser/desk"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// figures are how a check-in stands, as the page and the big screen show it.
type figures struct {
	page.Base
	Root          string
	Inside        int
	Expected      int
	Missing       int
	Open          bool
	OpenText      string
	Over          bool   // nobody else comes
	At            string // the time of day of these figures
	Pace          string // people a minute, now
	Queue         queueText
	Curve         *curve
	Doors         []doorLine
	Organisations []organisationLine
	Refused       []refusedLine
	Names         []door.Absent
	NamesMany     bool
	Cases         int
}

// queueText is what the estimate says, in words and a tone.
type queueText struct {
	Word, Tone, Why string
	Waiting, Wait   string
	AllInAt         string
}

type doorLine struct {
	Name, Chip, Tone string
	In               int
	Pace             string
	Last             string
	Waiting          int    // scans that its phone has not sent
	Battery          string // "84 %"
	Low              bool   // the battery is nearly empty
}

type organisationLine struct {
	Name, Key             string
	In, Expected, Missing int
}

type refusedLine struct {
	Text string
	N    int
}

// newFigures puts what is read into words.
func newFigures(b page.Base, e event.Edition, p *picture) *figures {
	s := p.standing
	f := &figures{Base: b, Root: desk.Root(e), Inside: s.Inside, Expected: s.Expected, Missing: max(0, s.Expected-s.Inside),
		Names: s.Missing, NamesMany: s.MissingMany, Cases: s.Cases, At: b.Clock(s.At.In(e.Zone()))}
	text.SortSwedish(f.Names, func(a door.Absent) string { return a.Name })
	f.Open = s.Hours.Open(s.At)
	f.OpenText, f.Over = openText(b, e, s), e.Over(s.At) && !s.Hours.ByHand
	f.Pace = b.Decimal(s.Queue.Now, 1)
	f.Queue = newQueueText(b, e, s.Queue)
	f.Curve = newCurve(b, e, s, p.earlier)
	f.Doors = doorLines(b, e, s)
	for _, reason := range refusalOrder {
		if n := s.Refusals[reason]; n > 0 {
			f.Refused = append(f.Refused, refusedLine{b.T("checkin.reason." + string(reason)), n})
		}
	}
	f.Organisations = organisationLines(p.organisations, s.Organisations)
	return f
}

// refusalOrder lists why people are not simply let in, the commonest first.
var refusalOrder = [...]door.Reason{door.AlreadyRedeemed, door.Waitlisted, door.Canceled, door.Revoked, door.WrongEvent, door.Invalid}

func openText(b page.Base, e event.Edition, s door.Standing) string {
	zone := e.Zone()
	switch {
	case s.Hours.ByHand:
		return b.T("checkin.open_by_hand")
	case s.Hours.Open(s.At):
		return b.T("checkin.open_until", "When", b.Moment(s.Hours.ClosesAt.In(zone)))
	case s.At.Before(s.Hours.OpensAt.Time):
		return b.T("checkin.opens", "When", b.Moment(s.Hours.OpensAt.In(zone)))
	}
	return b.T("checkin.closed_since", "When", b.Moment(s.Hours.ClosesAt.In(zone)))
}

func newQueueText(b page.Base, e event.Edition, q door.Queue) queueText {
	var t queueText
	if !q.AllInAt.IsZero() && q.AllInAt.Before(e.EndsAt.Add(24*time.Hour)) {
		t.AllInAt = b.Clock(q.AllInAt.In(e.Zone()))
	}
	switch {
	case q.Standing:
		t.Word, t.Why = b.T("checkin.queue_none"), b.T("checkin.queue_none_why")
	case q.Full:
		t.Word, t.Tone = b.T("checkin.queue_full"), "warn"
		t.Why = b.T("checkin.queue_full_why", "Doors", b.Int(q.Doors), "Wait", wait(b, q.Wait))
	case q.Waiting == 0:
		t.Word, t.Tone = b.T("checkin.queue_short"), "ok"
		t.Why = b.T("checkin.queue_use", "Use", b.Percent(q.Use))
	default:
		t.Word, t.Tone = b.T("checkin.queue_some", "n", q.Waiting), "info"
		t.Wait = wait(b, q.Wait)
		t.Why = b.T("checkin.queue_use", "Use", b.Percent(q.Use))
	}
	return t
}

// wait is a duration as people say it: whole minutes, and less than one as such.
func wait(b page.Base, d time.Duration) string {
	m := int(math.Round(d.Minutes()))
	if m < 1 {
		return b.T("checkin.under_a_minute")
	}
	return b.T("checkin.minutes", "n", m)
}

func organisationLines(all []event.Organisation, counts map[store.ID]registration.Tally) []organisationLine {
	lines := make([]organisationLine, 0, len(all))
	text.SortSwedish(all, func(o event.Organisation) string { return o.Name })
	for _, o := range all {
		t := counts[o.ID]
		if t.Confirmed == 0 && t.Inside == 0 {
			continue
		}
		lines = append(lines, organisationLine{Name: o.Name, Key: o.Key, In: t.Inside, Expected: t.Confirmed, Missing: max(0, t.Confirmed-t.Inside)})
	}
	// Whose people are missing most is whom somebody calls first.
	slices.SortStableFunc(lines, func(a, b organisationLine) int { return cmp.Compare(b.Missing, a.Missing) })
	return lines
}
