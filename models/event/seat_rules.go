package event

import (
	"strconv"
	"strings"
	"time"

	"samling/models/store"
)

// SeatRulesForm is what an organiser writes about how seats are handed out.
type SeatRulesForm struct {
	QuotasOn         string // "2027-02-20", empty: quotas never end
	QuotasAt         string // "12.00", empty: midnight between the day and the next
	OfferHours       string
	OfferHoursAtLast string
	Rule             string
	CheckDomains     bool
}

// The most hours that an offer may stand. Longer, and a seat is held for somebody who has moved on.
const (
	maxOfferHours       = 14 * 24
	maxOfferHoursAtLast = 24
)

func (f SeatRulesForm) check(e Edition, s Seats) (Seats, Problems) {
	var p Problems
	s.QuotasEndAt = store.Time{}
	if strings.TrimSpace(f.QuotasOn+f.QuotasAt) != "" {
		s.QuotasEndAt = store.At(f.end(e, &p))
		if len(p) == 0 && s.QuotasEndAt.After(e.StartsAt.Time) {
			p.add("quotas_on", "seats.problem_quotas_late")
		}
	}
	s.OfferMinutes = 60 * p.hours("offer_hours", f.OfferHours, maxOfferHours)
	s.OfferMinutesLastDay = 60 * p.hours("offer_hours_last", f.OfferHoursAtLast, maxOfferHoursAtLast)
	s.OfferRule, s.CheckDomains = OfferRule(f.Rule), f.CheckDomains
	if s.OfferRule != ByArrival && s.OfferRule != ByHand {
		p.add("rule", "error.choose")
	}
	return s, p
}

func (f SeatRulesForm) end(e Edition, p *Problems) time.Time {
	day := p.date("quotas_on", f.QuotasOn, e.Zone())
	if strings.TrimSpace(f.QuotasAt) == "" {
		return day.AddDate(0, 0, 1)
	}
	return p.clockOn("quotas_at", f.QuotasAt, day)
}

func (p *Problems) hours(field, value string, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || n < 1 || n > most {
		*p = append(*p, Problem{Field: field, Key: "seats.problem_hours", Args: map[string]any{"Max": most}})
		return 1
	}
	return n
}

// SetSeatRules saves how the seats of an edition are handed out. Errors: Problems, ErrStale, ErrNotInState.
func SetSeatRules(tx *store.Tx, e Edition, version int, form SeatRulesForm) error {
	was, err := SeatsOf(tx.DB, e.ID)
	if err != nil {
		return err
	}
	s, problems := form.check(e, was)
	if err := problems.fault(); err != nil {
		return err
	}
	if err := Revise(tx, e.ID, version); err != nil {
		return err
	}
	return tx.Exec(`UPDATE edition_seats SET quotas_end_at = ?, offer_minutes = ?, offer_minutes_last_day = ?, offer_rule = ?,
		check_domains = ? WHERE edition_id = ?`, s.QuotasEndAt, s.OfferMinutes, s.OfferMinutesLastDay, s.OfferRule, s.CheckDomains, e.ID).Error
}
