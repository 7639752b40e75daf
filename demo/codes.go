package demo

import (
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// Of a finished edition, how many answered through the code on the closing slide, and through the one on the door of each
// seminar.
const (
	atSlide = 27
	atDoor  = 9
)

// hostDomain makes the demonstration's host one of the people of the first host organisation, so that its own part shows.
const hostDomain = "samling.example"

// codes lets some people answer the short forms behind the QR codes, and gives a host organisation its e-mail domain.
func (f *filler) codes(tx *store.Tx, e event.Edition) error {
	tx.Now = store.At(e.EndsAt.Add(-10 * time.Minute))
	questions, err := survey.Questions(tx.DB, e.ID)
	if err != nil {
		return err
	}
	seminars, err := event.Seminars(tx.DB, e.ID)
	if err != nil {
		return err
	}
	if err := f.castShort(tx, e, survey.ShortPaper(questions, nil), atSlide); err != nil {
		return err
	}
	for i := range seminars {
		if err := f.castShort(tx, e, survey.ShortPaper(questions, &seminars[i]), atDoor+3*i); err != nil {
			return err
		}
	}
	if _, err := survey.Empty(tx, e.ID, true); err != nil {
		return err
	}
	return hostsOwn(tx, e)
}

func (f *filler) castShort(tx *store.Tx, e event.Edition, paper survey.Paper, n int) error {
	for range n {
		sheets, _ := survey.Check(paper, f.form(paper, -.2))
		if err := survey.CastShort(tx, e, sheets); err != nil {
			return err
		}
	}
	return nil
}

func hostsOwn(tx *store.Tx, e event.Edition) error {
	hosts, err := event.Hosts(tx.DB, e.ID)
	if err != nil {
		return err
	}
	all, err := event.Organisations(tx.DB, e.ID)
	if err != nil {
		return err
	}
	for _, o := range event.HostOrganisations(hosts, all)[:1] {
		if err := tx.Exec("UPDATE organisations SET domains = ? WHERE id = ?", hostDomain, o.ID).Error; err != nil {
			return err
		}
	}
	return nil
}
