package attendee_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"samling/handlers/attendee"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
)

// hall is a site on the day itself, where nobody has a ballot yet.
func hall(t *testing.T) *webtest.Site {
	t.Helper()
	s := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return attendee.New(app).ShortRoutes() })
	s.Clock.Set(s.Edition.StartsAt.Add(3 * time.Hour))
	return s
}

func shortAnswers() url.Values {
	form := url.Values{}
	for _, code := range []string{"Q1", "Q2", "Q4", "Q7"} {
		form.Set(code, "5")
	}
	return form
}

func pool(t *testing.T, s *webtest.Site) int {
	t.Helper()
	s.Write(func(tx *store.Tx) error { _, err := survey.Tend(tx); return err })
	n, err := survey.ShortCount(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnybodyInTheHallAnswersTheShortForm(t *testing.T) {
	s := hall(t)
	c, path := s.As(""), "/samverkansdag-2027/svara"
	page := c.Get(path)
	if strings.Contains(page.Body, "data-draft>") { // the phone goes to the next one, who must not read what was begun
		t.Error("what somebody began to answer is kept for the next")
	}
	wants(t, "the form", page, 200, "Hur nöjd är du", "vi frågar inte vem du är")
	for _, not := range []string{"Var arbetar du", "Mejla mig", "Incheckning"} {
		if strings.Contains(page.Body, not) {
			t.Errorf("the short form asks %q", not)
		}
	}
	for range 11 {
		wants(t, "answer", c.Post(path, shortAnswers()), 303)
	}
	wants(t, "thanks", c.Get(path+"?tack=ja"), 200, "Tack för ditt svar", "Svara för en till")
	wants(t, "a seminar", c.Post(path+"/losam", url.Values{"S1_losam": {"4"}, "S2_losam": {"4"}, "S3_losam": {"none"}}), 303)
	wants(t, "no such seminar", c.Get(path+"/finns-inte"), 404)
	wants(t, "nothing chosen", c.Post(path, url.Values{}), 422, "Välj ett svar")
	if n := pool(t, s); n != 5 { // of eleven, one step of five is counted while at least five wait
		t.Errorf("%d are counted", n)
	}
	r, err := survey.ResultsOf(s.Store.Read(t.Context()), s.Edition, s.Clock.Now())
	if err != nil || r.Counted != 0 || r.Open.Counted != 5 {
		t.Errorf("%d by ballot and %d by code, want 0 and 5 (%v)", r.Counted, r.Open.Counted, err)
	}
}

func TestTheShortFormHasItsTime(t *testing.T) {
	s := hall(t)
	c, path := s.As(""), "/samverkansdag-2027/svara"
	s.Clock.Set(s.Edition.StartsAt.Add(-time.Hour))
	wants(t, "before the day", c.Post(path, shortAnswers()), 409, "har inte öppnat")
	s.Clock.Set(s.Edition.EndsAt.Add(25 * time.Hour))
	wants(t, "a day later", c.Post(path, shortAnswers()), 410, "stängd")
	s.Clock.Set(s.Edition.EndsAt.Add(-time.Hour))
	s.Write(func(tx *store.Tx) error { return survey.SetPlan(tx, s.Edition, survey.Plan{Opening: survey.ByHand}) })
	wants(t, "switched off", c.Get(path), 410, "stängd")
}

func TestATextThatPointsAtSomebodyIsAskedAbout(t *testing.T) {
	s := hall(t)
	c, path := s.As(""), "/samverkansdag-2027/svara"
	form := shortAnswers()
	form.Set("Q11", "Ring Kim på 070-123 45 67 <script>")
	wants(t, "asked", c.Post(path, form), 422, "Pekar texten ut någon?", "telefonnummer", "070-123 45 67", "Ingenting är skickat")
	form.Set("behall", "ja")
	wants(t, "kept", c.Post(path, form), 303)
	var waiting int
	if err := s.Store.Read(t.Context()).Raw("SELECT COUNT(*) FROM urn").Scan(&waiting).Error; err != nil || waiting != 1 {
		t.Errorf("%d in the urn (%v)", waiting, err)
	}
}

func TestFloodFromOnePlaceIsStopped(t *testing.T) {
	f := &web.Flood{Max: 3, Window: time.Minute}
	now := time.Date(2027, 3, 4, 15, 0, 0, 0, time.UTC)
	for range 3 {
		if !f.Allow("192.0.2.1", now) {
			t.Fatal("stopped too early")
		}
	}
	if f.Allow("192.0.2.1", now) || !f.Allow("192.0.2.2", now) {
		t.Error("the bound is not one for each address")
	}
	if !f.Allow("192.0.2.1", now.Add(time.Minute)) {
		t.Error("the window has no end")
	}
}

func wants(t *testing.T, what string, a webtest.Answer, status int, texts ...string) {
	t.Helper()
	if a.Status != status {
		t.Errorf("%s: status %d, want %d\n%.300s", what, a.Status, status, a.Body)
	}
	for _, s := range texts {
		if !strings.Contains(a.Body, s) {
			t.Errorf("%s: %q is not on the page", what, s)
		}
	}
}
