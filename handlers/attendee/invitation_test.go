package attendee_test

import (
	"net/http"
	"strings"
	"testing"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// invite invites somebody to the visit's day; it gives the invitation's code.
func (v *visit) invite(email, organisation string) string {
	v.t.Helper()
	v.Write(func(tx *store.Tx) error {
		_, err := registration.Invite(tx, v.Edition, []registration.Form{{Name: "Bo Ek", Email: email, Organisation: organisation}}, "anna")
		return err
	})
	return v.invitation(email).Code(v.Store.Keys())
}

func (v *visit) invitation(email string) registration.Invitation {
	v.t.Helper()
	all, err := registration.Invitations(v.Store.Read(v.t.Context()), v.Edition.ID)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, i := range all {
		if i.Email == email {
			return i
		}
	}
	v.t.Fatalf("%s is not invited", email)
	return registration.Invitation{}
}

func (v *visit) organisationLink(key string) registration.Invitation {
	v.t.Helper()
	v.Write(func(tx *store.Tx) error { _, err := registration.MakeLinks(tx, v.Edition.ID, "anna"); return err })
	links, err := registration.InvitationLinks(v.Store.Read(v.t.Context()), v.Edition.ID)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, l := range links {
		if l.OrganisationKey == key {
			return l
		}
	}
	v.t.Fatal("no link")
	return registration.Invitation{}
}

func (v *visit) only() { v.sql("UPDATE editions SET access = ?", event.InvitedOnly) }

func TestAnInvitationIsAcceptedOrDeclined(t *testing.T) {
	v := newVisit(t)
	path := "/inbjudan/" + v.invite("bo.ek@nacka.example", "nacka-kommun")
	v.Do(http.MethodHead, path, "", "") // a mail gateway that looks whether the link is alive
	if !v.invitation("bo.ek@nacka.example").OpenedAt.IsZero() {
		t.Error("a gateway counts as opened")
	}
	page := v.Get(path)
	v.expect("invitation", page, 200, "Du är inbjuden till", "Inbjudan gäller Nacka kommun", "Jag kan inte komma", "/anmalan?inbjudan=")
	if page.Header.Get("X-Robots-Tag") == "" || v.invitation("bo.ek@nacka.example").Answer() != registration.Opened {
		t.Error("not noted as opened, or open to search engines")
	}
	for range 2 {
		if a := v.Post(path+"/nej", nil); a.Status != 303 {
			t.Fatal(a.Status)
		}
	}
	v.expect("declined", v.Get(path), 200, "Tack för att du sa till", "Ångra")
	if a := v.Post(path+"/angra", nil); a.Status != 303 || v.invitation("bo.ek@nacka.example").Answer() != registration.Opened {
		t.Errorf("undo: %d", a.Status)
	}
	form := v.Get(formPath + "?inbjudan=" + strings.TrimPrefix(path, "/inbjudan/"))
	v.expect("form", form, 200, `value="bo.ek@nacka.example"`, `value="Bo Ek"`, `value="nacka-kommun" selected`, `name="inbjudan"`)
	if form.Header.Get("Cache-Control") != "no-store" {
		t.Error("a filled-in form may be kept")
	}
	v.register("email", "annan@nacka.example", "inbjudan", strings.TrimPrefix(path, "/inbjudan/"))
	v.expect("answered", v.Get(path), 200, "Du är redan anmäld")
	v.Post(path+"/nej", nil)
	if a := v.invitation("bo.ek@nacka.example").Answer(); a != registration.AnswerYes {
		t.Errorf("declining does not cancel: %s", a)
	}
}

func TestOnlyTheInvitedMayRegister(t *testing.T) {
	v := newVisit(t)
	v.Get(formPath) // the open form lies in the cache
	code := v.invite("bo.ek@nacka.example", "nacka-kommun")
	link := v.organisationLink("nacka-kommun").Code(v.Store.Keys())
	v.only()
	v.expect("form without a code", v.Get(formPath), 403, "Anmälan är för inbjudna", "Du behöver en inbjudan", "Vill du komma? Fråga")
	v.expect("forged", v.Get(formPath+"?inbjudan="+strings.Repeat("A", 26)), 403, "Du behöver en inbjudan")
	v.expect("post without a code", v.Post(formPath, filled()), 403, "Anmälan är för inbjudna")
	v.expect("post with a forged one", v.Post(formPath, filled("inbjudan", "x")), 403, "Du behöver en inbjudan", `value="Amina Lindqvist"`)
	v.expect("form", v.Get(formPath+"?inbjudan="+code), 200, `name="inbjudan"`)
	v.expect("wrong organisation", v.Post(formPath, filled("inbjudan", link, "organisation", "botkyrka-kommun")), 422, "Inbjudan gäller en annan organisation", `value="Amina Lindqvist"`)
	v.expect("mistake keeps the code", v.Post(formPath, filled("inbjudan", code, "name", "")), 422, `name="inbjudan" value="`+code+`"`)
	v.register("inbjudan", code)
	v.expect("used", v.Post(formPath, filled("inbjudan", code, "email", "annan@nacka.example")), 409, "Inbjudan är redan använd", `value="annan@nacka.example"`)
	v.expect("used form", v.Get(formPath+"?inbjudan="+code), 409, "Inbjudan är redan använd")
	v.register("inbjudan", link, "email", "c@nacka.example")
	v.register("inbjudan", strings.ToLower(link), "email", "d@nacka.example")
	if n := v.number("SELECT COUNT(*) FROM registrations"); n != 3 {
		t.Errorf("%d registrations", n)
	}
}

func TestARevokedInvitation(t *testing.T) {
	v := newVisit(t)
	code := v.invite("bo.ek@nacka.example", "")
	link := v.organisationLink("nacka-kommun")
	v.only()
	v.Write(func(tx *store.Tx) error {
		if err := registration.RevokeLink(tx, v.Edition.ID, link.ID); err != nil {
			return err
		}
		return registration.RevokeInvitation(tx, v.Edition.ID, v.invitation("bo.ek@nacka.example").ID)
	})
	for _, c := range []string{code, link.Code(v.Store.Keys())} {
		v.expect("page", v.Get("/inbjudan/"+c), 410, "Inbjudan är återkallad")
		v.expect("form", v.Get(formPath+"?inbjudan="+c), 410, "Inbjudan är återkallad")
		v.expect("post", v.Post(formPath, filled("inbjudan", c)), 410, "Inbjudan är återkallad", `value="Amina Lindqvist"`)
	}
	v.expect("decline", v.Post("/inbjudan/"+code+"/nej", nil), 410)
	if v.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Error("registered with a revoked invitation")
	}
	v.sql("UPDATE editions SET access = ?", event.OpenToAll)
	v.expect("open to all", v.Get(formPath+"?inbjudan="+code), 200, "gäller inte längre, men du kan anmäla dig ändå")
	v.register("inbjudan", code)
}

func TestAnOrganisationsLinkLeadsToTheForm(t *testing.T) {
	v := newVisit(t)
	link := v.organisationLink("nacka-kommun")
	a := v.Get("/INBJUDAN/" + link.Code(v.Store.Keys())) // as the QR code has it
	if a.Status != 303 || !strings.HasPrefix(a.Header.Get("Location"), formPath+"?inbjudan=") {
		t.Fatalf("%d %s", a.Status, a.Header.Get("Location"))
	}
	v.expect("form", v.Get(a.Header.Get("Location")), 200, `value="nacka-kommun" selected`, "Inbjudan gäller Nacka kommun")
	v.expect("nobody declines for an organisation", v.Post("/inbjudan/"+link.Code(v.Store.Keys())+"/nej", nil), 404)
}

func TestUnknownInvitations(t *testing.T) {
	v := newVisit(t)
	code := v.invite("bo.ek@nacka.example", "")
	for _, path := range []string{"/inbjudan/x", "/inbjudan/" + strings.Repeat("B", 26), "/inbjudan/%00"} {
		v.expect(path, v.Get(path), 404)
		v.expect(path, v.Post(path+"/nej", nil), 404)
	}
	v.sql("UPDATE editions SET state = ?", event.Draft)
	v.expect("draft", v.Get("/inbjudan/"+code), 404)
}

func TestAnInvitationWhenRegistrationIsShut(t *testing.T) {
	v := newVisit(t)
	code := v.invite("bo.ek@nacka.example", "")
	v.sql("UPDATE editions SET state = ?", event.Closed)
	v.expect("page", v.Get("/inbjudan/"+code), 200, "Det går inte att anmäla sig just nu", "Jag kan inte komma")
	v.expect("form", v.Get(formPath+"?inbjudan="+code), 200, "Anmälan har stängt")
}

func TestACodeOfAnotherDayOpensNothing(t *testing.T) {
	v := newVisit(t)
	other := v.Import(v.Edition.StartsAt.AddDate(1, 0, 0), "samverkansdag-2028", 4)
	v.Write(func(tx *store.Tx) error { _, err := registration.MakeLinks(tx, other.ID, "anna"); return err })
	links, err := registration.InvitationLinks(v.Store.Read(t.Context()), other.ID)
	if err != nil || len(links) == 0 {
		t.Fatal(err)
	}
	code := links[0].Code(v.Store.Keys())
	v.only()
	v.expect("form", v.Get(formPath+"?inbjudan="+code), 403, "Du behöver en inbjudan")
	v.expect("post", v.Post(formPath, filled("inbjudan", code, "organisation", links[0].OrganisationKey)), 403, "Du behöver en inbjudan")
	if v.number("SELECT COUNT(*) FROM registrations") != 0 {
		t.Error("registered with another day's code")
	}
}
