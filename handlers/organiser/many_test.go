package organiser_test

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/bulk"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
)

func openSeats(t *testing.T, s *webtest.Site) {
	t.Helper()
	s.Write(func(tx *store.Tx) error {
		return event.SetCapacity(tx, s.Edition.ID, 50_000)
	})
}

// choose posts a selection and gives the address of its preview.
func choose(t *testing.T, s *webtest.Site, action string, more url.Values, list ...registration.Registration) string {
	t.Helper()
	f := url.Values{"atgard": {action}, "omfattning": {"valda"}}
	for _, r := range list {
		f.Add("id", string(r.ID))
	}
	for k, v := range more {
		f[k] = v
	}
	a := s.As("organiser").Post(root+"/deltagare/atgarder", f)
	want(t, "choose "+action, a, 303)
	return a.Header.Get("Location")
}

func statusOf(t *testing.T, s *webtest.Site, r registration.Registration) registration.Registration {
	t.Helper()
	now, err := registration.ByID(s.Store.Read(t.Context()), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

func TestManyAreCancelledAndTakenBack(t *testing.T) {
	s := newSite(t)
	openSeats(t, s)
	list := people(t, s, 5)
	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, list[0].ID, "test"); return err })
	c := s.As("organiser")
	page := choose(t, s, "cancel", nil, list[:4]...)
	preview := c.Get(page)
	want(t, "preview", preview, 200, "gäller 3 av 4 valda", "3 personer får ett mejl", "1 lämnas som den är: är avanmälda", "Avanmäl 3 personer",
		list[1].Name, "ångra i 24 timmar")
	if statusOf(t, s, list[1]).Status != registration.Confirmed {
		t.Fatal("the preview did something")
	}
	want(t, "begin", c.Post(page, nil), 303)
	want(t, "twice", c.Post(page, nil), 410)
	want(t, "done", c.Get(page), 200, "Klart: 3 av 4 valda", "1 lämnas som den är", "Ångra")
	for i, r := range list {
		if got := statusOf(t, s, r).Status == registration.Cancelled; got != (i < 4) {
			t.Errorf("person %d is cancelled: %t", i, got)
		}
	}
	// One of them is changed before the undo: restored by hand and cancelled again by themselves.
	s.Write(func(tx *store.Tx) error {
		if _, err := registration.Restore(tx, list[1].ID, "test"); err != nil {
			return err
		}
		_, err := registration.Cancel(tx, list[1].ID, registration.Self)
		return err
	})
	want(t, "undo", c.Post(page+"/angra", nil), 303)
	want(t, "undone", c.Get(page), 200, "Ångrat för 2 personer", "har ändrats sedan dess")
	want(t, "undo twice", c.Post(page+"/angra", nil), 409)
	for i, cancelled := range []bool{true, true, false, false, false} {
		if got := statusOf(t, s, list[i]).Status == registration.Cancelled; got != cancelled {
			t.Errorf("after the undo person %d is cancelled: %t", i, got)
		}
	}
	want(t, "latest", c.Get(root+"/deltagare/atgarder"), 200, "Avanmäl", "Ångrad", "organiser")
	want(t, "history", c.Get(root+"/deltagare/"+string(list[2].ID)), 200, "organiser")
}

func TestManyAreMovedAndBack(t *testing.T) {
	s := newSite(t)
	openSeats(t, s)
	list := people(t, s, 3)
	c := s.As("organiser")
	want(t, "nowhere", c.Post(root+"/deltagare/atgarder", url.Values{"atgard": {"move"}, "id": {string(list[0].ID)}}), 422)
	page := choose(t, s, "move", url.Values{"till": {"huddinge-kommun"}}, list...)
	want(t, "preview", c.Get(page), 200, "Huddinge kommun", "Flytta 3 personer")
	want(t, "begin", c.Post(page, nil), 303)
	was := list[0].OrganisationID
	if statusOf(t, s, list[0]).OrganisationID == was {
		t.Error("nobody was moved")
	}
	want(t, "undo", c.Post(page+"/angra", nil), 303)
	if statusOf(t, s, list[0]).OrganisationID != was {
		t.Error("nobody was moved back")
	}
	page = choose(t, s, "move", url.Values{"till": {"nacka-kommun"}}, list...)
	want(t, "no one left", c.Get(page), 200, "går inte att göra med någon", "hör redan till organisationen")
}

func TestLinksAreMailedToMany(t *testing.T) {
	s := newSite(t)
	list := people(t, s, 2)
	alias := register(t, s, registration.FromAlias, "Kim Alm")
	c := s.As("organiser")
	for round := range 4 {
		page := choose(t, s, "mail_link", nil, append(list, alias...)...)
		want(t, "begin", c.Post(page, nil), 303)
		want(t, "undo", c.Post(page+"/angra", nil), 409)
		if round == 3 {
			want(t, "limit", c.Get(page), 200, "tre sådana mejl", "har ingen e-postadress", "Klart: 0 av 3")
		}
	}
	mails, err := mailbox.About(s.Store.Read(t.Context()), list[0].ID)
	if err != nil || len(mails) != 4 { // the confirmation and three links
		t.Errorf("%d mails, %v", len(mails), err)
	}
}

func TestAllThatASearchFinds(t *testing.T) {
	s := newSite(t)
	openSeats(t, s)
	people(t, s, 120)
	register(t, s, registration.FromOrganiser, "Zara Zet")
	alias := register(t, s, registration.FromAlias, "Kim Alm")[0]
	c := s.As("organiser")
	page := choose(t, s, "cancel", url.Values{"omfattning": {"alla"}, "urval": {"sok=nummer"}})
	want(t, "preview", c.Get(page), 200, "gäller 120 av 120", "och 20 till")
	want(t, "begin", c.Post(page, nil), 303)
	want(t, "done", c.Get(page), 200, "Klart: 120 av 120")
	counts, _ := registration.Counts(s.Store.Read(t.Context()), s.Edition.ID)
	if counts[registration.Cancelled] != 120 || counts[registration.Confirmed] != 2 {
		t.Errorf("%v", counts)
	}
	page = choose(t, s, "cancel", url.Values{"omfattning": {"alla"}, "urval": {""}})
	c.Post(page, nil)
	if statusOf(t, s, alias).Status != registration.Confirmed {
		t.Error("somebody with protected identity was among all")
	}
	want(t, "nobody", c.Post(root+"/deltagare/atgarder", url.Values{"atgard": {"cancel"}, "omfattning": {"alla"}, "urval": {"sok=qqq"}}), 422, "Ingen är vald")
	want(t, "unknown", c.Post(root+"/deltagare/atgarder", url.Values{"atgard": {"delete"}, "id": {string(alias.ID)}}), 422)
	want(t, "hostile", c.Post(root+"/deltagare/atgarder", url.Values{"atgard": {"cancel"}, "id": {"' OR 1=1 --", "00000000000000000000"}}), 303)
}

// A preview that waited too long is not carried out, and an undo ends after a day.
func TestActionsHaveTheirTime(t *testing.T) {
	s := newSite(t)
	openSeats(t, s)
	list := people(t, s, 2)
	c := s.As("organiser")
	page := choose(t, s, "cancel", nil, list[0])
	s.Clock.Add(61 * time.Minute)
	want(t, "old", c.Post(page, nil), 410)
	page = choose(t, s, "cancel", nil, list[1])
	want(t, "begin", c.Post(page, nil), 303)
	s.Clock.Add(25 * time.Hour)
	err := s.Store.Write(t.Context(), func(tx *store.Tx) error { // the session has ended, too
		a, err := bulk.ByID(tx.DB, s.Edition.ID, store.ID(page[strings.LastIndex(page, "/")+1:]))
		if err != nil {
			return err
		}
		return bulk.Undo(tx, a)
	})
	if !errors.Is(err, bulk.ErrNoReturn) {
		t.Errorf("after a day: %v", err)
	}
}

// After a restart an action goes on where it was.
func TestAnActionGoesOn(t *testing.T) {
	s := newSite(t)
	openSeats(t, s)
	list := people(t, s, 60)
	page := choose(t, s, "cancel", nil, list...)
	id := store.ID(page[strings.LastIndex(page, "/")+1:])
	s.Write(func(tx *store.Tx) error {
		a, err := bulk.ByID(tx.DB, s.Edition.ID, id)
		if err != nil {
			return err
		}
		return bulk.Begin(tx, a)
	})
	a := s.As("organiser").Get(page)
	want(t, "going", a, 200, "0 av 60 är klara")
	if a.Header.Get("Refresh") == "" {
		t.Error("the page does not look again")
	}
	if err := bulk.Tend(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	want(t, "done", s.As("organiser").Get(page), 200, "Klart: 60 av 60")
}

func TestColumnsAndFiltersAreKept(t *testing.T) {
	s := newSite(t)
	people(t, s, 2)
	c, list := s.As("organiser"), root+"/deltagare"
	want(t, "columns", c.Get(list+"/kolumner"), 200, "Referens", "Telefon")
	want(t, "screen", c.Post(list+"/kolumner", url.Values{"vy": {"list"}, "kolumn": {"epost", "referens", "; DROP TABLE"}}), 303)
	want(t, "chosen", c.Get(list), 200, "@nacka.example", ">E-post</th>")
	lacks(t, "chosen", c.Get(list), ">Anmäld</th>")
	want(t, "file", c.Post(list+"/kolumner", url.Values{"vy": {"csv"}, "kolumn": {"namn", "telefon"}}), 303)
	if a := c.Get(list + ".csv"); !strings.HasPrefix(a.Body, "\ufeffnamn;telefon\r\n") {
		t.Errorf("%q", a.Body)
	}
	want(t, "usual again", c.Post(list+"/kolumner", url.Values{"vy": {"csv"}}), 303)
	if a := c.Get(list + ".csv?sok=nummer001"); !strings.HasPrefix(a.Body, "\ufeffreferens;namn;") || strings.Count(a.Body, "\r\n") != 2 {
		t.Errorf("%q", a.Body)
	}
	want(t, "bad view", c.Post(list+"/kolumner", url.Values{"vy": {"x"}}), 400)

	want(t, "save", c.Post(list+"/urval", url.Values{"name": {"Nacka & co"}, "urval": {"typ=kommun&sok=%C3%A5sa&klart=x"}}), 303)
	page := c.Get(list)
	want(t, "saved", page, 200, "Nacka &amp; co", "deltagare?sok=%C3%A5sa&amp;typ=kommun")
	want(t, "no name", c.Post(list+"/urval", url.Values{"name": {" "}}), 422)
	id := regexp.MustCompile(`urval/([0-9a-z]{20})/ta-bort`).FindStringSubmatch(page.Body)[1]
	want(t, "remove", c.Post(list+"/urval/"+id+"/ta-bort", nil), 303)
	want(t, "remove twice", c.Post(list+"/urval/"+id+"/ta-bort", nil), 404)
	for i := range 21 {
		status := 303
		if i == 20 {
			status = 409
		}
		want(t, "many", c.Post(list+"/urval", url.Values{"name": {fmt.Sprint("u", i)}}), status)
	}
}

func TestListsByOrganisation(t *testing.T) {
	s := newSite(t)
	register(t, s, registration.FromOrganiser, "Åsa Öberg", "Bo Ek")
	register(t, s, registration.FromAlias, "Kim Alm")
	c, path := s.As("organiser"), root+"/deltagare/per-organisation"
	want(t, "all", c.Get(path), 200, "Nacka kommun", "organisation=nacka-kommun")
	a := c.Get(path + "?organisation=nacka-kommun")
	want(t, "one", a, 200, "Åsa Öberg", "Bo Ek", "Listan kan sakna namn")
	lacks(t, "one", a, "Kim Alm")
	want(t, "none", c.Get(path+"?organisation=x"), 404)
}

// 50 000 attendees: list and search ask as few questions as for ten, and the file is whole.
func TestFiftyThousand(t *testing.T) {
	s := newSite(t)
	s.Write(func(tx *store.Tx) error {
		return tx.Exec(`WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50000)
			INSERT INTO registrations (id, edition_id, organisation_id, source, status, name, email, email_key, search_key, reference,
				ticket_hash, link_hash, received_at)
			SELECT substr(lower(hex(randomblob(10))), 1, 20), ?, (SELECT id FROM organisations WHERE edition_id = ? LIMIT 1), 'form', 'cancelled',
				'Person Nr' || i, 'p' || i || '@x.example', 'p' || i || '@x.example', ' person nr' || i, 'R' || i, 't' || i, 'l' || i, 1000000 + i
			FROM c`, s.Edition.ID, s.Edition.ID).Error
	})
	queries := 0
	count := func(*store.DB) { queries++ }
	callbacks := s.Store.Read(t.Context()).Callback()
	for _, err := range []error{callbacks.Query().Before("gorm:query").Register("count", count), callbacks.Row().Before("gorm:row").Register("count", count)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	c := s.As("organiser")
	for _, path := range []string{"", "?sida=999", "?sok=nr4999", "?ordning=organisation", "?ordning=anmald&sida=500"} {
		start := time.Now()
		queries = 0
		want(t, path, c.Get(root+"/deltagare"+path), 200, "Person Nr")
		t.Logf("%-28s %v, %d queries", path, time.Since(start).Round(time.Millisecond), queries)
		if queries == 0 || queries > 16 {
			t.Errorf("%s asks the database %d times", path, queries)
		}
	}
	start := time.Now()
	a := c.Get(root + "/deltagare.csv")
	if n := strings.Count(a.Body, "\r\n"); n != 50_001 || strings.Contains(a.Body, "INTE KOMPLETT") {
		t.Errorf("%d lines", n)
	}
	t.Logf("file of %d kB in %v", len(a.Body)>>10, time.Since(start).Round(time.Millisecond))
}
