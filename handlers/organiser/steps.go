package organiser

import (
	"errors"
	"time"

	"samling/handlers/organiser/desk"
	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
)

// step is one thing to do, in the order in which a day is arranged.
type step struct {
	Text, Href, When string
	Done, Now        bool
}

// steps lists what has been done and what is next.
func steps(db *store.DB, f desk.Frame, e event.Edition, now time.Time, in int) ([]step, error) {
	_, err := seminar.PublishedRun(db, e.ID)
	placed := err == nil
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	day := func(t store.Time) string {
		if t.IsZero() {
			return ""
		}
		return f.ShortDate(t.In(e.Zone()))
	}
	over := e.Over(now)
	list := []step{
		{Text: f.T("organiser.step.publish"), Href: "/uppgifter", Done: e.State != event.Draft},
		{Text: f.T("organiser.step.registration"), Href: "/deltagare", When: day(e.RegistrationClosesAt), Done: e.Registration(now) == event.Shut},
		{Text: f.T("organiser.step.allocate"), Href: "/fordelning", When: day(e.WishesCloseAt), Done: placed},
		{Text: f.T("organiser.step.badges"), Href: "/namnskyltar", Done: over || in > 0},
		{Text: f.T("organiser.step.check_in"), When: day(e.StartsAt), Done: over},
		{Text: f.T("organiser.step.survey"), Href: "/utvardering", When: day(e.EndsAt), Done: !e.SurveyOpenedAt.IsZero()},
		{Text: f.T("organiser.step.survey_closes"), Href: "/utvardering", When: day(e.SurveyClosesAt),
			Done: !e.SurveyClosesAt.IsZero() && now.After(e.SurveyClosesAt.Time)},
	}
	for i := range list {
		if list[i].Href != "" {
			list[i].Href = f.Root + list[i].Href
		}
	}
	for i := range list {
		if !list[i].Done {
			list[i].Now = true
			break
		}
	}
	return list, nil
}
