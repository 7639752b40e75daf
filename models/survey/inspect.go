package survey

import (
	"fmt"
	"math"
	"strings"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Finding is what one check of the self-test found. It names nobody and says nothing that anybody answered.
type Finding struct {
	Check  string // a word: "columns", "order" …
	Looked int    // how many things were looked at; 0 = there was nothing to look at
	Broken []string
}

// OK says whether the promise that the check is about is kept.
func (f Finding) OK() bool { return len(f.Broken) == 0 }

func (f *Finding) breaks(format string, args ...any) {
	f.Broken = append(f.Broken, fmt.Sprintf(format, args...))
}

// Inspect looks in a database for everything that could join an answer to a person, and for every figure that is too
// small to be shown, as docs/anonymity.md promises. It reads only, so a data-protection officer can run it on a copy or
// beside the program. What it cannot see stands in the same document.
func Inspect(db *gorm.DB, now time.Time) ([]Finding, error) {
	var all []Finding
	for _, check := range []func(*gorm.DB, time.Time) (Finding, error){
		inspectColumns, inspectOrder, inspectDays, inspectBallots, inspectSteps, inspectFollowUps, inspectTrail, inspectShown,
	} {
		f, err := check(db, now)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Check, err)
		}
		all = append(all, f)
	}
	return all, nil
}

// tables are the tables of the evaluation and all the columns that they may have.
var tables = [...]struct{ name, columns string }{
	{"answer_counts", "edition_id part pool seminar_id code value n"},
	{"free_texts", "id edition_id part pool seminar_id code text state reason theme"},
	{"own_tallies", "edition_id box"},
	{"own_counts", "edition_id organisation_id code value n"},
	{"urn", "id edition_id box"},
	{"follow_up_urn", "id edition_id box"},
	{"follow_up_ballots", "id edition_id token_hash spent_on"},
	{"commitments", "id edition_id person_id text remind released ballot_id"},
}

// inspectColumns looks for a column that the documentation does not know, and for row numbers that count up.
func inspectColumns(db *gorm.DB, _ time.Time) (Finding, error) {
	f := Finding{Check: "columns"}
	for _, t := range tables {
		var have []string
		if err := db.Raw("SELECT name FROM pragma_table_info(?)", t.name).Scan(&have).Error; err != nil {
			return f, err
		}
		f.Looked += len(have)
		if strings.Join(have, " ") != t.columns {
			f.breaks("%s: %s", t.name, strings.Join(have, " "))
		}
		var sql string
		if err := db.Raw("SELECT sql FROM sqlite_master WHERE name = ?", t.name).Scan(&sql).Error; err != nil {
			return f, err
		}
		if !strings.HasSuffix(strings.TrimSpace(sql), "WITHOUT ROWID") {
			f.breaks("%s: rowid", t.name)
		}
	}
	return f, nil
}

// inspectOrder looks whether texts and boxes lie in the order of random ids: the stored order is that of the ids, and the
// ids are spread evenly, as no counter and no clock would be.
func inspectOrder(db *gorm.DB, _ time.Time) (Finding, error) {
	f := Finding{Check: "order"}
	// A second column that no index has makes SQLite walk the table itself.
	for table, column := range map[string]string{"free_texts": "length(text)", "urn": "length(box)", "follow_up_urn": "length(box)",
		"follow_up_ballots": "length(token_hash)", "commitments": "length(text)"} {
		var rows []struct {
			ID store.ID
			N  int
		}
		if err := db.Raw("SELECT id, " + column + " AS n FROM " + table + " NOT INDEXED").Scan(&rows).Error; err != nil {
			return f, err
		}
		f.Looked += len(rows)
		mean, sorted := 0.0, true
		for i, r := range rows {
			sorted = sorted && r.ID.Valid() && (i == 0 || r.ID > rows[i-1].ID)
			mean += float64(strings.IndexByte("0123456789abcdefghjkmnpqrstvwxyz", r.ID[0])) / 31
		}
		if !sorted {
			f.breaks("%s: %d", table, len(rows))
		}
		// The mean of n even draws from 0..1 (32 steps) strays from 1/2 by more than five times 0.2976/√n in fewer than one
		// of a million databases.
		if n := float64(len(rows)); n >= 50 && math.Abs(mean/n-.5) > 5*.2976/math.Sqrt(n) {
			f.breaks("%s: %.3f", table, mean/n)
		}
	}
	return f, nil
}

// inspectDays looks for a time of a ballot finer than the day.
func inspectDays(db *gorm.DB, _ time.Time) (Finding, error) {
	f := Finding{Check: "days"}
	var spent []string
	if err := db.Raw("SELECT spent_on FROM ballots WHERE spent_on IS NOT NULL UNION ALL SELECT spent_on FROM follow_up_ballots WHERE spent_on IS NOT NULL").Scan(&spent).Error; err != nil {
		return f, err
	}
	f.Looked = len(spent)
	for _, day := range spent {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			f.breaks("ballots.spent_on")
			return f, nil
		}
	}
	return f, nil
}

// inspectBallots looks whether as many sheets were counted as ballots were used, in each survey that has closed, and
// whether nothing of it waits any more. It is the proof that nobody voted twice and nothing was lost.
func inspectBallots(db *gorm.DB, now time.Time) (Finding, error) {
	f := Finding{Check: "ballots"}
	var rows []struct {
		Slug                           string
		Spent, Sheets, Waiting, Sealed int
	}
	err := db.Raw(`SELECT e.slug, (SELECT COUNT(*) FROM ballots b WHERE b.edition_id = e.id AND b.spent_on IS NOT NULL) AS spent,
		COALESCE((SELECT n FROM answer_counts c WHERE c.edition_id = e.id AND c.part = ? AND c.pool = ? AND c.seminar_id = '' AND c.code = ?), 0) AS sheets,
		(SELECT COUNT(*) FROM urn u WHERE u.edition_id = e.id) AS waiting,
		(SELECT COUNT(*) FROM own_tallies t WHERE t.edition_id = e.id) AS sealed
		FROM editions e WHERE e.survey_closes_at < ? ORDER BY e.slug`, Day, ByBallot, sheetsCode, store.At(now.Add(-time.Hour))).Scan(&rows).Error
	f.Looked = len(rows)
	for _, r := range rows {
		if r.Spent != r.Sheets {
			f.breaks("%s: %d ≠ %d", r.Slug, r.Spent, r.Sheets)
		}
		if r.Waiting+r.Sealed > 0 {
			f.breaks("%s: %d + %d", r.Slug, r.Waiting, r.Sealed)
		}
	}
	return f, err
}

// inspectSteps looks whether a survey that is open has counted nothing or a whole step of each pile.
func inspectSteps(db *gorm.DB, now time.Time) (Finding, error) {
	f := Finding{Check: "steps"}
	var rows []struct {
		Slug, Part, Code string
		N                int
	}
	err := db.Raw(`SELECT e.slug, c.part, c.n FROM answer_counts c JOIN editions e ON e.id = c.edition_id
		WHERE c.code = ? AND c.part <> ? AND (e.survey_closes_at IS NULL OR e.survey_closes_at > ?) ORDER BY e.slug`, sheetsCode, FollowUp, store.At(now)).Scan(&rows).Error
	f.Looked = len(rows)
	for _, r := range rows {
		if r.N < Least {
			f.breaks("%s %s", r.Slug, r.Part)
		}
	}
	return f, err
}

// inspectTrail looks whether the audit log tells of anybody's ballot.
func inspectTrail(db *gorm.DB, _ time.Time) (Finding, error) {
	f := Finding{Check: "trail"}
	if err := db.Raw("SELECT COUNT(*) FROM audit_log").Scan(&f.Looked).Error; err != nil {
		return f, err
	}
	var found []string
	err := db.Raw(`SELECT DISTINCT a.action FROM audit_log a JOIN ballots b ON b.id = a.subject
		UNION SELECT DISTINCT a.action FROM audit_log a JOIN ballots b ON b.id = a.actor
		UNION SELECT DISTINCT a.action FROM audit_log a JOIN follow_up_ballots b ON b.id = a.subject
		UNION SELECT DISTINCT a.action FROM audit_log a JOIN commitments c ON c.id = a.subject`).Scan(&found).Error
	for _, action := range found {
		f.breaks("audit_log: %s", action)
	}
	return f, err
}

// inspectShown looks at everything that hosts can see now, for a group under the threshold.
func inspectShown(db *gorm.DB, now time.Time) (Finding, error) {
	f := Finding{Check: "shown"}
	editions, err := event.Editions(db)
	if err != nil {
		return f, err
	}
	for _, e := range editions {
		r, err := ResultsOf(db, e, now)
		if err != nil {
			return f, err
		}
		f.results(r)
		v, err := ownView(db, e.ID)
		if err != nil {
			return f, err
		}
		questions, err := Questions(db, e.ID)
		if err != nil {
			return f, err
		}
		for id := range v.own.Hosts {
			if own := v.of(id, questions); own.Hidden == Shown {
				f.figures(e.Slug, own.Figures, v.least)
			}
		}
	}
	return f, nil
}

func (f *Finding) results(r Results) {
	name := r.Edition.Slug
	f.figures(name, r.Day, r.Least)
	f.figures(name, r.Open.Day, r.Least)
	f.figures(name, r.Effect.All(), r.Least)
	for _, s := range append(append([]SeminarResult(nil), r.Seminars...), r.Open.Seminars...) {
		if s.Hidden == Shown && s.Sheets < r.Least {
			f.breaks("%s, %s", name, s.Seminar.Key)
		}
		f.figures(name+", "+s.Seminar.Key, s.Figures, r.Least)
	}
}

func (f *Finding) figures(where string, list []Figure, least int) {
	for _, one := range list {
		if one.Code == "" {
			continue // nobody was asked
		}
		f.Looked++
		if one.Hidden == Shown && one.N < least || one.Hidden != Shown && (one.N != 0 || one.Cells != nil || one.Texts != nil) {
			f.breaks("%s, %s", where, one.Code)
		}
		for _, c := range one.Cells {
			if one.Question.Background() && (c.Hidden == Shown && c.N < least || c.Hidden != Shown && c.N != 0) {
				f.breaks("%s, %s = %s", where, one.Code, c.Value)
			}
		}
	}
}
