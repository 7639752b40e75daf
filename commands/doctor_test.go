package commands

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"samling/config"
	"samling/demo"
	"samling/models/store"
)

// demoData is a data directory with the demonstration in it.
func demoData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s, err := openStore(t.Context(), dir, newLog(config.Log{Level: "error"}, os.Stderr))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := demo.Fill(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func doctor(args ...string) (exit int, out string) {
	var said, failed strings.Builder
	exit = Run(append([]string{"doctor", "anonymity"}, args...), &said, &failed)
	return exit, said.String() + failed.String()
}

func TestDoctorAnonymity(t *testing.T) {
	t.Setenv("LC_ALL", "sv_SE.UTF-8")
	dir := demoData(t)
	path := filepath.Join(dir, databaseName)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copied, log := filepath.Join(t.TempDir(), "kopia.db"), filepath.Join(t.TempDir(), "logg")
	for file, content := range map[string][]byte{copied: raw, log: []byte("level=INFO msg=request route=/svara/:ballot status=303 id=8h2k\n")} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	exit, out := doctor("--data", dir, "--copy", copied, "--log", log)
	if exit != 0 || !strings.Contains(out, "Alla 11 prov klarade sig.") || strings.Contains(out, "doctor.") || strings.Contains(out, "[NEJ]") {
		t.Fatalf("exit %d:\n%s", exit, out)
	}

	db, err := store.Open(t.Context(), path, store.Options{Keys: mustKeys(t, dir)})
	if err != nil {
		t.Fatal(err)
	}
	var person string
	err = db.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.Raw("SELECT person_id FROM ballots LIMIT 1").Scan(&person).Error; err != nil {
			return err
		}
		return tx.Exec("UPDATE answer_counts SET n = n + 2 WHERE code = '' AND part = 'day'").Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	lines := "ok\nGET /svara/ABCDEFGHJKMNPQRSTVWXYZ0123 200\nok\nperson=" + person + "\nto=asa@nacka.example\n"
	if err := os.WriteFile(log, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	exit, out = doctor("--data", dir, "--copy", copied, "--log", log)
	if exit != 1 || strings.Count(out, "[NEJ]") != 3 || !strings.Contains(out, "      2\n      4\n      5\n") || strings.Contains(out, person) {
		t.Errorf("planted: exit %d:\n%s", exit, out)
	}
}

func TestDoctorSaysWhatItCannotExamine(t *testing.T) {
	t.Setenv("LC_ALL", "sv_SE.UTF-8")
	dir := t.TempDir()
	if exit, out := doctor("--data", dir); exit != 1 || !strings.Contains(out, "kan inte undersökas") {
		t.Errorf("no database: %d %s", exit, out)
	}
	if err := os.WriteFile(filepath.Join(dir, databaseName), []byte("not a database, but long enough to be read as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if exit, out := doctor("--data", dir); exit != 1 || !strings.Contains(out, "kan inte undersökas") {
		t.Errorf("another file: %d %s", exit, out)
	}
	if exit, _ := doctor("--data", dir, "--copy", "finns-inte.db"); exit != 2 {
		t.Errorf("a copy that does not exist: %d", exit)
	}
}

func mustKeys(t *testing.T, dir string) store.Keys {
	t.Helper()
	keys, err := store.LoadKeys(filepath.Join(dir, keyName))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}
