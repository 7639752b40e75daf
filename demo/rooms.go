package demo

import (
	"fmt"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
)

// asked are questions that people send to whoever leads their seminar; any of them fits any seminar.
var asked = [...]string{
	"Hur kommer man i gång om kommunen är liten och bara har en fältassistent?",
	"Vad får vi dela med varandra utan att bryta sekretessen?",
	"Finns det någon mall för samverkansöverenskommelsen som vi kan utgå från?",
	"Vad gjorde ni när skolan inte ville vara med från början?",
	"Hur mäter ni att det hjälper?",
}

// leaders gives each seminar somebody who leads it. One of them is let see names.
func (f *filler) leaders(tx *store.Tx, e event.Edition) error {
	seminars, err := event.Seminars(tx.DB, e.ID)
	if err != nil {
		return err
	}
	for i, s := range seminars {
		name := firstNames[(7*i+3)%len(firstNames)] + " " + lastNames[(11*i+5)%len(lastNames)]
		form := room.LeaderForm{Name: name, Email: fmt.Sprintf("%s@seminarier.example", event.Slug(name)), Seminar: s.ID, ShowsNames: i == 0}
		if _, err := room.AddLeader(tx, e.ID, form, actor); err != nil {
			return err
		}
	}
	return nil
}

// inTheRooms is what happened in the rooms of a day: questions beforehand, and heads counted.
func (f *filler) inTheRooms(tx *store.Tx, e event.Edition) error {
	if err := f.leaders(tx, e); err != nil {
		return err
	}
	rows, err := f.confirmed(tx, e)
	if err != nil {
		return err
	}
	for i, text := range asked {
		if err := f.question(tx, rows[i*17%len(rows)].Registration, text, i%2 == 0); err != nil {
			return err
		}
	}
	halls, err := room.Halls(tx.DB, e.ID)
	if err != nil {
		return err
	}
	for i, h := range halls {
		if !h.StartsAt.IsZero() {
			tx.Now = store.At(h.StartsAt.Add(12 * time.Minute))
		}
		if err := room.AddCount(tx, e.ID, h.ID, fmt.Sprint(h.Placed-h.Placed*(3+i%4)/40), "Dörr "+fmt.Sprint(1+i%2)); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) question(tx *store.Tx, r registration.Registration, text string, sign bool) error {
	open, err := room.Askable(tx.DB, r.EditionID, r.ID)
	if err != nil || len(open) == 0 {
		return err
	}
	return room.Ask(tx, r, open[0].ID, text, sign)
}
