package organiser_test

import (
	"fmt"
	"strings"
	"testing"

	"samling/models/account"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
)

func TestListSearchesFiltersAndPages(t *testing.T) {
	s := newSite(t)
	register(t, s, registration.FromOrganiser, "Åsa Öberg", "Çağla Ünal", "Bo O'Neill", "Zé", "Ärlan Ö", "Örjan A", "Ånger B")
	cancelled := register(t, s, registration.FromOrganiser, "Avanmäld Person")[0]
	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, cancelled.ID, "test"); return err })
	c := s.As("organiser")
	list := root + "/deltagare"
	want(t, "å ä ö folded", c.Get(list+"?sok=oberg"), 200, "Åsa Öberg")
	lacks(t, "å ä ö folded", c.Get(list+"?sok=oberg"), "Çağla")
	want(t, "by mail", c.Get(list+"?sok=p2."), 200, "Bo O&#39;Neill")
	want(t, "no hit", c.Get(list+"?sok=qqq"), 200, "Ingen deltagare passar in", `value="qqq"`)
	want(t, "cancelled", c.Get(list+"?status=avanmalda"), 200, "Avanmäld Person", "Avanmälda 1")
	lacks(t, "cancelled", c.Get(list+"?status=avanmalda"), "Åsa Öberg")
	want(t, "other kind", c.Get(list+"?typ=polis"), 200, "Ingen deltagare passar in")
	want(t, "gone seminar", c.Get(list+"?seminarium=finns-inte"), 200, "Ingen deltagare passar in")
	want(t, "nonsense", c.Get(list+"?status=%FF&typ=x&sida=-4&ordning=drop&sok=%FF%00"), 200)

	body := c.Get(list).Body
	last := -1
	for _, name := range []string{"Avanmäld Person", "Çağla Ünal", "Zé", "Ånger B", "Åsa Öberg", "Ärlan Ö", "Örjan A"} {
		at := strings.Index(body, ">"+name+"</a>")
		if at < last {
			t.Errorf("%s stands before the one that belongs before it: not the Swedish order", name)
		}
		last = at
	}
}

func TestListHasPages(t *testing.T) {
	s := newSite(t)
	people(t, s, 120)
	c := s.As("organiser")
	want(t, "first", c.Get(root+"/deltagare"), 200, "Visar 1–50 av 120", "Person Nummer000", `aria-label="Sida 3"`, "Nästa")
	want(t, "last", c.Get(root+"/deltagare?sida=3"), 200, "Visar 101–120 av 120", "Person Nummer119")
	want(t, "beyond", c.Get(root+"/deltagare?sida=99"), 200, "Visar 101–120 av 120")
	want(t, "keeps the filter", c.Get(root+"/deltagare?sok=person&typ=kommun"), 200, "sida=2&amp;sok=person&amp;typ=kommun")
}

func TestPageOfOnePersonShowsHistoryAndCorrects(t *testing.T) {
	s := newSite(t)
	p := people(t, s, 1)[0]
	c, path := s.As("organiser"), root+"/deltagare/"+string(p.ID)
	want(t, "page", c.Get(path), 200, p.Reference, "Nacka kommun", "Bekräftelse", "Rätt kurva", "Historik")

	good := form("version", "1", "name", "Nytt Namn", "email", "ny@nacka.example", "organisation", "huddinge-kommun", "title", "Kurator")
	want(t, "save", c.Post(path, good), 303)
	want(t, "saved", c.Get(path+"?klart=person_saved"), 200, "Nytt Namn", "Huddinge kommun", "Uppgifter ändrade: namn, e-post, organisation", "Uppgifterna är sparade")

	a := c.Post(path, form("version", "1", "name", "Andra Redigeraren", "email", "ny@nacka.example", "organisation", "huddinge-kommun"))
	want(t, "stale", a, 409, "Andra Redigeraren", `class="card errors"`)
	long := strings.Repeat("Å", 10_000)
	a = c.Post(path, form("version", "2", "name", long, "email", "inte en adress", "organisation", "påhittad"))
	want(t, "bad", a, 422, long, "inte en adress", `aria-invalid="true"`, "<title>Fel:")
	a = c.Post(path, form("version", "2", "name", `<script>alert(1)</script>`, "email", "x@y.example", "organisation", ""))
	want(t, "html", a, 422, "&lt;script&gt;")
	lacks(t, "html", a, "<script>")
	a = c.Do("POST", path, "application/x-www-form-urlencoded", "version=2&name=%FF%FE&email=x%40y.example&organisation=nacka-kommun&name=twice")
	want(t, "bad encoding, twice", a, 422)
	if r, err := registration.ByID(s.Store.Read(t.Context()), p.ID); err != nil || r.Name != "Nytt Namn" || r.Version != 2 {
		t.Errorf("a refused form changed something: %+v, %v", r.Name, err)
	}
}

func TestCancelAsksAndCanBeUndone(t *testing.T) {
	s := newSite(t)
	p := people(t, s, 1)[0]
	c, path := s.As("organiser"), root+"/deltagare/"+string(p.ID)
	want(t, "ask", c.Get(path+"/avanmal"), 200, p.Name, "Behåll som det är")
	want(t, "cancel", c.Post(path+"/avanmal", nil), 303)
	want(t, "cancelled", c.Get(path), 200, "Avanmäld", "Ångra avanmälan")
	want(t, "restore", c.Post(path+"/aterstall", nil), 303)
	r, err := registration.ByID(s.Store.Read(t.Context()), p.ID)
	if err != nil || r.Status != registration.Confirmed {
		t.Errorf("after the undo: %s, %v", r.Status, err)
	}
	want(t, "cancel again", c.Post(path+"/avanmal", nil), 303)
	register(t, s, registration.FromOrganiser, p.Name) // the same address, by now free
	want(t, "address taken since", c.Post(path+"/aterstall", nil), 409)
}

func TestMailAgain(t *testing.T) {
	s := newSite(t)
	p := people(t, s, 1)[0]
	c := s.As("organiser")
	want(t, "again", c.Post(root+"/deltagare/"+string(p.ID)+"/mejla", nil), 303)
	mails, err := mailbox.About(s.Store.Read(t.Context()), p.ID)
	if err != nil || len(mails) != 2 {
		t.Fatalf("%d mails, %v", len(mails), err)
	}
	alias := register(t, s, registration.FromAlias, "Kim Alm")[0]
	want(t, "no address", c.Post(root+"/deltagare/"+string(alias.ID)+"/mejla", nil), 409, "ingen e-postadress")
}

func TestAddByHand(t *testing.T) {
	s := newSite(t)
	c, path := s.As("organiser"), root+"/deltagare/ny"
	a := c.Post(path, form("name", "Hand Skriven", "email", "hand@nacka.example", "organisation", "nacka-kommun", "wish_1", "trefas", "wish_2", ""))
	want(t, "add", a, 303)
	person := a.Header.Get("Location")
	want(t, "added", c.Get(person), 200, "Hand Skriven", "Trefas", "Deltagaren är anmäld")
	a = c.Post(path, form("name", "Samma Adress", "email", "HAND@nacka.example", "organisation", "nacka-kommun"))
	want(t, "exists", a, 409, "redan en anmälan", "Samma Adress", strings.Split(person, "?")[0])
	a = c.Post(path, form("name", "", "email", "", "organisation", "", "wish_1", "trefas", "wish_2", "trefas"))
	want(t, "bad", a, 422, `href="#name"`, `href="#email"`, `href="#organisation"`, `href="#wishes"`)
	lacks(t, "bad", a, "organiser.", "attendee.problem")
}

func TestAliasHasNoNameNoMailAndIsInNoListOrFile(t *testing.T) {
	s := newSite(t)
	people(t, s, 2)
	c := s.As("organiser")
	want(t, "with an address", c.Post(root+"/deltagare/ny-skyddad", form("name", "Kim Alm", "email", "kim@x.example", "organisation", "nacka-kommun")), 422)
	a := c.Post(root+"/deltagare/ny-skyddad", form("name", "", "organisation", "nacka-kommun"))
	want(t, "add", a, 303)
	page := c.Get(a.Header.Get("Location"))
	want(t, "page", page, 200, "skyddade uppgifter", "Deltagare")
	alias := register(t, s, registration.FromAlias, "Kim Alm")[0]
	if alias.Email != "" {
		t.Error("an alias has an address")
	}
	lacks(t, "list", c.Get(root+"/deltagare"), "Kim Alm", alias.Reference)
	want(t, "list", c.Get(root+"/deltagare"), 200, "Listan kan sakna namn")
	lacks(t, "name search", c.Get(root+"/deltagare?sok=kim"), ">Kim Alm<")
	want(t, "by code", c.Get(root+"/deltagare?sok="+strings.ToLower(alias.Reference)), 200, "Kim Alm")
	want(t, "own list", c.Get(root+"/deltagare?status=skyddade"), 200, "Kim Alm", "händelseloggen")
	lacks(t, "file", c.Get(root+"/deltagare.csv"), "Kim Alm", alias.Reference)

	trail, err := account.Trail(s.Store.Read(t.Context()), s.Edition.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	noted := map[string]int{}
	for _, entry := range trail {
		noted[entry.Action]++
	}
	if noted["protected_seen"] == 0 || noted["protected_listed"] == 0 || noted["attendees_exported"] != 1 {
		t.Errorf("the log has %v", noted)
	}
}

func TestFullDayPutsOnTheWaitlist(t *testing.T) {
	s := newSite(t)
	s.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE edition_seats SET capacity = 1 WHERE edition_id = ?", s.Edition.ID).Error
	})
	people(t, s, 1)
	c := s.As("organiser")
	want(t, "told before", c.Get(root+"/deltagare/ny"), 200, "Alla platser är tagna")
	a := c.Post(root+"/deltagare/ny", form("name", "Sist Ut", "email", "sist@nacka.example", "organisation", "nacka-kommun"))
	want(t, "told after", c.Get(a.Header.Get("Location")), 200, "Väntelista 1", "väntelistan")
	details := form("title", "T", "date", "2027-03-04", "check_in", "8.20", "starts", "9", "ends", "16", "closes_on", "2027-03-01", "closes_at", "12",
		"wishes_on", "2027-03-01", "wishes_at", "12", "capacity", "2", "version", version(t, s))
	want(t, "more seats", c.Post(root+"/uppgifter", details), 303)
	counts, err := registration.Counts(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil || counts[registration.Confirmed] != 1 || quotaOf(t, s, "nacka-kommun").Offered != 1 {
		t.Errorf("after more seats nobody was offered the new one: %v, %v", counts, err)
	}
}

func TestNamesAreNotLogged(t *testing.T) {
	s := newSite(t)
	register(t, s, registration.FromOrganiser, "Hemlig Människa")
	c := s.As("organiser")
	c.Get(root + "/deltagare?sok=hemlig")
	c.Post(root+"/deltagare/ny", form("name", "Hemlig Två", "email", "hemlig@x.example", "organisation", "nacka-kommun"))
	if log := strings.ToLower(fmt.Sprint(s.Log)); strings.Contains(log, "hemlig") {
		t.Errorf("the log has a name:\n%s", log)
	}
}

// TestWhoHasNeedsIsNotInTheHistory: the history tells an organiser what happened to a registration, and not that the
// person stated needs.
func TestWhoHasNeedsIsNotInTheHistory(t *testing.T) {
	s := newSite(t)
	r := people(t, s, 1)[0]
	s.Write(func(tx *store.Tx) error {
		return registration.SetNeeds(tx, r.ID, registration.Needs{Choices: []string{"glutenfri"}}, registration.Self)
	})
	page := s.As("organiser").Get(root + "/deltagare/" + string(r.ID))
	if page.Status != 200 || strings.Contains(strings.ToLower(page.Body), "behov ") || strings.Contains(page.Body, "history.needs") {
		t.Errorf("%d, the page tells of needs", page.Status)
	}
}
