package organiser_test

import (
	"regexp"
	"strings"
	"testing"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

func TestNextYearInOneStep(t *testing.T) {
	s := newSite(t)
	people(t, s, 3)
	c := s.As("organiser")
	page := c.Get(root + "/nasta-ar")
	want(t, "presets", page, 200, `value="samverkansdag-2028"`, `value="2028-03-02"`, `value="4"`)
	good := form("title", "Samverkansdag 2028", "slug", "samverkansdag-2028", "number", "4", "date", "2028-03-02")
	bad := form("title", "", "slug", "Inte En Adress", "number", "fyra", "date", "igår")
	want(t, "bad", c.Post(root+"/nasta-ar", bad), 422, "Inte En Adress", `href="#title"`, `href="#slug"`, `href="#number"`, `href="#date"`)
	a := c.Post(root+"/nasta-ar", good)
	want(t, "made", a, 303)
	if !strings.HasPrefix(a.Header.Get("Location"), "/arrangor/samverkansdag-2028") {
		t.Fatal(a.Header.Get("Location"))
	}
	want(t, "overview", c.Get(a.Header.Get("Location")), 200, "Utkastet är skapat", "Gå igenom innan du publicerar", "4 seminarier", "frågor i utvärderingen")
	want(t, "taken", c.Post(root+"/nasta-ar", good), 409, "Adressen används redan", `value="Samverkansdag 2028"`)
	db := s.Store.Read(t.Context())
	made, err := event.BySlug(db, "samverkansdag-2028")
	if err != nil {
		t.Fatal(err)
	}
	was, _ := survey.Questions(db, s.Edition.ID)
	now, _ := survey.Questions(db, made.ID)
	if len(now) == 0 || len(was) != len(now) {
		t.Errorf("%d questions became %d", len(was), len(now))
	}
	want(t, "nobody came along", c.Get("/arrangor/samverkansdag-2028/deltagare"), 200, "Ingen har anmält sig än")
	want(t, "a draft is not public", s.As("").Get("/samverkansdag-2028"), 404)
}

// Somebody who arranges one edition only arranges the one they make of it.
func TestWhoMakesItArrangesIt(t *testing.T) {
	s := newSite(t)
	s.Write(func(tx *store.Tx) error {
		users, err := account.List(tx.DB)
		if err != nil {
			return err
		}
		for _, u := range users {
			if u.Name == "nobody" {
				return account.Grant(tx, u.ID, account.Organiser, s.Edition.ID)
			}
		}
		return nil
	})
	c := s.As("nobody")
	a := c.Post(root+"/nasta-ar", form("title", "T", "slug", "nasta", "number", "4", "date", "2028-03-02"))
	want(t, "made", a, 303)
	want(t, "theirs", c.Get("/arrangor/nasta"), 200)
}

func TestStatesAreShownAsSteps(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	want(t, "steps", c.Get(root+"/uppgifter"), 200, `aria-current="step"`, "Vad som går att göra i varje läge", "Gallra personuppgifter")
	for _, state := range []string{"closed", "finished", "archived"} {
		want(t, state, c.Post(root+"/lage", form("version", version(t, s), "state", state)), 303)
	}
	want(t, "archived", c.Get(root+"/uppgifter"), 200, "Ta tillbaka ur arkivet")
	want(t, "no host", c.Post(root+"/vardar/ny", form("version", version(t, s), "name", "Ny", "kind", "stat")), 409, "i det läge som evenemanget är i")
	want(t, "no attendee", c.Post(root+"/deltagare/ny", form("name", "Ny", "email", "ny@nacka.example", "organisation", "nacka-kommun")), 409)
	want(t, "no import", c.Post(root+"/deltagare/importera", nil), 409)
	want(t, "no bulk", c.Post(root+"/deltagare/atgarder", form("atgard", "cancel")), 409)
	want(t, "list", c.Get(root+"/deltagare"), 200)
	want(t, "back", c.Post(root+"/lage", form("version", version(t, s), "state", "finished")), 303)
}

var idIn = regexp.MustCompile(`/(?:organisationer|material)/([0-9a-z]{20})`)

func TestOrganisationsAndMaterialAreEdited(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	people(t, s, 1)
	path := root + "/organisationer"
	want(t, "list", c.Get(path), 200, "Nacka kommun")
	want(t, "add", c.Post(path+"/ny", form("version", version(t, s), "name", "Månens kommun", "kind", "kommun")), 303)
	want(t, "twice", c.Post(path+"/ny", form("version", version(t, s), "name", " månens  KOMMUN", "kind", "kommun")), 422, "finns redan")
	want(t, "bad", c.Post(path+"/ny", form("version", version(t, s), "name", "", "kind", "rymd")), 422, `href="#name"`, `href="#kind"`)
	organisations, _ := event.Organisations(s.Store.Read(t.Context()), s.Edition.ID)
	ids := map[string]string{}
	for _, o := range organisations {
		ids[o.Name] = string(o.ID)
	}
	moon, nacka := path+"/"+ids["Månens kommun"], path+"/"+ids["Nacka kommun"]
	want(t, "rename", c.Post(moon, form("version", version(t, s), "name", "Marsdepartementet", "kind", "stat")), 303)
	want(t, "stale", c.Post(moon, form("version", "1", "name", "X", "kind", "stat")), 409)
	want(t, "ask", c.Get(moon+"/ta-bort"), 200, "Marsdepartementet")
	want(t, "in use", c.Post(nacka+"/ta-bort", form("version", version(t, s))), 409, "kan inte tas bort")
	want(t, "remove", c.Post(moon+"/ta-bort", form("version", version(t, s))), 303)
	want(t, "gone", c.Get(moon), 404)

	path = root + "/material"
	want(t, "script", c.Post(path+"/nytt", form("version", version(t, s), "title", "X", "url", "javascript:alert(1)")), 422, "javascript:alert(1)", `href="#url"`)
	want(t, "item of nowhere", c.Post(path+"/nytt", form("version", version(t, s), "title", "X", "url", "https://x.example", "item", "x")), 422)
	want(t, "add", c.Post(path+"/nytt", form("version", version(t, s), "title", "Bilder", "url", "https://x.example/a.pdf")), 303)
	page := c.Get(path)
	want(t, "list", page, 200, "Bilder", "https://x.example/a.pdf")
	for _, state := range []string{"closed", "finished"} {
		want(t, state, c.Post(root+"/lage", form("version", version(t, s), "state", state)), 303)
	}
	one := path + "/" + idIn.FindStringSubmatch(page.Body[strings.Index(page.Body, "Bilder")-120:])[1]
	want(t, "edit after the day", c.Post(one, form("version", version(t, s), "title", "Bilder II", "url", "https://x.example/b.pdf")), 303)
	want(t, "remove", c.Post(one+"/ta-bort", form("version", version(t, s))), 303)
	want(t, "removed", c.Get(one), 404)
}
