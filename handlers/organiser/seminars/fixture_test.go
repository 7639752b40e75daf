package seminars_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"samling/handlers/organiser/seminars"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/mail"
)

const (
	root = "/arrangor/samverkansdag-2027"
	path = root + "/fordelning"
)

// site is the room under test, with the job that works runs out at hand.
type site struct {
	*webtest.Site
	t *testing.T
}

func newSite(t *testing.T) site {
	t.Helper()
	s := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return seminars.New(app).Routes() })
	s.Write(func(tx *store.Tx) error { // more people than any organisation has seats for
		_, err := event.ReleaseQuotas(tx, s.Edition.ID)
		return err
	})
	return site{s, t}
}

// tend does what the job does every half second.
func (s site) tend() {
	s.t.Helper()
	if err := registration.TendRuns(s.t.Context(), s.Store); err != nil {
		s.t.Fatal(err)
	}
}

func (s site) organiser() *webtest.Client { return s.As("organiser") }

// add registers somebody with wishes, best first.
func (s site) add(source registration.Source, organisation, name string, wishes ...string) registration.Registration {
	s.t.Helper()
	f := registration.Form{Name: name, Organisation: organisation, Lang: "sv", Wishes: wishes}
	if source != registration.FromAlias {
		f.Email = event.Slug(name) + "@post.example"
	}
	var r registration.Registration
	s.Write(func(tx *store.Tx) (err error) {
		r, err = registration.Add(tx, s.Edition, f, source, "test")
		return err
	})
	return r
}

// crowd registers n people who all wish for the same.
func (s site) crowd(n int, wishes ...string) []registration.Registration {
	s.t.Helper()
	organisations := []string{"nacka-kommun", "botkyrka-kommun", "salems-kommun"}
	var list []registration.Registration
	for i := range n {
		list = append(list, s.add(registration.FromOrganiser, organisations[i%len(organisations)], fmt.Sprintf("Person Nummer%03d", i), wishes...))
	}
	return list
}

// run asks for a run and works it out.
func (s site) run(pairs ...string) seminar.Run {
	s.t.Helper()
	a := s.organiser().Post(path, form(pairs...))
	if a.Status != 303 {
		s.t.Fatalf("ask: %d %s", a.Status, snippet(a.Body))
	}
	s.tend()
	return s.latest()
}

func (s site) latest() seminar.Run {
	s.t.Helper()
	r, err := seminar.LatestRun(s.Store.Read(s.t.Context()), s.Edition.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// publish publishes a run and works that off.
func (s site) publish(r seminar.Run) {
	s.t.Helper()
	if a := s.organiser().Post(at(r)+"/publicera", nil); a.Status != 303 {
		s.t.Fatalf("publish: %d %s", a.Status, snippet(a.Body))
	}
	s.tend()
}

func (s site) places() map[store.ID][]seminar.Place {
	s.t.Helper()
	places, err := seminar.PlacesByPerson(s.Store.Read(s.t.Context()), s.Edition.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return places
}

// session is a seminar's session in a slot.
func (s site) session(key string, slot int) event.Session {
	s.t.Helper()
	db := s.Store.Read(s.t.Context())
	list, err := event.Seminars(db, s.Edition.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	sessions, err := event.Sessions(db, s.Edition.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, sem := range list {
		for _, session := range sessions {
			if sem.Key == key && session.SeminarID == sem.ID && session.Slot == slot {
				return session
			}
		}
	}
	s.t.Fatalf("no session of %s in slot %d", key, slot)
	return event.Session{}
}

// mails counts the mails about places.
func (s site) mails() int {
	s.t.Helper()
	mails, _, err := mailbox.Page(s.Store.Read(s.t.Context()), "", "", 5000, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	n := 0
	for _, m := range mails {
		if m.Kind == mailbox.Placement {
			n++
		}
	}
	return n
}

func at(r seminar.Run) string { return path + "/" + string(r.ID) }

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
	for _, text := range texts {
		if strings.Contains(a.Body, text) {
			t.Errorf("%s: %q is on the page", what, text)
		}
	}
}

func snippet(body string) string {
	if _, main, ok := strings.Cut(body, "<main"); ok {
		body = main
	}
	return body[:min(len(body), 2500)]
}

// form makes a posted form of pairs.
func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}
