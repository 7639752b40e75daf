package seminars_test

import (
	"strings"
	"testing"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// other is another edition, of the year after.
func (s site) other() event.Edition {
	s.t.Helper()
	return s.Import(s.Edition.StartsAt.AddDate(1, 0, 0), "samverkansdag-2028", 4)
}

func TestPeopleArePlacedByHand(t *testing.T) {
	s := newSite(t)
	list := s.crowd(8, "ratt-kurva", "losam")
	alias := s.add(registration.FromAlias, "nacka-kommun", "Kim Alm", "losam")
	c, hand := s.organiser(), path+"/for-hand"
	want(t, "empty", c.Get(hand), 200, "Ingenting är bestämt för hand")
	want(t, "search", c.Get(hand+"?sok=nummer003"), 200, "Person Nummer003", "Välj")
	lacks(t, "search", c.Get(hand+"?sok=nummer003"), "Person Nummer004")
	want(t, "nobody found", c.Get(hand+"?sok=finns+inte"), 200, "Ingen stämmer")
	lacks(t, "protected by name", c.Get(hand+"?sok=Kim"), string(alias.ID))
	want(t, "protected by the code", c.Get(hand+"?sok="+alias.Reference), 200, string(alias.ID))

	want(t, "protected is placed too", c.Post(hand+"/"+string(alias.ID), form("pass_1", string(s.session("losam", 1).ID))), 303)
	a := c.Get(hand)
	want(t, "list", a, 200, "1 sak är bestämd för hand", "Listan kan sakna namn")
	lacks(t, "list", a, "Kim Alm", string(alias.ID))
	want(t, "no more", c.Post(hand+"/"+string(alias.ID), nil), 303)

	person := hand + "/" + string(list[3].ID)
	trefas, losam := s.session("trefas", 1), s.session("losam", 2)
	want(t, "form", c.Get(person), 200, "Placera Person Nummer003 för hand", "Rätt kurva", "Ska sitta här")
	want(t, "save", c.Post(person, form("pass_1", string(trefas.ID), "pass_2", string(losam.ID), "undanta", string(s.session("ratt-kurva", 1).SeminarID))), 303)
	want(t, "list", c.Get(hand), 200, "3 saker är bestämda för hand", "Person Nummer003", "Undantagen från")
	run := s.run("seed", "1")
	want(t, "pinned in the run", c.Get(at(run)+"/personer?sok=nummer003"), 200, "fäst för hand")
	s.publish(run)
	for _, place := range s.places()[list[3].ID] {
		if place.SessionID != trefas.ID && place.SessionID != losam.ID {
			t.Errorf("slot %d: %s", place.Slot, place.Title)
		}
	}
	want(t, "unpin in the form", c.Post(person, form("pass_1", string(trefas.ID))), 303)
	want(t, "list", c.Get(hand), 200, "1 sak är bestämd för hand")
	want(t, "take back", c.Post(hand+"/ta-bort", form("person", string(list[3].ID), "session", string(trefas.ID))), 303)
	want(t, "twice", c.Post(hand+"/ta-bort", form("person", string(list[3].ID), "session", string(trefas.ID))), 404)
	want(t, "nobody", c.Get(hand+"/"+string(s.Edition.ID)), 404)
}

func TestClashingPinsAreNamedAndNothingIsSaved(t *testing.T) {
	s := newSite(t)
	list := s.crowd(3, "losam")
	c := s.organiser()
	person := path + "/for-hand/" + string(list[0].ID)
	a := c.Post(person, form("pass_1", string(s.session("losam", 1).ID), "pass_2", string(s.session("losam", 2).ID)))
	want(t, "twice the same", a, 409, "två gånger", "Person Nummer000: pass 1", "Person Nummer000: pass 2", `id="pass_1-fel"`)
	if !strings.Contains(a.Body, `<option value="`+string(s.session("losam", 2).ID)+`" selected`) {
		t.Error("what was chosen is not kept")
	}
	want(t, "nothing saved", c.Get(path+"/for-hand"), 200, "Ingenting är bestämt för hand")
	losam := s.session("losam", 1)
	want(t, "excluded and pinned", c.Post(person, form("pass_1", string(losam.ID), "undanta", string(losam.SeminarID))), 409, "undantagen")
	s.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE seminar_sessions SET seats = 1 WHERE id = ?", losam.ID).Error
	})
	want(t, "one seat", c.Post(person, form("pass_1", string(losam.ID))), 303)
	want(t, "one seat for two", c.Post(path+"/for-hand/"+string(list[1].ID), form("pass_1", string(losam.ID))), 409, "Fler är fästa", "Person Nummer000", "Person Nummer001")
}

func TestPinFromTheListOfARun(t *testing.T) {
	s := newSite(t)
	list := s.crowd(60, "losam", "trefas")
	run := s.run("seed", "3")
	c := s.organiser()
	a := c.Get(at(run) + "/personer")
	want(t, "first page", a, 200, "Person Nummer000", "Fäst här", "sida=2")
	lacks(t, "first page", a, "Person Nummer059")
	losam := s.session("losam", 1)
	want(t, "one room", c.Get(at(run)+"/personer?tillfalle="+string(losam.ID)), 200, "LOSAM", "Visar 1–30 av 30")
	pin := form("run", string(run.ID), "person", string(list[2].ID), "session", string(losam.ID), "sida", "2")
	answer := c.Post(path+"/for-hand/fast", pin)
	want(t, "pin", answer, 303)
	if to := answer.Header.Get("Location"); !strings.Contains(to, "/personer?sida=2") {
		t.Errorf("leads to %s", to)
	}
	want(t, "it says so", c.Get(at(run)+"/personer?klart=seminars.done.pinned"), 200, "Personen är fäst")
	pin.Set("session", string(s.session("losam", 2).ID))
	want(t, "clash", c.Post(path+"/for-hand/fast", pin), 409, "två gånger")
	pin.Set("session", "x")
	want(t, "no such session", c.Post(path+"/for-hand/fast", pin), 404)
}
