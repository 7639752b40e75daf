package survey_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/store/storetest"
	"samling/models/survey"
)

// world is a database with one finished day, its questions and seminars.
type world struct {
	t        testing.TB
	s        *store.Store
	clock    *storetest.Clock
	path     string
	edition  event.Edition
	seminars []event.Seminar
}

func standard(t testing.TB) survey.Questionnaire {
	t.Helper()
	raw, err := os.ReadFile("../../views/text/utvardering.yaml")
	if err != nil {
		t.Fatal(err)
	}
	q, err := survey.ParseQuestionnaire(raw)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func newWorld(t testing.TB) *world {
	t.Helper()
	s, clock := storetest.New(t)
	w := &world{t: t, s: s, clock: clock, path: s.Path()}
	w.write(func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO series (id, slug, name) VALUES ('serie', 'dagen', 'Dagen')").Error
	})
	w.edition, w.seminars = w.day("dag-2027", clock.Now().Add(-4*time.Hour), standard(t))
	return w
}

// day adds an edition of the series, with two seminars, questions and an open survey.
func (w *world) day(slug string, starts time.Time, q survey.Questionnaire) (event.Edition, []event.Seminar) {
	w.t.Helper()
	id := store.NewID()
	w.write(func(tx *store.Tx) error {
		at := store.At(starts)
		err := tx.Exec("INSERT INTO editions (id, series_id, slug, title, time_zone, check_in_at, starts_at, ends_at, "+
			"registration_closes_at, wishes_close_at, state, created_at) VALUES (?, 'serie', ?, 'Dagen', 'Europe/Stockholm', ?, ?, ?, ?, ?, 'finished', ?)",
			id, slug, at, at, at, at, at, at).Error
		if err != nil {
			return err
		}
		for i, key := range []string{"ratt-kurva", "losam", "trefas"} {
			err := tx.Exec("INSERT INTO seminars (id, edition_id, key, title, position) VALUES (?, ?, ?, ?, ?)", tx.NewID(), id, key, key, i).Error
			if err != nil {
				return err
			}
		}
		return survey.SetQuestions(tx, id, q)
	})
	var e event.Edition
	w.write(func(tx *store.Tx) (err error) {
		if e, err = event.ByID(tx.DB, id); err != nil {
			return err
		}
		e, err = survey.Open(tx, e)
		return err
	})
	seminars, err := event.Seminars(w.s.Read(context.Background()), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return e, seminars
}

func (w *world) write(run func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.s.Write(context.Background(), run); err != nil {
		w.t.Fatal(err)
	}
}

// ballots hands out n ballots, each asking about the seminars with these numbers.
func (w *world) ballots(e event.Edition, n int, seminars ...store.ID) []survey.Ballot {
	w.t.Helper()
	var out []survey.Ballot
	w.write(func(tx *store.Tx) (err error) {
		voters := make([]survey.Voter, n)
		for i := range voters {
			voters[i] = survey.Voter{Person: store.NewID(), Seminars: seminars}
		}
		out, err = survey.HandOut(tx, e, voters)
		return err
	})
	if len(out) != n {
		w.t.Fatalf("%d ballots, want %d", len(out), n)
	}
	return out
}

func (w *world) paper(b survey.Ballot) survey.Paper {
	w.t.Helper()
	db := w.s.Read(context.Background())
	questions, err := survey.Questions(db, b.EditionID)
	if err != nil {
		w.t.Fatal(err)
	}
	seminars, err := event.Seminars(db, b.EditionID)
	if err != nil {
		w.t.Fatal(err)
	}
	return survey.PaperFor(b, questions, seminars)
}

// sheets fills the paper in by chance and then lets a test set some fields.
func (w *world) sheets(b survey.Ballot, r *rand.Rand, set map[string]string) survey.Sheets {
	w.t.Helper()
	p := w.paper(b)
	form := fill(p, r)
	for field, value := range set {
		if form[field] = []string{value}; value == "" {
			delete(form, field)
		}
	}
	s, problems := survey.Check(p, form)
	if len(problems) > 0 {
		w.t.Fatalf("the form is refused: %v", problems)
	}
	return s
}

func fill(p survey.Paper, r *rand.Rand) map[string][]string {
	form := map[string][]string{}
	set := func(q survey.Question, key string) {
		for row := range max(1, len(q.Rows)) {
			if q.Kind == survey.Matrix {
				row++
			}
			field := survey.Field(q, row, key)
			switch q.Kind {
			case survey.Text:
				form[field] = []string{"Ett svar nummer " + strconv.Itoa(r.IntN(1e9))}
			case survey.Consent:
			default:
				form[field] = []string{q.Options[r.IntN(len(q.Options))].Value}
			}
		}
	}
	for _, q := range p.Day {
		set(q, "")
	}
	for _, s := range p.Seminars {
		for _, q := range s.Questions {
			set(q, s.Seminar.Key)
		}
	}
	return form
}

func (w *world) cast(e event.Edition, b survey.Ballot, s survey.Sheets) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error { return survey.Cast(tx, e, b, s) })
}

func (w *world) empty(all bool) (moved int) {
	w.t.Helper()
	w.write(func(tx *store.Tx) (err error) {
		moved, err = survey.Empty(tx, w.edition.ID, all)
		return err
	})
	return moved
}

func (w *world) close() {
	w.t.Helper()
	w.write(func(tx *store.Tx) error { return survey.Close(tx, w.edition) })
	w.edition.SurveyClosesAt = store.At(w.clock.Now())
}

// releaseTexts does what a moderator does who finds nothing wrong.
func (w *world) releaseTexts() {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		_, err := survey.ReleaseUnflagged(tx, w.edition, survey.CommentPile{})
		return err
	})
}

func (w *world) results() survey.Results {
	w.t.Helper()
	db := w.s.Read(context.Background())
	e, err := event.ByID(db, w.edition.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := survey.ResultsOf(db, e, w.clock.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) number(sql string, args ...any) (n int) {
	w.t.Helper()
	if err := w.s.Read(context.Background()).Raw(sql, args...).Scan(&n).Error; err != nil {
		w.t.Fatal(fmt.Errorf("%s: %w", sql, err))
	}
	return n
}

func chance(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }
