package store_test

import (
	"path/filepath"
	"testing"

	"samling/models/store"
)

// Answers that were rows become counts and lone texts: nothing is lost, nothing is doubled, and what they were called
// before leads nowhere.
func TestAnswersBecomeCounts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "samling.db")
	store.MigrateTo(t, path, 22, `
		INSERT INTO series (id, slug, name) VALUES ('s', 'dagen', 'Dagen');
		INSERT INTO editions (id, series_id, slug, title, time_zone, check_in_at, starts_at, ends_at, registration_closes_at, wishes_close_at, state, created_at)
			VALUES ('e', 's', 'dag', 'Dagen', 'Europe/Stockholm', 1, 1, 1, 1, 1, 'finished', 1);
		INSERT INTO questions (id, edition_id, part, code, kind, body, position) VALUES
			('q1', 'e', 'day', 'Q1', 'scale', '{}', 1), ('q2', 'e', 'day', 'Q11', 'text', '{}', 2);
		INSERT INTO answer_sheets (id, edition_id, part) VALUES ('sheet1', 'e', 'day'), ('sheet2', 'e', 'day'), ('sheet3', 'e', 'day');
		INSERT INTO answers (sheet_id, code, value) VALUES ('sheet1', 'Q1', '5'), ('sheet2', 'Q1', '5'), ('sheet3', 'Q1', ''),
			('sheet1', 'Q11', 'samma'), ('sheet2', 'Q11', 'samma')`)
	s := reopen(t, path)
	db := s.Read(t.Context())
	for sql, want := range map[string]int{
		"SELECT n FROM answer_counts WHERE code = ''":                                   3,
		"SELECT n FROM answer_counts WHERE code = 'Q1' AND value = '5'":                 2,
		"SELECT n FROM answer_counts WHERE code = 'Q1' AND value = ''":                  1,
		"SELECT COUNT(*) FROM answer_counts":                                            3,
		"SELECT COUNT(*) FROM free_texts WHERE text = 'samma' AND state = 'new'":        2,
		"SELECT COUNT(DISTINCT id) FROM free_texts":                                     2,
		"SELECT COUNT(*) FROM free_texts WHERE length(id) <> 20 OR id LIKE 'sheet%'":    0,
		"SELECT COUNT(*) FROM sqlite_master WHERE name IN ('answers', 'answer_sheets')": 0,
	} {
		var n int
		if err := db.Raw(sql).Scan(&n).Error; err != nil || n != want {
			t.Errorf("%s: %d, want %d (%v)", sql, n, want, err)
		}
	}
}
