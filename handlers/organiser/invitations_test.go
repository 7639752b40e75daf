package organiser_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

const invitations = root + "/inbjudningar"

func count(t *testing.T, s *webtest.Site, query string, args ...any) (n int) {
	t.Helper()
	if err := s.Store.Read(t.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

// actions are what the audit log holds, the newest first.
func actions(t *testing.T, s *webtest.Site) string {
	t.Helper()
	trail, err := account.Trail(s.Store.Read(t.Context()), s.Edition.ID, 20)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, line := range trail {
		all = append(all, line.Action+" "+line.Detail)
		if strings.Contains(line.Detail, "@") {
			t.Errorf("the log names an address: %s", line.Detail)
		}
	}
	return strings.Join(all, "|")
}

func previewed(names ...string) url.Values {
	v := form("gor", "bjud", "rader", itoa(len(names)), "organisation", "nacka-kommun", "lang", "sv")
	for n, name := range names {
		v.Set("name_"+itoa(n), name)
		v.Set("email_"+itoa(n), strings.ToLower(name)+"@nacka.example")
	}
	return v
}

func itoa(n int) string { return string(rune('0' + n)) }

func TestInvitingPeople(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	want(t, "empty", c.Get(invitations), 200, "Vilka får anmäla sig?", "Ingen är inbjuden personligen än.", "Skapa länkar för")
	want(t, "form", c.Get(invitations+"/nya"), 200, `name="lista"`, "De väljer själva")
	look := c.Post(invitations+"/nya", form("gor", "granska", "organisation", "nacka-kommun", "lang", "en", "lista", "Åsa Öberg <asa@nacka.example>; Bo Ek <bo@>; asa@nacka.example"))
	want(t, "preview", look, 200, "En person är klar att bjudas in", "Dubblett", "En rad behöver rättas", `name="organisation" value="nacka-kommun"`, `name="lang" value="en"`)
	if count(t, s, "SELECT COUNT(*) FROM invitations") != 0 {
		t.Fatal("a preview invited somebody")
	}
	want(t, "not mended", c.Post(invitations+"/nya", form("gor", "bjud", "rader", "1", "name_0", "Bo", "email_0", "bo@", "organisation", "nacka-kommun")), 422, `value="bo@"`, "<title>Fel: ")
	want(t, "unknown organisation", c.Post(invitations+"/nya", form("gor", "granska", "lista", "a@b.example", "organisation", "klubben")), 422, "Välj ett av alternativen", "a@b.example")
	want(t, "nobody", c.Post(invitations+"/nya", form("gor", "granska", "lista", " ")), 422, "Klistra in minst en person")
	for range 2 {
		a := c.Post(invitations+"/nya", previewed("Asa", "Bo", "Cia"))
		if a.Status != 303 && a.Status != 422 {
			t.Fatalf("%d\n%s", a.Status, snippet(a.Body))
		}
	}
	if count(t, s, "SELECT COUNT(*) FROM mails WHERE kind = 'invitation'") != 3 || !strings.Contains(actions(t, s), "invited invitations=3") {
		t.Errorf("mails, or log: %s", actions(t, s))
	}
	want(t, "list", c.Get(invitations+"?klart=invited"), 200, "Inbjudningarna skickas inom kort", "Asa", "Inbjuden", "Nacka kommun", "bo@<wbr>nacka.example")
	want(t, "mails", c.Get(root+"/mejl"), 200, "Inbjudan")
	c.Lang = "en"
	want(t, "english", c.Get(invitations), 200, "Who may register?")
}

func invited(t *testing.T, s *webtest.Site, email string) registration.Invitation {
	t.Helper()
	all, err := registration.Invitations(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range all {
		if i.Email == email {
			return i
		}
	}
	t.Fatalf("%s is not invited", email)
	return registration.Invitation{}
}

func TestRemindersShowWhomAndWhen(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	c.Post(invitations+"/nya", previewed("Asa", "Bo", "Cia"))
	want(t, "same day", c.Get(invitations+"/paminn"), 200, "Det finns ingen att påminna nu", "3 personer till")
	s.Write(func(tx *store.Tx) error {
		yesterday := store.At(s.Clock.Now().Add(-25 * time.Hour))
		if err := tx.Exec("UPDATE invitations SET invited_at = ?", yesterday).Error; err != nil {
			return err
		}
		if err := registration.DeclineInvitation(tx, invited(t, s, "bo@nacka.example")); err != nil {
			return err
		}
		_, err := registration.Add(tx, s.Edition, registration.Form{Name: "Cia", Email: "cia@nacka.example", Organisation: "nacka-kommun"}, registration.FromOrganiser, "x")
		return err
	})
	ask := c.Get(invitations + "/paminn")
	want(t, "ask", ask, 200, "En person har inte svarat", "Asa", "2027-01-31")
	lacks(t, "ask", ask, "<th scope=\"row\">Bo", "<th scope=\"row\">Cia")
	for range 3 {
		if a := c.Post(invitations+"/paminn", nil); a.Status != 303 {
			t.Fatal(a.Status)
		}
	}
	if n := count(t, s, "SELECT COUNT(*) FROM mails WHERE kind = 'invitation_reminder'"); n != 1 {
		t.Errorf("%d reminders", n)
	}
	want(t, "list", c.Get(invitations), 200, "Påmind", "Tackat nej", "Anmäld")
	want(t, "tab", c.Get(invitations+"?svar=declined"), 200, "bo@<wbr>nacka.example")
	lacks(t, "tab", c.Get(invitations+"?svar=declined"), "asa@<wbr>nacka.example")
	want(t, "made-up tab", c.Get(invitations+"?svar=%22%3E%3Cb&sida=-4"), 200, "asa@<wbr>nacka.example")
	s.Write(func(tx *store.Tx) error { return tx.Exec("UPDATE editions SET state = ?", event.Closed).Error })
	want(t, "closed", c.Post(invitations+"/paminn", nil), 409, "Anmälan är inte öppen")
}

func TestWhoMayRegisterIsSetOnce(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	v := version(t, s)
	if a := c.Post(invitations+"/atkomst", form("access", "invitation", "version", v)); a.Status != 303 {
		t.Fatal(a.Status)
	}
	want(t, "saved", c.Get(invitations+"?klart=access_set"), 200, `value="invitation" checked`)
	want(t, "the second organiser", c.Post(invitations+"/atkomst", form("access", "open", "version", v)), 409)
	want(t, "unknown", c.Post(invitations+"/atkomst", form("access", "nobody", "version", version(t, s))), 422)
	want(t, "nothing", c.Post(invitations+"/atkomst", nil), 422)
	if !strings.Contains(actions(t, s), "access_set access=invitation") {
		t.Error(actions(t, s))
	}
}

func TestLinksOfOrganisations(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	for range 2 {
		if a := c.Post(invitations+"/lankar", nil); a.Status != 303 {
			t.Fatal(a.Status)
		}
	}
	organisations := count(t, s, "SELECT COUNT(*) FROM organisations")
	if n := count(t, s, "SELECT COUNT(*) FROM invitation_links"); n != organisations {
		t.Errorf("%d links for %d organisations", n, organisations)
	}
	links, err := registration.InvitationLinks(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	link, here := links[0], invitations+"/lankar/"+string(links[0].ID)
	code := link.Code(s.Store.Keys())
	want(t, "page", c.Get(here), 200, `<svg class="qr"`, "http://samling.test/inbjudan/"+code, link.OrganisationName)
	png, pdf := c.Get(here+"/kod.png"), c.Get(here+"/kod.pdf")
	if png.Status != 200 || !strings.HasPrefix(png.Body, "\x89PNG") || pdf.Status != 200 || !strings.HasPrefix(pdf.Body, "%PDF") ||
		png.Header.Get("Cache-Control") != "no-store" || !strings.Contains(png.Header.Get("Content-Disposition"), "inbjudan-"+link.OrganisationKey) {
		t.Errorf("%d %d %v", png.Status, pdf.Status, png.Header)
	}
	want(t, "ask", c.Get(here+"/aterkalla"), 200, "slutar gälla")
	if a := c.Post(here+"/aterkalla", nil); a.Status != 303 {
		t.Fatal(a.Status)
	}
	revoked := c.Get(here)
	want(t, "revoked", revoked, 200, "Länken är återkallad", "Skapa en ny länk")
	lacks(t, "revoked", revoked, `<svg class="qr"`, code)
	want(t, "picture of a revoked one", c.Get(here+"/kod.png"), 410)
	want(t, "page of a revoked one", c.Get(here+"/kod.pdf"), 410)
	if a := c.Post(here+"/ny", nil); a.Status != 303 {
		t.Fatal(a.Status)
	}
	renewed := c.Get(here)
	want(t, "renewed", renewed, 200, `<svg class="qr"`)
	lacks(t, "renewed", renewed, code)
	for _, want := range []string{"links_made", "link_revoked", "link_renewed"} {
		if !strings.Contains(actions(t, s), want) {
			t.Errorf("no %s in %s", want, actions(t, s))
		}
	}
	other := s.Import(s.Edition.StartsAt.AddDate(-1, 0, 0), "samverkansdag-2026", 2)
	for _, path := range []string{"", "/kod.png", "/kod.pdf", "/aterkalla"} {
		want(t, "of another edition", c.Get("/arrangor/"+other.Slug+"/inbjudningar/lankar/"+string(link.ID)+path), 404)
	}
}

func TestRevokingAnInvitation(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	c.Post(invitations+"/nya", previewed("Asa"))
	i := invited(t, s, "asa@nacka.example")
	want(t, "ask", c.Get(invitations+"/"+string(i.ID)+"/aterkalla"), 200, "Länken som Asa har fått")
	if a := c.Post(invitations+"/"+string(i.ID)+"/aterkalla", nil); a.Status != 303 {
		t.Fatal(a.Status)
	}
	want(t, "list", c.Get(invitations), 200, "Återkallad")
	if !strings.Contains(actions(t, s), "invitation_revoked") {
		t.Error(actions(t, s))
	}
	want(t, "unknown", c.Post(invitations+"/00000000000000000000/aterkalla", nil), 404)
	if c.Post(invitations+"/nya", previewed("Asa")); count(t, s, "SELECT COUNT(*) FROM mails WHERE kind = 'invitation'") != 2 {
		t.Error("not invited anew")
	}
}

func TestNobodyIsInvitedToADraft(t *testing.T) {
	s := newSite(t)
	s.Write(func(tx *store.Tx) error { return tx.Exec("UPDATE editions SET state = ?", event.Draft).Error })
	c := s.As("organiser")
	want(t, "page", c.Get(invitations+"/nya"), 200, "Evenemanget är inte publicerat")
	want(t, "send", c.Post(invitations+"/nya", previewed("Asa")), 409, `value="Asa"`)
	if count(t, s, "SELECT COUNT(*) FROM mails") != 0 {
		t.Error("mailed all the same")
	}
}

func TestCoordinatorsOfAnEdition(t *testing.T) {
	s := newSite(t)
	c, path := s.As("organiser"), root+"/samordnare"
	want(t, "empty", c.Get(path), 200, "Det finns inga samordnare än.")
	want(t, "nothing", c.Post(path, nil), 422, "Skriv ett namn", "Välj organisation i listan")
	want(t, "half an address", c.Post(path, form("name", "Siv Sund", "email", "siv@", "organisation", "nacka-kommun")), 422, `value="Siv Sund"`, `value="nacka-kommun" selected`)
	siv := form("name", "Siv Sund", "email", "siv@nacka.example", "organisation", "nacka-kommun")
	if a := c.Post(path, siv); a.Status != 303 {
		t.Fatalf("%d\n%s", a.Status, snippet(a.Body))
	}
	want(t, "twice", c.Post(path, siv), 409, "redan samordnare", `value="Siv Sund"`)
	list := c.Get(path)
	want(t, "list", list, 200, "Siv Sund", "siv@<wbr>nacka.example", "Mejlad")
	all, err := registration.Coordinators(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	lacks(t, "the organiser's list has no secret", list, all[0].Link(s.Store.Keys()))
	here := path + "/" + string(all[0].ID)
	for _, what := range []string{"/mejla", "/ny", "/aterkalla", "/aterkalla"} {
		if a := c.Post(here+what, nil); a.Status != 303 {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
	want(t, "revoked", c.Get(path), 200, "Återkallad")
	want(t, "mail a revoked one", c.Post(here+"/mejla", nil), 409, "redan ändrad eller återkallad")
	if n := count(t, s, "SELECT COUNT(*) FROM mails WHERE kind = 'group_link'"); n != 3 {
		t.Errorf("%d mails", n)
	}
	for _, want := range []string{"coordinator_added", "coordinator_mailed", "coordinator_renewed", "coordinator_revoked"} {
		if !strings.Contains(actions(t, s), want) {
			t.Errorf("no %s in %s", want, actions(t, s))
		}
	}
	other := s.Import(s.Edition.StartsAt.AddDate(-1, 0, 0), "samverkansdag-2026", 2)
	for _, what := range []string{"/mejla", "/ny", "/aterkalla"} {
		want(t, "of another edition", c.Post("/arrangor/"+other.Slug+"/samordnare/"+string(all[0].ID)+what, nil), 404)
	}
}

func TestOnlyOrganisersInvite(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{invitations, invitations + "/nya", invitations + "/paminn", root + "/samordnare"} {
		for role, status := range map[string]int{"": 303, "door": 403, "host": 403, "nobody": 403} {
			if a := s.As(role).Get(path); a.Status != status {
				t.Errorf("%q at %s: %d", role, path, a.Status)
			}
		}
	}
}

func TestInvitationPagesInBothLanguagesWithMany(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	s.Write(func(tx *store.Tx) error {
		var forms []registration.Form
		for n := range 130 {
			forms = append(forms, registration.Form{Name: "Person " + strings.Repeat("x", n%9), Email: "p" + strings.Repeat("y", n) + "@nacka.example"[n/130:]})
		}
		_, err := registration.Invite(tx, s.Edition, forms, "x")
		return err
	})
	for _, lang := range []string{"sv", "en"} {
		c.Lang = lang
		for _, path := range []string{invitations, invitations + "?sida=3", invitations + "?svar=invited", invitations + "/nya", invitations + "/paminn", root + "/samordnare"} {
			a := c.Get(path)
			want(t, lang+path, a, 200)
			lacks(t, lang+path, a, "invitations.", "coordinators.", "paste.", "&lt;no value", "%!")
		}
	}
}
