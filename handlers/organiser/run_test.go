package organiser_test

import (
	"testing"
	"time"

	"samling/models/door"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

func TestAllocationIsDraftedSeenAndPublished(t *testing.T) {
	s := newSite(t)
	withoutQuotas(s)
	list := people(t, s, 30)
	register(t, s, registration.FromAlias, "Kim Alm")
	c, path := s.As("organiser"), root+"/fordelning"
	want(t, "demand", c.Get(path), 200, "Önskemål från 31 anmälda", "Räkna fram förslag")
	want(t, "bad seed", c.Post(path, form("seed", "fyra")), 422, `value="fyra"`, "heltal")
	want(t, "draft", c.Post(path, form("seed", "4182")), 303)
	page := c.Get(path)
	want(t, "draft shown", page, 200, "slumpfrö 4182", "30 personer får ett mejl", "Förslag, inte skickat")
	db := s.Store.Read(t.Context())
	if places, _ := seminar.PlacesByPerson(db, s.Edition.ID); len(places) != 0 {
		t.Fatal("a draft placed people")
	}
	run, err := seminar.LatestRun(db, s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "publish", c.Post(path+"/publicera", form("run", string(run.ID))), 303)
	want(t, "publish twice", c.Post(path+"/publicera", form("run", string(run.ID))), 409)
	places, err := seminar.PlacesByPerson(db, s.Edition.ID)
	if err != nil || len(places) != 31 {
		t.Fatalf("%d placed, %v", len(places), err)
	}
	if n := placementMails(t, s.Store); n != 30 {
		t.Errorf("%d placement mails, want one for each of the 30 with an address", n)
	}

	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, list[0].ID, "test"); return err })
	register(t, s, registration.FromOrganiser, "Sent Kommen")
	s.Clock.Add(time.Minute)
	want(t, "again", c.Post(path, form("seed", "4182")), 303)
	want(t, "what changes", c.Get(path), 200, "Ändrat mot den publicerade", "Sent Kommen")
	lacks(t, "protected", c.Get(path), "Kim Alm")
	run, _ = seminar.LatestRun(db, s.Edition.ID)
	register(t, s, registration.FromOrganiser, "Ännu Senare")
	want(t, "stale draft", c.Get(path), 200, "Underlaget har ändrats")
	want(t, "stale publish", c.Post(path+"/publicera", form("run", string(run.ID))), 409, "Ingenting är publicerat")
}

func placementMails(t *testing.T, s *store.Store) int {
	t.Helper()
	mails, _, err := mailbox.Page(s.Read(t.Context()), "", "", 1000, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range mails {
		if m.Kind == mailbox.Placement {
			n++
		}
	}
	return n
}

func TestNothingToAllocate(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	want(t, "nobody", c.Post(root+"/fordelning", form("seed", "1")), 409, "ingen att fördela")
	want(t, "unknown run", c.Post(root+"/fordelning/publicera", form("run", "x")), 404)
}

func TestMailsAreReadWithoutTheirSecrets(t *testing.T) {
	s := newSite(t)
	p := people(t, s, 1)[0]
	mails, err := mailbox.About(s.Store.Read(t.Context()), p.ID)
	if err != nil || len(mails) != 1 {
		t.Fatalf("%d mails, %v", len(mails), err)
	}
	c := s.As("organiser")
	want(t, "list", c.Get(root+"/mejl"), 200, "Bekräftelse", p.Name, "I kö")
	want(t, "all", c.Get("/arrangor/mejl"), 200, "Bekräftelse")
	want(t, "none in a state", c.Get(root+"/mejl?lage=failed"), 200, "Inga mejl finns här")
	a := c.Get("/arrangor/mejl/" + string(mails[0].ID))
	want(t, "one", a, 200, p.Email, "/min/••••••", "Personliga länkar är dolda")
	lacks(t, "one", a, p.Link(s.Store.Keys()), p.Ticket(s.Store.Keys()))
	want(t, "no preview outside the demonstration", c.Get("/arrangor/mejl/"+string(mails[0].ID)+"/visning"), 404)
	s.App.Site.Demo = true
	want(t, "in the demonstration", c.Get("/arrangor/mejl/"+string(mails[0].ID)), 200, p.Link(s.Store.Keys()))
	want(t, "preview", c.Get("/arrangor/mejl/"+string(mails[0].ID)+"/visning"), 200, "<html")
}

func TestEvaluationIsOpenedOnceAndClosed(t *testing.T) {
	s := newSite(t)
	list := people(t, s, 6)
	c, path := s.As("organiser"), root+"/utvardering"
	want(t, "nobody came", c.Post(path, nil), 409, "Ingen är incheckad")
	s.Write(func(tx *store.Tx) error { // the day is today, and soon over
		return tx.Exec("UPDATE editions SET check_in_at = ?, ends_at = ? WHERE id = ?", tx.Now, store.At(tx.Now.Add(time.Hour)), s.Edition.ID).Error
	})
	admit := func(p registration.Registration) {
		s.Write(func(tx *store.Tx) error {
			_, err := door.Redeem(tx, door.Presented{RegistrationID: p.ID, Nonce: "nonce-" + string(p.ID), OccurredAt: tx.Now, Door: "A"}, s.Edition)
			return err
		})
	}
	for _, p := range list[:5] {
		admit(p)
	}
	want(t, "before", c.Get(path), 200, "Öppna och mejla 5 personer", "Dagen slutar")
	want(t, "open", c.Post(path, nil), 303)
	want(t, "open now", c.Get(path), 200, "Öppen", "Utdelade länkar", "Visas från 5 svar")
	admit(list[5])
	want(t, "newcomer", c.Get(path), 200, "1 person har checkats in sedan")
	want(t, "hand out", c.Post(path, nil), 303)
	lacks(t, "nobody left", c.Get(path), "har checkats in sedan")
	want(t, "close", c.Post(path+"/stang", nil), 303)
	want(t, "closed", c.Get(path), 200, "Stängd")
	want(t, "close again", c.Post(path+"/stang", nil), 409, "stängd")
	want(t, "open again", c.Post(path, nil), 409, "stängd")
	want(t, "overview on the day", c.Get(root), 200, "6 av 6 är inne")
}
