package moderation_test

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"samling/handlers/organiser/moderation"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
)

const root = "/arrangor/samverkansdag-2026/fritext"

// newSite has a day of last year whose survey has closed: n people wrote under Q11, some of them what points at somebody.
func newSite(t *testing.T, n int) *webtest.Site {
	t.Helper()
	s := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return moderation.New(app).Routes() })
	s.Edition = s.Import(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), "samverkansdag-2026", 2)
	s.Write(func(tx *store.Tx) error { return answer(tx, s.Edition, n) })
	return s
}

func answer(tx *store.Tx, e event.Edition, n int) error {
	tx.Now = e.EndsAt
	e, err := survey.Open(tx, e)
	if err != nil {
		return err
	}
	questions, err := survey.Questions(tx.DB, e.ID)
	if err != nil {
		return err
	}
	voters := make([]survey.Voter, n)
	for i := range voters {
		voters[i].Person = store.NewID()
	}
	ballots, err := survey.HandOut(tx, e, voters)
	if err != nil {
		return err
	}
	var votes []survey.Vote
	for k, b := range ballots {
		p := survey.PaperFor(b, questions, nil)
		form := map[string][]string{"Q11": {"Text nummer " + strconv.Itoa(k)}}
		switch k {
		case 0:
			form["Q11"] = []string{"<script>alert(1)</script> Kontakta kalle.karlsson@nacka.example"}
		case 1:
			form["Q11"] = []string{"Eleven 080215-1234 behöver hjälp"}
		case 2:
			form["Q12"] = []string{"Ensam text"}
		}
		for _, q := range p.Day {
			for row := range max(1, len(q.Rows)) {
				if len(q.Rows) > 0 {
					row++
				}
				if len(q.Options) > 0 {
					form[survey.Field(q, row, "")] = []string{q.Options[0].Value}
				}
			}
		}
		sheets, _ := survey.Check(p, form)
		votes = append(votes, survey.Vote{Ballot: b, Sheets: sheets})
	}
	return survey.SeedAnswers(tx, e, votes)
}

var idPattern = regexp.MustCompile(`name="text" value="([a-z0-9]{20})"`)

func ids(body string) (out []string) {
	for _, m := range idPattern.FindAllStringSubmatch(body, -1) {
		out = append(out, m[1])
	}
	return out
}

func states(t *testing.T, s *webtest.Site) (out map[survey.TextState]int) {
	out = map[survey.TextState]int{}
	all, err := survey.Comments(s.Store.Read(t.Context()), s.Edition.ID, survey.CommentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		out[c.State]++
	}
	return out
}

func TestReadAndDecide(t *testing.T) {
	s := newSite(t, 9)
	organiser := s.As("organiser")
	page := organiser.Get(root)
	for _, want := range []string{"9 texter väntar på att läsas", "<mark>kalle.karlsson@nacka.example</mark>", "<mark>080215-1234</mark>",
		"&lt;script&gt;", "Personnummer?", "E-postadress?", "Släpp alla 7 utan varning", "1 fråga visas inte"} {
		if !strings.Contains(page.Body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if page.Status != 200 || strings.Contains(page.Body, "Ensam text") || strings.Contains(page.Body, "<script>alert") {
		t.Fatalf("%d: a lone text or a script is on the page", page.Status)
	}
	if got := organiser.Get(root + "?varning=ja"); len(ids(got.Body)) != 2 {
		t.Errorf("%d texts with a warning", len(ids(got.Body)))
	}
	if got := organiser.Get(root + "?sok=NUMMER+7"); len(ids(got.Body)) != 1 {
		t.Errorf("the search found %d", len(ids(got.Body)))
	}
	if got := organiser.Post(root+"/slapp-alla", url.Values{}); got.Status != 303 {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	flagged := ids(organiser.Get(root).Body)
	if len(flagged) != 2 {
		t.Fatalf("%d are left", len(flagged))
	}
	got := organiser.Post(root, url.Values{"gor": {"dolj"}, "text": flagged, "urval": {"varning=ja"}, "theme": {"Halvt skriven"}})
	if got.Status != 422 || !strings.Contains(got.Body, "Skriv varför") || !strings.Contains(got.Body, "Halvt skriven") || strings.Count(got.Body, " checked") != 3 {
		t.Errorf("hidden without a reason: %d, %d ticked", got.Status, strings.Count(got.Body, " checked"))
	}
	got = organiser.Post(root, url.Values{"gor": {"dolj"}, "text": flagged, "reason": {"Pekar ut en person"}, "urval": {"varning=ja"}})
	if got.Status != 303 || got.Header.Get("Location") != root+"?varning=ja&klart=moderation.done.text_hidden" {
		t.Errorf("%d to %s", got.Status, got.Header.Get("Location"))
	}
	if n := states(t, s); n[survey.Released] != 7 || n[survey.Concealed] != 2 {
		t.Errorf("%v", n)
	}
	hidden := organiser.Get(root + "?lage=hidden")
	if !strings.Contains(hidden.Body, "Dold: Pekar ut en person") {
		t.Error("the reason is not shown")
	}
	organiser.Post(root, url.Values{"gor": {"angra:" + flagged[0]}})
	organiser.Post(root, url.Values{"gor": {"rubrik"}, "text": flagged, "theme": {" Mötet  "}})
	if n := states(t, s); n[survey.New] != 1 || n[survey.Concealed] != 1 {
		t.Errorf("after undoing one: %v", n)
	}
	trail, err := account.Trail(s.Store.Read(t.Context()), s.Edition.ID, 20)
	if err != nil || len(trail) < 4 || strings.Contains(trail[0].Detail+trail[1].Detail, "Pekar") {
		t.Errorf("the log: %+v %v", trail, err)
	}
}

func TestBadDecisions(t *testing.T) {
	s := newSite(t, 6)
	organiser := s.As("organiser")
	all := ids(organiser.Get(root).Body)
	for _, c := range []struct {
		form url.Values
		want int
	}{
		{url.Values{}, 400},
		{url.Values{"gor": {"spara"}}, 400},
		{url.Values{"gor": {"slapp"}}, 422},
		{url.Values{"gor": {"slapp:"}}, 404},
		{url.Values{"gor": {"slapp:finnsinte"}}, 404},
		{url.Values{"gor": {"slapp"}, "text": {all[0], "00000000000000000000"}}, 404},
		{url.Values{"gor": {"dolj"}, "text": all, "reason": {strings.Repeat("ö", 201)}}, 422},
		{url.Values{"gor": {"rubrik"}, "text": all, "theme": {strings.Repeat("ö", 61)}}, 422},
		{url.Values{"gor": {"dolj"}, "text": all, "reason": {"a", "b"}}, 422},
	} {
		if got := organiser.Post(root, c.form); got.Status != c.want {
			t.Errorf("%v: %d, want %d", c.form, got.Status, c.want)
		}
	}
	if n := states(t, s); n[survey.New] != 6 {
		t.Errorf("something was half done: %v", n)
	}
	for who, want := range map[string]int{"": 303, "host": 403, "door": 403, "nobody": 403} {
		if got := s.As(who).Get(root); got.Status != want {
			t.Errorf("as %q: %d, want %d", who, got.Status, want)
		}
	}
}

// While answers come in nobody reads them, and nothing can be decided about them.
func TestNothingWhileOpen(t *testing.T) {
	s := newSite(t, 6)
	s.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE editions SET survey_closes_at = ? WHERE id = ?", store.At(tx.Now.Add(time.Hour)), s.Edition.ID).Error
	})
	page := s.As("organiser").Get(root)
	if page.Status != 200 || len(ids(page.Body)) > 0 || !strings.Contains(page.Body, "inte heller du") {
		t.Errorf("%d: %d texts", page.Status, len(ids(page.Body)))
	}
	var id string
	if err := s.Store.Read(t.Context()).Raw("SELECT id FROM free_texts LIMIT 1").Scan(&id).Error; err != nil {
		t.Fatal(err)
	}
	for path, form := range map[string]url.Values{"": {"gor": {"slapp:" + id}}, "/slapp-alla": {}} {
		if got := s.As("organiser").Post(root+path, form); got.Status != 409 {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

func TestThresholdOnlyGoesUp(t *testing.T) {
	s := newSite(t, 6)
	for typed, want := range map[string]int{"4": 422, "0": 422, "-7": 422, "": 422, "sju": 422, "101": 422, "7": 303} {
		got := s.As("organiser").Post(root+"/grans", url.Values{"least": {typed}})
		if got.Status != want {
			t.Errorf("%q: %d, want %d", typed, got.Status, want)
		}
		if want == 422 && !strings.Contains(got.Body, "Den kan inte bli lägre än 5.") {
			t.Errorf("%q: no sentence", typed)
		}
	}
	if body := s.As("organiser").Get(root).Body; len(ids(body)) != 0 || !strings.Contains(body, `value="7"`) || !strings.Contains(body, "färre än 7") {
		t.Error("six texts are still shown under a threshold of seven")
	}
	err := s.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.Exec("UPDATE survey_thresholds SET least = 4").Error
	})
	if err == nil {
		t.Error("the database takes a threshold of four")
	}
}
