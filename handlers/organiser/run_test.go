package organiser_test

import (
	"testing"
	"time"

	"samling/models/door"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
)

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
