package host_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"samling/handlers/host"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
)

func newSite(t *testing.T) *webtest.Site {
	t.Helper()
	s := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return host.New(app).Routes() })
	s.Edition = s.Import(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), "samverkansdag-2026", 2) // over, at the clock's noon in 2027
	return s
}

// answered lets people answer about an edition, which closed two weeks after its day; how gives the k-th one's fields, the rest is 4 everywhere.
func answered(t *testing.T, s *webtest.Site, e event.Edition, n int, seminars []store.ID, how func(k int) map[string]string) {
	t.Helper()
	s.Write(func(tx *store.Tx) error {
		if e.EndsAt.Before(tx.Now.Time) {
			tx.Now = e.EndsAt
		}
		e, err := survey.Open(tx, e)
		if err != nil {
			return err
		}
		questions, err := survey.Questions(tx.DB, e.ID)
		if err != nil {
			return err
		}
		all, err := event.Seminars(tx.DB, e.ID)
		if err != nil {
			return err
		}
		voters := make([]survey.Voter, n)
		for i := range voters {
			voters[i] = survey.Voter{Person: store.NewID(), Seminars: seminars}
		}
		ballots, err := survey.HandOut(tx, e, voters)
		if err != nil {
			return err
		}
		var votes []survey.Vote
		for k, b := range ballots {
			p := survey.PaperFor(b, questions, all)
			sheets, problems := survey.Check(p, form(p, how(k)))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			votes = append(votes, survey.Vote{Ballot: b, Sheets: sheets})
		}
		if err := survey.SeedAnswers(tx, e, votes); err != nil || !survey.Shut(e, store.At(s.Clock.Now())) {
			return err
		}
		tx.Now = store.At(s.Clock.Now()) // by now a moderator has read
		_, err = survey.ReleaseUnflagged(tx, e, survey.CommentPile{})
		return err
	})
}

func form(p survey.Paper, set map[string]string) map[string][]string {
	out := map[string][]string{}
	fill := func(q survey.Question, key string) {
		switch q.Kind {
		case survey.Matrix:
			for i := range q.Rows {
				out[survey.Field(q, i+1, key)] = []string{"4"}
			}
		case survey.Scale, survey.Choice:
			out[survey.Field(q, 0, key)] = []string{"4"}
		}
		if q.Background() {
			delete(out, q.Code)
		}
	}
	for _, q := range p.Day {
		fill(q, "")
	}
	for _, about := range p.Seminars {
		for _, q := range about.Questions {
			fill(q, about.Seminar.Key)
		}
	}
	for field, value := range set {
		out[field] = []string{value}
	}
	return out
}

func seminars(t *testing.T, s *webtest.Site, e event.Edition) []event.Seminar {
	t.Helper()
	all, err := event.Seminars(s.Store.Read(t.Context()), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// forty answers, five of each kind: to Q1 (5 5 5 5 4 4 2, and do not know); four texts under Q12, five under Q11, one a
// formula.
func forty(k int) map[string]string {
	one := k % 8
	set := map[string]string{"Q1": []string{"5", "5", "5", "5", "4", "4", "2", survey.NoneValue}[one], "Q7": []string{"5", "5", "5", "4", "4", "2", "1", "1"}[one],
		"Q9": []string{"10", "10", "10", "10", "9", "8", "6", "0"}[one]}
	if k < 5 {
		set["Q11"] = "=HYPERLINK(\"x\") nummer " + strconv.Itoa(k)
	}
	if k < 4 {
		set["Q12"] = "Hemligt " + strconv.Itoa(k)
	}
	return set
}

func TestResultsPage(t *testing.T) {
	s := newSite(t)
	last := s.Import(time.Date(2025, 3, 6, 0, 0, 0, 0, time.UTC), "samverkansdag-2025", 1)
	answered(t, s, last, 6, nil, func(int) map[string]string { return map[string]string{"Q1": "5"} })
	sem := seminars(t, s, s.Edition)
	answered(t, s, s.Edition, 40, []store.ID{sem[0].ID, sem[1].ID}, forty)
	answered(t, s, s.Edition, 1, []store.ID{sem[2].ID}, func(int) map[string]string { return nil })
	got := s.As("host").Get("/vard/samverkansdag-2026")
	if got.Status != 200 || got.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	for _, want := range []string{
		"63 procent tänker göra något annorlunda", // 25 of 40, and the last one's 4
		"41 av 41 har svarat.",
		"86,1\u00a0%", // Q1: 31 of 36
		"100,0\u00a0%",
		"−13,9",
		"visas inte: färre än 5 svar",
		"5 texter",
		"<th scope=\"col\" role=\"columnheader\" class=\"n\">4–5<br>2025</th>",
	} {
		if !strings.Contains(got.Body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if texts := s.As("host").Get("/vard/samverkansdag-2026/fritext").Body; !strings.Contains(texts, "=HYPERLINK(&#34;x&#34;) nummer 3") ||
		strings.Contains(texts+got.Body, "Hemligt") {
		t.Error("the page of texts must show the five and not the four")
	}
	if en := s.As("host"); true {
		en.Lang = "en"
		if body := en.Get("/vard/samverkansdag-2026").Body; !strings.Contains(body, "How satisfied are you") || strings.Contains(body, "host.") && strings.Contains(body, ">host.") {
			t.Error("the page in English is not complete")
		}
	}
}

func TestEmptyStates(t *testing.T) {
	s := newSite(t)
	if body := s.As("host").Get("/vard/samverkansdag-2026").Body; !strings.Contains(body, "Så går det till") || strings.Contains(body, "resultat.csv") {
		t.Error("before the survey the page must say what happens when")
	}
	answered(t, s, s.Edition, 4, nil, func(int) map[string]string { return nil })
	ahead := s.Import(time.Date(2027, 3, 4, 0, 0, 0, 0, time.UTC), "igen", 4)
	answered(t, s, ahead, 4, nil, func(int) map[string]string { return nil })
	for _, path := range []string{"/vard/samverkansdag-2026", "/vard/igen"} { // closed, and still open
		body := s.As("host").Get(path).Body
		if !strings.Contains(body, "Färre än 5") || strings.Contains(body, "100,0") || strings.Contains(body, "resultat.csv") {
			t.Errorf("%s: four answers show", path)
		}
	}
	list := s.As("host").Get("/vard")
	if list.Status != 200 || !strings.Contains(list.Body, "/vard/samverkansdag-2026") || !strings.Contains(list.Body, "för få har svarat") {
		t.Errorf("the list: %d", list.Status)
	}
}

func TestOnlyHosts(t *testing.T) {
	s := newSite(t)
	for _, page := range []string{"", "/ar", "/fritext", "/seminarium/losam", "/rapport", "/rapport.pdf", "/resultat.xlsx", "/resultat.csv", "/fragor.csv", "/deltagande.csv"} {
		path := "/vard/samverkansdag-2026" + page
		for who, want := range map[string]int{"": 303, "organiser": 403, "door": 403, "nobody": 403, "host": 200} {
			if got := s.As(who).Get(path); got.Status != want {
				t.Errorf("%s as %q: %d, want %d", path, who, got.Status, want)
			}
		}
	}
	if got := s.As("host").Get("/vard/finns-inte"); got.Status != 404 {
		t.Errorf("an unknown edition: %d", got.Status)
	}
}

// A host of one day sees neither the page nor the list line of another.
func TestHostOfAnotherDay(t *testing.T) {
	s := newSite(t)
	other := s.Import(time.Date(2025, 3, 6, 0, 0, 0, 0, time.UTC), "samverkansdag-2025", 1)
	s.Write(func(tx *store.Tx) error {
		user, err := account.ByLogin(tx.DB, "nobody@samling.example")
		if err != nil {
			return err
		}
		return account.Grant(tx, user.ID, account.Host, other.ID)
	})
	if got := s.As("nobody").Get("/vard/samverkansdag-2026"); got.Status != 403 {
		t.Errorf("another's day: %d", got.Status)
	}
	if got := s.As("nobody").Get("/vard"); got.Status != 200 || strings.Contains(got.Body, "samverkansdag-2026") || !strings.Contains(got.Body, "/vard/samverkansdag-2025") {
		t.Errorf("the list: %d", got.Status)
	}
}

func TestCSV(t *testing.T) {
	s := newSite(t)
	sem := seminars(t, s, s.Edition)
	answered(t, s, s.Edition, 40, []store.ID{sem[0].ID, sem[1].ID}, forty)
	answered(t, s, s.Edition, 3, []store.ID{sem[2].ID}, func(int) map[string]string { return nil })
	got := s.As("host").Get("/vard/samverkansdag-2026/resultat.csv")
	if got.Status != 200 || !strings.HasPrefix(got.Body, "\uFEFFupplaga;del;seminarium;svarsväg;") || !strings.Contains(got.Body, "\r\n") {
		t.Fatalf("%d %.80q", got.Status, got.Body)
	}
	if name := got.Header.Get("Content-Disposition"); name != `attachment; filename="2026-03-05_samverkansdag-2026_resultat.csv"` {
		t.Error(name)
	}
	table := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.Body, "\uFEFF")))
	table.Comma = ';'
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	find := func(seminar, code, value string) []string {
		for _, row := range rows {
			if row[2] == seminar && row[3] == "egen länk" && row[4] == code && row[7] == value {
				return row
			}
		}
		t.Fatalf("no row for %s %s %s", seminar, code, value)
		return nil
	}
	if row := find("", "Q1", "5"); row[9] != "20" || row[10] != "52,6" || row[11] != "38" || row[12] != "86,8" || row[13] != "5,0" {
		t.Errorf("Q1=5: %q", row)
	}
	if row := find("", "Q1", ""); row[8] != "Vet inte" || row[9] != "5" || row[10] != "" {
		t.Errorf("Q1, do not know: %q", row)
	}
	hidden := 0
	for _, row := range rows[1:] {
		if row[9] != "<5" {
			continue
		}
		hidden++
		for i, cell := range row[10:] {
			if cell != "" {
				t.Errorf("a hidden row carries %q in %s: %q", cell, rows[0][10+i], row)
			}
		}
	}
	for _, c := range [][3]string{{"", "Q12", ""}, {"Dela med dig och bli stark", "S1", "4"}, {"", "B1", "1"}} {
		if row := find(c[0], c[1], c[2]); row[9] != "<5" {
			t.Errorf("not hidden: %q", row)
		}
	}
	if hidden == 0 {
		t.Error("nothing is hidden")
	}
	if log := fetched(t, s); !slices.Equal(log, []string{"2026-03-05_samverkansdag-2026_resultat.csv"}) {
		t.Errorf("the log: %q", log)
	}
}

func TestXLSX(t *testing.T) {
	s := newSite(t)
	sem := seminars(t, s, s.Edition)
	answered(t, s, s.Edition, 40, []store.ID{sem[0].ID}, forty)
	got := s.As("host").Get("/vard/samverkansdag-2026/resultat.xlsx")
	if got.Status != 200 || !strings.Contains(got.Header.Get("Content-Type"), "spreadsheetml") {
		t.Fatalf("%d %s", got.Status, got.Header)
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(got.Body)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	if names := strings.Join(book.GetSheetList(), ","); names != "Sammanfattning,Frågor,Fördelningar,Seminarier,Fritext,Om filen" {
		t.Errorf("sheets: %s", names)
	}
	sheet := func(name string) string {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, row := range rows {
			all = append(all, strings.Join(row, "|"))
		}
		return strings.Join(all, "\n")
	}
	for name, want := range map[string]string{
		"Sammanfattning": "Svarade|40",
		"Frågor":         "Q1|1|Hur nöjd är du med dagen som helhet?|skala|35|5|85.7|5.0",
		"Fördelningar":   "dagen||egen länk|Q1|Hur nöjd är du med dagen som helhet?|5|Mycket nöjd|20|57.1",
		"Seminarier":     "Rätt kurva|40|S1|",
		"Fritext":        "=HYPERLINK(\"x\") nummer 3",
		"Om filen":       "Utvärderingen har stängt. 40 svar är med.",
	} {
		if got := sheet(name); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", name, want, got)
		}
	}
	if strings.Contains(sheet("Fritext"), "Hemligt") {
		t.Error("four texts are in the file")
	}
	if formula, _ := book.GetCellFormula("Fritext", "D2"); formula != "" {
		t.Errorf("a text became the formula %s", formula)
	}
}
