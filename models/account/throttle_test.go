package account_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"samling/models/account"
	"samling/models/store"
	"samling/models/store/storetest"
)

func try(s *store.Store, t *testing.T, key string, max int, window time.Duration) error {
	return s.Write(t.Context(), func(tx *store.Tx) error { return account.Throttle(tx, key, max, window) })
}

func TestThrottle(t *testing.T) {
	s, clock := storetest.New(t)
	const key = "login|anna@x.se"
	for i := range 3 {
		if err := try(s, t, key, 3, time.Minute); err != nil {
			t.Fatalf("try %d: %v", i+1, err)
		}
		clock.Add(time.Second)
	}
	for range 3 { // refused tries do not prolong the wait
		if err := try(s, t, key, 3, time.Minute); !errors.Is(err, account.ErrTooMany) {
			t.Fatalf("the fourth try gave %v", err)
		}
		clock.Add(time.Second)
	}
	if err := try(s, t, "login|bo@x.se", 3, time.Minute); err != nil {
		t.Errorf("another key: %v", err)
	}
	clock.Set(storetest.Noon.Add(time.Minute))
	for i := range 3 {
		if err := try(s, t, key, 3, time.Minute); err != nil {
			t.Fatalf("try %d of the next window: %v", i+1, err)
		}
	}
	if err := try(s, t, key, 3, time.Minute); !errors.Is(err, account.ErrTooMany) {
		t.Errorf("the fourth try of the next window gave %v", err)
	}
}

func TestForgive(t *testing.T) {
	s, _ := storetest.New(t)
	_ = try(s, t, "k", 1, time.Minute)
	write(t, s, func(tx *store.Tx) error { return account.Forgive(tx, "k") })
	if err := try(s, t, "k", 1, time.Minute); err != nil {
		t.Error(err)
	}
}

func TestThrottleHoldsNoAddress(t *testing.T) {
	s, _ := storetest.New(t)
	_ = try(s, t, "ip|10.0.0.7", 1, time.Minute)
	var keys []string
	if err := s.Read(t.Context()).Raw("SELECT key FROM throttles").Scan(&keys).Error; err != nil || len(keys) != 1 {
		t.Fatal(keys, err)
	}
	if strings.Contains(keys[0], "10.0.0.7") || keys[0] == store.Hash("ip|10.0.0.7") {
		t.Errorf("the key %q can be read or guessed back", keys[0])
	}
}

func TestThrottleCountsTriesAtTheSameInstant(t *testing.T) {
	s, _ := storetest.New(t)
	var passed atomic.Int32
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			if try(s, t, "k", 7, time.Minute) == nil {
				passed.Add(1)
			}
		})
	}
	wg.Wait()
	if passed.Load() != 7 {
		t.Errorf("%d of 40 passed a limit of 7", passed.Load())
	}
}
