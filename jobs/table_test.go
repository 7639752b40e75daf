package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"samling/jobs"
	"samling/models/mailbox"
	"samling/models/store"
	"samling/models/store/storetest"
	"samling/views/mail"
)

func run(t *testing.T, table jobs.Table) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { table.Run(ctx, slog.New(slog.DiscardHandler)); close(done) }()
	return func() {
		cancel()
		select {
		case <-done:
		case <-time.After(15 * time.Second):
			t.Error("the table did not stop")
		}
	}
}

func eventually(t *testing.T, what string, true func() bool) {
	t.Helper()
	for range 500 {
		if true() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

func TestTableSurvivesPanicsAndErrors(t *testing.T) {
	var panics, errs atomic.Int32
	stop := run(t, jobs.Table{
		{Name: "panics", Every: time.Millisecond, Run: func(context.Context) error { panics.Add(1); panic("on purpose") }},
		{Name: "fails", Every: time.Millisecond, Run: func(context.Context) error { errs.Add(1); return errors.New("on purpose") }},
	})
	eventually(t, "both run again", func() bool { return panics.Load() > 2 && errs.Load() > 2 })
	stop()
	n := panics.Load()
	time.Sleep(20 * time.Millisecond)
	if panics.Load() != n {
		t.Error("a job ran after the table had stopped")
	}
}

func TestWhatRunsOnceRunsBeforeTheOthers(t *testing.T) {
	var mu sync.Mutex
	var order []string
	note := func(name string) func(context.Context) error {
		return func(context.Context) error { mu.Lock(); order = append(order, name); mu.Unlock(); return nil }
	}
	stop := run(t, jobs.Table{
		{Name: "often", Every: time.Hour, Run: note("often")},
		{Name: "first", Run: note("first")},
	})
	length := func() int { mu.Lock(); defer mu.Unlock(); return len(order) }
	eventually(t, "both ran", func() bool { return length() == 2 })
	stop()
	if order[0] != "first" {
		t.Errorf("order %v", order)
	}
}

func TestACommitWakesTheWorker(t *testing.T) {
	s, _ := storetest.New(t)
	o := openOffice(t, nil)
	stop := run(t, delivery(s, plainSMTP(o.port)).Jobs())
	defer stop()
	time.Sleep(300 * time.Millisecond) // the lanes sleep now, for fifteen seconds if nobody wakes them
	began := time.Now()
	for i := range 20 {
		enqueue(t, s, fmt.Sprintf("p%d@x.example", i))
	}
	eventually(t, "twenty letters", func() bool { return len(o.received()) == 20 })
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	eventually(t, "twenty sent", func() bool {
		counts, _ := mailbox.Counts(s.Read(t.Context()), "")
		return counts[mailbox.Sent] == 20
	})
}

// An idle worker that writes would wake itself for ever.
func TestAnIdleWorkerDoesNotWrite(t *testing.T) {
	s, _ := storetest.New(t)
	changes := s.Changes()
	stop := run(t, delivery(s, jobs.Keep{}).Jobs())
	defer stop()
	time.Sleep(400 * time.Millisecond)
	for range 2 { // what runs at start may commit once or twice
		select {
		case <-changes:
		default:
		}
	}
	enqueue(t, s, "asa@x.example")
	eventually(t, "kept", func() bool { c, _ := mailbox.Counts(s.Read(t.Context()), ""); return c[mailbox.Kept] == 1 })
	time.Sleep(400 * time.Millisecond)
	<-changes
	time.Sleep(600 * time.Millisecond)
	select {
	case <-changes:
		t.Error("commits go on although nothing happens")
	default:
	}
}

// broken composes nothing.
type broken struct{ err error }

func (b broken) Compose(context.Context, mailbox.Mail) (mail.Message, error) {
	if b.err == nil {
		panic("on purpose")
	}
	return mail.Message{}, b.err
}

func TestWhatCannotBeComposed(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		state  mailbox.State
		reason string
	}{
		"gone":   {fmt.Errorf("compose: %w", store.ErrNotFound), mailbox.Failed, "subject_gone"},
		"broken": {errors.New("disk on fire"), mailbox.Queued, "compose"},
		"panic":  {nil, mailbox.Queued, "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := storetest.New(t)
			d := delivery(s, jobs.Keep{})
			d.Composer = broken{c.err}
			m := enqueue(t, s, "asa@x.example")[0]
			if err := d.Deliver(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := state(t, s, m.ID); got.State != c.state || got.LastError != c.reason {
				t.Errorf("%s %q", got.State, got.LastError)
			}
		})
	}
}

// A program that is asked to stop while the server is thinking waits a moment for the answer, so it knows.
func TestStoppingWaitsForTheAnswer(t *testing.T) {
	s, _ := storetest.New(t)
	reading := make(chan struct{})
	o := openOffice(t, func(o *office, _ *gosmtp.Server) {
		o.onData = func(_ *gosmtp.Conn, r io.Reader) error {
			_, err := io.ReadAll(r)
			close(reading)
			time.Sleep(300 * time.Millisecond)
			return err
		}
	})
	m := enqueue(t, s, "asa@x.example")[0]
	stop := run(t, delivery(s, plainSMTP(o.port)).Jobs())
	<-reading
	stop()
	if got := state(t, s, m.ID); got.State != mailbox.Sent {
		t.Errorf("%s %q", got.State, got.LastError)
	}
}

// A program that is asked to stop before the last dot does not write it, and the mail goes at the next start.
func TestStoppingBeforeTheDot(t *testing.T) {
	s, _ := storetest.New(t)
	asked, release := make(chan struct{}), make(chan struct{})
	o := openOffice(t, func(o *office, _ *gosmtp.Server) {
		o.stopAt("recipient", asked, release)
	})
	m := enqueue(t, s, "asa@x.example")[0]
	stop := run(t, delivery(s, plainSMTP(o.port)).Jobs())
	<-asked
	stop()
	close(release)
	stop = run(t, delivery(s, plainSMTP(o.port)).Jobs())
	defer stop()
	eventually(t, "sent", func() bool { return state(t, s, m.ID).State == mailbox.Sent })
	if n := len(o.received()); n != 1 {
		t.Errorf("the office has %d letters", n)
	}
}

// steals takes the claim away while the message is on its way, as an expired lease does.
type steals struct {
	jobs.Sender
	s *store.Store
}

func (x steals) Send(ctx context.Context, l jobs.Letter, p jobs.Progress) error {
	return x.Sender.Send(ctx, l, stolen{p, x.s})
}

type stolen struct {
	jobs.Progress
	s *store.Store
}

func (x stolen) HandOver(ctx context.Context) error {
	if err := x.s.Write(ctx, func(tx *store.Tx) error { _, err := mailbox.Recover(tx, true); return err }); err != nil {
		return err
	}
	return x.Progress.HandOver(ctx)
}

func TestNoDotWithoutTheClaim(t *testing.T) {
	s, _ := storetest.New(t)
	o := openOffice(t, nil)
	m := enqueue(t, s, "asa@x.example")[0]
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_ = delivery(s, steals{plainSMTP(o.port), s}).Deliver(ctx)
	if n := len(o.received()); n != 0 {
		t.Fatalf("the office has %d letters from a worker that had lost its claim", n)
	}
	if err := s.Write(t.Context(), func(tx *store.Tx) error { _, err := mailbox.Recover(tx, true); return err }); err != nil {
		t.Fatal(err)
	}
	_ = delivery(s, plainSMTP(o.port)).Deliver(t.Context())
	if got := state(t, s, m.ID); got.State != mailbox.Sent || len(o.received()) != 1 {
		t.Errorf("%s, office has %d", got.State, len(o.received()))
	}
}
