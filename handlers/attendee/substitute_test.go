package attendee_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"samling/models/registration"
	"samling/models/store"
)

func swap(pairs ...string) url.Values {
	f := url.Values{"name": {"Bo Ek"}, "email": {"bo.ek@nacka.example"}, "version": {"1"}}
	for i := 0; i < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return f
}

func TestASeatGoesToAColleague(t *testing.T) {
	v := newVisit(t)
	path := v.register("needs", "glutenfri")
	old := v.find(path)
	v.expect("own page", v.Get(path), 200, path+"/byt", "Byt till kollega")
	v.expect("form", v.Get(path+"/byt"), 200, "Dina behov raderas", `name="version" value="1"`)
	v.expect("problems", v.Post(path+"/byt", swap("name", "", "email", "bo")), 422, "<title>Fel: ", `value="bo"`, "Kollegans namn")
	v.expect("same address", v.Post(path+"/byt", swap("email", strings.ToUpper(somebody))), 422, "Det är samma e-postadress")
	v.register("email", "b@nacka.example", "name", "Upptagen Ek")
	taken := v.Post(path+"/byt", swap("email", "b@nacka.example"))
	v.expect("taken", taken, 409, "Det går inte att byta till den adressen")
	if strings.Contains(taken.Body, "Upptagen") {
		t.Error("the page tells whose address it is")
	}
	v.expect("stale", v.Post(path+"/byt", swap("version", "7")), 409, "ändrats på annat håll", `name="version" value="1"`, `value="Bo Ek"`)

	answer := v.Post(path+"/byt", swap())
	if answer.Status != 303 || answer.Header.Get("Location") != path {
		t.Fatalf("%d %s %s", answer.Status, answer.Header.Get("Location"), errorsOf(answer.Body))
	}
	gone := v.Get(path)
	v.expect("the old link", gone, 410, "Platsen är överlåten", "Din länk och din kod gäller inte längre")
	if strings.Contains(gone.Body, "Bo Ek") || strings.Contains(gone.Body, "Amina") {
		t.Error("the dead link tells who has the seat")
	}
	v.expect("twice", v.Post(path+"/byt", swap()), 410)
	for _, page := range []string{"/uppgifter", "/behov", "/avanmal", "/kalender.ics", "/deltagare", "/byt"} {
		v.expect("old "+page, v.Get(path+page), 410, "gått över till en kollega")
	}
	now := v.byID(old.ID)
	v.expect("the new link", v.Get("/min/"+now.Link(v.Store.Keys())), 200, "Hej Bo! Din plats är klar.", "Du har inte angett några behov")
	v.expect("the old code", v.Get("/t/"+old.Ticket(v.Store.Keys())), 404)
}

func (v *visit) byID(id store.ID) registration.Registration {
	v.t.Helper()
	r, err := registration.ByID(v.Store.Read(v.t.Context()), id)
	if err != nil {
		v.t.Fatal(err)
	}
	return r
}

func TestALinkTriesOnlySoManyAddresses(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	v.register("email", "b@nacka.example")
	for range 10 {
		v.expect("taken", v.Post(path+"/byt", swap("email", "b@nacka.example")), 409)
	}
	v.expect("too often", v.Post(path+"/byt", swap("email", "b@nacka.example")), 429)
}

// TestLostLinkTellsNothing: the answer to an address that is registered and to one that is not is the same page after
// the same work.
func TestLostLinkTellsNothing(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	v.expect("form", v.Get("/hitta"), 200, "Hitta din anmälan", "Mejla min länk")
	v.expect("no address", v.Post("/hitta", url.Values{"email": {"x"}}), 422, "<title>Fel: ", `value="x"`)
	known := v.Post("/hitta", url.Values{"email": {somebody}})
	unknown := v.Post("/hitta", url.Values{"email": {"finns.inte@nacka.example"}})
	v.expect("known", known, 200, "Titta i din inkorg")
	if strings.ReplaceAll(known.Body, somebody, "X") != strings.ReplaceAll(unknown.Body, "finns.inte@nacka.example", "X") || known.Status != unknown.Status {
		t.Error("the two answers differ")
	}
	if v.number("SELECT COUNT(*) FROM mails WHERE kind = 'links'") != 0 || v.number("SELECT COUNT(*) FROM link_requests") != 2 {
		t.Error("the request itself did different work for the two")
	}
	v.Write(func(tx *store.Tx) error { _, err := registration.AnswerLinkRequests(tx); return err })
	if v.number("SELECT COUNT(*) FROM mails WHERE kind = 'links'") != 1 {
		t.Error("not one mail")
	}
	for _, page := range []string{"/", "/" + v.Edition.Slug, path} {
		v.expect("the way there from "+page, v.Get(page), 200, `href="/hitta"`)
	}
}

var listed = regexp.MustCompile(`<li><b>([^<]*)</b>`)

func TestTheListThatAttendeesSee(t *testing.T) {
	v := newVisit(t)
	path := v.register("list_opt_in", "ja", "name", "Örjan Ek")
	v.register("email", "b@nacka.example", "name", "Äpplet Al", "list_opt_in", "ja", "display_name", "Zara")
	v.register("email", "c@nacka.example", "name", "Inte Med")
	v.Write(func(tx *store.Tx) error {
		_, err := registration.Add(tx, v.Edition, registration.Form{Name: "Skuggan", Organisation: "nacka-kommun", ListOptIn: true}, registration.FromAlias, "organiser")
		return err
	})
	page := v.Get(path + "/deltagare")
	v.expect("list", page, 200, "Listan kan sakna namn.", "Du står på listan.", "Nacka kommun")
	var names []string
	for _, m := range listed.FindAllStringSubmatch(page.Body, -1) {
		names = append(names, m[1])
	}
	if strings.Join(names, "|") != "Zara|Örjan Ek" {
		t.Errorf("%q", names)
	}
	for _, hidden := range []string{"Inte Med", "Äpplet", "Skuggan"} {
		if strings.Contains(page.Body, hidden) {
			t.Errorf("%s is on the list", hidden)
		}
	}
	v.sql("UPDATE edition_seats SET capacity = taken")
	waiting := v.register("email", "d@nacka.example")
	v.expect("without a seat", v.Get(waiting+"/deltagare"), 404)
	v.expect("cancelled", v.Get(path+"/deltagare"), 200)
	v.Post(path+"/avanmal", nil)
	v.expect("cancelled", v.Get(path+"/deltagare"), 404)
}
