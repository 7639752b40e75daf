package attendee_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/store"
)

func TestTheFormHasEveryFieldOfTheContract(t *testing.T) {
	v := newVisit(t)
	answer := v.Get(formPath)
	v.expect("form", answer, 200, "<title>Anmäl dig", "Har du skyddade personuppgifter?", "Botkyrka kommun", "Rätt kurva", `value="horslinga"`)
	for _, name := range []string{"name", "email", "organisation", "unit", "title", "phone", "wish_1", "wish_2", "wish_3", "wish_4",
		"needs", "needs_text", "display_name", "list_opt_in"} {
		if !strings.Contains(answer.Body, ` name="`+name+`"`) {
			t.Errorf("no field named %s", name)
		}
	}
	for _, never := range []string{" checked", `style="`, "onclick", "placeholder="} {
		if strings.Contains(answer.Body, never) {
			t.Errorf("the empty form has %q", never)
		}
	}
	if strings.Index(answer.Body, `id="skyddad"`) > strings.Index(answer.Body, "<form class=\"flow\" method=\"post\"") {
		t.Error("the way for people with protected identity comes after the form")
	}
	v.Lang = "en"
	v.expect("english", v.Get(formPath), 200, "<title>Register", "Work email")
}

func TestRegisteringLeadsToOnesOwnPage(t *testing.T) {
	v := newVisit(t)
	answer := v.Post(formPath, filled("needs_text", "nötfritt"))
	location := answer.Header.Get("Location")
	if answer.Status != 303 || !strings.HasPrefix(location, "/min/") || strings.Contains(location, "amina") {
		t.Fatalf("%d to %q: %s", answer.Status, location, errorsOf(answer.Body))
	}
	page := v.Get(location)
	v.expect("own page", page, 200, "Anmälan är klar", "Hej Amina! Din plats är klar.", `<svg class="qr"`, "kalender.ics", somebody,
		"Trefas", "Avanmäl dig", "nötfritt", "http://samling.test/min/")
	if page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("X-Robots-Tag") == "" {
		t.Errorf("headers %v", page.Header)
	}
	if v.number("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation'") != 1 || v.number("SELECT taken FROM edition_seats") != 1 {
		t.Error("no mail, or no seat")
	}
	if strings.Contains(v.Log.String(), "amina") || strings.Contains(v.Log.String(), strings.Split(location, "?")[0]) {
		t.Error("the log names a person or a secret")
	}
}

func TestProblemsComeBackWithWhatWasTyped(t *testing.T) {
	cases := []struct {
		name  string
		form  url.Values
		texts []string
	}{
		{"nothing", url.Values{}, []string{"Det finns 4 fel", "Skriv ett namn", "Skriv en e-postadress", "Välj organisation", "Rangordna minst 3"}},
		{"half an address", filled("email", "amina.lindqvist"), []string{`href="#email"`, `value="amina.lindqvist"`, `aria-invalid="true"`, `value="Amina Lindqvist"`}},
		{"10 kB name", filled("name", strings.Repeat("å", 5000)), []string{"Skriv högst 200 tecken. Nu är det 5000.", strings.Repeat("å", 5000)}},
		{"unknown organisation", filled("organisation", "hemliga-klubben"), []string{"Välj en organisation som finns i listan"}},
		{"unknown wish", filled("wish_2", "karate"), []string{"Välj bland seminarierna"}},
		{"same wish twice", filled("wish_2", "trefas"), []string{"Ge varje seminarium bara en siffra", `value="trefas" checked`}},
		{"too few wishes", filled("wish_3", ""), []string{"Det saknas 1."}},
		{"unknown need", filled("needs", "kaviar"), []string{"Välj bland behoven"}},
		{"long need", filled("needs_text", strings.Repeat("x", 501)), []string{"Skriv högst 500 tecken"}},
		{"invalid UTF-8", filled("name", "Am\xffina"), []string{"Texten kom fram skadad", "Am\ufffdina"}},
		{"line break in a name", filled("name", "Amina\nBcc: alla@nacka.example"), []string{"radbrytning"}},
		{"control character", filled("title", "a\x00b"), []string{"tecken som inte går att visa"}},
		{"name twice", url.Values{"name": {"En", "Två"}, "email": {somebody}, "organisation": {"nacka-kommun"}, "wish_1": {"trefas"}, "wish_2": {"losam"}, "wish_3": {"ratt-kurva"}}, []string{"Fältet kom fram två gånger", `value="En"`}},
		{"hostile markup", filled("name", `"><script>alert(1)</script>`, "email", "x"), []string{`value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"`}},
	}
	v := newVisit(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			answer := v.Post(formPath, c.form)
			v.expect(c.name, answer, 422, append(c.texts, "<title>Fel: ", `role="alert"`, "Det du skrev finns kvar.")...)
			if strings.Contains(answer.Body, "<script>alert") {
				t.Error("markup came through")
			}
		})
	}
	if v.number("SELECT COUNT(*) FROM registrations") != 0 || v.number("SELECT taken FROM edition_seats") != 0 || v.number("SELECT COUNT(*) FROM mails") != 0 {
		t.Error("something was half-saved")
	}
}

func TestUnknownFieldsAreNobodysBusiness(t *testing.T) {
	v := newVisit(t)
	form := filled()
	form["status"], form["reference"], form["<b>"] = []string{"confirmed", "x"}, []string{"AAAAAA"}, []string{"\xff"}
	if answer := v.Post(formPath, form); answer.Status != 303 {
		t.Fatalf("%d %s", answer.Status, errorsOf(answer.Body))
	}
}

func TestHostileNamesAreOnlyText(t *testing.T) {
	v := newVisit(t)
	name := `=HYPERLINK("x") <img src=x onerror=alert(1)>`
	body := v.Get(v.register("name", name, "needs_text", "<script>x</script>", "display_name", "{{.Form}}")).Body
	if strings.Contains(body, "<img src=x") || strings.Contains(body, "<script>x") || !strings.Contains(body, "&lt;img src=x onerror") {
		t.Errorf("not escaped: %s", brief(body))
	}
}

func TestRegisteringAgainChangesNothing(t *testing.T) {
	v := newVisit(t)
	path := v.register()
	var first string
	for n := range 5 { // a replay, a double click, somebody else's curiosity: all get the same page
		form := filled("email", " AMINA.Lindqvist@Nacka.Example ")
		form.Set("name", "Någon Annan")
		answer := v.Post(formPath, form)
		v.expect("again", answer, 200, "Du är redan anmäld", "Vi har mejlat länken till den adressen", "Inget har ändrats")
		for _, secret := range []string{strings.TrimPrefix(path, "/min/"), "Amina", v.find(path).Reference, "Lindqvist</"} {
			if strings.Contains(answer.Body, secret) {
				t.Errorf("the page shows %q", secret)
			}
		}
		if first == "" {
			first = answer.Body
		} else if answer.Body != first {
			t.Errorf("time %d looks different", n)
		}
	}
	if n := v.number("SELECT COUNT(*) FROM mails WHERE kind = 'exists' AND to_address = ?", somebody); n != 3 {
		t.Errorf("%d link mails", n)
	}
	if r := v.find(path); r.Name != "Amina Lindqvist" || v.number("SELECT COUNT(*) FROM registrations") != 1 || v.number("SELECT taken FROM edition_seats") != 1 {
		t.Errorf("changed to %+v", r)
	}
}

func TestStatesHaveTheirOwnWords(t *testing.T) {
	cases := []struct {
		name   string
		set    func(*visit)
		status int // of a form that is sent
		texts  []string
	}{
		{"not yet", func(v *visit) {
			v.sql("UPDATE editions SET registration_opens_at = ?", store.At(v.Clock.Now().Add(24*time.Hour)))
		}, 409,
			[]string{"Anmälan har inte öppnat", "Anmälan öppnar tisdag 2 februari 2027"}},
		{"closed by hand", func(v *visit) { v.sql("UPDATE editions SET state = ?", event.Closed) }, 410, []string{"Anmälan har stängt"}},
		{"closed by time", func(v *visit) { v.Clock.Set(v.Edition.RegistrationClosesAt.Add(time.Second)) }, 410, []string{"Anmälan har stängt"}},
		{"over", func(v *visit) { v.Clock.Set(v.Edition.EndsAt.Add(time.Hour)) }, 410, []string{"Dagen har varit"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v := newVisit(t)
			v.t = t
			c.set(v)
			v.expect("get", v.Get(formPath), 200, c.texts...)
			v.expect("post", v.Post(formPath, filled()), c.status, c.texts...)
			if v.number("SELECT COUNT(*) FROM registrations") != 0 {
				t.Error("registered all the same")
			}
		})
	}
}

func TestAFullDayHasAWaitlist(t *testing.T) {
	v := newVisit(t)
	v.sql("UPDATE edition_seats SET capacity = ?", 1)
	v.register()
	v.register("email", "b@nacka.example")
	v.Clock.Add(2 * time.Minute)
	v.expect("form", v.Get(formPath), 200, "Alla platser är tagna", "Just nu väntar en person", "Ställ dig på väntelistan")
	page := v.Get(v.register("email", "c@nacka.example"))
	v.expect("own page", page, 200, "Du står som nummer\u00a02 på väntelistan")
	if strings.Contains(page.Body, `<svg class="qr"`) || strings.Contains(page.Body, "kalender.ics") {
		t.Error("somebody without a seat got a ticket")
	}
}

func TestNoSuchDay(t *testing.T) {
	v := newVisit(t)
	v.expect("unknown", v.Get("/julfest/anmalan"), 404)
	v.sql("UPDATE editions SET state = ?", event.Draft)
	v.expect("draft", v.Get(formPath), 404)
	v.expect("post to a draft", v.Post(formPath, filled()), 404)
}

func (v *visit) sql(query string, args ...any) {
	v.t.Helper()
	v.Write(func(tx *store.Tx) error { return tx.Exec(query, args...).Error })
}
