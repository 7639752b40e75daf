package survey

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Trend is one closed question about the day through the years of a series.
type Trend struct {
	Code     string   // Q1, or Q10/2
	Row      int      // of a matrix, from 1; 0 = no matrix
	Question Question // as it is asked in the newest year
	Points   []Point  // the oldest first; years that did not ask it are left out
}

// Point is one year of a trend.
type Point struct {
	Edition    event.Edition
	Question   Question // as it was asked that year
	Figure     Figure   // hidden or not, like all figures
	Comparable bool     // the same version as in the newest year: only such points may be joined by a line
	Reworded   bool     // another version than in the year before
}

// trendYears is how many editions a trend reaches back.
const trendYears = 8

// Trends follows each closed question of an edition through the editions of its series up to itself, by code and
// version. Who answers is no opinion and not followed; neither are texts.
func Trends(db *gorm.DB, e event.Edition, now time.Time) ([]Trend, error) {
	all, err := event.EditionsOf(db, e.SeriesID)
	if err != nil {
		return nil, err
	}
	var years []event.Edition // the newest first
	for _, other := range all {
		asked := !other.SurveyOpenedAt.IsZero()
		if (other.ID == e.ID || other.StartsAt.Before(e.StartsAt.Time) && asked) && len(years) < trendYears {
			years = append(years, other)
		}
	}
	figures, err := dayFigures(db, years, now)
	if err != nil {
		return nil, err
	}
	var out []Trend
	for _, f := range figures[e.ID] {
		out = append(out, trendOf(f, years, figures))
	}
	return out, nil
}

func trendOf(newest Figure, years []event.Edition, figures map[store.ID][]Figure) Trend {
	t := Trend{Code: newest.Code, Row: newest.Row, Question: newest.Question}
	for i := len(years) - 1; i >= 0; i-- {
		for _, f := range figures[years[i].ID] {
			if f.Code != newest.Code {
				continue
			}
			p := Point{Edition: years[i], Question: f.Question, Figure: f, Comparable: f.Question.Version == newest.Question.Version}
			if n := len(t.Points); n > 0 {
				p.Reworded = t.Points[n-1].Question.Version != f.Question.Version
			}
			t.Points = append(t.Points, p)
		}
	}
	return t
}

// dayFigures counts the closed questions about the day of several editions, in four queries however many they are.
func dayFigures(db *gorm.DB, years []event.Edition, now time.Time) (map[store.ID][]Figure, error) {
	ids := make([]store.ID, len(years))
	for i, e := range years {
		ids[i] = e.ID
	}
	questions, err := questionsOf(db, ids)
	if err != nil {
		return nil, err
	}
	counted, err := dayCounts(db, ids)
	if err != nil {
		return nil, err
	}
	least, err := leastOf(db, ids)
	if err != nil {
		return nil, err
	}
	out := map[store.ID][]Figure{}
	for _, e := range years {
		r := rule{max(Least, least[e.ID]), !e.SurveyOpenedAt.IsZero() && !e.SurveyOpen(now)}
		for _, f := range figures(of(Day, questions[e.ID]), tallied{counts: counted[e.ID]}) {
			if f.Question.Kind != Text && !f.Question.Background() {
				out[e.ID] = append(out[e.ID], f.guard(r))
			}
		}
	}
	return out, nil
}

func dayCounts(db *gorm.DB, editions []store.ID) (map[store.ID]counts, error) {
	var rows []struct {
		EditionID   store.ID
		Code, Value string
		N           int
	}
	err := db.Raw("SELECT edition_id, code, value, n FROM answer_counts WHERE edition_id IN ? AND part = ? AND pool = ? AND code <> ?",
		editions, Day, ByBallot, sheetsCode).Scan(&rows).Error
	out := map[store.ID]counts{}
	for _, r := range rows {
		if out[r.EditionID] == nil {
			out[r.EditionID] = counts{}
		}
		out[r.EditionID].add(r.Code, r.Value, r.N)
	}
	return out, err
}

func leastOf(db *gorm.DB, editions []store.ID) (map[store.ID]int, error) {
	var rows []struct {
		EditionID store.ID
		Least     int
	}
	err := db.Raw("SELECT edition_id, least FROM survey_thresholds WHERE edition_id IN ?", editions).Scan(&rows).Error
	out := map[store.ID]int{}
	for _, r := range rows {
		out[r.EditionID] = r.Least
	}
	return out, err
}
