package host_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

func TestEveryDownloadIsLoggedByName(t *testing.T) {
	s := newSite(t)
	sem := seminars(t, s, s.Edition)
	answered(t, s, s.Edition, 40, []store.ID{sem[0].ID}, forty)
	for file, begins := range map[string]string{"rapport.pdf": "%PDF-", "resultat.xlsx": "PK", "resultat.csv": "\uFEFFupplaga", "fragor.csv": "\uFEFFupplaga;del;fråga",
		"deltagande.csv": "\uFEFFupplaga;del;seminarium;organisationstyp;n"} {
		got := s.As("host").Get("/vard/samverkansdag-2026/" + file)
		name := "2026-03-05_samverkansdag-2026_" + file
		if got.Status != 200 || !strings.HasPrefix(got.Body, begins) || got.Header.Get("Content-Disposition") != `attachment; filename="`+name+`"` ||
			got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s %.20q", file, got.Status, got.Header, got.Body)
		}
		if log := fetched(t, s); !slices.Contains(log, name) {
			t.Errorf("the log after %s: %q", file, log)
		}
	}
	if log := fetched(t, s); len(log) != 5 {
		t.Errorf("the log: %q", log)
	}
}

// fetched are the names of the files in the log.
func fetched(t *testing.T, s *webtest.Site) (names []string) {
	t.Helper()
	trail, err := account.Trail(s.Store.Read(t.Context()), s.Edition.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range trail {
		if entry.Action == "results_exported" {
			names = append(names, entry.Detail)
		}
	}
	return names
}

// A host who is removed while the file is being written does not get it: the write lock is held until the request waits
// for it, and the role is gone when it gets it.
func TestHostRemovedWhileDownloading(t *testing.T) {
	s := newSite(t)
	answered(t, s, s.Edition, 40, nil, forty)
	asHostOfThisDay(t, s, s.Edition)
	if got := s.As("nobody").Get("/vard/samverkansdag-2026/resultat.xlsx"); got.Status != 200 {
		t.Fatalf("before: %d", got.Status)
	}
	answers := make(chan webtest.Answer)
	s.Write(func(tx *store.Tx) error {
		user, err := account.ByLogin(tx.DB, "nobody@samling.example")
		if err != nil {
			return err
		}
		go func() { answers <- s.As("nobody").Get("/vard/samverkansdag-2026/resultat.xlsx") }()
		time.Sleep(700 * time.Millisecond) // the request passes its guard, writes the file and waits to note it
		return account.Revoke(tx, user.ID, account.Host, s.Edition.ID)
	})
	got := <-answers
	if got.Status != 403 || strings.HasPrefix(got.Body, "PK") {
		t.Errorf("%d %.10q", got.Status, got.Body)
	}
	if log := fetched(t, s); len(log) != 1 {
		t.Errorf("the log: %q", log)
	}
}

// asHostOfThisDay makes the user "nobody" a host of one edition.
func asHostOfThisDay(t *testing.T, s *webtest.Site, e event.Edition) {
	t.Helper()
	s.Write(func(tx *store.Tx) error {
		user, err := account.ByLogin(tx.DB, "nobody@samling.example")
		if err != nil {
			return err
		}
		return account.Grant(tx, user.ID, account.Host, e.ID)
	})
}

// ownAnswers lets people answer of whom some are from the first host's own organisation, which gets the domain of the
// site's users.
func ownAnswers(t *testing.T, s *webtest.Site, own, others int) event.Organisation {
	t.Helper()
	var mine event.Organisation
	s.Write(func(tx *store.Tx) error {
		hosts, err := event.Hosts(tx.DB, s.Edition.ID)
		if err != nil {
			return err
		}
		all, err := event.Organisations(tx.DB, s.Edition.ID)
		if err != nil {
			return err
		}
		mine = event.HostOrganisations(hosts, all)[0]
		return tx.Exec("UPDATE organisations SET domains = ? WHERE id = ?", "samling.example", mine.ID).Error
	})
	s.Write(func(tx *store.Tx) error {
		tx.Now = s.Edition.EndsAt
		e, err := survey.Open(tx, s.Edition)
		if err != nil {
			return err
		}
		questions, err := survey.Questions(tx.DB, e.ID)
		if err != nil {
			return err
		}
		voters := make([]survey.Voter, own+others)
		for i := range voters {
			voters[i].Person = store.NewID()
			if i < own {
				voters[i].Host = mine.ID
			}
		}
		ballots, err := survey.HandOut(tx, e, voters)
		if err != nil {
			return err
		}
		var votes []survey.Vote
		for _, b := range ballots {
			paper := survey.PaperFor(b, questions, nil)
			set := map[string]string{}
			if b.OrganisationID != "" {
				set["Q1"] = "2"
			}
			sheets, problems := survey.Check(paper, form(paper, set))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			votes = append(votes, survey.Vote{Ballot: b, Sheets: sheets})
		}
		return survey.SeedAnswers(tx, e, votes)
	})
	return mine
}

func TestOwnPartBesideAll(t *testing.T) {
	s := newSite(t)
	mine := ownAnswers(t, s, 6, 14)
	body := s.As("host").Get("/vard/samverkansdag-2026").Body
	for _, want := range []string{mine.Name + " jämfört med alla", "6 av 20 svar kom från er.", "−70,0"} { // own 0 %, all 70 %
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if book := s.As("host").Get("/vard/samverkansdag-2026/rapport").Body; !strings.Contains(book, "jämfört med alla") {
		t.Error("the report lacks the own part")
	}
}

// Who is from nowhere that the program knows of sees no own part; nor does an organisation of four.
func TestOwnPartIsNotShown(t *testing.T) {
	t.Run("to strangers", func(t *testing.T) {
		s := newSite(t)
		mine := ownAnswers(t, s, 6, 14)
		s.Write(func(tx *store.Tx) error {
			return tx.Exec("UPDATE organisations SET domains = ? WHERE id = ?", "annan.example", mine.ID).Error
		})
		for _, path := range []string{"", "/rapport", "?egen=" + url.QueryEscape(mine.Key)} {
			if body := s.As("host").Get("/vard/samverkansdag-2026" + path).Body; strings.Contains(body, "jämfört med alla") {
				t.Errorf("%s shows another's own part", path)
			}
		}
	})
	t.Run("of four", func(t *testing.T) {
		s := newSite(t)
		ownAnswers(t, s, 4, 14)
		body := s.As("host").Get("/vard/samverkansdag-2026").Body
		if strings.Contains(body, "kom från er") || !strings.Contains(body, "för få, eller för få andra") {
			t.Error("four of them are told apart")
		}
	})
}

func TestReportShowsEveryHost(t *testing.T) {
	s := newSite(t)
	answered(t, s, s.Edition, 40, nil, forty)
	hosts, err := event.Hosts(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil || len(hosts) < 3 {
		t.Fatal(hosts, err)
	}
	logo, err := event.ReadLogo(picture(t))
	if err != nil {
		t.Fatal(err)
	}
	s.Write(func(tx *store.Tx) error {
		e, err := event.ByID(tx.DB, s.Edition.ID)
		if err != nil {
			return err
		}
		return event.SetLogo(tx, e.ID, e.Version, hosts[0].ID, logo)
	})
	body := s.As("host").Get("/vard/samverkansdag-2026/rapport").Body
	for _, host := range hosts[1:] {
		if !strings.Contains(body, host.FullName()) {
			t.Errorf("%s is missing", host.FullName())
		}
	}
	path := "/vard/samverkansdag-2026/logga/" + string(hosts[0].ID)
	if !strings.Contains(body, `src="`+path+`"`) {
		t.Error("the logo is not on the report")
	}
	if got := s.As("host").Get(path); got.Status != 200 || got.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the logo: %d", got.Status)
	}
	if got := s.As("host").Get("/vard/samverkansdag-2026/logga/" + string(hosts[1].ID)); got.Status != 404 {
		t.Errorf("a host without a logo: %d", got.Status)
	}
	if got := s.As("host").Get("/vard/samverkansdag-2026/rapport.pdf"); got.Status != 200 || !strings.Contains(got.Body, "/Subtype /Image") {
		t.Errorf("the PDF: %d", got.Status)
	}
	for _, want := range []string{"Det som inte visas", "De som inte svarade", "Bilaga: antal svar", "0 av 40 svarade inte"} {
		if !strings.Contains(body, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
}

func TestSearchInTexts(t *testing.T) {
	s := newSite(t)
	answered(t, s, s.Edition, 40, nil, forty)
	page := func(query string) webtest.Answer {
		return s.As("host").Get("/vard/samverkansdag-2026/fritext?" + query)
	}
	if got := page("sok=NUMMER+3"); got.Status != 200 || !strings.Contains(got.Body, "nummer 3") || strings.Contains(got.Body, "nummer 2") || !strings.Contains(got.Body, "1 text passar") {
		t.Errorf("a word: %d", got.Status)
	}
	if got := page("sok=finns+inte"); !strings.Contains(got.Body, "0 texter passar") {
		t.Error("no hits are not told")
	}
	for _, hostile := range []string{"sok=%ff%fe%00", "sok=" + strings.Repeat("a", 5000), "rubrik=%3Cscript%3Ealert(1)%3C/script%3E", "sok=%3Cscript%3Ealert(1)%3C/script%3E"} {
		if got := page(hostile); got.Status != 200 || strings.Contains(got.Body, "<script>alert") {
			t.Errorf("%.40s: %d", hostile, got.Status)
		}
	}
}

func TestSeminarPage(t *testing.T) {
	s := newSite(t)
	sem := seminars(t, s, s.Edition)
	answered(t, s, s.Edition, 8, []store.ID{sem[0].ID}, func(k int) map[string]string {
		return map[string]string{"S4_" + sem[0].Key: "Till ledaren " + string(rune('a'+k))}
	})
	got := s.As("host").Get("/vard/samverkansdag-2026/seminarium/" + sem[0].Key)
	if got.Status != 200 || !strings.Contains(got.Body, "8 av 8 som fick frågan har svarat") || strings.Contains(got.Body, "Till ledaren") {
		t.Errorf("%d", got.Status)
	}
	if got := s.As("host").Get("/vard/samverkansdag-2026/seminarium/" + sem[2].Key); got.Status != 200 || !strings.Contains(got.Body, "Ingen har fått frågor") {
		t.Errorf("a seminar without answers: %d", got.Status)
	}
	if got := s.As("host").Get("/vard/samverkansdag-2026/seminarium/finns-inte"); got.Status != 404 {
		t.Errorf("an unknown seminar: %d", got.Status)
	}
}

// A raised threshold holds on every page and in every file, and they say which it is.
func TestRaisedThreshold(t *testing.T) {
	s := newSite(t)
	answered(t, s, s.Edition, 40, nil, forty)
	s.Write(func(tx *store.Tx) error { return survey.SetLeast(tx, s.Edition.ID, 50) })
	if body := s.As("host").Get("/vard/samverkansdag-2026").Body; !strings.Contains(body, "Färre än 50 svarade") || strings.Contains(body, "85,7") {
		t.Error("the page shows fewer than fifty")
	}
	if body := s.As("host").Get("/vard/samverkansdag-2026/resultat.csv").Body; !strings.Contains(body, ";<50;") || strings.Contains(body, ";<5;") {
		t.Error("the CSV does not say what it hides")
	}
}

// The page is read once and kept until something is written.
func TestResultsAreNewAfterAWrite(t *testing.T) {
	s := newSite(t)
	answered(t, s, s.Edition, 40, nil, forty)
	if body := s.As("host").Get("/vard/samverkansdag-2026").Body; !strings.Contains(body, "40 av 40 har svarat") {
		t.Fatal("no results")
	}
	if err := s.Store.Write(context.Background(), func(tx *store.Tx) error { return survey.SetLeast(tx, s.Edition.ID, 41) }); err != nil {
		t.Fatal(err)
	}
	if body := s.As("host").Get("/vard/samverkansdag-2026").Body; strings.Contains(body, "40 av 40 har svarat") {
		t.Error("old results are shown")
	}
}

// Nor is it kept beyond the closing, which comes without a write.
func TestResultsCloseByTime(t *testing.T) {
	s := newSite(t)
	today := s.Import(time.Date(2027, 1, 18, 0, 0, 0, 0, time.UTC), "nyss", 4) // closes this afternoon
	answered(t, s, today, 12, nil, func(int) map[string]string { return nil })
	open := func() bool {
		return strings.Contains(s.As("host").Get("/vard/nyss").Body, "Utvärderingen är öppen till och med")
	}
	if !open() {
		t.Fatal("not open")
	}
	for range 3 { // in steps, so that nobody is logged out
		s.Clock.Add(75 * time.Minute)
		_ = s.As("host").Get("/vard")
	}
	if open() {
		t.Error("closing by time went unnoticed")
	}
}
