package door_test

import (
	"net/url"
	"strings"
	"testing"

	"samling/models/store"
)

// value finds what a page's hidden field holds.
func value(page, name string) string {
	_, rest, _ := strings.Cut(page, `name="`+name+`" value="`)
	found, _, _ := strings.Cut(rest, `"`)
	return found
}

func TestTheDeskWithoutAScript(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	root := "/dorr/" + s.Edition.Slug + "/disk"
	staff := s.As("door")
	there, waits := s.guest(s.Edition, "Asa Öberg"), s.guest(s.Edition, "Väntar Länge")
	s.Write(func(tx *store.Tx) error { return s.putInQueue(tx, waits) })
	page := staff.Get(root)
	if page.Status != 200 || !strings.Contains(page.Body, "Lägg till drop-in") || !strings.Contains(page.Body, " selected") {
		t.Fatalf("%d %s", page.Status, page.Body)
	}
	form := url.Values{"nonce": {value(page.Body, "nonce")}, "name": {"Ny Person"}}
	wrong := staff.Post(root+"/drop-in", form)
	if wrong.Status != 422 || !strings.Contains(wrong.Body, `value="Ny Person"`) || !strings.Contains(wrong.Body, "Fel:") {
		t.Errorf("%d %s", wrong.Status, wrong.Body)
	}
	form.Set("organisation", "nacka-kommun")
	form["session"] = []string{string(s.rooms()[0].ID), ""}
	in := staff.Post(root+"/drop-in", form)
	if in.Status != 200 || !strings.Contains(in.Body, "VÄLKOMMEN") || !strings.Contains(in.Body, "Ny Person") {
		t.Errorf("%d %s", in.Status, in.Body)
	}
	_, next, _ := strings.Cut(in.Header.Get("Refresh"), "url=")
	back := staff.Get(next) // where the browser goes by itself when the name has stood long enough
	if back.Status != 200 || !strings.Contains(back.Body, "Ångra senaste incheckningen") {
		t.Fatalf("%s: %d %s", next, back.Status, back.Body)
	}
	if a := staff.Post("/dorr/"+s.Edition.Slug+"/angra", url.Values{"nonce": {form.Get("nonce")}}); a.Status != 200 ||
		s.number("SELECT COUNT(*) FROM admissions") != 0 {
		t.Errorf("%d, and still in", a.Status)
	}
	hits := staff.Post(root+"/sok", url.Values{"q": {"oberg"}})
	if hits.Status != 200 || !strings.Contains(hits.Body, "Asa Öberg") {
		t.Fatalf("%d %s", hits.Status, hits.Body)
	}
	if a := staff.Post(root+"/sok", url.Values{"q": {"x"}}); a.Status != 422 {
		t.Errorf("%d", a.Status)
	}
	person := staff.Post(root+"/person", url.Values{"registration_id": {string(there.ID)}})
	if !strings.Contains(person.Body, "Byt till en kollega") || !strings.Contains(person.Body, "/skylt/") {
		t.Fatalf("%d %s", person.Status, person.Body)
	}
	change := url.Values{"registration_id": {string(there.ID)}, "version": {value(person.Body, "version")}, "nonce": {s.nonce()}, "name": {"1"}}
	if a := staff.Post(root+"/byt", change); a.Status != 422 || !strings.Contains(a.Body, "Asa Öberg") {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	change.Set("name", "Bo Ek")
	if a := staff.Post(root+"/byt", change); a.Status != 200 || !strings.Contains(a.Body, "Bo Ek") || !strings.Contains(a.Body, "VÄLKOMMEN") {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	change.Set("nonce", s.nonce())
	if a := staff.Post(root+"/byt", change); a.Status != 409 {
		t.Errorf("%d", a.Status)
	}
	if a := staff.Post(root+"/plats", url.Values{"registration_id": {string(waits.ID)}, "nonce": {s.nonce()}}); a.Status != 200 || !strings.Contains(a.Body, "VÄLKOMMEN") {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	if a := staff.Post(root+"/person", url.Values{"registration_id": {string(store.NewID())}}); a.Status != 404 {
		t.Errorf("%d", a.Status)
	}
}

func TestCasesWithoutAScript(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	root := "/dorr/" + s.Edition.Slug + "/disk"
	staff, waits := s.As("door"), s.guest(s.Edition, "Väntar Länge")
	s.Write(func(tx *store.Tx) error { return s.putInQueue(tx, waits) })
	scan := s.nonce()
	s.redeem(map[string]any{"code": s.code(waits), "nonce": scan})
	s.ask("case", map[string]any{"nonce": s.nonce(), "scan": scan})
	list := staff.Get(root)
	if !strings.Contains(list.Body, "Ärende 1") || strings.Contains(list.Body, "Väntar Länge") {
		t.Fatalf("%s", list.Body)
	}
	id := value(list.Body, "case")
	opened := staff.Post(root+"/person", url.Values{"case": {id}})
	if opened.Status != 200 || !strings.Contains(opened.Body, "Väntar Länge") || !strings.Contains(opened.Body, "Ge en plats") {
		t.Fatalf("%d %s", opened.Status, opened.Body)
	}
	if a := staff.Post(root+"/arende", url.Values{"case": {id}, "outcome": {"maybe"}}); a.Status != 422 {
		t.Errorf("%d", a.Status)
	}
	if a := staff.Post(root+"/arende", url.Values{"case": {id}, "outcome": {"helped"}}); a.Status != 303 {
		t.Errorf("%d", a.Status)
	}
	if a := staff.Post(root+"/person", url.Values{"case": {id}}); a.Status != 410 {
		t.Errorf("%d", a.Status)
	}
}
