package survey_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"samling/models/store"
	"samling/models/survey"
)

func (w *world) inspect() map[string]survey.Finding {
	w.t.Helper()
	all, err := survey.Inspect(w.s.Read(w.t.Context()), w.clock.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]survey.Finding{}
	for _, f := range all {
		out[f.Check] = f
	}
	return out
}

// A day as it should be passes every check, while it is open and when it has closed.
func TestInspectPasses(t *testing.T) {
	w := newWorld(t)
	for k, b := range w.ballots(w.edition, 70, w.seminars[0].ID) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(k)), nil))
		if k == 40 {
			w.empty(false)
			for check, f := range w.inspect() {
				if !f.OK() {
					t.Errorf("open: %s is broken: %v", check, f.Broken)
				}
			}
		}
	}
	w.close()
	w.clock.Add(2 * time.Hour)
	for check, f := range w.inspect() {
		if !f.OK() || f.Looked == 0 && check != "steps" && check != "trail" && check != "follow_ups" {
			t.Errorf("closed: %s is broken: %v (%d looked at)", check, f.Broken, f.Looked)
		}
	}
}

// A check that never speaks proves nothing: each promise is broken once.
func TestInspectFindsWhatIsPlanted(t *testing.T) {
	const anyBallot = "(SELECT id FROM ballots ORDER BY id LIMIT 1)"
	for check, sql := range map[string]string{
		"columns": "ALTER TABLE free_texts ADD COLUMN written_at INTEGER",
		"order":   "UPDATE free_texts SET id = '00000000000000' || substr('000000' || CAST(CAST(text AS INTEGER) AS TEXT), -6)",
		"days":    "UPDATE ballots SET spent_on = '2027-02-01 13:05:09' WHERE id = " + anyBallot,
		"ballots": "UPDATE ballots SET spent_on = NULL WHERE id = " + anyBallot,
		"trail": "INSERT INTO audit_log (id, at, actor, action, subject) SELECT 'x', 1, 'job', 'answered', id FROM ballots " +
			"ORDER BY id LIMIT 1",
		"steps": "UPDATE editions SET survey_closes_at = NULL; UPDATE answer_counts SET n = 3 WHERE code = ''",
	} {
		w := newWorld(t)
		for k, b := range w.ballots(w.edition, 60) {
			w.cast(w.edition, b, w.sheets(b, chance(uint64(k)), map[string]string{"Q11": string(rune('0'+k/10)) + string(rune('0'+k%10)), "Q12": ""}))
		}
		w.close()
		w.clock.Add(2 * time.Hour)
		w.write(func(tx *store.Tx) error { return tx.Exec(sql).Error })
		for name, f := range w.inspect() {
			if f.OK() == (name == check) {
				t.Errorf("%s planted: %s says %v", check, name, f.Broken)
			}
		}
	}
}

// Two copies: the later one may have grown by steps only.
func TestCompareCopies(t *testing.T) {
	w := newWorld(t)
	ballots := w.ballots(w.edition, 30)
	cast := func(from, to int) {
		for k, b := range ballots[from:to] {
			w.cast(w.edition, b, w.sheets(b, chance(uint64(k)), nil))
		}
		w.empty(false)
	}
	cast(0, 12)
	older := w.copyTo("older.db")
	cast(12, 21)
	look := func() survey.Finding {
		f, err := survey.Compare(older, w.s.Read(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	if f := look(); !f.OK() || f.Looked != 1 {
		t.Errorf("a copy of an honest day: %+v", f)
	}
	w.write(func(tx *store.Tx) error { return tx.Exec("UPDATE answer_counts SET n = n - 8 WHERE code = ''").Error })
	if f := look(); f.OK() {
		t.Error("two sheets between two copies are not noticed")
	}
	w.write(func(tx *store.Tx) error { return tx.Exec("DELETE FROM answer_counts").Error })
	if f := look(); f.OK() {
		t.Error("sheets that are gone are not noticed")
	}
}

func (w *world) copyTo(name string) *store.DB {
	w.t.Helper()
	if err := w.s.Checkpoint(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	raw, err := os.ReadFile(w.path)
	if err != nil {
		w.t.Fatal(err)
	}
	path := filepath.Join(w.t.TempDir(), name)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		w.t.Fatal(err)
	}
	db, done, err := store.Look(w.t.Context(), path)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = done() })
	return db
}
