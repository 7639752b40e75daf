package handlers_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"samling/handlers/webtest"
	"samling/models/door"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
)

// Two people whose names must not get about. The strings are made up and stand nowhere else in the program.
const (
	aliasName = "Qvistalia Aliasdotter" // the name made up for somebody with protected identity
	aliasUnit = "Zzyzxenheten"          // where an organiser wrote too much
	realName  = "Xenobia Hemlighetsson" // of somebody who goes by another name
	shownName = "Kim Visningsnamn"
	needsText = "kryptonitallergi" // special-category data of both
)

// secrets are what is looked for in everything that the program says, by what it is.
var secrets = map[string]string{"alias": aliasName, "alias unit": aliasUnit, "real name": realName, "needs": needsText}

// mayShow is where a secret is allowed, as "METHOD route" by whom, each with its reason. Everything else is a leak.
var mayShow = []struct{ secret, where, why string }{
	{"alias", "GET /arrangor/:edition/deltagare/:id as organiser", "the organiser who made the name up must be able to mend it; each look is logged"},
	{"alias", "POST /arrangor/:edition/deltagare/:id as organiser", "the same form, refused"},
	{"alias", "POST /arrangor/:edition/deltagare/:id/mejla as organiser", "the same page: there is no address to mail to"},
	{"alias", "POST /arrangor/:edition/deltagare/:id/plats as organiser", "the same page, refused: a reason is missing"},
	{"real name", "POST /arrangor/:edition/deltagare/:id/plats as organiser", "the same page, refused: a reason is missing"},
	{"alias", "GET /arrangor/:edition/deltagare/:id/byt as organiser", "whose seat is passed on"},
	{"alias unit", "GET /arrangor/:edition/deltagare/:id/byt as organiser", "preset: the new person is of the same unit"},
	{"alias", "POST /arrangor/:edition/deltagare/:id/byt as organiser", "whose seat is passed on"},
	{"alias", "GET /arrangor/:edition/deltagare/:id/avanmal as organiser", "who is being cancelled"},
	{"alias", "GET /arrangor/:edition/deltagare?status=skyddade as organiser", "the list of protected people alone; each look is logged"},
	{"alias unit", "GET /arrangor/:edition/deltagare?status=skyddade as organiser", "the same list"},
	{"alias", "GET /arrangor/:edition/deltagare?sok=REFERENCE as organiser", "found by the whole reference code, as on paper"},
	{"alias unit", "GET /arrangor/:edition/deltagare?sok=REFERENCE as organiser", "the same line"},
	{"alias", "GET /arrangor/:edition/namnskyltar.pdf as organiser", "a badge that is missing from the table would single somebody out"},
	{"alias", "GET /arrangor/:edition/fordelning/for-hand/:id as organiser", "who is placed by hand, found by the whole reference code; each look is logged"},
	{"alias", "POST /arrangor/:edition/fordelning/for-hand/:id as organiser", "the same form, refused"},
	{"alias", "GET /arrangor/:edition/fordelning/for-hand?sok=REFERENCE as organiser", "found by the whole reference code, as on paper"},
	{"alias", "GET /arrangor/:edition/fordelning/:id/personer?sok=REFERENCE as organiser", "the same, with the seats of a run"},
	{"alias", "GET /min/:secret as the alias", "somebody's own page greets them"},
	{"alias unit", "GET /min/:secret/byt as the alias", "somebody's own unit, preset for a colleague of the same"},
	{"real name", "GET /arrangor/:edition/deltagare/:id as organiser", "the organiser's form in which data are corrected"},
	{"real name", "GET /min/:secret as the shown", "somebody's own data"},
	{"real name", "GET /min/:secret/uppgifter as the shown", "somebody's own data"},
	{"needs", "GET /behov/:edition as needs", "the behovsansvarig; each look is logged"},
	{"needs", "GET /min/:secret as the alias", "somebody's own needs"},
	{"needs", "GET /min/:secret as the shown", "somebody's own needs"},
	{"needs", "GET /min/:secret/behov as the alias", "somebody's own needs"},
	{"needs", "GET /min/:secret/behov as the shown", "somebody's own needs"},
}

// walk is a site with two planted people and somebody ordinary.
type walk struct {
	*webtest.Site
	t                    *testing.T
	alias, shown, common registration.Registration
	coordinator          registration.Coordinator
	leader               room.Leader
	session              event.Session // in which all three sit
	pages                int
	used                 map[int]bool
}

func TestProtectedPeopleAreNowhereTheyMustNotBe(t *testing.T) {
	w := &walk{Site: webtest.New(t, rooms), t: t, used: map[int]bool{}}
	w.plant()
	w.inTheRooms()
	w.visitEverything("GET")
	w.visitEverything("POST")
	w.visitEverything("GET") // and what the posts have left behind
	w.searchEverywhere()
	w.atTheDoor()
	w.everyMail()
	w.logs()
	if page := w.As("").Get("/grupp/" + w.coordinator.Link(w.Store.Keys())); page.Status != 200 || !strings.Contains(page.Body, shownName) {
		t.Errorf("the coordinator's page was not really walked: %d", page.Status)
	}
	if w.pages < 400 {
		t.Errorf("the walk saw only %d answers", w.pages)
	}
	for i, rule := range mayShow {
		if !w.used[i] {
			t.Errorf("nothing shows %s at %q any more: take the line away", rule.secret, rule.where)
		}
	}
}

func (w *walk) plant() {
	add := func(f registration.Form, source registration.Source) (r registration.Registration) {
		f.Organisation, f.Needs, f.Lang = "nacka-kommun", []string{"glutenfri", "rullstolsplats"}, "sv"
		w.Write(func(tx *store.Tx) (err error) {
			r, err = registration.Add(tx, w.Edition, f, source, "organiser")
			return err
		})
		return r
	}
	w.alias = add(registration.Form{Name: aliasName, Unit: aliasUnit, ListOptIn: true, NeedsText: needsText}, registration.FromAlias)
	w.shown = add(registration.Form{Name: realName, DisplayName: shownName, Email: "k17@nacka.example", ListOptIn: true,
		NeedsText: needsText}, registration.FromForm)
	w.common = add(registration.Form{Name: "Alma Berg", Email: "alma@nacka.example", ListOptIn: true}, registration.FromForm)
	w.Write(func(tx *store.Tx) error { // somebody must have a ballot and a seminar for those pages to have something to show
		if _, err := survey.HandOut(tx, w.Edition, []survey.Voter{{Person: w.alias.ID}, {Person: w.shown.ID}}); err != nil {
			return err
		}
		if err := w.coordinate(tx); err != nil {
			return err
		}
		if err := w.allocate(tx); err != nil {
			return err
		}
		if err := w.place(tx); err != nil {
			return err
		}
		// An opt-in that should never have been there must not bring the name out either.
		return tx.Exec("UPDATE registrations SET list_opt_in = ? WHERE id = ?", true, w.alias.ID).Error
	})
}

// place puts all three into the same session, whose leader may see names, so that lists of rooms have something to hide.
func (w *walk) place(tx *store.Tx) error {
	sessions, err := event.Sessions(tx.DB, w.Edition.ID)
	if err != nil {
		return err
	}
	w.session = sessions[0]
	for _, person := range []registration.Registration{w.alias, w.shown, w.common} {
		err := tx.Exec(`INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES (?, ?, ?, ?, 1)
			ON CONFLICT (person_id, slot) DO UPDATE SET session_id = excluded.session_id`, person.ID, w.session.Slot, w.Edition.ID, w.session.ID).Error
		if err != nil {
			return err
		}
	}
	w.leader, err = room.AddLeader(tx, w.Edition.ID, room.LeaderForm{Name: "Lena Leder", Email: "lena@nacka.example", Seminar: w.session.SeminarID,
		ShowsNames: true}, "organiser")
	return err
}

// inTheRooms looks at the pages that tell who sits in a room, before anybody is cancelled: a leader's, and a room that becomes too small.
func (w *walk) inTheRooms() {
	page := w.ask("the leader", "", "GET", "/seminarieledare/:secret", "/seminarieledare/"+w.leader.Link(w.Store.Keys()), "")
	if !strings.Contains(page.Body, shownName) {
		w.t.Errorf("the leader's page was not really walked: %d", page.Status)
	}
	at := "/arrangor/" + w.Edition.Slug + "/salar/" + string(w.session.ID) + "?sal=Skrubben&platser=0"
	if page := w.ask("organiser", "organiser", "GET", "/arrangor/:edition/salar/:session", at, ""); !strings.Contains(page.Body, shownName) {
		w.t.Errorf("the room that is too small was not really walked: %d", page.Status)
	}
	if list := w.ask("organiser", "organiser", "GET", "/arrangor/:edition/salar.pdf", "/arrangor/"+w.Edition.Slug+"/salar.pdf", ""); list.Status != 200 {
		w.t.Errorf("the room lists: %d", list.Status)
	}
}

// allocate places the planted people, pins one of them, and works out another run in which nobody has a seat: they are on
// every list of who is moved, who got least and who is pinned.
func (w *walk) allocate(tx *store.Tx) error {
	people, err := registration.Attendees(tx.DB, w.Edition.ID)
	if err != nil {
		return err
	}
	if _, err := seminar.Allocate(tx, w.Edition, people, seminar.Terms{Seed: 1}, "organiser"); err != nil {
		return err
	}
	var session store.ID
	if err := tx.Raw("SELECT id FROM seminar_sessions WHERE edition_id = ? LIMIT 1", w.Edition.ID).Scan(&session).Error; err != nil {
		return err
	}
	if err := seminar.Pin(tx, w.Edition.ID, people, w.alias.ID, session, "organiser"); err != nil {
		return err
	}
	if err := tx.Exec("UPDATE seminar_sessions SET seats = 0 WHERE edition_id = ? AND id <> ?", w.Edition.ID, session).Error; err != nil {
		return err
	}
	if _, err := seminar.Draft(tx, w.Edition, people, seminar.Terms{Seed: 2}, "organiser"); err != nil {
		return err
	}
	return tx.Exec("UPDATE seminar_sessions SET seats = 50 WHERE edition_id = ?", w.Edition.ID).Error
}

// coordinate gives the planted people a coordinator who has registered them, which for the alias nobody could: whatever
// the row says, the name must not come out.
func (w *walk) coordinate(tx *store.Tx) (err error) {
	w.coordinator, err = registration.AddCoordinator(tx, w.Edition, registration.Form{Name: "Sam Ordnare", Email: "sam@nacka.example",
		Organisation: "nacka-kommun"}, "organiser")
	if err == nil {
		err = tx.Exec("INSERT INTO coordinator_lists (id, coordinator_id, at, confirmed, waitlisted) VALUES ('list', ?, 1, 3, 0)", w.coordinator.ID).Error
	}
	for _, person := range []registration.Registration{w.alias, w.shown, w.common} {
		if err == nil {
			err = tx.Exec("INSERT INTO coordinated (registration_id, coordinator_id, list_id, key_version) VALUES (?, ?, 'list', ?)",
				person.ID, w.coordinator.ID, person.KeyVersion).Error
		}
	}
	return err
}

// somebody is who asks: a role, or an attendee by their link.
type somebody struct{ name, role string }

var everybody = []somebody{{"a visitor", ""}, {"nobody", "nobody"}, {"organiser", "organiser"}, {"door", "door"}, {"host", "host"}, {"needs", "needs"}}

// visitEverything asks each route of the site with a method as everybody, with the ids of the planted people wherever an id is taken.
func (w *walk) visitEverything(method string) {
	for _, r := range rooms(w.App, nil) {
		if r.Method != method || r.Path == "/logga-ut" || r.Path == "/static/:version/*" {
			continue
		}
		body := ""
		if method == "POST" && strings.HasPrefix(r.Path, "/arrangor/:edition/") { // as if they had been ticked in a list
			body = url.Values{"id": {string(w.alias.ID), string(w.shown.ID)}}.Encode()
		}
		for _, who := range everybody {
			for _, path := range w.addresses(r.Path) {
				w.ask(who.name, who.role, method, r.Path, path, body)
			}
		}
		if strings.HasPrefix(r.Path, "/grupp/:secret") {
			path := strings.Replace(r.Path, ":secret", w.coordinator.Link(w.Store.Keys()), 1)
			for _, id := range []store.ID{w.alias.ID, w.shown.ID} {
				w.ask("the coordinator", "", method, r.Path, strings.Replace(path, ":id", string(id), 1), "")
			}
		}
		if strings.Contains(r.Path, "/:secret") && strings.HasPrefix(r.Path, "/min/") && method == "GET" {
			for name, person := range map[string]registration.Registration{"the alias": w.alias, "the shown": w.shown, "somebody": w.common} {
				w.ask(name, "", method, r.Path, strings.Replace(r.Path, ":secret", person.Link(w.Store.Keys()), 1), "")
			}
		}
	}
}

// addresses fills a route's places with every value that could bring somebody out.
func (w *walk) addresses(route string) []string {
	paths := []string{strings.ReplaceAll(route, ":edition", w.Edition.Slug)}
	values := map[string][]string{":code": {w.alias.Ticket(w.Store.Keys()), w.shown.Ticket(w.Store.Keys())}}
	if strings.Contains(route, "/deltagare/:id") {
		values[":id"] = []string{string(w.alias.ID), string(w.shown.ID)}
	} else if strings.Contains(route, "/fordelning/for-hand/:id") {
		values[":id"] = []string{string(w.alias.ID), string(w.shown.ID)}
	} else if strings.Contains(route, "/fordelning/:id") {
		values[":id"] = w.column("SELECT id FROM allocation_runs ORDER BY run_at, id")
	} else if strings.Contains(route, "/mejl/:id") {
		values[":id"] = w.column("SELECT id FROM mails")
	}
	for place, fill := range values {
		if strings.Contains(route, place) {
			var next []string
			for _, path := range paths {
				for _, value := range fill {
					next = append(next, strings.ReplaceAll(path, place, value))
				}
			}
			paths = next
		}
	}
	for i := range paths {
		paths[i] = address(paths[i], w.Site)
	}
	return paths
}

func (w *walk) column(query string, args ...any) []string {
	w.t.Helper()
	var all []string
	if err := w.Store.Read(w.t.Context()).Raw(query, args...).Scan(&all).Error; err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *walk) ask(who, role, method, route, path, body string) webtest.Answer {
	kind := "application/x-www-form-urlencoded"
	if strings.HasPrefix(body, "{") {
		kind = "application/json"
	}
	answer := w.As(role).Do(method, path, kind, body)
	w.pages++
	if answer.Status >= 500 {
		w.t.Errorf("%s %s as %s: %d", method, path, who, answer.Status)
	}
	w.look(method+" "+route+" as "+who, w.readable(answer)+" "+answer.Header.Get("Location")+" "+answer.Header.Get("Content-Disposition"))
	return answer
}

// look fails for each secret that a text holds and may not.
func (w *walk) look(where, text string) {
	for name, secret := range secrets {
		if !holds(text, secret) {
			continue
		}
		i := slices.IndexFunc(mayShow, func(rule struct{ secret, where, why string }) bool { return rule.secret == name && rule.where == where })
		if i < 0 {
			w.t.Errorf("%s shows %s", where, name)
			continue
		}
		w.used[i] = true
	}
}

// holds finds a secret in any letter case, folded (as in a search key or an address), or one of its words alone.
func holds(text, secret string) bool {
	folded := registration.Fold(text)
	for _, word := range strings.Fields(registration.Fold(secret)) {
		if strings.Contains(folded, word) {
			return true
		}
	}
	return false
}

// readable unpacks what a file would hide.
func (w *walk) readable(a webtest.Answer) string {
	switch kind := a.Header.Get("Content-Type"); {
	case strings.HasPrefix(kind, "application/pdf"):
		return pdfText(w.t, a.Body)
	case strings.Contains(kind, "spreadsheetml") || strings.Contains(kind, "zip"):
		return unzipped(w.t, a.Body)
	}
	return a.Body
}

func pdfText(t *testing.T, pdf string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, []byte(pdf), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", file, "-").Output() // without poppler-utils nothing would be seen: a failure, not a skip
	if err != nil {
		t.Fatalf("pdftotext (poppler-utils) is needed to look into PDFs: %v", err)
	}
	return string(out) + pdf
}

func unzipped(t *testing.T, raw string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(raw)), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil { //nolint:gosec // our own file
			t.Fatal(err)
		}
	}
	return all.String()
}

// searchEverywhere types the beginning of each name, never all of it: what comes back was brought by the search. A list
// that takes filters is asked with each of them.
func (w *walk) searchEverywhere() {
	list := "/arrangor/:edition/deltagare"
	at := strings.Replace(list, ":edition", w.Edition.Slug, 1)
	for _, text := range []string{"qvi", "xeno", "hemli", "zzy", "alias", "nacka", "dotter"} {
		w.ask("organiser", "organiser", "GET", list+"?sok", at+"?sok="+text, "")
		w.ask("a visitor", "", "GET", "/:edition/sok", "/"+w.Edition.Slug+"/sok?q="+text, "")
		for _, role := range []string{"door", "organiser"} {
			w.ask(role, role, "POST", "/dorr/:edition/sok", "/dorr/"+w.Edition.Slug+"/sok", url.Values{"q": {text}}.Encode())
			w.ask(role, role, "POST", "/api/v1/door/search", "/api/v1/door/search", `{"edition":"`+w.Edition.Slug+`","q":"`+text+`"}`)
		}
	}
	for _, filter := range []string{"status=anmalda", "status=inne", "status=reserver", "status=avanmalda", "typ=kommun", "ordning=anmald", "ordning=organisation"} {
		w.ask("organiser", "organiser", "GET", list+"?"+filter, at+"?"+filter, "")
	}
	w.ask("organiser", "organiser", "GET", list+"?status=skyddade", at+"?status=skyddade", "")
	w.ask("organiser", "organiser", "GET", list+"?sok=REFERENCE", at+"?sok="+w.alias.Reference, "")
	w.searchRuns()
	for _, role := range []string{"door", "host", "needs", ""} { // the reference finds nobody in a search of names
		w.ask(role, role, "GET", list+"?sok=REFERENCE", at+"?sok="+w.alias.Reference, "")
		w.ask(role, role, "POST", "/api/v1/door/search", "/api/v1/door/search", `{"edition":"`+w.Edition.Slug+`","q":"`+w.alias.Reference+`"}`)
	}
}

// searchRuns looks for the planted people among those whom runs have placed, and compares the runs.
func (w *walk) searchRuns() {
	list := "/arrangor/:edition/fordelning"
	at := strings.Replace(list, ":edition", w.Edition.Slug, 1)
	runs := w.column("SELECT id FROM allocation_runs ORDER BY run_at, id")
	for _, text := range []string{"qvi", "zzy", "alias", "nacka", w.alias.Reference} {
		sign := "?sok"
		if text == w.alias.Reference {
			sign = "?sok=REFERENCE"
		}
		w.ask("organiser", "organiser", "GET", list+"/for-hand"+sign, at+"/for-hand?sok="+text, "")
		w.ask("organiser", "organiser", "GET", list+"/:id/personer"+sign, at+"/"+runs[0]+"/personer?sok="+text, "")
	}
	for _, session := range w.column("SELECT id FROM seminar_sessions") {
		w.ask("organiser", "organiser", "GET", list+"/:id/personer?tillfalle", at+"/"+runs[0]+"/personer?tillfalle="+session, "")
	}
	answer := w.ask("organiser", "organiser", "GET", list+"/jamfor", at+"/jamfor?a="+runs[0]+"&b="+runs[1], "")
	if answer.Status != 200 || !strings.Contains(answer.Body, shownName) {
		w.t.Errorf("the runs were not really compared: %d", answer.Status)
	}
}

// shape is an answer of the door with what differs from person to person taken out.
var shape = regexp.MustCompile(`"(name|nonce)":"[^"]*"`)

// atTheDoor presents all three: the protected look like everybody else, down to the fields of the answer. The name that was
// made up is what the badge says, and so what the door says.
func (w *walk) atTheDoor() {
	w.Write(func(tx *store.Tx) error { // the posts have cancelled them, and closed the door
		if err := door.OpenDoor(tx, w.Edition, "organiser"); err != nil {
			return err
		}
		for _, person := range []registration.Registration{w.alias, w.shown} {
			if _, err := registration.Restore(tx, person.ID, "organiser"); err != nil {
				return err
			}
		}
		return nil
	})
	var shapes []string
	for i, person := range []registration.Registration{w.alias, w.shown, w.common} {
		nonce := "nonce-000" + string(rune('1'+i))
		answer := w.As("door").JSON("/api/v1/door/redeem", `{"edition":"`+w.Edition.Slug+`","code":"`+person.Ticket(w.Store.Keys())+`","nonce":"`+nonce+`"}`)
		if !strings.Contains(answer.Body, `"status":"ok"`) || !strings.Contains(answer.Body, person.ShownName()) {
			w.t.Errorf("the door says %s", answer.Body)
		}
		for name, secret := range secrets {
			if name != "alias" && holds(answer.Body, secret) {
				w.t.Errorf("the door shows %s: %s", name, answer.Body)
			}
		}
		body := shape.ReplaceAllString(answer.Body, "")
		shapes = append(shapes, regexp.MustCompile(`"in":\d+|"places":\[[^\]]*\]`).ReplaceAllString(body, "")) // who had cancelled has lost the seminars
	}
	if shapes[0] != shapes[2] || shapes[1] != shapes[2] {
		w.t.Errorf("the verdicts differ:\n%s", strings.Join(shapes, "\n"))
	}
	w.visitEverything("GET") // the pages once more, now that all are in
}

// everyMail writes every mail that waits, and makes sure that the alias has got none.
func (w *walk) everyMail() {
	composer, err := mail.NewComposer(w.Store, w.App.Texts, webtest.BaseURL, false)
	if err != nil {
		w.t.Fatal(err)
	}
	mails, n, err := mailbox.Page(w.Store.Read(w.t.Context()), "", "", 1000, 0)
	if err != nil || n < 2 {
		w.t.Fatalf("%d mails, %v", n, err)
	}
	for _, m := range mails {
		if m.SubjectID == w.alias.ID {
			w.t.Errorf("a mail about the alias: %s", m.Kind)
		}
		w.look("the outbox's row of "+string(m.Kind), m.ToName+" "+m.ToAddress+" "+m.Data)
		message, err := composer.Compose(context.Background(), m)
		if store.KindOf(err) == store.NotFound {
			continue
		}
		if err != nil {
			w.t.Fatal(err)
		}
		text := message.Subject + message.Text + message.HTML + message.To.String()
		for _, f := range message.Attachments {
			text += f.Name + string(f.Data)
		}
		w.look("the mail "+string(m.Kind), text)
	}
}

// logs looks into everything that is written about what was done.
func (w *walk) logs() {
	w.look("the program's log", w.Log.String())
	for what, query := range map[string]string{
		"the audit log": "SELECT actor || ' ' || action || ' ' || subject || ' ' || detail FROM audit_log",
		"the history":   "SELECT actor || ' ' || action || ' ' || detail FROM registration_history",
		"the scans":     "SELECT door || ' ' || actor || ' ' || nonce || ' ' || reason FROM scans",
		"the throttles": "SELECT key FROM throttles",
		"search keys":   "SELECT search_key FROM registrations",
	} {
		w.look(what, strings.Join(w.column(query), "\n"))
	}
	for _, action := range []string{"protected_seen", "protected_listed", "needs_seen", "kitchen_seen", "kitchen_printed", "paper_printed", "badges_printed"} {
		if len(w.column("SELECT id FROM audit_log WHERE action = ?", action)) == 0 {
			w.t.Errorf("%s was not noted in the audit log", action)
		}
	}
}
