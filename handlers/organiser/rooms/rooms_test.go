package rooms_test

import (
	"fmt"
	"html"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"samling/handlers/attendee"
	"samling/handlers/leader"
	"samling/handlers/organiser/rooms"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
	"samling/views/mail"
)

// day is the site on a day when people have their places.
type day struct {
	*webtest.Site
	t        *testing.T
	root     string
	sessions map[string]store.ID // "ratt-kurva/1"
	composer *mail.Composer
}

func newDay(t *testing.T) *day {
	d := &day{t: t, sessions: map[string]store.ID{}}
	d.Site = webtest.New(t, func(app *web.App, m *mail.Composer) []web.Route {
		d.composer = m
		guests := attendee.New(app)
		return slices.Concat(rooms.New(app).Routes(), leader.New(app).Routes(), guests.Routes(), guests.EditionRoutes())
	})
	d.root = "/arrangor/" + d.Edition.Slug + "/salar"
	all, err := room.Halls(d.Store.Read(t.Context()), d.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range all {
		d.sessions[fmt.Sprintf("%s/%d", h.SeminarKey, h.Slot)] = h.ID
	}
	return d
}

var people int

// person is somebody who sits in sessions.
func (d *day) person(f registration.Form, source registration.Source, in ...string) (r registration.Registration) {
	d.t.Helper()
	people++
	if f.Name == "" {
		f.Name, f.Email = "Åsa Öberg", fmt.Sprintf("asa%d@nacka.example", people)
	}
	if f.Organisation == "" {
		f.Organisation = "nacka-kommun"
	}
	d.Write(func(tx *store.Tx) (err error) {
		if r, err = registration.Add(tx, d.Edition, f, source, registration.Self); err != nil {
			return err
		}
		for _, key := range in {
			slot := key[len(key)-1:]
			if err := tx.Exec("INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES (?, ?, ?, ?, 1)",
				r.ID, slot, d.Edition.ID, d.sessions[key]).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return r
}

func (d *day) version() string {
	d.t.Helper()
	e, err := event.ByID(d.Store.Read(d.t.Context()), d.Edition.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return fmt.Sprint(e.Version)
}

func (d *day) has(a webtest.Answer, status int, want ...string) {
	d.t.Helper()
	if a.Status != status {
		d.t.Errorf("status %d, want %d (%s)", a.Status, status, a.Header.Get("Location"))
	}
	for _, w := range want {
		if !strings.Contains(a.Body, w) {
			d.t.Errorf("%q is not in\n%s", w, main(a.Body))
		}
	}
}

func main(body string) string {
	_, body, _ = strings.Cut(body, "<main")
	return body
}

// mails writes the mails of a kind that wait.
func (d *day) mails(kind mailbox.Kind) []mail.Message {
	d.t.Helper()
	all, _, err := mailbox.Page(d.Store.Read(d.t.Context()), "", "", 1000, 0)
	if err != nil {
		d.t.Fatal(err)
	}
	var found []mail.Message
	for _, m := range all {
		if m.Kind == kind {
			message, err := d.composer.Compose(d.t.Context(), m)
			if err != nil {
				d.t.Fatal(err)
			}
			found = append(found, message)
		}
	}
	return found
}

func TestARoomIsChangedAfterAPreviewAndEverybodyIsTold(t *testing.T) {
	d := newDay(t)
	organiser := d.As("organiser")
	d.has(organiser.Get(d.root), 200, "Ingen är placerad än", "Sal A", "Rätt kurva")
	d.person(registration.Form{}, registration.FromForm, "ratt-kurva/1", "losam/2")
	d.person(registration.Form{}, registration.FromForm, "ratt-kurva/1")
	d.has(organiser.Get(d.root), 200, "Alla får plats, i 8 salar", "2 placerade")
	at := d.root + "/" + string(d.sessions["ratt-kurva/1"])
	d.has(organiser.Get(at), 200, `name="sal"`, `value="Sal A"`, "Ändra också i det andra passet")
	preview := organiser.Get(at + "?sal=Aulan&platser=30")
	d.has(preview, 200, "Det här händer", "Rätt kurva, pass 1: Sal A → Aulan", "Spara och mejla 2 personer", `name="lamnar" value="0"`)
	made := organiser.Post(at, url.Values{"sal": {"Aulan"}, "platser": {"30"}, "version": {d.version()}, "lamnar": {"0"}})
	to := made.Header.Get("Location")
	if made.Status != 303 || !strings.Contains(to, "/andringar/") {
		t.Fatalf("%d %s", made.Status, to)
	}
	done := organiser.Get(to)
	d.has(done, 200, "0 av 2 mejl är skickade", "<progress", "Ändra tillbaka", "Ändringen är sparad.")
	if done.Header.Get("Refresh") == "" {
		t.Error("the page does not come again while mails leave")
	}
	mails := d.mails(mailbox.RoomChanged)
	if len(mails) != 2 || !strings.Contains(mails[0].Text, "är nu i Aulan (tidigare Sal A)") || len(mails[0].Attachments) != 1 {
		t.Fatalf("%d mails: %s", len(mails), mails[0].Text)
	}
	d.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE mails SET state = 'sent' WHERE kind = 'room_changed'").Error
	})
	done = organiser.Get(to)
	d.has(done, 200, "2 personer har fått ett mejl")
	if done.Header.Get("Refresh") != "" {
		t.Error("the page still comes again")
	}
	back := regexp.MustCompile(`href="([^"]+)">[^<]*(<svg.*?</svg>)?Ändra tillbaka`).FindStringSubmatch(done.Body)
	if back == nil {
		t.Fatal("no way back")
	}
	d.has(organiser.Get(html.UnescapeString(back[1])), 200, "Rätt kurva, pass 1: Aulan → Sal A")
	d.has(d.As("").Get("/"+d.Edition.Slug), 200, "Aulan")
}

// A change that was changed back before the mail left is not told.
func TestNothingIsToldOfWhatIsAsBefore(t *testing.T) {
	d := newDay(t)
	d.person(registration.Form{}, registration.FromForm, "ratt-kurva/1")
	at := d.root + "/" + string(d.sessions["ratt-kurva/1"])
	for _, sal := range []string{"Aulan", "Sal A"} {
		form := url.Values{"sal": {sal}, "platser": {"60"}, "version": {d.version()}, "lamnar": {"0"}}
		if a := d.As("organiser").Post(at, form); a.Status != 303 {
			t.Fatalf("%d %s", a.Status, main(a.Body))
		}
	}
	all, _, _ := mailbox.Page(d.Store.Read(t.Context()), "", mailbox.Queued, 100, 0)
	told := 0
	for _, m := range all {
		if m.Kind == mailbox.RoomChanged {
			if _, err := d.composer.Compose(t.Context(), m); err == nil {
				told++
			} else if store.KindOf(err) != store.NotFound {
				t.Error(err)
			}
		}
	}
	if told != 1 { // the second tells "Aulan → Sal A"; the first has nothing to say any more
		t.Errorf("%d mails would be sent", told)
	}
}

func TestASmallerRoomSaysWhoAndWhatToDo(t *testing.T) {
	d := newDay(t)
	var all []registration.Registration
	for range 4 {
		all = append(all, d.person(registration.Form{}, registration.FromForm, "ratt-kurva/1"))
	}
	alias := d.person(registration.Form{Name: "Hemlig Person"}, registration.FromAlias, "ratt-kurva/1")
	organiser, at := d.As("organiser"), d.root+"/"+string(d.sessions["ratt-kurva/1"])
	page := organiser.Get(at + "?sal=Skrubben&platser=1")
	d.has(page, 200, "4 personer får inte plats", "Byt sal med", "Då får alla plats", "lediga platser i andra salar i samma pass", "kör fördelningen igen", `name="behall"`)
	if strings.Contains(page.Body, "Hemlig") {
		t.Error("a protected name is on the page")
	}
	form := url.Values{"sal": {"Skrubben"}, "platser": {"1"}, "version": {d.version()}, "lamnar": {"3"}}
	d.has(organiser.Post(at, form), 409, "Någon annan har ändrat", "Skrubben", `name="lamnar" value="4"`)
	keep := organiser.Post(at, url.Values{"sal": {"Skrubben"}, "platser": {"1"}, "version": {d.version()}, "lamnar": {"0"}, "behall": {"ja"}})
	d.has(organiser.Get(keep.Header.Get("Location")), 200, "4 personer får inte plats. Kör fördelningen igen")
	d.has(organiser.Get(d.root), 200, "1 sal är för liten", "4 personer för mycket")
	form = url.Values{"sal": {"Vrån"}, "platser": {"1"}, "version": {d.version()}}
	form.Set("lamnar", "4")
	if a := organiser.Post(at, form); a.Status != 303 {
		t.Fatalf("%d %s", a.Status, main(a.Body))
	}
	mails := d.mails(mailbox.SeatLost)
	if len(mails) < 3 || !strings.Contains(mails[0].Text, "Där har du inte längre någon plats") || !strings.Contains(mails[0].Text, "/min/") {
		t.Fatalf("%d mails", len(mails))
	}
	for _, m := range mails {
		if strings.Contains(m.Text, "Hemlig") || m.To.Address == "" {
			t.Error("the alias got a mail")
		}
	}
	_, _ = all, alias
}

func TestBadInputToTheRooms(t *testing.T) {
	d := newDay(t)
	organiser, at := d.As("organiser"), d.root+"/"+string(d.sessions["ratt-kurva/1"])
	d.has(organiser.Get(at+"?sal=Aulan&platser=hundra"), 422, "Skriv antalet platser som ett heltal", `value="hundra"`)
	d.has(organiser.Get(at+"?sal=Sal+B&platser=60"), 422, "Salen används redan av")
	d.has(organiser.Post(at, url.Values{"sal": {"Aulan"}, "platser": {"60"}, "version": {"999"}, "lamnar": {"0"}}), 409, "Någon annan har ändrat")
	d.has(organiser.Post(at, url.Values{"version": {d.version()}}), 422, "Skriv vilken sal det är")
	for _, path := range []string{"/" + strings.Repeat("a", 20), "/nonsens", "/andringar/" + strings.Repeat("a", 20), "/ledare/" + strings.Repeat("a", 20)} {
		if a := organiser.Get(d.root + path); a.Status != 404 {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
	d.has(organiser.Post(at+"/antal", url.Values{"antal": {"mååånga"}, "raknare": {"Bo"}}), 422, "Skriv antalet som ett heltal", `value="mååånga"`, " open")
	d.Write(func(tx *store.Tx) error { return tx.Exec("UPDATE editions SET state = 'archived'").Error })
	if a := organiser.Get(at); a.Status != 409 {
		t.Errorf("archived: %d", a.Status)
	}
	if a := d.As("").Get(d.root); a.Status != 303 {
		t.Errorf("a visitor: %d", a.Status)
	}
}

func TestHeadsAreCountedOnThePageAndAtTheDoor(t *testing.T) {
	d := newDay(t)
	d.person(registration.Form{}, registration.FromForm, "ratt-kurva/1")
	session := string(d.sessions["ratt-kurva/1"])
	if a := d.As("organiser").Post(d.root+"/"+session+"/antal", url.Values{"antal": {"17"}, "raknare": {"Bo"}}); a.Status != 303 {
		t.Fatal(a.Status, main(a.Body))
	}
	d.has(d.As("organiser").Get(d.root), 200, "17 räknade av 1 placerade", "Bo")
	d.Clock.Add(time.Minute)
	door := "/dorr/" + d.Edition.Slug + "/salar"
	d.has(d.As("door").Get(door), 200, "Räkna i salarna", "Rätt kurva", "17 i salen (Bo)")
	d.has(d.As("door").Post(door+"/"+session, url.Values{"antal": {"19"}, "raknare": {""}}), 422, "Skriv vem som räknade", `value="19"`)
	if a := d.As("door").Post(door+"/"+session, url.Values{"antal": {"19"}, "raknare": {"Dörr 1"}}); a.Status != 303 {
		t.Fatal(a.Status)
	}
	d.has(d.As("organiser").Get(d.root), 200, "19 räknade av 1 placerade", "Dörr 1")
	if a := d.As("host").Get(door); a.Status != 403 {
		t.Errorf("a host: %d", a.Status)
	}
}

func TestListsArePrintedWithoutTheHidden(t *testing.T) {
	d := newDay(t)
	d.has(d.As("organiser").Get(d.root+"/organisationer.pdf"), 303)
	for _, name := range []string{"Örjan Ö", "Åke Å", "Zlatan Z", "Anna A"} {
		people++
		d.person(registration.Form{Name: name, Email: fmt.Sprintf("x%d@nacka.example", people)}, registration.FromForm, "ratt-kurva/1", "losam/2")
	}
	d.person(registration.Form{Name: "Qvistalia Hemlig"}, registration.FromAlias, "ratt-kurva/1")
	d.person(registration.Form{Name: "Xenobia Riktig", DisplayName: "Kim Visning", Email: "kim@polis.example", Organisation: "lokalpolisomrade-globen"}, registration.FromForm, "trefas/2")
	roomLists := pdf(t, d.As("organiser").Get(d.root+".pdf"))
	if n := strings.Count(roomLists, "\f"); n != 8 {
		t.Errorf("%d pages, want one for each of 8 sessions", n)
	}
	order := regexp.MustCompile(`(?s)Sal A: Rätt kurva.*?Anna A.*?Zlatan Z.*?Åke Å.*?Örjan Ö`)
	if !order.MatchString(roomLists) || !strings.Contains(roomLists, "Fler som kom") || !strings.Contains(roomLists, "Kim Visning") {
		t.Error(roomLists)
	}
	organisations := pdf(t, d.As("organiser").Get(d.root+"/organisationer.pdf"))
	if !strings.Contains(organisations, "Nacka kommun") || !strings.Contains(organisations, "Sal A · Rätt kurva") {
		t.Error(organisations)
	}
	csv := d.As("organiser").Get(d.root + "/organisationer.csv")
	if !strings.HasPrefix(csv.Body, "\ufeffOrganisation;Namn;") || !strings.Contains(csv.Body, "Nacka kommun;Åke Å;Rätt kurva;Sal A;") {
		t.Error(csv.Body)
	}
	for what, text := range map[string]string{"room lists": roomLists, "organisation lists": organisations, "CSV": csv.Body} {
		for _, hidden := range []string{"Qvistalia", "Hemlig", "Xenobia", "Riktig"} {
			if strings.Contains(text, hidden) {
				t.Errorf("%s: %s", what, hidden)
			}
		}
	}
	// No total anybody could subtract from.
	if regexp.MustCompile(`\b5\b`).MatchString(strings.ReplaceAll(roomLists, "2027", "")) && strings.Contains(roomLists, "5 person") {
		t.Error("a list states how many")
	}
}

func pdf(t *testing.T, a webtest.Answer) string {
	t.Helper()
	if a.Status != 200 || a.Header.Get("Content-Type") != "application/pdf" {
		t.Fatalf("%d %s", a.Status, a.Header.Get("Content-Type"))
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, []byte(a.Body), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (poppler-utils) is needed: %v", err)
	}
	return string(out)
}

func TestALeaderIsInvitedAsksAreReadAndHeadsCounted(t *testing.T) {
	d := newDay(t)
	guest := d.person(registration.Form{Name: "Kim Karlsson", Email: "kim@nacka.example"}, registration.FromForm, "ratt-kurva/1")
	for range 4 {
		d.person(registration.Form{}, registration.FromForm, "ratt-kurva/1")
	}
	d.person(registration.Form{Organisation: "lokalpolisomrade-globen"}, registration.FromForm, "ratt-kurva/1")
	organiser, links := d.As("organiser"), d.root+"/ledare"
	d.has(organiser.Get(links), 200, "Ingen har fått en länk än")
	seminars, err := event.Seminars(d.Store.Read(t.Context()), d.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	mine := seminars[slices.IndexFunc(seminars, func(s event.Seminar) bool { return s.Key == "ratt-kurva" })]
	d.has(organiser.Post(links, url.Values{"name": {"Lena"}, "email": {"lena"}, "seminar": {"x"}}), 422, "Välj vilket seminarium", `value="Lena"`)
	if a := organiser.Post(links, url.Values{"name": {"Lena Leder"}, "email": {"lena@x.example"}, "seminar": {string(mine.ID)}}); a.Status != 303 {
		t.Fatal(a.Status, main(a.Body))
	}
	d.has(organiser.Post(links, url.Values{"name": {"Lena Leder"}, "email": {"lena@x.example"}, "seminar": {string(mine.ID)}}), 409, "har redan en länk")
	mails := d.mails(mailbox.LeaderLink)
	if len(mails) != 1 || !strings.Contains(mails[0].Subject, "Rätt kurva") || strings.Contains(mails[0].Text, "<no value>") {
		t.Fatalf("%+v", mails)
	}
	link := regexp.MustCompile(`/seminarieledare/[0-9A-Z]{26}`).FindString(mails[0].Text)

	own := "/min/" + guest.Link(d.Store.Keys())
	d.has(d.As("").Get(own), 200, "Ställ en fråga")
	d.has(d.As("").Get(own+"/fraga"), 200, "Rätt kurva", "checked")
	d.has(d.As("").Post(own+"/fraga", url.Values{"seminarium": {string(mine.ID)}, "fraga": {""}}), 422, "Skriv din fråga")
	ask := func(text, sign string) {
		t.Helper()
		if a := d.As("").Post(own+"/fraga", url.Values{"seminarium": {string(mine.ID)}, "fraga": {text}, "namn": {sign}}); a.Status != 303 {
			t.Fatal(a.Status, main(a.Body))
		}
	}
	ask("Hur gör man i <b>praktiken</b>?", "")
	page := d.As("").Get(link)
	d.has(page, 200, "6 personer kommer", "Mindre grupper 6", "Hur gör man i &lt;b&gt;praktiken", "Utan namn", "Sal A")
	for _, secret := range []string{"Kim", "Karlsson", "Åsa", "Nacka kommun", "Globen"} {
		if strings.Contains(main(page.Body), secret) {
			t.Errorf("the leader sees %s", secret)
		}
	}
	if page.Header.Get("X-Robots-Tag") == "" || page.Header.Get("Cache-Control") != "no-store" {
		t.Error("the page may be kept")
	}
	ask("Och sedan?", "ja")
	d.has(d.As("").Get(link), 200, "Kim Karlsson, Nacka kommun", "2 frågor i förväg")
	d.has(organiser.Get(links), 200, "Har öppnat sidan", "2 frågor")

	id := d.one("SELECT id FROM seminar_leaders")
	questions := d.one("SELECT id FROM seminar_questions WHERE signature <> ''")
	d.has(organiser.Get(links+"/"+id), 200, "Ta bort frågan", "Så här ser Lena Leder sidan")
	if a := organiser.Post(d.root+"/fragor/"+questions+"/ta-bort", nil); a.Status != 303 {
		t.Error(a.Status)
	}
	d.has(d.As("").Get(link), 200, "1 fråga i förväg")
	if a := d.As("").Post(own+"/fraga/"+d.one("SELECT id FROM seminar_questions")+"/ta-tillbaka", nil); a.Status != 303 {
		t.Error(a.Status)
	}
	d.has(d.As("").Get(link), 200, "Ingen har ställt någon fråga än")

	if a := organiser.Post(links+"/"+id+"/aterkalla", nil); a.Status != 303 {
		t.Error(a.Status)
	}
	d.has(d.As("").Get(link), 410, "Länken är stängd")
	d.has(organiser.Post(links+"/"+id+"/mejla", nil), 409, "Länken har ändrats")
	if a := organiser.Post(links+"/"+id+"/ny", nil); a.Status != 303 {
		t.Error(a.Status)
	}
	l, err := room.LeaderByID(d.Store.Read(t.Context()), store.ID(id))
	if err != nil {
		t.Fatal(err)
	}
	d.leaderCounts("/seminarieledare/" + l.Link(d.Store.Keys()))
	if a := d.As("").Get("/seminarieledare/" + strings.Repeat("A", 26)); a.Status != 404 {
		t.Error(a.Status)
	}
}

// leaderCounts counts on the leader's page once the day has begun.
func (d *day) leaderCounts(link string) {
	d.t.Helper()
	if strings.Contains(d.As("").Get(link).Body, "/antal/") {
		d.t.Error("heads can be counted weeks before")
	}
	d.Clock.Set(d.Edition.StartsAt.Time)
	at := link + "/antal/" + string(d.sessions["ratt-kurva/1"])
	d.has(d.As("").Get(link), 200, at)
	d.has(d.As("").Post(at, url.Values{"antal": {"x"}}), 422, "Skriv antalet som ett heltal")
	if a := d.As("").Post(at, url.Values{"antal": {"5"}}); a.Status != 303 {
		d.t.Error(a.Status)
	}
	d.has(d.As("").Get(link), 200, "5 i salen (Lena Leder)")
	if a := d.As("").Post(link+"/antal/"+string(d.sessions["losam/1"]), url.Values{"antal": {"5"}}); a.Status != 404 {
		d.t.Errorf("another's room: %d", a.Status)
	}
}

func (d *day) one(query string) (value string) {
	d.t.Helper()
	if err := d.Store.Read(d.t.Context()).Raw(query).Scan(&value).Error; err != nil || value == "" {
		d.t.Fatal(query, err)
	}
	return value
}

func TestNamesAreShownOnlyOnTheOrganisersWord(t *testing.T) {
	d := newDay(t)
	d.person(registration.Form{Name: "Synlig Person", Email: "s@nacka.example", ListOptIn: true}, registration.FromForm, "ratt-kurva/1")
	d.person(registration.Form{Name: "Tyst Person", Email: "t@nacka.example"}, registration.FromForm, "ratt-kurva/1")
	seminar := d.one("SELECT id FROM seminars WHERE key = 'ratt-kurva'")
	links := d.root + "/ledare"
	d.As("organiser").Post(links, url.Values{"name": {"Lena"}, "email": {"l@x.example"}, "seminar": {seminar}})
	id := d.one("SELECT id FROM seminar_leaders")
	l, err := room.LeaderByID(d.Store.Read(t.Context()), store.ID(id))
	if err != nil {
		t.Fatal(err)
	}
	link := "/seminarieledare/" + l.Link(d.Store.Keys())
	if strings.Contains(d.As("").Get(link).Body, "Synlig") {
		t.Error("a name without leave")
	}
	if a := d.As("organiser").Post(links+"/"+id+"/namn", url.Values{"namn": {"ja"}}); a.Status != 303 {
		t.Fatal(a.Status)
	}
	page := d.As("").Get(link)
	d.has(page, 200, "Synlig Person")
	if strings.Contains(page.Body, "Tyst") {
		t.Error("somebody who said nothing is named")
	}
}
