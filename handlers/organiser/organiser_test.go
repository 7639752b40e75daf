package organiser_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"samling/handlers/organiser"
	"samling/handlers/organiser/evaluation"
	"samling/handlers/organiser/seminars"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
)

const root = "/arrangor/samverkansdag-2027"

func newSite(t *testing.T) *webtest.Site {
	t.Helper()
	return webtest.New(t, func(app *web.App, composer *mail.Composer) []web.Route {
		return slices.Concat(organiser.New(app, composer).Routes(), seminars.New(app).Routes(), evaluation.New(app).Routes())
	})
}

// register adds people the way an organiser does; names are given one by one.
func register(t *testing.T, s *webtest.Site, source registration.Source, names ...string) []registration.Registration {
	t.Helper()
	var list []registration.Registration
	s.Write(func(tx *store.Tx) error {
		for i, name := range names {
			f := registration.Form{Name: name, Organisation: "nacka-kommun", Lang: "sv", Wishes: []string{"ratt-kurva", "losam", "trefas"}}
			if source != registration.FromAlias {
				f.Email = fmt.Sprintf("p%d.%s@nacka.example", i, event.Slug(name))
			}
			r, err := registration.Add(tx, s.Edition, f, source, "test")
			if err != nil {
				return err
			}
			list = append(list, r)
		}
		return nil
	})
	return list
}

// people makes n made-up attendees.
func people(t *testing.T, s *webtest.Site, n int) []registration.Registration {
	t.Helper()
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("Person Nummer%03d", i)
	}
	return register(t, s, registration.FromOrganiser, names...)
}

// version reads the edition's version as the forms carry it.
func version(t *testing.T, s *webtest.Site) string {
	t.Helper()
	e, err := event.ByID(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(e.Version)
}

// want checks an answer's status and that its page holds some texts.
func want(t *testing.T, what string, a webtest.Answer, status int, texts ...string) {
	t.Helper()
	if a.Status != status {
		t.Errorf("%s: status %d, want %d\n%s", what, a.Status, status, snippet(a.Body))
	}
	for _, text := range texts {
		if !strings.Contains(a.Body, text) {
			t.Errorf("%s: %q is not on the page\n%s", what, text, snippet(a.Body))
		}
	}
}

// lacks checks that some texts are not on a page.
func lacks(t *testing.T, what string, a webtest.Answer, texts ...string) {
	t.Helper()
	body := strings.ReplaceAll(a.Body, "css/organiser.css", "")
	for _, text := range texts {
		if strings.Contains(body, text) {
			t.Errorf("%s: %q is on the page", what, text)
		}
	}
}

func snippet(body string) string {
	if _, main, ok := strings.Cut(body, "<main"); ok {
		body = main
	}
	return body[:min(len(body), 1500)]
}

// form makes a posted form of pairs.
func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// pages are the addresses that need no more than an edition.
var pages = []string{"/arrangor", "/arrangor/mejl", root, root + "/uppgifter", root + "/deltagare", root + "/deltagare?status=skyddade",
	root + "/deltagare/ny", root + "/deltagare/ny-skyddad", root + "/vardar", root + "/vardar/ny", root + "/program", root + "/program/ny",
	root + "/seminarium/nytt", root + "/fordelning", root + "/namnskyltar", root + "/mejl", root + "/utvardering", root + "/deltagare.csv"}

func TestEveryPageInBothLanguagesEmptyAndFull(t *testing.T) {
	s := newSite(t)
	for _, full := range []bool{false, true} {
		if full {
			register(t, s, registration.FromOrganiser, strings.Repeat("Maximiliana ", 14)+"Wolfeschlegelstein-Hausenbergerdorff")
			people(t, s, 60)
		}
		for _, lang := range []string{"sv", "en"} {
			for _, path := range pages {
				c := s.As("organiser")
				c.Lang = lang
				a := c.Get(path)
				want(t, lang+" "+path, a, 200)
				lacks(t, lang+" "+path, a, "organiser.", "error.", "&lt;no value", "ZgotmplZ", "%!")
			}
		}
	}
}

func TestOnlyOrganisersComeIn(t *testing.T) {
	s := newSite(t)
	for _, path := range pages {
		for role, status := range map[string]int{"": 303, "door": 403, "host": 403, "nobody": 403} {
			if a := s.As(role).Get(path); a.Status != status {
				t.Errorf("%q at %s: %d, want %d", role, path, a.Status, status)
			}
		}
	}
	for _, path := range []string{root + "/fordelning", root + "/utvardering", root + "/lage", root + "/vardar/ny"} {
		for role, status := range map[string]int{"": 401, "door": 403, "host": 403} {
			if a := s.As(role).Post(path, nil); a.Status != status {
				t.Errorf("%q posts to %s: %d, want %d", role, path, a.Status, status)
			}
		}
	}
}

func TestUnknownThingsAreNotFound(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	for _, path := range []string{"/arrangor/no-such-day", root + "/deltagare/nonsense", root + "/deltagare/00000000000000000000",
		root + "/vardar/00000000000000000000", root + "/program/x", root + "/seminarium/%00", root + "/vardar/00000000000000000000/logga",
		"/arrangor/mejl/00000000000000000000", "/arrangor/mejl/x/visning"} {
		want(t, path, c.Get(path), 404)
	}
}

func TestAPersonOfAnotherEditionIsNotFound(t *testing.T) {
	s := newSite(t)
	p := people(t, s, 1)[0]
	other := s.Import(s.Edition.StartsAt.AddDate(-1, 0, 0), "samverkansdag-2026", 2)
	want(t, "other edition", s.As("organiser").Get("/arrangor/"+other.Slug+"/deltagare/"+string(p.ID)), 404)
	want(t, "own edition", s.As("organiser").Get(root+"/deltagare/"+string(p.ID)), 200, p.Reference)
}
