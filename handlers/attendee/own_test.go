package attendee_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

func TestForgedLinksOpenNothing(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	r := v.find(path)
	forged := []string{"/min/x", "/min/" + strings.Repeat("A", 26), "/min/" + strings.TrimPrefix(path, "/min/")[:25], "/min/" + r.Ticket(v.Store.Keys()),
		"/min/" + string(r.ID), "/min/" + r.Reference, "/min/%00", "/min/%ff", "/min/'%20OR%201=1--", "/min/" + strings.Repeat("A", 3000)}
	for _, link := range forged {
		v.expect(link[:min(len(link), 40)], v.Get(link), 404, "Länken fungerar inte")
		v.expect("post", v.Post(link+"/avanmal", nil), 404)
	}
	if v.find(path).Status != registration.Confirmed {
		t.Error("a forged link cancelled")
	}
	v.expect("lower case is the same link", v.Get(strings.ToLower(path)), 200)
}

func TestCorrectingData(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	at := path + "/uppgifter"
	v.expect("form", v.Get(at), 200, `value="Amina Lindqvist"`, `value="nacka-kommun" selected`, `name="version" value="1"`)
	correct := func(pairs ...string) url.Values {
		f := filled(append([]string{"version", "1", "wish_1", "", "wish_2", "", "wish_3", ""}, pairs...)...)
		return f
	}
	v.expect("problem", v.Post(at, correct("name", "", "phone", "ring")), 422, "<title>Fel: ", "Skriv ett namn", `value="ring"`)
	if answer := v.Post(at, correct("name", "Amina Berg", "organisation", "botkyrka-kommun", "list_opt_in", "ja")); answer.Status != 303 {
		t.Fatalf("%d %s", answer.Status, errorsOf(answer.Body))
	}
	v.expect("saved", v.Get(path+"?klar=uppgifter"), 200, "Uppgifterna är sparade", "Amina Berg", "Botkyrka kommun", "Du står på deltagarlistan")
	v.expect("the second of two", v.Post(at, correct("name", "Amina Al")), 409, "ändrats på annat håll", `value="Amina Al"`, `name="version" value="2"`)
	v.expect("wild version", v.Post(at, correct("version", "9999999999999999999999")), 409)
	v.register("email", "b@nacka.example")
	v.expect("somebody else's address", v.Post(at, correct("version", "2", "email", "b@nacka.example")), 422, "Det går inte att byta till den adressen")
	if r := v.find(path); r.Name != "Amina Berg" || r.Email != somebody {
		t.Errorf("%+v", r)
	}
}

func TestChangingWishes(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	at := path + "/onskemal"
	v.expect("form", v.Get(at), 200, `name="wish_1" value="trefas" checked`)
	v.expect("too few", v.Post(at, url.Values{"wish_1": {"losam"}}), 422, "Rangordna minst 3", `name="wish_1" value="losam" checked`)
	if answer := v.Post(at, url.Values{"wish_1": {"losam"}, "wish_2": {"dela-med-dig"}, "wish_3": {"trefas"}}); answer.Status != 303 {
		t.Fatalf("%d %s", answer.Status, errorsOf(answer.Body))
	}
	v.expect("saved", v.Get(path), 200, "<li>LOSAM</li><li>Dela med dig och bli stark</li><li>Trefas</li>")
	v.Clock.Set(v.Edition.WishesCloseAt.Time)
	v.expect("late", v.Post(at, url.Values{"wish_1": {"trefas"}, "wish_2": {"dela-med-dig"}, "wish_3": {"losam"}}), 410, "Tiden för att ändra önskemål har gått ut")
	v.expect("own page", v.Get(path), 200, "<li>LOSAM</li><li>Dela med dig", "går inte längre att ändra")
}

func TestNeedsAreSeenChangedAndErased(t *testing.T) {
	v := newVisit(t)
	path := v.register("needs", "glutenfri")
	at := path + "/behov"
	v.expect("form", v.Get(at), 200, `value="glutenfri" checked`, "Radera behov")
	v.expect("problem", v.Post(at, url.Values{"needs": {"kaviar"}}), 422, "Välj bland behoven")
	if answer := v.Post(at, url.Values{"needs": {"vegansk", "horslinga"}, "needs_text": {"Två\r\nrader"}}); answer.Status != 303 {
		t.Fatalf("%d %s", answer.Status, errorsOf(answer.Body))
	}
	v.expect("saved", v.Get(path), 200, "Veganskt", "Hörslinga", "Två\nrader")
	if answer := v.Post(at+"/radera", nil); answer.Status != 303 || v.number("SELECT COUNT(*) FROM needs") != 0 {
		t.Fatalf("%d", answer.Status)
	}
	v.expect("erased", v.Get(path), 200, "Du har inte angett några behov")
}

func TestCancelAskUndo(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	v.expect("asks first", v.Get(path+"/avanmal"), 200, "Vill du avanmäla dig?", `method="post"`)
	if v.find(path).Status != registration.Confirmed {
		t.Fatal("a GET cancelled")
	}
	for range 2 {
		if answer := v.Post(path+"/avanmal", nil); answer.Status != 303 {
			t.Fatalf("%d", answer.Status)
		}
	}
	page := v.Get(path)
	v.expect("cancelled", page, 200, "Du är avanmäld", "Ångra avanmälan", "tisdag 2 februari 2027 kl. 13.00")
	if strings.Contains(page.Body, `<svg class="qr"`) {
		t.Error("a cancelled ticket is shown")
	}
	v.expect("calendar", v.Get(path+"/kalender.ics"), 410)
	v.expect("data", v.Get(path+"/uppgifter"), 410, "Ångra avanmälan först")
	if v.number("SELECT taken FROM edition_seats") != 0 {
		t.Error("the seat was not freed once")
	}
	if answer := v.Post(path+"/angra", nil); answer.Status != 303 {
		t.Fatalf("%d", answer.Status)
	}
	v.expect("back", v.Get(path+"?klar=angrat"), 200, "Avanmälan är ångrad", "Din plats är klar")
	v.Post(path+"/avanmal", nil)
	v.Clock.Add(25 * time.Hour)
	v.expect("too late", v.Post(path+"/angra", nil), 410, "24 timmar")
	if strings.Contains(v.Get(path).Body, "Ångra avanmälan") {
		t.Error("an undo is offered that is refused")
	}
	v.register("name", "Amina Igen") // the address is free again
	v.expect("the old link", v.Get(path), 200, "Du är avanmäld")
}

func TestTheSeatGoesToWhoWaits(t *testing.T) {
	v := newVisit(t)
	v.sql("UPDATE edition_seats SET capacity = ?", 1)
	path, waiting := v.register(), v.register("email", "b@nacka.example", "name", "Bo Ek")
	v.expect("warned", v.Get(path+"/avanmal"), 200, "erbjuds direkt den som står på tur")
	v.Post(path+"/avanmal", nil)
	v.expect("offered", v.Get(waiting), 200, "Det finns en plats för dig", "tisdag 2 februari 2027 kl. 13.00")
	v.expect("taken", v.Post(waiting+"/ja", nil), 303)
	v.expect("got it", v.Get(waiting+"?klar=plats"), 200, "Platsen är din", "Hej Bo! Din plats är klar.")
	v.Post(path+"/angra", nil)
	v.expect("undone too late for the seat", v.Get(path), 200, "Du står som nummer\u00a01 på väntelistan")
}

func TestOwnSeminarsAndRooms(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	v.expect("before", v.Get(path), 200, "Du får veta ditt seminarium")
	r := v.find(path)
	v.sql(`INSERT INTO placements (person_id, slot, edition_id, session_id, rank) SELECT ?, t.slot, t.edition_id, t.id, 1
		FROM seminar_sessions t JOIN seminars s ON s.id = t.seminar_id WHERE s.key = 'trefas' AND t.slot = 1`, r.ID)
	v.expect("after", v.Get(path), 200, "Din dag", "Trefas</h3>", "Sal B, ditt förstahandsval")
	file := v.Get(path + "/kalender.ics")
	v.expect("calendar", file, 200, "BEGIN:VCALENDAR\r\n", "Trefas", "Sal B", "DTSTART:20270304T080000Z", "URL:http://samling.test/samverkansdag-2027")
	if !strings.HasPrefix(file.Header.Get("Content-Type"), "text/calendar") || strings.Contains(file.Body, "/min/") {
		t.Errorf("%v", file.Header)
	}
}

func TestProtectedPeopleAreAskedForNothing(t *testing.T) {
	v := newVisit(t)
	var r registration.Registration
	v.Write(func(tx *store.Tx) (err error) {
		r, err = registration.Add(tx, v.Edition, registration.Form{Name: "Deltagare 1", Organisation: "nacka-kommun"}, registration.FromAlias, "organiser")
		return err
	})
	path := "/min/" + r.Link(v.Store.Keys())
	page := v.Get(path)
	v.expect("own page", page, 200, "Hej Deltagare!", `<svg class="qr"`)
	if strings.Contains(page.Body, "/uppgifter") {
		t.Error("the page asks for data")
	}
	v.expect("form", v.Get(path+"/uppgifter"), 404)
	v.expect("post", v.Post(path+"/uppgifter", filled("version", "1")), 404)
}

func TestATicketShowsNothingAboutAPerson(t *testing.T) {
	v := newVisit(t)
	path := v.register("display_name", "Kim")
	r := v.find(path)
	page := v.Get("/t/" + r.Ticket(v.Store.Keys()))
	v.expect("ticket", page, 200, "Visa koden i dörren", v.Edition.Title)
	for _, secret := range []string{"Amina", "Lindqvist", "Kim", "Nacka kommun", r.Reference, string(r.ID), "/min/" + r.Link(v.Store.Keys())} {
		if strings.Contains(page.Body, secret) {
			t.Errorf("the page shows %q", secret)
		}
	}
	v.expect("as the code has it", v.Get("/T/"+strings.ToUpper(r.Ticket(v.Store.Keys()))), 200, "Visa koden i dörren")
	v.expect("lower case", v.Get("/t/"+strings.ToLower(r.Ticket(v.Store.Keys()))), 200)
	for _, code := range []string{"x", strings.Repeat("A", 26), r.Link(v.Store.Keys()), r.Reference, "%ff", "'--"} {
		v.expect("unknown "+code, v.Get("/t/"+code), 404, "Vi känner inte igen koden", "Visa den annars i dörren")
	}
	v.Post(path+"/avanmal", nil)
	if after := v.Get("/t/" + r.Ticket(v.Store.Keys())); after.Status != 200 || after.Body != page.Body {
		t.Error("the page tells that somebody has cancelled")
	}
}

func TestAfterTheDayNothingIsCancelled(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	v.Clock.Set(v.Edition.EndsAt.Add(time.Hour))
	v.sql("UPDATE editions SET state = ?", event.Finished)
	page := v.Get(path)
	v.expect("own page", page, 200, "Tack för att du var anmäld")
	if strings.Contains(page.Body, "/avanmal\"") {
		t.Error("the page offers to cancel")
	}
	v.expect("asks", v.Get(path+"/avanmal"), 410)
	v.expect("post", v.Post(path+"/avanmal", nil), 410, "Dagen har varit")
}

func TestADayWithoutRankingAsksForNone(t *testing.T) {
	v := newVisit(t)
	v.sql("UPDATE programme_items SET choose = 'first_come'")
	if strings.Contains(v.Get(formPath).Body, "wish_1") {
		t.Error("the form asks for a ranking")
	}
	path := v.register("wish_1", "", "wish_2", "", "wish_3", "")
	if strings.Contains(v.Get(path).Body, "/onskemal") {
		t.Error("the own page offers a ranking")
	}
	v.expect("form", v.Get(path+"/onskemal"), 404)
}
