package jobs_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"samling/jobs"
	"samling/models/mailbox"
	"samling/models/store"
	"samling/models/store/storetest"
)

// The test binary is also the victim: with this variable set it delivers the outbox of a file and nothing else.
const victimFile = "SAMLING_TEST_VICTIM_FILE"

func TestMain(m *testing.M) {
	if path := os.Getenv(victimFile); path != "" {
		port, _ := strconv.Atoi(os.Getenv("SAMLING_TEST_VICTIM_PORT"))
		if err := victim(path, port, os.Getenv("SAMLING_TEST_VICTIM_STEP")); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// victim runs the jobs until the outbox rests, or stops at a step and waits to be killed.
func victim(path string, port int, step string) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	s, err := store.Open(ctx, path, store.Options{Keys: storetest.Keys(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	d := delivery(s, stopsAt{plainSMTP(port), step})
	done := make(chan struct{})
	go func() { jobs.Table(d.Jobs()).Run(ctx, d.Log); close(done) }()
	for {
		counts, err := mailbox.Counts(s.Read(ctx), "")
		if err != nil {
			return err
		}
		if counts[mailbox.Queued]+counts[mailbox.Sending] == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	<-done
	return s.Close()
}

// stopsAt lets the victim say where it is and then do nothing more, so that the kill hits exactly there.
type stopsAt struct {
	jobs.Sender
	step string
}

func (s stopsAt) Send(ctx context.Context, l jobs.Letter, p jobs.Progress) error {
	return s.Sender.Send(ctx, l, stopping{p, s.step})
}

type stopping struct {
	jobs.Progress
	step string
}

func (p stopping) here(step string) {
	if p.step == step {
		fmt.Println("here")
		select {}
	}
}

func (p stopping) HandOver(ctx context.Context) error {
	p.here("before the mark")
	err := p.Progress.HandOver(ctx)
	p.here("after the mark")
	return err
}

func (p stopping) Accepted(ctx context.Context) {
	p.here("answered")
	p.Progress.Accepted(ctx)
	p.here("recorded")
}

func runVictim(t *testing.T, path string, port int, step string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), victimFile+"="+path, "SAMLING_TEST_VICTIM_PORT="+strconv.Itoa(port), "SAMLING_TEST_VICTIM_STEP="+step)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, bufio.NewScanner(out)
}

// TestKilledBetweenSteps kills the program with SIGKILL at every step of a delivery, starts it again and counts.
// Wherever it can be known, the mail arrives once. In the one window where it cannot (mailbox.Recover says why) it
// is held in sight of the organiser, and sending it again carries the same identity.
func TestKilledBetweenSteps(t *testing.T) {
	for _, c := range []struct {
		step    string
		atHome  bool // the step is seen by the office, not by the victim
		letters int  // in the office after the program was started again
		state   mailbox.State
	}{
		{"connected", true, 1, mailbox.Sent},
		{"recipient", true, 1, mailbox.Sent},
		{"before the mark", false, 1, mailbox.Sent},
		{"after the mark", false, 0, mailbox.Unconfirmed},
		{"stored", true, 1, mailbox.Unconfirmed},
		{"answered", false, 1, mailbox.Unconfirmed},
		{"recorded", false, 1, mailbox.Sent},
	} {
		t.Run(c.step, func(t *testing.T) {
			path, id := outboxFile(t)
			reached, release := make(chan struct{}), make(chan struct{})
			o := openOffice(t, func(o *office, _ *gosmtp.Server) { o.stopAt(c.step, reached, release) })
			cmd, out := runVictim(t, path, o.port, c.step)
			if c.atHome {
				await(t, reached)
			} else if !out.Scan() || out.Text() != "here" {
				t.Fatalf("the victim said %q", out.Text())
			}
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			close(release)
			finish(t, path, o.port)
			o.expect(t, path, id, c.letters, c.state)
			if c.state == mailbox.Unconfirmed {
				resend(t, path, id)
				finish(t, path, o.port)
				o.expect(t, path, id, c.letters+1, mailbox.Sent)
			}
		})
	}
}

// stopAt makes the office hold its breath at one of its own steps, once.
func (o *office) stopAt(step string, reached, release chan struct{}) {
	var once sync.Once
	hold := func() { once.Do(func() { close(reached); <-release }) }
	switch step {
	case "connected":
		o.onHello = hold
	case "recipient":
		o.onRcpt = func(string) error { hold(); return nil }
	case "stored":
		o.onStored = hold
	}
}

func (o *office) expect(t *testing.T, path string, id store.ID, letters int, want mailbox.State) {
	t.Helper()
	got := o.received()
	if len(got) != letters {
		t.Errorf("the office has %d letters, want %d", len(got), letters)
	}
	for _, raw := range got {
		if messageIDOf(t, raw) != "<"+string(id)+"@samling.example>" {
			t.Errorf("a letter has another identity: %s", messageIDOf(t, raw))
		}
	}
	s := reopen(t, path)
	defer func() { _ = s.Close() }()
	if m := state(t, s, id); m.State != want {
		t.Errorf("the outbox says %s %q, want %s", m.State, m.LastError, want)
	}
}

func outboxFile(t *testing.T) (string, store.ID) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "samling.db")
	s := reopen(t, path)
	id := enqueue(t, s, "asa@x.example")[0].ID
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, id
}

func reopen(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Keys: storetest.Keys(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func resend(t *testing.T, path string, id store.ID) {
	t.Helper()
	s := reopen(t, path)
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return mailbox.Resend(tx, id) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// finish starts the program again and lets it run until the outbox rests.
func finish(t *testing.T, path string, port int) {
	t.Helper()
	cmd, out := runVictim(t, path, port, "")
	ended := make(chan error, 1)
	var said []string
	go func() {
		for out.Scan() {
			said = append(said, out.Text())
		}
		ended <- cmd.Wait()
	}()
	select {
	case err := <-ended:
		if err != nil {
			t.Fatalf("%v: %s", err, strings.Join(said, "; "))
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the outbox did not come to rest")
	}
}

func await(t *testing.T, reached chan struct{}) {
	t.Helper()
	select {
	case <-reached:
	case <-time.After(20 * time.Second):
		t.Fatal("the step was never reached")
	}
}
