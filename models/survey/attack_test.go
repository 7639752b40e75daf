package survey_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"samling/models/store"
	"samling/models/survey"
)

// Somebody with the database file looks for anything that joins an answer to a ballot.

// No column but the named ones: whoever adds a time or a person to the answers turns this red.
func TestNoColumnLeadsBack(t *testing.T) {
	w := newWorld(t)
	want := map[string]string{
		"answer_counts": "edition_id part pool seminar_id code value n",
		"free_texts":    "id edition_id part pool seminar_id code text state reason theme",
		"own_tallies":   "edition_id box",
		"own_counts":    "edition_id organisation_id code value n",
		"urn":           "id edition_id box",
		"ballots":       "id edition_id person_id token_hash seminars spent_on organisation_id",
		"commitments":   "id edition_id person_id text remind released ballot_id",

		"follow_ups":        "edition_id opened_at closes_at closed_at commitments",
		"follow_up_ballots": "id edition_id token_hash spent_on",
		"follow_up_urn":     "id edition_id box",
	}
	for table, columns := range want {
		var have []string
		if err := w.s.Read(t.Context()).Raw("SELECT name FROM pragma_table_info(?)", table).Scan(&have).Error; err != nil {
			t.Fatal(err)
		}
		if strings.Join(have, " ") != columns {
			t.Errorf("%s has the columns %v, want %s", table, have, columns)
		}
		var sql string
		if err := w.s.Read(t.Context()).Raw("SELECT sql FROM sqlite_master WHERE name = ?", table).Scan(&sql).Error; err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(sql, "WITHOUT ROWID") {
			t.Errorf("%s has row numbers that count up", table)
		}
	}
}

// The k-th of 60 votes says k. If the stored order said anything about the order of voting, its rank correlation
// would be far from 0; with 60 random places 0.5 is passed by chance less than once in 10 000 runs.
func TestStoredOrderSaysNothing(t *testing.T) {
	w := newWorld(t)
	for k, b := range w.ballots(w.edition, 60) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(k)), map[string]string{"Q11": fmt.Sprintf("%03d", k)}))
		if k%10 == 9 {
			w.empty(false)
		}
	}
	w.close()
	for _, sql := range []string{
		"SELECT text FROM free_texts WHERE code = 'Q11'",
		"SELECT text FROM free_texts NOT INDEXED WHERE code = 'Q11' AND reason = ''", // walks the table itself
		"SELECT text FROM free_texts INDEXED BY free_texts_of WHERE edition_id <> '' AND code = 'Q11'",
		"SELECT text FROM free_texts WHERE code = 'Q11' ORDER BY id",
	} {
		var order []int
		if err := w.s.Read(t.Context()).Raw(sql).Scan(&order).Error; err != nil {
			t.Fatal(err)
		}
		if len(order) != 60 {
			t.Fatalf("%d rows", len(order))
		}
		if r := rank(order); r > 0.5 || r < -0.5 {
			t.Errorf("%s: the order of the rows follows the order of voting (%.2f)", sql, r)
		}
	}
	for _, table := range []string{"free_texts", "answer_counts", "urn", "own_counts", "own_tallies"} {
		if err := w.s.Read(t.Context()).Exec("SELECT rowid FROM " + table).Error; err == nil {
			t.Errorf("%s has a rowid", table)
		}
	}
}

// rank is Spearman's rank correlation of values 0..n-1 with their places.
func rank(values []int) float64 {
	n := float64(len(values))
	sum := 0.0
	for i, v := range values {
		sum += float64((i - v) * (i - v))
	}
	return 1 - 6*sum/(n*(n*n-1))
}

// While answers wait, the file and its log hold no word of them, and every box looks like every other.
func TestUrnIsUnreadable(t *testing.T) {
	w := newWorld(t)
	ballots := w.ballots(w.edition, 4, w.seminars[0].ID)
	for i, b := range ballots {
		w.cast(w.edition, b, w.sheets(b, chance(9), map[string]string{"Q11": strings.Repeat("Hemlighet", 1+20*i), "Q12": ""}))
	}
	for _, path := range []string{w.path, w.path + "-wal"} {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, []byte("Hemlighet")) {
			t.Errorf("%s holds an answer in clear", path)
		}
	}
	if n := w.number("SELECT COUNT(DISTINCT length(box)) FROM urn"); n != 1 {
		t.Errorf("boxes have %d lengths", n)
	}
	if n := w.number("SELECT COUNT(*) FROM urn"); n != 8 {
		t.Errorf("%d boxes, want 8", n)
	}
	other, err := store.NewKeys(bytes.Repeat([]byte("x"), 32))
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.Write(t.Context(), func(tx *store.Tx) error {
		tx.Keys = other
		_, err := survey.Empty(tx, w.edition.ID, true)
		return err
	})
	if err == nil {
		t.Fatal("a stolen database was opened without its key")
	}
	if n := w.number("SELECT COUNT(*) FROM urn"); n != 8 {
		t.Error("a failed emptying lost boxes")
	}
}

// No two answers of one person rest together: what is closed is a sum, and each text is alone.
func TestAnswersOfOnePersonPart(t *testing.T) {
	w := newWorld(t)
	for i, b := range w.ballots(w.edition, 12, w.seminars[0].ID, w.seminars[1].ID) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(i)), nil))
	}
	w.close()
	if n := w.number("SELECT SUM(n) FROM answer_counts WHERE code = ''"); n != 36 {
		t.Fatalf("%d sheets, want 36", n)
	}
	// Q11, Q12 and twice S4: four texts of each, every one under an id of its own.
	if n := w.number("SELECT COUNT(DISTINCT id) FROM free_texts"); n != 48 {
		t.Fatalf("%d texts, want 48", n)
	}
	var old []string
	if err := w.s.Read(t.Context()).Raw("SELECT id FROM ballots UNION SELECT person_id FROM ballots").Scan(&old).Error; err != nil {
		t.Fatal(err)
	}
	var ids []string
	if err := w.s.Read(t.Context()).Raw("SELECT id FROM free_texts").Scan(&ids).Error; err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if slices.Contains(old, id) {
			t.Fatal("a text carries the id of a ballot or a person")
		}
	}
}

// Whatever two results a host compares, taken whenever: every pile differs by nobody or by five and more.
func TestAnswersComeFiveAtATime(t *testing.T) {
	for total := range 24 {
		w := newWorld(t)
		r := chance(uint64(total))
		seen := map[string][]int{}
		look := func() {
			for _, s := range append([]string{""}, string(w.seminars[0].ID), string(w.seminars[1].ID)) {
				seen[s] = append(seen[s], w.number("SELECT COALESCE(SUM(n), 0) FROM answer_counts WHERE code = '' AND seminar_id = ?", s))
			}
		}
		for k := range total {
			b := w.ballots(w.edition, 1, w.seminars[min(1, k%3)].ID)[0]
			w.cast(w.edition, b, w.sheets(b, r, nil))
			w.empty(false)
			look()
		}
		w.close()
		look()
		for pile, counts := range seen {
			before := 0
			for i, n := range counts {
				final := i == len(counts)-1 // fewer than five in all: there, but hidden by the results
				if d := n - before; d != 0 && d < survey.Least && (before > 0 || !final) {
					t.Fatalf("of %d votes the pile %q went from %d to %d", total, pile, before, n)
				}
				before = n
			}
		}
		if n := w.number("SELECT COUNT(*) FROM urn"); n != 0 {
			t.Fatalf("%d answers are left behind in the urn", n)
		}
		if n := w.number("SELECT COALESCE(SUM(n), 0) FROM answer_counts WHERE code = '' AND part = 'day'"); n != total {
			t.Fatalf("%d answers of %d", n, total)
		}
	}
}

// The job moves what may be moved: in steps while the survey is open, everything once it has closed by itself.
func TestTend(t *testing.T) {
	w := newWorld(t)
	for k, b := range w.ballots(w.edition, 13) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(k)), nil))
	}
	tend := func() (moved int) {
		w.write(func(tx *store.Tx) (err error) { moved, err = survey.Tend(tx); return err })
		return moved
	}
	if n := tend(); n != 5 {
		t.Errorf("while open %d of 13 were moved, want 5", n)
	}
	if n := tend(); n != 0 {
		t.Errorf("again %d were moved, want 0: eight are too few for a step that leaves five", n)
	}
	w.clock.Add(survey.OpenFor)
	if n := tend(); n != 8 || w.number("SELECT COUNT(*) FROM urn") != 0 {
		t.Errorf("after closing %d were moved, want 8", n)
	}
}

// The log of the database holds which pages were written together, and so which ballot went with which box. After a move it
// is empty, and the places of the boxes in the file are overwritten.
func TestNothingIsLeftAfterAMove(t *testing.T) {
	w := newWorld(t)
	for k, b := range w.ballots(w.edition, 60, w.seminars[0].ID) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(k)), nil))
	}
	var boxes [][]byte
	if err := w.s.Read(t.Context()).Raw("SELECT box FROM urn").Scan(&boxes).Error; err != nil {
		t.Fatal(err)
	}
	if err := w.s.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(w.path); err != nil || !bytes.Contains(raw, boxes[0][2000:2500]) {
		t.Fatalf("the test does not find the boxes that wait: it would find nothing afterwards either (%v)", err)
	}
	w.close()
	if err := w.s.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{w.path, w.path + "-wal"} {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, box := range boxes {
			for from := 0; from+500 <= len(box); from += 500 { // a box spills over pages
				if bytes.Contains(raw, box[from:from+500]) {
					t.Fatalf("%s still holds a box", path)
				}
			}
		}
	}
	if r, err := store.RemainsOf(w.path); err != nil || r.Free == 0 || r.Dirty > 0 || r.Log > 0 {
		t.Errorf("%+v %v", r, err)
	}
}
