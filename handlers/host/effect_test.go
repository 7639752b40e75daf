package host_test

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// followed lets n people get back what they wanted to do and, if they have a ballot, answer; then it closes. done gives
// the k-th one's answer to the first question.
func followed(t *testing.T, s *webtest.Site, n int, done func(k int) string) {
	t.Helper()
	s.Write(func(tx *store.Tx) error {
		e, err := event.ByID(tx.DB, s.Edition.ID)
		if err != nil {
			return err
		}
		for k := range n {
			b := survey.Ballot{EditionID: e.ID, PersonID: store.NewID()}
			if err := survey.KeepCommitment(tx, b, "Hemlig föresats "+strconv.Itoa(k), false); err != nil {
				return err
			}
		}
		tx.Now = survey.FollowUpAt(e)
		mailed, err := survey.OpenFollowUp(tx, e)
		if err != nil {
			return err
		}
		questions, err := survey.Questions(tx.DB, e.ID)
		if err != nil {
			return err
		}
		for k, c := range mailed {
			if k < 6 {
				if err := survey.ReleaseCommitment(tx, e.ID, c.PersonID, true); err != nil {
					return err
				}
			}
			if c.BallotID == "" {
				continue
			}
			sheets, problems := survey.Check(survey.FollowUpPaper(questions), map[string][]string{"U1": {done(k)}, "U2": {"1"}, "U3": {"2"}, "U4": {"4"},
				"U5": {"Efteråt nummer " + strconv.Itoa(k)}})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if err := survey.CastFollowUp(tx, e, survey.FollowUpBallot{ID: c.BallotID}, sheets); err != nil {
				return err
			}
		}
		tx.Now = store.At(s.Clock.Now())
		if _, err := survey.TendFollowUps(tx); err != nil {
			return err
		}
		_, err = survey.ReleaseUnflagged(tx, e, survey.CommentPile{Part: survey.FollowUp, Code: "U5"})
		return err
	})
}

// The headline joins what was intended with what was done, and every path shows the same.
func TestEffectIsTold(t *testing.T) {
	s := newSite(t)
	answered(t, s, s.Edition, 12, nil, func(k int) map[string]string { return map[string]string{"Q7": []string{"4", "2"}[k%2]} })
	followed(t, s, 18, func(k int) string { return []string{"1", "2", "4"}[k%3] })
	page := s.As("host").Get("/vard/samverkansdag-2026").Body
	for _, want := range []string{"50 procent tänker göra något annorlunda i sitt arbete. Efter tre månader hade 67 procent av dem som svarade gjort det. Minst 48 nya kontakter, 36 använda",
		"Vad det blev av det", "18 deltagare hade bett", "ingen har läst igenom texterna än"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	texts := s.As("host").Get("/vard/samverkansdag-2026/fritext?sok=nummer+3").Body
	if !strings.Contains(texts, "Efteråt nummer 3") || strings.Contains(texts, "Efteråt nummer 4") {
		t.Error("the texts cannot be searched")
	}
	file := s.As("host").Get("/vard/samverkansdag-2026/resultat.csv").Body
	table := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\uFEFF")))
	table.Comma = ';'
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, row := range rows {
		if row[1] == "efter tre månader" {
			said[row[4]+"="+row[7]] = row[9]
		}
	}
	if said["U1=1"] != "6" || said["U1=4"] != "6" || said["U1=3"] != "<5" && said["U1=3"] != "0" || said["U3=2"] != "18" {
		t.Errorf("the file says %v", said)
	}
	for _, path := range []string{"", "/fritext", "/rapport", "/resultat.csv", "/resultat.xlsx", "/rapport.pdf"} {
		got := s.As("host").Get("/vard/samverkansdag-2026" + path)
		if got.Status != 200 || strings.Contains(got.Body, "Hemlig föresats") {
			t.Errorf("%s: %d, or it shows what nobody has released", path, got.Status)
		}
	}
}

// Of four nothing is told but that there were few.
func TestEffectOfAFewIsNotTold(t *testing.T) {
	s := newSite(t)
	answered(t, s, s.Edition, 8, nil, forty)
	followed(t, s, 4, func(int) string { return "1" })
	page := s.As("host").Get("/vard/samverkansdag-2026").Body
	if strings.Contains(page, "Efter tre månader hade") || strings.Contains(page, "deltagare hade bett") {
		t.Error("four are told of")
	}
}
