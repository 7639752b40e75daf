package survey_test

import (
	"fmt"
	"testing"

	"samling/models/store"
	"samling/models/survey"
)

// year adds an edition n years ago with six answers, all the same, and closes it.
func (w *world) year(ago int, q survey.Questionnaire, q1 string, n int) {
	w.t.Helper()
	e, seminars := w.day(fmt.Sprint("dag-", 2027-ago), w.clock.Now().AddDate(-ago, 0, -1), q)
	var votes []survey.Vote
	for i, b := range w.ballots(e, n, seminars[0].ID) {
		votes = append(votes, survey.Vote{Ballot: b, Sheets: w.sheets(b, chance(uint64(i)), map[string]string{"Q1": q1})})
	}
	w.write(func(tx *store.Tx) error { return survey.SeedAnswers(tx, e, votes) })
	w.write(func(tx *store.Tx) error { return survey.Close(tx, e) })
}

// A question is followed by its code; where its wording changed that is said, and where few answered nothing is.
func TestTrends(t *testing.T) {
	w := newWorld(t)
	older := standard(t)
	for i := range older.Questions {
		if older.Questions[i].Code == "Q1" {
			older.Questions[i].Ask = survey.Words{"sv": "Vad tyckte du om dagen?"}
		}
	}
	newer := standard(t)
	for i := range newer.Questions {
		newer.Questions[i].Version = 2
	}
	w.year(3, older, "5", 6)
	w.year(2, newer, "4", 6)
	w.year(1, newer, "2", 4)
	w.write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE questions SET version = 2 WHERE edition_id = ?", w.edition.ID).Error
	})
	for i, b := range w.ballots(w.edition, 6) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(i)), map[string]string{"Q1": "3"}))
	}
	w.close()
	w.edition.SurveyClosesAt = store.At(w.clock.Now())
	all, err := survey.Trends(w.s.Read(t.Context()), w.edition, w.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 13 || all[0].Code != "Q1" { // 8 questions and 5 rows
		t.Fatalf("%d trends, the first %s", len(all), all[0].Code)
	}
	got := ""
	for _, p := range all[0].Points {
		got += fmt.Sprintf("%s v%d %v%v %s %v\n", p.Edition.Slug, p.Question.Version, p.Comparable, p.Reworded, p.Figure.Hidden, p.Figure.Share)
	}
	want := "dag-2024 v1 falsefalse  100\ndag-2025 v2 truetrue  100\ndag-2026 v2 truefalse few 0\ndag-2027 v2 truefalse  0\n"
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if all[0].Points[0].Question.Ask["sv"] != "Vad tyckte du om dagen?" {
		t.Error("the wording of then is lost")
	}
	for _, trend := range all {
		if trend.Question.Background() || trend.Question.Kind == survey.Text {
			t.Errorf("%s is followed", trend.Code)
		}
	}
}

// The one who held a seminar reads the released words, and nobody else does.
func TestSeminarOf(t *testing.T) {
	w := newWorld(t)
	for i, s := range w.seminars[:2] {
		for k, b := range w.ballots(w.edition, 6, s.ID) {
			w.cast(w.edition, b, w.sheets(b, chance(uint64(10*i+k)), map[string]string{"S4_" + s.Key: fmt.Sprint("Till ", s.Key, k)}))
		}
	}
	w.close()
	w.releaseTexts()
	of := func(id store.ID) survey.SeminarResult {
		s, err := survey.SeminarOf(w.s.Read(t.Context()), w.edition, id, w.clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := of(w.seminars[0].ID)
	words := s.Figures[len(s.Figures)-1]
	if s.Hidden != survey.Shown || len(words.Texts) != 6 || words.Texts[0][:len("Till ratt-kurva")] != "Till ratt-kurva" {
		t.Errorf("%+v", s)
	}
	if s := of(w.seminars[2].ID); s.Hidden != survey.Few || s.Figures != nil {
		t.Errorf("nobody was asked: %+v", s)
	}
	for _, s := range w.results().Seminars {
		for _, f := range s.Figures {
			if f.Texts != nil {
				t.Error("a host reads words to a leader")
			}
		}
	}
}
