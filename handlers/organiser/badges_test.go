package organiser_test

import (
	"strings"
	"testing"

	"samling/handlers/webtest"
	"samling/models/registration"
	"samling/models/store"
)

func TestBadgesArePrintedForAllOrSome(t *testing.T) {
	s := newSite(t)
	list := people(t, s, 12)
	c, path := s.As("organiser"), root+"/namnskyltar.pdf"
	for _, layout := range []string{"a4-10", "a4-4", "a6", "", "nonsense"} {
		a := c.Get(path + "?layout=" + layout)
		want(t, layout, a, 200)
		if !strings.HasPrefix(a.Body, "%PDF-") || a.Header.Get("Content-Type") != "application/pdf" {
			t.Errorf("%s: no PDF", layout)
		}
	}
	all, some := c.Get(path+"?layout=a6"), c.Get(path+"?layout=a6&id="+string(list[0].ID)+"&id="+string(list[1].ID))
	if n := strings.Count(all.Body, "/Type /Page\n"); n != 12 {
		t.Errorf("%d pages for 12 people", n)
	}
	if n := strings.Count(some.Body, "/Type /Page\n"); n != 2 {
		t.Errorf("%d pages for two ids", n)
	}
	one := c.Get(path + "?layout=a6&referenser=" + strings.ToLower(list[3].Reference))
	if n := strings.Count(one.Body, "/Type /Page\n"); n != 1 {
		t.Errorf("%d pages for one reference", n)
	}
	want(t, "nobody", c.Get(path+"?organisation=huddinge-kommun"), 404, "Inga namnskyltar passar")
	want(t, "unknown organisation", c.Get(path+"?organisation=finns-inte"), 404)
}

// printedPages is how many A6 badges an address gives; each is a page.
func printedPages(t *testing.T, c *webtest.Client, query string) int {
	t.Helper()
	return strings.Count(c.Get(root+"/namnskyltar.pdf?layout=a6"+query).Body, "/Type /Page\n")
}

func TestOnlyWhatHasChangedIsPrintedAgain(t *testing.T) {
	s := newSite(t)
	withoutQuotas(s)
	list := people(t, s, 6)
	c := s.As("organiser")
	if n := printedPages(t, c, "&vilka=andrade"); n != 6 {
		t.Fatalf("%d badges of 6 that were never printed", n)
	}
	want(t, "nothing has changed", c.Get(root+"/namnskyltar.pdf?vilka=andrade"), 404, "Inga namnskyltar passar")
	lacks(t, "nothing has changed", c.Get(root+"/namnskyltar"), "Skriv ut bara dem")
	s.Write(func(tx *store.Tx) error {
		_, err := registration.Update(tx, list[2].ID, list[2].Version, registration.Form{Name: "Person Nyttnamn", Email: list[2].Email,
			Organisation: "nacka-kommun", Lang: "sv"}, "test")
		return err
	})
	register(t, s, registration.FromOrganiser, "Sen Gäst")
	want(t, "told", c.Get(root+"/namnskyltar"), 200, "2 skyltar är nya eller ändrade")
	if n := printedPages(t, c, "&vilka=andrade"); n != 2 {
		t.Errorf("%d badges, want the renamed one and the new one", n)
	}
	if n := printedPages(t, c, ""); n != 7 {
		t.Errorf("%d badges in all, want 7", n)
	}
}

func TestFieldsAndBacksAreChosenForAll(t *testing.T) {
	s := newSite(t)
	withoutQuotas(s)
	people(t, s, 3)
	c := s.As("organiser")
	if n := printedPages(t, c, "&valt=ja&falt=organisation&falt=baksida"); n != 6 {
		t.Errorf("%d pages, want three badges and their backs", n)
	}
	page := c.Get(root + "/namnskyltar?valt=ja&falt=titel&ordning=organisation&vilka=kvar")
	want(t, "what was chosen is kept", page, 200, `value="titel" checked`, `value="organisation" selected`, `value="kvar" selected`)
	lacks(t, "what was chosen is kept", page, `value="baksida" checked`)
}
