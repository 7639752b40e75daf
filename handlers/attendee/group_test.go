package attendee_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// group is a coordinator of Nacka kommun, and the path of their page.
type group struct {
	*visit
	who  registration.Coordinator
	path string
}

func newGroup(t *testing.T) *group {
	t.Helper()
	g := &group{visit: newVisit(t)}
	g.Write(func(tx *store.Tx) (err error) {
		g.who, err = registration.AddCoordinator(tx, g.Edition, registration.Form{Name: "Siv Sund", Email: "siv@nacka.example", Organisation: "nacka-kommun"}, "anna")
		return err
	})
	g.path = "/grupp/" + g.who.Link(g.Store.Keys())
	return g
}

// seats leaves only so many, common to all.
func (g *group) seats(n int) {
	g.sql("UPDATE organisation_seats SET quota = 0, taken = 0")
	g.sql("UPDATE edition_seats SET promised = 0, capacity = ?", n)
}

func (g *group) look(list string) webtest.Answer {
	g.t.Helper()
	return g.Post(g.path+"/anmal", url.Values{"lista": {list}, "gor": {"granska"}})
}

var field = regexp.MustCompile(`<input[^>]* name="([^"]+)"[^>]*>`)
var valueOf = regexp.MustCompile(` value="([^"]*)"`)

// fields are what the form on a page would send, as a browser reads it.
func fields(body string) url.Values {
	form := url.Values{}
	for _, m := range field.FindAllStringSubmatch(body, -1) {
		isBox := strings.Contains(m[0], `type="checkbox"`) || strings.Contains(m[0], `type="radio"`)
		if isBox && !strings.Contains(m[0], " checked") {
			continue
		}
		value := ""
		if v := valueOf.FindStringSubmatch(m[0]); v != nil {
			value = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&#43;", "+", "&amp;", "&").Replace(v[1])
		}
		form.Add(m[1], value)
	}
	return form
}

// send presses a button of a previewed list; pairs change fields.
func (g *group) send(preview webtest.Answer, do string, pairs ...string) webtest.Answer {
	g.t.Helper()
	form := fields(preview.Body)
	form.Set("gor", do)
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return g.Post(g.path+"/anmal", form)
}

const three = "Namn\tE-post\tTitel\nÅsa Öberg\tasa.oberg@nacka.example\tKurator\nEk, Bo\tbo.ek@nacka.example\nCia Dal\tcia.dal@nacka.example"

func TestACoordinatorRegistersAList(t *testing.T) {
	g := newGroup(t)
	g.expect("empty page", g.Get(g.path), 200, "Anmälan för Nacka kommun", "Hej Siv!", "Du har inte anmält någon än.", "Anmäl kollegor")
	g.expect("text area", g.Get(g.path+"/anmal"), 200, `name="lista"`, "Granska listan")
	preview := g.look(three)
	g.expect("preview", preview, 200, "3 kollegor är klara", `value="Åsa Öberg"`, `value="Bo Ek"`, `value="Kurator"`, "Anmäl 3 kollegor")
	if g.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Fatal("a preview registered somebody")
	}
	done := g.send(preview, "anmal")
	if done.Status != 303 || !strings.HasPrefix(done.Header.Get("Location"), g.path+"?klart=anmalda") {
		t.Fatalf("%d %s %s", done.Status, done.Header.Get("Location"), brief(done.Body))
	}
	page := g.Get(done.Header.Get("Location"))
	g.expect("page", page, 200, "3 kollegor är anmälda", "Åsa Öberg", "Bo Ek", "Cia Dal", "Har plats", "/byt", "/avanmal")
	if strings.Contains(page.Body, "asa.oberg@") || page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("X-Robots-Tag") == "" {
		t.Error("the page tells addresses, or may be kept")
	}
	if g.number("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation'") != 3 || g.number("SELECT COUNT(*) FROM mails WHERE kind = 'group_summary' AND to_address = 'siv@nacka.example'") != 1 {
		t.Error("not one mail each")
	}
	g.Lang = "en"
	g.expect("english", g.Get(g.path), 200, "Registration for Nacka kommun", "Has a seat")
}

func TestAListSentTwiceIsRegisteredOnce(t *testing.T) {
	g := newGroup(t)
	preview := g.look(three)
	first := g.send(preview, "anmal")
	for range 3 {
		if again := g.send(preview, "anmal"); again.Status != 303 && again.Status != 409 && again.Status != 422 {
			t.Errorf("%d", again.Status)
		}
	}
	if first.Status != 303 || g.number("SELECT COUNT(*) FROM registrations") != 3 || g.number("SELECT COUNT(*) FROM mails WHERE kind = 'group_summary'") != 1 {
		t.Errorf("%d: %d registrations", first.Status, g.number("SELECT COUNT(*) FROM registrations"))
	}
}

func TestTwoTabsWithTheSameList(t *testing.T) {
	g := newGroup(t)
	one, two := g.look(three), g.look(three+"\nDan Fors\tdan.fors@nacka.example")
	if a := g.send(one, "anmal"); a.Status != 303 {
		t.Fatal(a.Status)
	}
	second := g.send(two, "anmal")
	if second.Status != 303 { // the three are known by now and left out; the fourth is registered
		t.Fatalf("%d %s", second.Status, brief(second.Body))
	}
	if g.number("SELECT COUNT(*) FROM registrations") != 4 {
		t.Error("not four")
	}
}

func TestMendingInPlace(t *testing.T) {
	g := newGroup(t)
	preview := g.look("Åsa Öberg\tasa@\nBo Ek\tbo.ek@nacka.example\nBo E\tBO.EK@nacka.example\nCia Dal")
	g.expect("preview", preview, 200, "2 rader behöver rättas", "Dubblett", "Skriv en hel e-postadress", "Skriv en e-postadress till arbetet")
	refused := g.send(preview, "anmal", "title_1", "Fältassistent")
	g.expect("not mended", refused, 422, "<title>Fel: ", `role="alert"`, `href="#email_0"`, `value="asa@"`, `value="Fältassistent"`)
	if g.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Fatal("some were registered")
	}
	looked := g.send(refused, "granska", "email_0", "asa@nacka.example")
	g.expect("half mended", looked, 200, "En rad behöver rättas")
	done := g.send(refused, "anmal", "email_0", "asa@nacka.example", "skip_3", "ja")
	if done.Status != 303 || g.number("SELECT COUNT(*) FROM registrations") != 2 {
		t.Errorf("mended: %d %s", done.Status, brief(done.Body))
	}
}

func TestBackToText(t *testing.T) {
	g := newGroup(t)
	text := g.send(g.look(three), "andra", "name_1", "Bo Ny")
	g.expect("as text", text, 200, "Bo Ny\tbo.ek@nacka.example", "Åsa Öberg\tasa.oberg@nacka.example\tKurator", "<textarea")
}

func TestTooFewSeatsForAList(t *testing.T) {
	for _, row := range []struct {
		choice                string
		confirmed, waitlisted int
		text                  string
	}{
		{"vanta", 0, 3, "3 kollegor står på väntelistan"}, {"forsta", 2, 1, "2 kollegor är anmälda"}, {"bara", 2, 0, "2 kollegor är anmälda"},
	} {
		t.Run(row.choice, func(t *testing.T) {
			g := newGroup(t)
			g.seats(2)
			preview := g.look(three)
			g.expect("preview", preview, 200, "Platserna räcker inte till alla", "Det finns 2 platser kvar för er, och listan har 3 personer", `value="vanta"`)
			asked := g.send(preview, "anmal")
			g.expect("no choice", asked, 409, "Platserna räcker inte till alla")
			if g.number("SELECT COUNT(*) FROM registrations") != 0 {
				t.Fatal("registered before the choice")
			}
			done := g.send(asked, "anmal", "brist", row.choice)
			if done.Status != 303 {
				t.Fatalf("%d %s", done.Status, brief(done.Body))
			}
			g.expect("page", g.Get(done.Header.Get("Location")), 200, row.text)
			if c, w := g.number("SELECT COUNT(*) FROM registrations WHERE status = 'confirmed'"), g.number("SELECT COUNT(*) FROM registrations WHERE status = 'waitlisted'"); c != row.confirmed || w != row.waitlisted {
				t.Errorf("%d confirmed, %d wait", c, w)
			}
		})
	}
}

func TestTheSeatsGoWhileThePageIsOpen(t *testing.T) {
	g := newGroup(t)
	g.seats(3)
	preview := g.look(three)
	g.register("email", "snabb@nacka.example")
	g.expect("seats went", g.send(preview, "anmal"), 409, "Platserna räcker inte till alla", `value="Åsa Öberg"`)
	g.register("email", "asa.oberg@nacka.example")
	left := g.send(preview, "anmal", "brist", "forsta")
	if left.Status != 303 || g.number("SELECT COUNT(*) FROM registrations") != 4 {
		t.Errorf("%d", left.Status)
	}
}

func TestAPersonRegisteredBetweenLookAndRegister(t *testing.T) {
	g := newGroup(t)
	preview := g.look(three)
	g.register("email", "bo.ek@nacka.example")
	if a := g.send(preview, "anmal"); a.Status != 303 || g.number("SELECT COUNT(*) FROM registrations") != 3 {
		t.Errorf("%d: the known one is left out, the others are registered", a.Status)
	}
}

func TestListsThatAreNone(t *testing.T) {
	g := newGroup(t)
	g.expect("empty", g.look(""), 422, "Klistra in minst en person", "<title>Fel: ")
	g.expect("only noise", g.look(";;;\n\n---"), 422, "Klistra in minst en person", ";;;")
	var many strings.Builder
	for n := range registration.PasteMax + 1 {
		fmt.Fprintf(&many, "p%d@n.se\n", n)
	}
	g.expect("too many", g.look(many.String()), 422, "Listan har 2001 personer", "p2000@n.se")
	for what, text := range map[string]string{"letters": "a", "quotation marks": "\"", "signs": "@", "brackets": "<", "separators": ";\n", "tabs": "a\t"} {
		start := time.Now()
		a := g.look(strings.Repeat(text, 300_000/len(text)))
		if took := time.Since(start); a.Status >= 500 || took > 5*time.Second {
			t.Errorf("300 kB of %s: %d after %s", what, a.Status, took)
		}
	}
	if g.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Error("somebody was registered")
	}
}

func TestTwoThousandLinesThroughThePage(t *testing.T) {
	g := newGroup(t)
	var list strings.Builder
	for n := range registration.PasteMax {
		fmt.Fprintf(&list, "\"Öberg, Åsa%d\" <asa.oberg%d@nacka.example>;\r\n", n, n)
	}
	start := time.Now()
	preview := g.look(list.String())
	g.expect("preview", preview, 200, "2000 kollegor är klara")
	done := g.send(preview, "anmal", "brist", "vanta")
	if done.Status != 303 || g.number("SELECT COUNT(*) FROM registrations") != registration.PasteMax {
		t.Errorf("%d %s", done.Status, brief(done.Body))
	}
	t.Logf("2000 lines looked at and registered in %s; the page has %d kB", time.Since(start), len(preview.Body)/1000)
}

func TestHostileLists(t *testing.T) {
	g := newGroup(t)
	markup := g.look("\"><script>alert(1)</script>\tx@nacka.example\n=HYPERLINK(\"http://evil\")\ty@nacka.example\n{{.Form}}\tz@nacka.example")
	g.expect("markup", markup, 200, `value="script&gt;alert"`, `value="{{.Form}}"`)
	if strings.Contains(markup.Body, "<script>alert") {
		t.Error("markup came through")
	}
	latin := g.Do(http.MethodPost, g.path+"/anmal", "application/x-www-form-urlencoded", "gor=granska&lista=%C5sa+%D6berg%09asa%40nacka.example")
	g.expect("windows-1252", latin, 200, `value="Åsa Öberg"`)
	for what, form := range map[string]url.Values{
		"rows without fields": {"rader": {"3"}, "gor": {"anmal"}},
		"a billion rows":      {"rader": {"1000000000"}, "gor": {"anmal"}},
		"minus one row":       {"rader": {"-1"}, "gor": {"anmal"}},
		"broken encoding":     {"rader": {"1"}, "name_0": {"A\xff"}, "email_0": {"a@nacka.example"}, "gor": {"anmal"}},
		"control character":   {"rader": {"1"}, "name_0": {"A\x00"}, "email_0": {"a@nacka.example"}, "gor": {"anmal"}},
		"line break in mail":  {"rader": {"1"}, "name_0": {"A"}, "email_0": {"a@nacka.example\nBcc: b@x.example"}, "gor": {"anmal"}},
		"field twice":         {"rader": {"1"}, "name_0": {"A", "B"}, "email_0": {"a@nacka.example"}, "gor": {"anmal"}},
		"a long name":         {"rader": {"1"}, "name_0": {strings.Repeat("å", 5000)}, "email_0": {"a@nacka.example"}, "gor": {"anmal"}},
	} {
		if a := g.Post(g.path+"/anmal", form); a.Status != 422 {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
	if g.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Error("somebody was registered")
	}
}

func TestAListOfSomebodyElse(t *testing.T) {
	g := newGroup(t)
	form := fields(g.look(three).Body)
	form.Set("gor", "anmal")
	if a := g.Post(g.path+"/anmal", form); a.Status != 303 {
		t.Fatal(a.Status)
	}
	var other registration.Coordinator
	g.Write(func(tx *store.Tx) (err error) {
		other, err = registration.AddCoordinator(tx, g.Edition, registration.Form{Name: "Bo", Email: "bo@x.example", Organisation: "botkyrka-kommun"}, "anna")
		return err
	})
	path := "/grupp/" + other.Link(g.Store.Keys())
	theirs := form.Get("lista_id")
	form.Set("email_0", "ny@x.example")
	if a := g.Post(path+"/anmal", form); a.Status != 404 {
		t.Errorf("another's list id: %d", a.Status)
	}
	if page := g.Get(path + "?klart=anmalda&lista=" + theirs); strings.Contains(page.Body, "kollegor är anmälda") {
		t.Error("another's list is told of")
	}
	id := g.first()
	for _, path := range []string{path + "/" + id + "/avanmal", path + "/" + id + "/byt"} {
		g.expect(path, g.Get(path), 404)
	}
	g.expect("cancel", g.Post(path+"/"+id+"/avanmal", nil), 404)
	g.expect("nonsense", g.Get(g.path+"/x/avanmal"), 404)
}

// first is the id of the first colleague that was registered.
func (g *group) first() (id string) {
	g.t.Helper()
	if err := g.Store.Read(g.t.Context()).Raw("SELECT id FROM registrations WHERE email_key = 'asa.oberg@nacka.example'").Scan(&id).Error; err != nil {
		g.t.Fatal(err)
	}
	return id
}

func TestCancelAndSwapAColleague(t *testing.T) {
	g := newGroup(t)
	g.send(g.look(three), "anmal")
	one := g.path + "/" + g.first()
	g.expect("ask", g.Get(one+"/avanmal"), 200, "Vill du avanmäla Åsa Öberg?", "Byt till en annan kollega")
	if g.number("SELECT COUNT(*) FROM registrations WHERE status = 'cancelled'") != 0 {
		t.Fatal("opening the page cancelled")
	}
	for range 2 {
		if a := g.Post(one+"/avanmal", nil); a.Status != 303 {
			t.Fatal(a.Status)
		}
	}
	g.expect("cancelled", g.Get(g.path+"?klart=avanmald"), 200, "Kollegan är avanmäld", "Avanmäld", "/angra")
	if a := g.Post(one+"/angra", nil); a.Status != 303 || g.number("SELECT COUNT(*) FROM registrations WHERE status = 'confirmed'") != 3 {
		t.Errorf("undo: %d", a.Status)
	}
	g.swap(one)
}

func (g *group) swap(one string) {
	g.t.Helper()
	open := g.Get(one + "/byt")
	g.expect("form", open, 200, "Vem kommer i stället för Åsa Öberg?")
	version := fields(open.Body).Get("version")
	swap := func(name, email string) webtest.Answer {
		return g.Post(one+"/byt", url.Values{"version": {version}, "name": {name}, "email": {email}})
	}
	g.expect("nothing", swap("", ""), 422, "Skriv ett namn", "<title>Fel: ")
	g.expect("taken", swap("Bo Ek", "bo.ek@nacka.example"), 409, "Den kan redan ha en egen anmälan", `value="Bo Ek"`)
	g.expect("the same", swap("Åsa", "asa.oberg@nacka.example"), 422, "samma e-postadress")
	if a := swap("Eva Fors", "eva.fors@nacka.example"); a.Status != 303 {
		g.t.Fatalf("%d %s", a.Status, brief(a.Body))
	}
	g.expect("two tabs", swap("Filip Gran", "filip@nacka.example"), 409, `value="Filip Gran"`)
	page := g.Get(g.path + "?klart=bytt")
	g.expect("page", page, 200, "Eva Fors")
	if strings.Contains(page.Body, "Åsa Öberg") {
		g.t.Error("the old name is still there")
	}
}

// The coordinator's page tells nothing of needs, of addresses, nor of who is hidden; the number without a name counts all.
func TestWhatACoordinatorNeverSees(t *testing.T) {
	g := newGroup(t)
	g.send(g.look(three), "anmal")
	g.register("name", "Själv Anmäld", "email", "sjalv@nacka.example", "needs_text", "jordnötsallergi")
	g.Write(func(tx *store.Tx) error {
		if _, err := registration.Add(tx, g.Edition, registration.Form{Name: "Dold Skyddad", Organisation: "nacka-kommun"}, registration.FromAlias, "anna"); err != nil {
			return err
		}
		return tx.Exec("UPDATE registrations SET source = 'alias', name = 'Dold Kollega' WHERE email_key = 'bo.ek@nacka.example'").Error
	})
	body := g.Get(g.path).Body
	for _, never := range []string{"jordnöt", "Dold", "Skyddad", "Själv", "sjalv@", "bo.ek@", "Bo Ek", "asa.oberg@", "Kurator"} {
		if strings.Contains(body, never) {
			t.Errorf("the page shows %q", never)
		}
	}
	g.expect("counts", g.Get(g.path), 200, "3 platser till är använda", "Ni använder 5 platser")
	if strings.Contains(g.Log.String(), "nacka.example") || strings.Contains(g.Log.String(), g.who.Link(g.Store.Keys())) {
		t.Error("the log names a person or a secret")
	}
}

func TestForgedAndRevokedCoordinatorLinks(t *testing.T) {
	g := newGroup(t)
	good := g.path
	for _, path := range []string{"/grupp/x", "/grupp/" + strings.Repeat("A", 26), "/grupp/%00", "/grupp/" + g.Store.Keys().Token("link", g.who.ID, 1),
		"/grupp/" + g.Store.Keys().Token("group", g.who.ID, 2)} {
		g.expect(path, g.Get(path), 404)
		g.expect(path, g.Post(path+"/anmal", url.Values{"lista": {three}, "gor": {"granska"}}), 404)
	}
	g.expect("typed by hand", g.Get(strings.ToLower(good)), 200, "Hej Siv!")
	preview := g.look(three)
	g.Write(func(tx *store.Tx) error { return registration.RevokeCoordinator(tx, g.Edition.ID, g.who.ID) })
	g.expect("revoked", g.Get(good), 410, "Den här samordnarlänken är stängd")
	g.expect("form that was open", g.send(preview, "anmal"), 410)
	if g.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Error("registered through a revoked link")
	}
}

func TestACoordinatorWhenRegistrationIsShut(t *testing.T) {
	g := newGroup(t)
	preview := g.look(three)
	g.sql("UPDATE editions SET state = ?", event.Closed)
	g.expect("page", g.Get(g.path), 200, "Anmälan har stängt")
	g.expect("list", g.send(preview, "anmal"), 410, `value="Åsa Öberg"`)
	if g.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Error("registered all the same")
	}
}

func TestTryingAddressesHasALimit(t *testing.T) {
	g := newGroup(t)
	status := 0
	for range 130 {
		status = g.look("a@nacka.example").Status
	}
	if status != 429 {
		t.Errorf("the 130th list: %d", status)
	}
}

func TestAnAddressOfAnotherDomainIsShownAtItsLine(t *testing.T) {
	g := newGroup(t)
	g.sql("UPDATE organisations SET domains = ? WHERE key = 'nacka-kommun'", "nacka.example")
	g.sql("UPDATE edition_seats SET check_domains = ?", true)
	preview := g.look(three + "\nEva Fors\teva@annat.example")
	refused := g.send(preview, "anmal")
	g.expect("refused", refused, 422, `id="email_3-fel"`, `href="#email_3"`, "En rad behöver rättas")
	if g.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Fatal("half a list was registered")
	}
	if a := g.send(refused, "anmal", "skip_3", "ja"); a.Status != 303 || g.number("SELECT COUNT(*) FROM registrations") != 3 {
		t.Errorf("without it: %d", a.Status)
	}
}
