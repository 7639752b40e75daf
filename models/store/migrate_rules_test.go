package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"samling/models/store"
)

// How seminars are chosen was a property of the edition and is one of each slot since version 17; runs got a state.
func TestHowSeminarsAreChosenMovesToTheSlots(t *testing.T) {
	path := filepath.Join(t.TempDir(), "samling.db")
	edition := func(id, choose string) string {
		return `INSERT INTO editions (id, series_id, slug, title, time_zone, check_in_at, starts_at, ends_at, registration_closes_at, wishes_close_at,
			state, choose, created_at) VALUES ('` + id + `', 's', '` + id + `', 'T', 'UTC', 1, 2, 3, 1, 1, 'published', '` + choose + `', 1)`
	}
	store.MigrateTo(t, path, 16, strings.Join([]string{
		"INSERT INTO series (id, slug, name) VALUES ('s', 's', 'S')", edition("first", "first_come"), edition("ranked", "ranked"),
		`INSERT INTO programme_items (id, edition_id, starts_at, ends_at, kind, slot, title, position) VALUES
			('a', 'first', 1, 2, 'seminars', 1, 'A', 1), ('b', 'first', 2, 3, 'break', 0, 'B', 2), ('c', 'ranked', 1, 2, 'seminars', 1, 'C', 1)`,
		`INSERT INTO allocation_runs (id, edition_id, seed, run_at, run_by, figures, published_at) VALUES
			('draft', 'ranked', '1', 1, 'x', '{}', NULL), ('out', 'ranked', '1', 1, 'x', '{}', 5)`}, ";\n"))
	s := reopen(t, path)
	for query, want := range map[string]int{
		"SELECT COUNT(*) FROM programme_items WHERE id = 'a' AND choose = 'first_come'":         1,
		"SELECT COUNT(*) FROM programme_items WHERE id IN ('b', 'c') AND choose = 'ranked'":     2,
		"SELECT COUNT(*) FROM allocation_runs WHERE id = 'draft' AND state = 'draft'":           1,
		"SELECT COUNT(*) FROM allocation_runs WHERE id = 'out' AND state = 'published'":         1,
		"SELECT COUNT(*) FROM editions WHERE id IN ('first', 'ranked') AND state = 'published'": 2,
	} {
		var n int
		if err := s.Read(t.Context()).Raw(query).Scan(&n).Error; err != nil || n != want {
			t.Errorf("%s: %d, %v; want %d", query, n, err, want)
		}
	}
}
