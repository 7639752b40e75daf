package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"samling/models/store"
	"samling/models/store/storetest"
)

// childEnv makes the test binary play another process instead of running tests: "task:database file".
const childEnv = "SAMLING_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	task, path, isChild := strings.Cut(os.Getenv(childEnv), ":")
	if !isChild {
		os.Exit(m.Run())
	}
	if err := child(task, path); err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func child(task, path string) error {
	s, err := store.Open(context.Background(), path, store.Options{Keys: storetest.Keys()})
	if err != nil {
		return err
	}
	switch task {
	case "load":
		writeForEver(s)
	case "hold":
		fmt.Println("open")
		_, _ = io.Copy(io.Discard, os.Stdin)
	case "clock":
		return printTimes(s)
	}
	return s.Close()
}

// writeForEver prints each slug when it has been acknowledged, until somebody kills it.
func writeForEver(s *store.Store) {
	var wg sync.WaitGroup
	for w := range 16 {
		wg.Go(func() {
			for i := 0; ; i++ {
				slug := fmt.Sprintf("w%d-%d", w, i)
				if s.Write(context.Background(), func(tx *store.Tx) error { return insert(tx, slug) }) == nil {
					fmt.Println(slug)
				}
			}
		})
	}
	wg.Wait()
}

// start runs this test binary as another process.
func start(t *testing.T, task, path string, env ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(append(os.Environ(), env...), childEnv+"="+task+":"+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cmd.StdinPipe(); err != nil { // closed when the test ends: the child then ends too
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

func TestKillLosesNothingAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "samling.db")
	var acknowledged []string
	for range 3 { // the file of a killed process is opened, filled and killed again
		cmd, lines := start(t, "load", path)
		before := len(acknowledged)
		for lines.Scan() {
			slug := fmt.Sprintf("%d/%s", before, lines.Text())
			acknowledged = append(acknowledged, slug[strings.Index(slug, "/")+1:])
			if len(acknowledged) == before+500 {
				if err := cmd.Process.Kill(); err != nil { // SIGKILL; what stands in the pipe is read to its end
					t.Fatal(err)
				}
			}
		}
		_ = cmd.Wait()
		if len(acknowledged) < before+500 {
			t.Fatalf("the child ended by itself after %d: %v", len(acknowledged)-before, acknowledged[before:])
		}
		s := reopen(t, path)
		for _, slug := range acknowledged[before:] {
			if count(t, s, "slug = ?", slug) != 1 {
				t.Errorf("%s was acknowledged and is lost", slug)
			}
		}
		rename(t, s, before)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := reopen(t, path)
	if n := count(t, s, "true"); n < len(acknowledged) {
		t.Errorf("%d rows, %d acknowledged", n, len(acknowledged))
	}
}

// rename frees the slugs for the next round.
func rename(t *testing.T, s *store.Store, round int) {
	t.Helper()
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		return tx.Exec("UPDATE series SET slug = ? || slug WHERE slug LIKE 'w%'", fmt.Sprintf("round-%d-", round)).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "samling.db")
	cmd, lines := start(t, "hold", path)
	if !lines.Scan() || lines.Text() != "open" {
		t.Fatalf("the first process says %q", lines.Text())
	}
	_, err := store.Open(t.Context(), path, store.Options{Keys: storetest.Keys()})
	if !errors.Is(err, store.ErrInUse) {
		t.Fatalf("a second process got %v", err)
	}
	if want := "samling.db: another Samling process is using this database"; err.Error() != want {
		t.Errorf("the message is %q", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	reopen(t, path) // the kernel has let go of the lock
}

// A server in another zone must read the same instants, in the same order.
func printTimes(s *store.Store) error {
	var times []store.Time
	if err := s.Read(context.Background()).Raw("SELECT created_at FROM users ORDER BY created_at").Scan(&times).Error; err != nil {
		return err
	}
	for _, at := range times {
		fmt.Println(at.Format(time.RFC3339Nano))
	}
	return nil
}
