package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"

	"samling/commands"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// programEnv makes the test binary play the program, so that no test has to build it.
const programEnv = "SAMLING_BENCH_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(programEnv) != "" {
		os.Exit(commands.Run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// The bench must not rot: every part runs, with counts too small to measure anything.
func TestEveryPartRuns(t *testing.T) {
	for _, p := range parts() {
		if p.name == "program" {
			continue // TestProgram
		}
		t.Run(p.name, func(t *testing.T) {
			lines, err := p.measure(t.TempDir(), tiny())
			if err != nil || len(lines) == 0 {
				t.Fatalf("%d lines, %v", len(lines), err)
			}
			for _, l := range lines {
				if l.facts == "" || l.aim != 0 && l.ratio <= 0 {
					t.Errorf("%+v", l)
				}
			}
		})
	}
}

func TestProgram(t *testing.T) {
	lines, err := measureProgram(binary{path: os.Args[0], env: []string{programEnv + "=1"}}, t.TempDir(), tiny())
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 3 || !strings.Contains(lines[2].facts, "MB after ") {
		t.Errorf("%+v", lines)
	}
}

// The plain side is worth nothing if it does less than the models do: both must leave the same rows.
func TestPlainLeavesTheSameRows(t *testing.T) {
	f, err := fixture(t.TempDir(), 10, 1)
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := byModel(t, f), byPlain(t, f)
	for name, query := range map[string]string{
		"registrations": `SELECT edition_id, organisation_id, source, status, name, display_name, email, email_key, unit, title, phone, lang,
			list_opt_in, length(search_key) > 20, length(reference), key_version, length(ticket_hash), length(link_hash), waitlist_number,
			typeof(received_at), cancelled_at, version FROM registrations ORDER BY email`,
		"seats":   "SELECT capacity, taken, waitlist_last FROM edition_seats",
		"wishes":  "SELECT r.email, w.edition_id, w.rank, w.seminar_id FROM wishes w JOIN registrations r ON r.id = w.person_id ORDER BY 1, 3",
		"needs":   "SELECT r.email, n.choices, n.text FROM needs n JOIN registrations r ON r.id = n.registration_id ORDER BY 1",
		"history": "SELECT r.email, h.actor, h.action, h.detail FROM registration_history h JOIN registrations r ON r.id = h.registration_id ORDER BY 1",
		"mails": `SELECT edition_id, kind, lang, to_address, to_name, length(subject_id), data, length(once_key), state, attempts, handed_at,
			sent_at, last_error FROM mails ORDER BY to_address`,
		"scans": `SELECT s.edition_id, r.email, nonce, door, actor, s.status, reason, s.occurred_at > 0, s.received_at > 0, s.annulled_at
			FROM scans s JOIN registrations r ON r.id = s.registration_id`,
		"admissions": "SELECT r.email, a.edition_id, length(scan_id), at > 0, door FROM admissions a JOIN registrations r ON r.id = a.registration_id",
	} {
		if a, b := rows(t, ours, query), rows(t, theirs, query); a != b || a == "" {
			t.Errorf("%s\nmodel: %s\nplain: %s", name, a, b)
		}
	}
}

// byModel registers a new person and lets the old one in, and gives the directory.
func byModel(t *testing.T, f fixed) string {
	t.Helper()
	dir, s, e := opened(t, f)
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		if _, err := registration.Add(tx, e, guest("ny", 3), registration.FromForm, registration.Self); err != nil {
			return err
		}
		_, err := door.Redeem(tx, door.Presented{Code: f.people[0].Ticket(s.Keys()), Nonce: nonceOf(1, 1), OccurredAt: tx.Now,
			Door: doorName(1), Actor: "bench"}, e)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func byPlain(t *testing.T, f fixed) string {
	t.Helper()
	dir, s, e := opened(t, f)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	p, err := openPlain(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	err = p.write(func(tx *sql.Tx) error {
		if err := plainAdd(tx, p.keys, e, guest("ny", 3)); err != nil {
			return err
		}
		return plainRedeem(tx, e, presented{code: f.people[0].Ticket(p.keys), nonce: nonceOf(1, 1), door: doorName(1), actor: "bench",
			occurred: s.Now()})
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// rows prints what a query finds.
func rows(t *testing.T, dir, query string) string {
	t.Helper()
	p, err := openPlain(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	found, err := p.db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for found.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		_, _ = fmt.Fprintln(&out, values...)
	}
	return out.String()
}

// A job of the plain side that fails takes nothing of its fellows with it: the store's promise is its promise.
func TestPlainKeepsTheBatchOfAFailedJob(t *testing.T) {
	f, err := fixture(t.TempDir(), 10, 1)
	if err != nil {
		t.Fatal(err)
	}
	p, err := openPlain(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	rename := func(to string, fail error) *plainJob {
		return &plainJob{done: make(chan struct{}), run: func(tx *sql.Tx) error {
			if _, err := tx.Exec("UPDATE editions SET title = title || ?", to); err != nil {
				return err
			}
			return fail
		}}
	}
	batch := []*plainJob{rename("a", nil), rename("b", errPlain), rename("c", nil)}
	if err := p.commit(batch); err != nil {
		t.Fatal(err)
	}
	var title string
	if err := p.db.QueryRow("SELECT title FROM editions").Scan(&title); err != nil || !strings.HasSuffix(title, "ac") {
		t.Errorf("%q, %v", title, err)
	}
	if batch[0].err != nil || batch[1].err == nil {
		t.Errorf("%v, %v", batch[0].err, batch[1].err)
	}
}

func TestTable(t *testing.T) {
	var out bytes.Buffer
	err := print(&out, []line{{what: "slow", ratio: 0.49, aim: 0.5}, {what: "fast", ratio: 0.5, aim: 0.5}, {what: "told", ratio: 0.1}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"slow  0.49   ≥ 0.50  NOT MET", "fast  0.50   ≥ 0.50  met"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Count(strings.ToLower(out.String()), "met") != 2 {
		t.Errorf("a verdict where there is no aim:\n%s", out.String())
	}
}

func TestUnknownPartIsRefused(t *testing.T) {
	if err := run(&bytes.Buffer{}, &bytes.Buffer{}, tiny(), "register,speed", ""); err == nil || !strings.Contains(err.Error(), "speed") {
		t.Errorf("%v", err)
	}
}

// opened gives a copy of the fixture, open.
func opened(t *testing.T, f fixed) (string, *store.Store, event.Edition) {
	t.Helper()
	dir, err := f.copyTo(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s, e, err := openStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir, s, e
}
