package checkin_test

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"samling/handlers/organiser/checkin"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
)

type site struct {
	*webtest.Site
	t      *testing.T
	root   string
	nonces int
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, Site: webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return checkin.New(app).Routes() })}
	s.root = "/arrangor/" + s.Edition.Slug
	s.Write(func(tx *store.Tx) error { return door.OpenDoor(tx, s.Edition, "organiser") })
	s.Edition.DoorOpenedAt = store.At(s.Clock.Now())
	return s
}

func (s *site) guest(name string, source registration.Source) registration.Registration {
	s.t.Helper()
	var r registration.Registration
	s.Write(func(tx *store.Tx) (err error) {
		s.nonces++
		f := registration.Form{Name: name, Organisation: "nacka-kommun", Lang: "sv", Email: fmt.Sprintf("g%d@nacka.example", s.nonces)}
		r, err = registration.Add(tx, s.Edition, f, source, "organiser")
		return err
	})
	return r
}

func (s *site) redeem(r registration.Registration, at string) {
	s.t.Helper()
	s.Write(func(tx *store.Tx) error {
		s.nonces++
		v, err := door.Redeem(tx, door.Presented{RegistrationID: r.ID, Nonce: fmt.Sprintf("nonce-%04d", s.nonces), Door: at}, s.Edition)
		if v.Status != door.OK {
			s.t.Errorf("%s: %s", r.Name, v.Reason)
		}
		return err
	})
}

func (s *site) has(a webtest.Answer, status int, words ...string) {
	s.t.Helper()
	if a.Status != status {
		s.t.Fatalf("%d, want %d: %s", a.Status, status, a.Body)
	}
	for _, w := range words {
		if !strings.Contains(a.Body, w) {
			s.t.Errorf("%q is not in\n%s", w, a.Body)
		}
	}
}

func (s *site) hasNot(a webtest.Answer, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if strings.Contains(a.Body, w) {
			s.t.Errorf("%q is in\n%s", w, a.Body)
		}
	}
}

func TestThePageSaysHowItStands(t *testing.T) {
	s := newSite(t)
	s.has(s.As("organiser").Get(s.root+"/incheckning"), 200, "0 av 0 är inne", "Kurvan börjar")
	in, _ := s.guest("Åsa Öberg", registration.FromOrganiser), s.guest("Saknad Person", registration.FromOrganiser)
	s.guest("Qvistalia Aliasdotter", registration.FromAlias)
	s.redeem(in, "Dörr 1")
	s.Clock.Add(time.Minute) // the figures are worked out at most once a second
	page := s.As("organiser").Get(s.root + "/incheckning")
	s.has(page, 200, "1 av 3 är inne", "Saknad Person", "Dörr 1", "Nacka kommun", `data-stream="`)
	s.hasNot(page, "Qvistalia")
	screen := s.As("organiser").Get(s.root + "/incheckning/skarm")
	s.has(screen, 200, "<b>1</b> av 3", "Dörr 1", "vy=skarm")
	s.hasNot(screen, "Saknad Person", "Åsa", "Qvistalia")
	english := s.As("organiser")
	english.Lang = "en"
	s.has(english.Get(s.root+"/incheckning"), 200, "1 of 3 are in")
	s.has(s.As("door").Get(s.root+"/incheckning"), 403)
}

func TestOneEventForWhoAsksForNoStream(t *testing.T) {
	s := newSite(t)
	s.redeem(s.guest("Åsa Öberg", registration.FromOrganiser), "Dörr 1")
	a := s.As("organiser").Get(s.root + "/incheckning/flode?vy=skarm")
	s.has(a, 200, "event: live\ndata: <h1", "<b>1</b> av 1")
	if a.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" || !strings.HasSuffix(a.Body, "\n\n") {
		t.Errorf("%s %q", a.Header.Get("Content-Type"), a.Body)
	}
	for _, line := range strings.Split(strings.TrimSpace(a.Body), "\n") {
		if !strings.HasPrefix(line, "data: ") && line != "event: live" {
			t.Errorf("a line that is none of an event: %q", line)
		}
	}
}

func TestTickingOffFromPaper(t *testing.T) {
	s := newSite(t)
	o, paper := s.As("organiser"), s.root+"/incheckning/papper"
	a, b := s.guest("Åsa Öberg", registration.FromOrganiser), s.guest("Bo Ek", registration.FromOrganiser)
	hidden := s.guest("Qvistalia Aliasdotter", registration.FromAlias)
	page := o.Get(paper)
	s.has(page, 200, "2 personer saknas", "Åsa Öberg", "Bo Ek")
	s.hasNot(page, "Qvistalia")
	s.has(o.Get(paper+"?organisation=nacka-kommun&sida=99"), 200, "Åsa Öberg")
	batch := between(page.Body, `name="batch" value="`, `"`)
	s.has(o.Post(paper, url.Values{"batch": {batch}}), 422, "Kryssa för minst en person")
	s.has(o.Post(paper, url.Values{"batch": {batch}, "person": {string(a.ID)}, "at": {"25.99"}}), 422, "Skriv tiden", `value="25.99"`, "checked")
	wrong := o.Post(paper, url.Values{"batch": {batch}, "person": {string(a.ID)}, "at": {"8.40"}, "references": {"ZZZ 999\n" + hidden.Reference}})
	s.has(wrong, 200, "2 personer är incheckade", "ZZZ 999", "1 person saknas")
	s.hasNot(wrong, "Qvistalia")
	done := o.Post(paper, url.Values{"batch": {string(store.NewID())}, "person": {string(b.ID)}})
	if done.Status != 303 {
		t.Fatalf("%d %s", done.Status, done.Body)
	}
	after := o.Get(strings.TrimPrefix(done.Header.Get("Location"), webtest.BaseURL))
	s.has(after, 200, "1 person är incheckad", "Ångra de senaste kryssen", "Ingen på listan saknas")
	undo := between(after.Body, `papper/angra"><input type="hidden" name="batch" value="`, `"`)
	if a := o.Post(paper+"/angra", url.Values{"batch": {undo}}); a.Status != 303 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	s.has(o.Get(paper), 200, "1 person saknas", "Bo Ek")
	s.has(o.Post(paper+"/angra", url.Values{"batch": {undo}}), 409, "inga kryss kvar")
}

func TestThePaperListIsAPDF(t *testing.T) {
	s := newSite(t)
	s.guest("Åsa Öberg", registration.FromOrganiser)
	s.guest("Qvistalia Aliasdotter", registration.FromAlias)
	const long = "Enskede-Årsta-Vantörs stadsdelsförvaltning"
	s.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE organisations SET name = ? WHERE edition_id = ? AND key = 'nacka-kommun'", long, s.Edition.ID).Error
	})
	a := s.As("organiser").Get(s.root + "/incheckning/papper.pdf")
	if a.Status != 200 || !strings.HasPrefix(a.Body, "%PDF") {
		t.Fatalf("%d %.40s", a.Status, a.Body)
	}
	pdf := filepath.Join(t.TempDir(), "list.pdf")
	if err := os.WriteFile(pdf, []byte(a.Body), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatalf("poppler-utils: %v", err)
	}
	if !strings.Contains(string(text), "Åsa Öberg") || !strings.Contains(string(text), long) || strings.Contains(string(text), "Qvistalia") {
		t.Errorf("%s", text)
	}
}

func between(s, from, to string) string {
	_, rest, _ := strings.Cut(s, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}
