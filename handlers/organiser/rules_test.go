package organiser_test

import (
	"testing"

	"samling/models/event"
)

func TestRulesOfASeminarAreEdited(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	all, err := event.Seminars(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	own := root + "/seminarium/" + string(all[0].ID)
	fields := []string{"title", "Rätt kurva", "room_1", "Sal A", "seats_1", "60", "overbook_1", "8 %", "fire_limit_1", "64", "least_1", "10",
		"room_2", "Sal A", "seats_2", "50", "withdrawn_2", "ja", "only_kinds", "polis", "only_kinds", "stat"}
	want(t, "save", c.Post(own, form(append(fields, "version", version(t, s))...)), 303)
	sessions, err := event.Sessions(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range sessions {
		if got.SeminarID != all[0].ID {
			continue
		}
		if got.Slot == 1 && (got.Overbook != 8 || got.FireLimit != 64 || got.Least != 10 || got.Withdrawn || got.Capacity() != 64) ||
			got.Slot == 2 && (!got.Withdrawn || got.Overbook != 0 || got.Capacity() != 0) {
			t.Errorf("%+v", got)
		}
	}
	saved, err := event.SeminarByID(s.Store.Read(t.Context()), s.Edition.ID, all[0].ID)
	if err != nil || saved.OnlyKinds != "polis stat" || saved.Open("kommun") || !saved.Open("stat") {
		t.Errorf("%+v, %v", saved, err)
	}
	want(t, "shown", c.Get(own), 200, `name="overbook_1" type="text" value="8"`, `name="withdrawn_2" value="ja" checked`, `value="stat" checked`)
	want(t, "listed", c.Get(root+"/program"), 200, "upp till 64 placeras", "Inställt")

	bad := c.Post(own, form("version", version(t, s), "title", "Rätt kurva", "room_1", "Sal A", "seats_1", "60", "overbook_1", "9",
		"fire_limit_1", "många", "least_1", "61", "room_2", "Sal A", "seats_2", "50", "fire_limit_2", "49", "only_kinds", "riddare"))
	want(t, "bad", bad, 422, "heltal från 0 till 8", `value="många"`, "större än antalet platser", "fler än salens gräns", "Välj ett av alternativen")
}

func TestHowASlotIsChosenIsEdited(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	own := root + "/program/" + string(itemOfSlot(t, s, 2))
	fields := []string{"title", "Pass 2", "starts", "14.20", "ends", "15.20", "kind", "seminars"}
	want(t, "save", c.Post(own, form(append(fields, "choose", "first_come", "version", version(t, s))...)), 303)
	programme, err := event.Programme(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil || event.Slots(programme)[1].Choose != event.FirstCome || event.Slots(programme)[0].Choose != event.Ranked {
		t.Errorf("%+v, %v", event.Slots(programme), err)
	}
	want(t, "shown", c.Get(own), 200, `value="first_come" selected`)
	want(t, "bad", c.Post(own, form(append(fields, "choose", "lott", "version", version(t, s))...)), 422, "Välj ett av alternativen")
}
