package handlers_test

import (
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/store"
)

// TestTheEventPageComesFromTheCache: compressed, with an ETag, new within a second of a change, and 304 when the
// browser has it.
func TestTheEventPageComesFromTheCache(t *testing.T) {
	site := webtest.New(t, rooms)
	path := "/" + site.Edition.Slug
	visitor := site.As("")
	first := visitor.Get(path)
	etag := first.Header.Get("ETag")
	if first.Status != 200 || etag == "" || !strings.Contains(first.Body, "Rätt kurva") {
		t.Fatalf("%d %q", first.Status, etag)
	}
	visitor.Header["If-None-Match"] = etag
	if again := visitor.Get(path); again.Status != 304 || again.Body != "" {
		t.Errorf("the same page again: %d", again.Status)
	}
	delete(visitor.Header, "If-None-Match")
	visitor.Header["Accept-Encoding"] = "br"
	if packed := visitor.Get(path); packed.Header.Get("Content-Encoding") != "br" || len(packed.Body) > len(first.Body)/2 {
		t.Errorf("%s, %d of %d bytes", packed.Header.Get("Content-Encoding"), len(packed.Body), len(first.Body))
	}
	delete(visitor.Header, "Accept-Encoding")
	site.Write(func(tx *store.Tx) error { return event.SetCapacity(tx, site.Edition.ID, 77) })
	waitUntilDirty(t, site, visitor, path, "77 av 77 kvar")
}

// waitUntilDirty: the cache hears of a commit a moment after it, and then holds the page for at most a second.
func waitUntilDirty(t *testing.T, site *webtest.Site, visitor *webtest.Client, path, want string) {
	t.Helper()
	for range 100 {
		site.Clock.Add(2 * time.Second)
		if strings.Contains(visitor.Get(path).Body, want) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("the page never said %q", want)
}

// TestLinksInMailLookAlive: gateways ask with HEAD before they let a mail through.
func TestLinksInMailLookAlive(t *testing.T) {
	site := webtest.New(t, rooms)
	for path, want := range map[string]int{"/" + site.Edition.Slug: 200, "/": 200, "/no-such-day": 404, "/min/FORGED": 404} {
		answer := site.As("").Do("HEAD", path, "", "")
		if answer.Status != want || answer.Body != "" {
			t.Errorf("HEAD %s: %d with %d bytes", path, answer.Status, len(answer.Body))
		}
	}
}

// TestLanguageIsTheVisitors: the browser's language, else the chosen one.
func TestLanguageIsTheVisitors(t *testing.T) {
	site := webtest.New(t, rooms)
	visitor := site.As("")
	visitor.Lang = "en-GB,en;q=0.9"
	if body := visitor.Get("/" + site.Edition.Slug).Body; !strings.Contains(body, `<html lang="en">`) || !strings.Contains(body, ">Programme<") {
		t.Error("an English browser got no English page")
	}
	visitor.Header["Cookie"] = "sprak=sv"
	if body := visitor.Get("/" + site.Edition.Slug).Body; !strings.Contains(body, `<html lang="sv">`) {
		t.Error("the chosen language did not win")
	}
	for referer, want := range map[string]string{webtest.BaseURL + "/min/SECRET?x=1": "/min/SECRET?x=1", "https://evil.example/a": "/",
		webtest.BaseURL + "//evil.example": "/", "": "/"} {
		visitor.Header["Referer"] = referer
		if answer := visitor.Get("/sprak/en"); answer.Header.Get("Location") != want {
			t.Errorf("from %q sent to %s", referer, answer.Header.Get("Location"))
		}
	}
}

// TestOtherSitesCannotPost: a form on another site cannot act with a visitor's cookies.
func TestOtherSitesCannotPost(t *testing.T) {
	site := webtest.New(t, rooms)
	for _, header := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}} {
		client := site.As("organiser")
		client.Header = header
		if answer := client.Post("/arrangor/"+site.Edition.Slug+"/uppgifter", nil); answer.Status != 403 {
			t.Errorf("%v: %d", header, answer.Status)
		}
	}
	client := site.As("organiser")
	client.Header = map[string]string{"Sec-Fetch-Site": "same-origin"}
	if answer := client.Post("/arrangor/"+site.Edition.Slug+"/uppgifter", nil); answer.Status == 403 {
		t.Error("our own form was refused")
	}
}
