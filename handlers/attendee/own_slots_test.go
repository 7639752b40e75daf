package attendee_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/attendee"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/room"
	"samling/models/store"
	"samling/views/mail"
)

// firstCome makes both slots of the day first come, with so many seats in each session.
func (v *visit) firstCome(seats int) {
	v.sql("UPDATE programme_items SET choose = 'first_come' WHERE slot > ?", 0)
	v.sql("UPDATE seminar_sessions SET seats = ?", seats)
}

func choose(seminar string) url.Values { return url.Values{"seminarium": {seminar}} }

// session is the id of a seminar's session in a slot.
func (v *visit) session(seminar string, slot int) (id store.ID) {
	v.t.Helper()
	err := v.Store.Read(v.t.Context()).Raw(`SELECT t.id FROM seminar_sessions t JOIN seminars s ON s.id = t.seminar_id WHERE s.key = ? AND t.slot = ?`,
		seminar, slot).Scan(&id).Error
	if err != nil || id == "" {
		v.t.Fatal("no session", seminar, slot, err)
	}
	return id
}

// at counts who sits in a session.
func (v *visit) at(seminar string, slot int) int {
	v.t.Helper()
	return v.number("SELECT COUNT(*) FROM placements WHERE session_id = ?", v.session(seminar, slot))
}

// unranked is a form without wishes, as one is sent where nothing is ranked.
func unranked(pairs ...string) url.Values {
	return filled(append(pairs, "wish_1", "", "wish_2", "", "wish_3", "")...)
}

// comes signs somebody up where nothing is ranked.
func (v *visit) comes(pairs ...string) string {
	v.t.Helper()
	return v.register(append(pairs, "wish_1", "", "wish_2", "", "wish_3", "")...)
}

func TestSignUpWithSeatsInSeminars(t *testing.T) {
	v := newVisit(t)
	v.firstCome(2)
	v.expect("the form", v.Get(formPath), 200, "Välj seminarium direkt", "2 av 2 kvar", "Jag väljer senare", `name="pass_1"`)
	if strings.Contains(v.Get(formPath).Body, "wish_1") {
		t.Error("the form asks for wishes that nobody will use")
	}
	own := v.comes("pass_1", "trefas", "pass_2", "losam")
	v.expect("own page", v.Get(own), 200, "<b lang=\"sv\">Trefas</b>, Sal B", "Byt seminarium")
	v.App.Cache.Clear()
	v.expect("public", v.Get("/samverkansdag-2027/seminarium/trefas"), 200, "Pass 1, kl. 13.00 · Sal B · 1 av 2 kvar", "Pass 2, kl. 14.20 · Sal B · 2 av 2 kvar")
	v.comes("email", "b@nacka.example", "pass_1", "trefas")
	refused := v.Post(formPath, unranked("email", "c@nacka.example", "name", "Cia Ek", "pass_1", "trefas", "pass_2", "losam"))
	v.expect("somebody was quicker", refused, 409, "Någon annan hann före", `value="Cia Ek"`, `href="#pass_1"`)
	if n := v.number("SELECT COUNT(*) FROM registrations"); n != 2 || v.at("losam", 2) != 1 {
		t.Errorf("%d registered: something of a refused form was saved", n)
	}
	v.expect("twice the same", v.Post(formPath, unranked("email", "d@nacka.example", "pass_1", "losam", "pass_2", "losam")), 409,
		"Du går på det här seminariet i ett annat pass", `href="#pass_2"`)
	v.expect("no such seminar", v.Post(formPath, unranked("email", "d@nacka.example", "pass_1", "nonsens")), 422, "Välj bland seminarierna i listan")
	v.App.Cache.Clear()
	v.expect("full", v.Get("/samverkansdag-2027/seminarium/trefas"), 200, "Sal B · fullt")
}

func TestChooseSwapAndGoBackOnTheOwnPage(t *testing.T) {
	v := newVisit(t)
	v.firstCome(1)
	own := v.comes()
	v.expect("nothing chosen", v.Get(own), 200, "Du har inte valt seminarium än.", "Välj seminarium")
	v.expect("the slot", v.Get(own+"/pass/1"), 200, "Här finns plats", "1 av 1 kvar", "Ta platsen")
	v.expect("nothing sent", v.Post(own+"/pass/1", nil), 422, "Välj ett seminarium i listan")
	v.expect("take", v.Post(own+"/pass/1", choose("trefas")), 303)
	v.expect("swap", v.Post(own+"/pass/1", choose("losam")), 303)
	v.expect("a way back", v.Get(own+"?klar=bytt"), 200, "Din plats på seminariet är sparad", "Tillbaka till Trefas, Sal B")
	v.expect("the other slot", v.Get(own+"/pass/2"), 200, "Du går på det här seminariet i ett annat pass.")
	v.expect("forced", v.Post(own+"/pass/2", choose("losam")), 409, "Du går på det här seminariet i ett annat pass.")
	v.expect("back", v.Post(own+"/pass/1", choose("trefas")), 303)
	v.expect("leave", v.Post(own+"/pass/1/lamna", nil), 303)
	if n := v.number("SELECT COUNT(*) FROM placements"); n != 0 {
		t.Errorf("%d placements left", n)
	}
	for _, path := range []string{"/pass/3", "/pass/x", "/pass/0"} {
		v.expect("no such slot", v.Get(own+path), 404)
	}
}

func TestWaitForAFullSeminar(t *testing.T) {
	v := newVisit(t)
	v.firstCome(1)
	seated := v.comes("pass_1", "trefas", "pass_2", "")
	first := v.comes("email", "b@nacka.example", "pass_1", "losam")
	second := v.comes("email", "c@nacka.example", "pass_1", "dela-med-dig")
	v.expect("full", v.Get(first+"/pass/1"), 200, "Fulla seminarier", "Fullt. Ingen väntar.", "Ställ dig på väntelistan")
	v.expect("not by taking", v.Post(first+"/pass/1", choose("trefas")), 409, "Någon annan hann före")
	v.expect("join", v.Post(first+"/pass/1/ko", choose("trefas")), 303)
	v.expect("join", v.Post(second+"/pass/1/ko", choose("trefas")), 303)
	v.expect("join what is free", v.Post(second+"/pass/1/ko", choose("ratt-kurva")), 409, "Det finns en ledig plats")
	v.expect("the place", v.Get(second), 200, "Du står som nummer 2 på väntelistan till Trefas.")
	v.expect("nothing to accept", v.Post(first+"/pass/1/ja", choose("trefas")), 410, "Erbjudandet gäller inte längre")
	v.expect("the seat becomes free", v.Post(seated+"/pass/1", choose("ratt-kurva")), 303)
	if strings.Contains(v.Get(seated).Body, "Tillbaka till Trefas") {
		t.Error("a way back to a seat that is held for somebody")
	}
	v.expect("offered", v.Get(first), 200, "Det finns en plats för dig på Trefas", "Vi håller platsen åt dig till tisdag 2 februari 2027 kl. 13.00", "Tar du den lämnar du LOSAM, Sal C.")
	v.expect("yes", v.Post(first+"/pass/1/ja", choose("trefas")), 303)
	v.expect("sits there", v.Get(first), 200, "<b lang=\"sv\">Trefas</b>, Sal B")
	v.expect("moves up", v.Get(second), 200, "Du står som nummer 1 på väntelistan till Trefas.")
	v.expect("no longer", v.Post(second+"/pass/1/ko/lamna", choose("trefas")), 303)
	if v.at("trefas", 1) != 1 || v.number("SELECT COUNT(*) FROM session_waits WHERE state IN ('waiting', 'offered')") != 0 {
		t.Error("the line is not as told")
	}
}

func TestACancellationFreesASeatForTheLine(t *testing.T) {
	v := newVisit(t)
	v.firstCome(1)
	seated := v.comes("pass_1", "trefas")
	first := v.comes("email", "b@nacka.example")
	v.Post(first+"/pass/1/ko", choose("trefas"))
	v.Post(seated+"/avanmal", nil)
	v.Clock.Add(time.Minute)
	v.Site.Write(func(tx *store.Tx) error { _, err := room.Tend(tx); return err })
	v.expect("offered", v.Get(first), 200, "Det finns en plats för dig på Trefas")
	v.expect("no", v.Post(first+"/pass/1/nej", choose("trefas")), 303)
	v.expect("nobody waits", v.Get(first+"/pass/1"), 200, "1 av 1 kvar")
}

func TestRankedSlotsOpenWhenPeopleArePlaced(t *testing.T) {
	v := newVisit(t)
	own := v.register()
	v.expect("the promise", v.Get(own+"/onskemal"), 200, "Vi försöker ge dig något av dina första val. Vi blandar också organisationer.")
	v.expect("too early", v.Get(own+"/pass/1"), 200, "Platserna är inte fördelade än.")
	v.expect("too early", v.Post(own+"/pass/1", choose("losam")), 409, "Platserna är inte fördelade än.")
	if strings.Contains(v.Get(own).Body, "Dina seminarier</h3>") {
		t.Error("the own page offers what cannot be done")
	}
	v.publish()
	v.expect("placed", v.Get(own), 200, "Dina seminarier</h3>", "Byt seminarium", "Det finns plats på")
	v.expect("swap", v.Post(own+"/pass/1", choose("dela-med-dig")), 303)
	v.expect("swapped", v.Get(own), 200, "<b lang=\"sv\">Dela med dig och bli stark</b>, Sal D")
	v.sql("UPDATE programme_items SET choose = 'fixed' WHERE slot > ?", 0)
	v.expect("fixed", v.Post(own+"/pass/1", choose("losam")), 409, "Arrangören fördelar platserna i det här passet")
}

// publish places everybody who is there, as a published run.
func (v *visit) publish() {
	v.t.Helper()
	v.sql(`INSERT INTO allocation_runs (id, edition_id, seed, run_at, run_by, figures, published_at, state) SELECT 'run', id, '1', 1, '', '{}', 1, 'published'
		FROM editions WHERE slug = ?`, v.Edition.Slug)
	for slot, seminar := range []string{"trefas", "losam"} {
		v.sql(`INSERT INTO placements (person_id, slot, edition_id, session_id, rank, run_id) SELECT id, ?, edition_id, ?, 1, 'run' FROM registrations`,
			slot+1, v.session(seminar, slot+1))
	}
}

// TestCountThenTakeOversellsASession is the danger: a handler that counts first, as handlers are often written, gives the
// last seat of a room to many. The next test is the same crowd at the real page.
func TestCountThenTakeOversellsASession(t *testing.T) {
	const clients = 64
	var counted sync.WaitGroup
	counted.Add(clients)
	var v *visit
	naive := func(c *fiber.Ctx) error {
		id := v.session("trefas", 1)
		var n int
		err := v.Site.Store.Read(c.UserContext()).Raw("SELECT COUNT(*) FROM placements WHERE session_id = ?", id).Scan(&n).Error
		counted.Done()
		counted.Wait()
		if err != nil || n >= 1 {
			return err
		}
		return v.Site.Store.Write(c.UserContext(), func(tx *store.Tx) error {
			return tx.Exec("INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES (?, 1, ?, ?, 0)", tx.NewID(), v.Edition.ID, id).Error
		})
	}
	site := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route {
		return append([]web.Route{{Method: fiber.MethodPost, Path: "/naive", Guard: web.Everyone, Handle: naive}}, attendee.New(app).Routes()...)
	})
	v = &visit{Site: site, Client: site.As(""), t: t}
	base := v.listening()
	crowd(t, clients, clients, func(int) (string, url.Values) { return base + "/naive", nil })
	if n := v.at("trefas", 1); n <= 1 {
		t.Fatalf("%d in one seat: this test no longer shows the race it is about", n)
	}
}

func TestSixtyFourOnTheLastSeatOfASession(t *testing.T) {
	v := newVisit(t)
	v.lastSeats(100)
	v.firstCome(1)
	v.sql("UPDATE seminar_sessions SET seats = 60 WHERE id = ?", v.session("losam", 1))
	pages := make([]string, 64)
	for i := range pages {
		pages[i] = v.comes("email", fmt.Sprintf("p%d@nacka.example", i))
		if i%2 == 0 { // half of them swap, half come from nowhere
			v.expect("a seat to swap from", v.Post(pages[i]+"/pass/1", choose("losam")), 303)
		}
	}
	base := v.listening()
	answers := crowd(t, 64, 64, func(i int) (string, url.Values) { return base + pages[i] + "/pass/1", choose("trefas") })
	got := 0
	for i, a := range answers {
		switch a.Status {
		case http.StatusSeeOther:
			got++
		case http.StatusConflict:
		default:
			t.Errorf("person %d: %d", i, a.Status)
		}
	}
	if n := v.at("trefas", 1); n != 1 || got != 1 {
		t.Fatalf("%d sit in one seat, %d were told that they do", n, got)
	}
	if n := v.at("losam", 1); n != 32 && n != 31 {
		t.Errorf("%d of 32 kept the seat they had", n)
	}
}
