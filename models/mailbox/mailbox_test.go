package mailbox_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"samling/models/mailbox"
	"samling/models/store"
	"samling/models/store/storetest"
)

const lease = 10 * time.Minute

func write(t *testing.T, s *store.Store, run func(tx *store.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), run); err != nil {
		t.Fatal(err)
	}
}

func enqueue(t *testing.T, s *store.Store, mails ...mailbox.Mail) []mailbox.Mail {
	t.Helper()
	write(t, s, func(tx *store.Tx) error { return mailbox.Enqueue(tx, mails...) })
	return mails
}

func claim(t *testing.T, s *store.Store, n int) []mailbox.Mail {
	t.Helper()
	var got []mailbox.Mail
	write(t, s, func(tx *store.Tx) (err error) { got, err = mailbox.Claim(tx, n, lease); return err })
	return got
}

func one(t *testing.T, s *store.Store, id store.ID) mailbox.Mail {
	t.Helper()
	m, err := mailbox.ByID(s.Read(t.Context()), id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func mailTo(address string) mailbox.Mail {
	return mailbox.Mail{Kind: mailbox.Confirmation, Lang: "sv", ToAddress: address, ToName: "Åsa Öberg", EditionID: "e1"}
}

func TestEnqueueFillsAndLeavesOutThoseWithoutAddress(t *testing.T) {
	s, _ := storetest.New(t)
	mails := enqueue(t, s, mailTo("a@x.example"), mailTo(""), mailTo("b@x.example"))
	if !mails[0].ID.Valid() || mails[0].State != mailbox.Queued || mails[1].ID != "" {
		t.Errorf("not filled as promised: %+v", mails)
	}
	got, total, err := mailbox.Page(s.Read(t.Context()), "e1", mailbox.Queued, 10, 0)
	if err != nil || total != 2 || len(got) != 2 {
		t.Errorf("page: %d of %d, %v", len(got), total, err)
	}
}

func TestOnceKeyIsEnqueuedOnce(t *testing.T) {
	s, _ := storetest.New(t)
	m := mailTo("a@x.example")
	m.OnceKey = mailbox.Once("placement", "run1", "r1")
	enqueue(t, s, m, m)
	enqueue(t, s, m)
	if counts, err := mailbox.Counts(s.Read(t.Context()), "e1"); err != nil || counts[mailbox.Queued] != 1 {
		t.Errorf("counts %v, %v; want one", counts, err)
	}
}

func TestManyMailsInOneGo(t *testing.T) {
	s, _ := storetest.New(t)
	mails := make([]mailbox.Mail, 1203)
	for i := range mails {
		mails[i] = mailTo(fmt.Sprintf("p%d@x.example", i))
	}
	enqueue(t, s, mails...)
	if counts, _ := mailbox.Counts(s.Read(t.Context()), ""); counts[mailbox.Queued] != len(mails) {
		t.Errorf("queued %d of %d", counts[mailbox.Queued], len(mails))
	}
}

func TestConcurrentClaimsNeverShareAMail(t *testing.T) {
	s, _ := storetest.New(t)
	for i := range 40 {
		enqueue(t, s, mailTo(fmt.Sprintf("p%d@x.example", i)))
	}
	var mu sync.Mutex
	seen := map[store.ID]int{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for got := claim(t, s, 3); len(got) > 0; got = claim(t, s, 3) {
				mu.Lock()
				for _, m := range got {
					seen[m.ID]++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(seen) != 40 {
		t.Errorf("%d mails claimed, want 40", len(seen))
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("mail %s was claimed %d times", id, n)
		}
	}
}

func TestRetryGrowsThenFails(t *testing.T) {
	s, clock := storetest.New(t)
	id := enqueue(t, s, mailTo("a@x.example"))[0].ID
	var pauses []time.Duration
	for one(t, s, id).State == mailbox.Queued {
		got := claim(t, s, 1)
		if len(got) != 1 {
			t.Fatalf("nothing to claim after %d tries", len(pauses))
		}
		write(t, s, func(tx *store.Tx) error { return mailbox.Retry(tx, got[0], "timeout") })
		m := one(t, s, id)
		pauses = append(pauses, m.DueAt.Sub(clock.Now()))
		if early := claim(t, s, 1); m.State == mailbox.Queued && len(early) != 0 {
			t.Fatal("claimed before it was due")
		}
		clock.Set(m.DueAt.Time)
	}
	if pauses[0] != time.Minute || pauses[1] != 5*time.Minute || len(pauses) != 11 {
		t.Errorf("pauses %v", pauses)
	}
	if m := one(t, s, id); m.State != mailbox.Failed || m.LastError != "timeout" {
		t.Errorf("at the end: %+v", m)
	}
}

func TestRecoverTakesBackOnlyWhatWasNotHandedOver(t *testing.T) {
	s, clock := storetest.New(t)
	enqueue(t, s, mailTo("a@x.example"), mailTo("b@x.example"))
	got := claim(t, s, 2)
	write(t, s, func(tx *store.Tx) error { return mailbox.HandOver(tx, got[0]) })
	takeBack := func(all bool) (r mailbox.Recovered) {
		write(t, s, func(tx *store.Tx) (err error) { r, err = mailbox.Recover(tx, all); return err })
		return r
	}
	if stuck, err := mailbox.Stuck(s.Read(t.Context()), store.At(s.Now()), false); stuck || err != nil {
		t.Errorf("a living claim is called stuck: %v", err)
	}
	if r := takeBack(false); r != (mailbox.Recovered{}) {
		t.Errorf("a living claim was taken back: %+v", r)
	}
	clock.Add(lease)
	if r := takeBack(false); r != (mailbox.Recovered{Requeued: 1, Held: 1}) {
		t.Errorf("recovered %+v", r)
	}
	if a, b := one(t, s, got[0].ID), one(t, s, got[1].ID); a.State != mailbox.Unconfirmed || b.State != mailbox.Queued {
		t.Errorf("states %s and %s", a.State, b.State)
	}
	write(t, s, func(tx *store.Tx) error { return mailbox.MarkSent(tx, got[0]) })
	if a := one(t, s, got[0].ID); a.State != mailbox.Sent {
		t.Errorf("a late 250 did not win: %s", a.State)
	}
}

func TestRecoverAtStartTakesEveryClaim(t *testing.T) {
	s, _ := storetest.New(t)
	enqueue(t, s, mailTo("a@x.example"))
	claim(t, s, 1)
	write(t, s, func(tx *store.Tx) error {
		r, err := mailbox.Recover(tx, true)
		if r.Requeued != 1 {
			t.Errorf("recovered %+v", r)
		}
		return err
	})
	if len(claim(t, s, 1)) != 1 {
		t.Error("not due again")
	}
}

func TestALostClaimMayNotBeHandedOver(t *testing.T) {
	s, _ := storetest.New(t)
	enqueue(t, s, mailTo("a@x.example"))
	old := claim(t, s, 1)[0]
	write(t, s, func(tx *store.Tx) error { _, err := mailbox.Recover(tx, true); return err })
	claim(t, s, 1)
	for name, act := range map[string]func(tx *store.Tx) error{
		"hand over": func(tx *store.Tx) error { return mailbox.HandOver(tx, old) },
		"retry":     func(tx *store.Tx) error { return mailbox.Retry(tx, old, "timeout") },
		"fail":      func(tx *store.Tx) error { return mailbox.Fail(tx, old, "550") },
	} {
		if err := s.Write(t.Context(), act); !errors.Is(err, mailbox.ErrClaimLost) {
			t.Errorf("%s by the old worker: %v", name, err)
		}
	}
}

func TestResendOnlyWhatEnded(t *testing.T) {
	s, _ := storetest.New(t)
	id := enqueue(t, s, mailTo("a@x.example"))[0].ID
	resend := func(tx *store.Tx) error { return mailbox.Resend(tx, id) }
	if err := s.Write(t.Context(), resend); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a queued mail was put back: %v", err)
	}
	m := claim(t, s, 1)[0]
	write(t, s, func(tx *store.Tx) error { return mailbox.Fail(tx, m, "550 5.1.1") })
	write(t, s, resend)
	if got := one(t, s, id); got.State != mailbox.Queued || got.LastError != "" || got.Attempts != 0 {
		t.Errorf("after resend: %+v", got)
	}
}

func TestWaiting(t *testing.T) {
	s, _ := storetest.New(t)
	waiting := func() bool {
		yes, err := mailbox.Waiting(s.Read(t.Context()), store.At(s.Now()))
		if err != nil {
			t.Fatal(err)
		}
		return yes
	}
	if waiting() {
		t.Error("an empty outbox waits")
	}
	enqueue(t, s, mailTo("a@x.example"))
	if !waiting() {
		t.Error("a due mail does not wait")
	}
	claim(t, s, 1)
	if waiting() {
		t.Error("a claimed mail waits")
	}
}
