package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"samling/models/store"
	"samling/models/store/storetest"
)

// insert adds a series with a slug, which is unique.
func insert(tx *store.Tx, slug string) error {
	return tx.Exec("INSERT INTO series (id, slug, name) VALUES (?, ?, 'X')", tx.NewID(), slug).Error
}

func count(t *testing.T, s *store.Store, where string, args ...any) (n int) {
	t.Helper()
	if err := s.Read(context.Background()).Raw("SELECT count(*) FROM series WHERE "+where, args...).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

// hold keeps the writer busy until the returned function is called, so that what is written meanwhile waits together
// and becomes one batch.
func hold(t *testing.T, s *store.Store) (release func()) {
	t.Helper()
	began, end, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	var once sync.Once
	go func() {
		ended <- s.Write(context.Background(), func(*store.Tx) error {
			once.Do(func() { close(began) })
			<-end
			return nil
		})
	}()
	<-began
	return func() {
		close(end)
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// together writes all jobs in one batch, in the order given, and gives each one's error.
func together(t *testing.T, s *store.Store, jobs ...func(tx *store.Tx) error) []error {
	t.Helper()
	release := hold(t, s)
	errs := make([]error, len(jobs))
	var wg sync.WaitGroup
	for i, job := range jobs {
		wg.Go(func() { errs[i] = s.Write(context.Background(), job) })
		wait(t, func() bool { return s.Waiting() == i+1 })
	}
	release()
	wg.Wait()
	return errs
}

func wait(t *testing.T, until func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !until(); time.Sleep(50 * time.Microsecond) {
		if time.Now().After(deadline) {
			t.Fatal("waited for nothing")
		}
	}
}

func TestManyWritersNoneLockedNoneLost(t *testing.T) {
	s, _ := storetest.New(t)
	const writers, each = 64, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				err := s.Write(context.Background(), func(tx *store.Tx) error {
					var n int // read, then write: what fails with "database is locked" in a deferred transaction
					if err := tx.Raw("SELECT count(*) FROM series").Scan(&n).Error; err != nil {
						return err
					}
					return insert(tx, fmt.Sprintf("w%d-%d", w, i))
				})
				if err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
			}
		})
	}
	wg.Wait()
	if n := count(t, s, "true"); n != writers*each {
		t.Errorf("%d of %d rows are there", n, writers*each)
	}
}

// The fellows see each other's rows before any reader does, which shows that they share one transaction.
func TestTroubleOfOneJobIsNotItsFellows(t *testing.T) {
	s, _ := storetest.New(t)
	boom := errors.New("boom")
	var seenInside, seenOutside int
	errs := together(t, s,
		func(tx *store.Tx) error { return insert(tx, "first") },
		func(tx *store.Tx) error { return errors.Join(insert(tx, "failed"), boom) },
		func(tx *store.Tx) error {
			if err := insert(tx, "panicked"); err != nil {
				return err
			}
			panic("in the middle")
		},
		func(tx *store.Tx) error { return insert(tx, "first") }, // the slug is taken
		func(tx *store.Tx) error {
			if err := tx.Raw("SELECT count(*) FROM series WHERE slug = 'first'").Scan(&seenInside).Error; err != nil {
				return err
			}
			seenOutside = count(t, s, "slug = 'first'")
			return insert(tx, "last")
		})
	if seenInside != 1 || seenOutside != 0 {
		t.Fatalf("not one batch: the last job saw %d of the first's rows, a reader %d", seenInside, seenOutside)
	}
	if errs[0] != nil || errs[4] != nil {
		t.Errorf("the fellows got %v and %v", errs[0], errs[4])
	}
	if !errors.Is(errs[1], boom) || errs[2] == nil || errs[3] == nil {
		t.Errorf("the troubled got %v, %v, %v", errs[1], errs[2], errs[3])
	}
	if n := count(t, s, "slug IN ('first', 'last')"); n != 2 {
		t.Errorf("%d of the fellows' 2 rows are there", n)
	}
	if n := count(t, s, "slug IN ('failed', 'panicked')"); n != 0 {
		t.Errorf("%d rows of failed jobs are there", n)
	}
}

// A job that ends the shared transaction breaks the rules; still the others must not pay for it.
func TestJobThatBreaksTheTransaction(t *testing.T) {
	s, _ := storetest.New(t)
	errs := together(t, s,
		func(tx *store.Tx) error { return insert(tx, "before") },
		func(tx *store.Tx) error { return tx.Exec("ROLLBACK").Error },
		func(tx *store.Tx) error { return insert(tx, "after") })
	if errs[0] != nil || errs[1] == nil || errs[2] != nil {
		t.Errorf("got %v", errs)
	}
	if n := count(t, s, "slug IN ('before', 'after')"); n != 2 {
		t.Errorf("%d of 2 rows are there", n)
	}
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, "later") }); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestQueueIsBounded(t *testing.T) {
	s, _ := storetest.New(t)
	release := hold(t, s)
	var wg sync.WaitGroup
	for i := range store.QueueMax {
		wg.Go(func() {
			if err := s.Write(context.Background(), func(tx *store.Tx) error { return insert(tx, fmt.Sprint(i)) }); err != nil {
				t.Error(err)
			}
		})
	}
	wait(t, func() bool { return s.Waiting() == store.QueueMax })
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, "refused") }); !errors.Is(err, store.ErrBusy) {
		t.Errorf("one more gave %v", err)
	}
	soon := make(chan error)
	go func() {
		soon <- s.WriteSoon(context.Background(), func(tx *store.Tx) error { return insert(tx, "soon") })
	}()
	release()
	wg.Wait()
	if err := <-soon; err != nil {
		t.Errorf("WriteSoon gave up: %v", err)
	}
	if n := count(t, s, "true"); n != store.QueueMax+1 {
		t.Errorf("%d rows of %d", n, store.QueueMax+1)
	}
}

func TestWriteThatNobodyWaitsFor(t *testing.T) {
	s, _ := storetest.New(t)
	release := hold(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.Write(ctx, func(tx *store.Tx) error { return insert(tx, "given up") }) }()
	wait(t, func() bool { return s.Waiting() == 1 })
	cancel()
	release()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := count(t, s, "true"); n != 0 {
		t.Error("it was written after all")
	}
}

func TestWriteAfterClose(t *testing.T) {
	s, _ := storetest.New(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, "late") }); !errors.Is(err, store.ErrClosed) {
		t.Errorf("got %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing again gave %v", err)
	}
}

func TestCloseFinishesWhatWaits(t *testing.T) {
	s, _ := storetest.New(t)
	release := hold(t, s)
	var wg sync.WaitGroup
	for i := range store.QueueMax { // several batches
		wg.Go(func() {
			if err := s.Write(context.Background(), func(tx *store.Tx) error { return insert(tx, fmt.Sprint(i)) }); err != nil {
				t.Error(err)
			}
		})
	}
	wait(t, func() bool { return s.Waiting() == store.QueueMax })
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	time.Sleep(time.Millisecond)
	release()
	wg.Wait()
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

// A write that slips into the queue when the writer has left must not wait for ever.
func TestWriteThatComesTooLate(t *testing.T) {
	s, _ := storetest.New(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.LookOpen()
	done := make(chan error, 1)
	go func() { done <- s.Write(context.Background(), func(tx *store.Tx) error { return insert(tx, "late") }) }()
	select {
	case err := <-done:
		if !errors.Is(err, store.ErrClosed) {
			t.Errorf("got %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it waits for ever")
	}
}

// Whoever writes while the store closes gets an answer, and the answer is true.
func TestCloseWhileWriting(t *testing.T) {
	s, _ := storetest.New(t)
	const writers = 100
	errs := make([]error, writers)
	release := hold(t, s)
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			errs[i] = s.Write(context.Background(), func(tx *store.Tx) error { return insert(tx, fmt.Sprint(i)) })
		})
	}
	wait(t, func() bool { return s.Waiting() > writers/2 })
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	release()
	wg.Wait()
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	again := reopen(t, s.Path())
	for i, err := range errs {
		if err != nil && !errors.Is(err, store.ErrClosed) {
			t.Errorf("writer %d got %v", i, err)
		}
		if there := count(t, again, "slug = ?", fmt.Sprint(i)) == 1; there != (err == nil) {
			t.Errorf("writer %d got %v, and its row is there: %t", i, err, there)
		}
	}
}

func reopen(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Keys: storetest.Keys()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
