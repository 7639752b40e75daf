package main

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"
)

// A busy door: so many phones, each with a scan every so often, through the whole site.
const (
	pacedPhones = 32
	pacedEvery  = 100 * time.Millisecond
	pacedAim    = 10 * time.Millisecond // of the 99th of a hundred answers
)

// paced measures how long the queue waits for an answer when nobody hurries the server: what a door feels, while redeem
// shows where the limit is.
func paced(dir string, size scale) ([]line, error) {
	size.people = min(size.people, 1920) // six seconds
	size.conns = pacedPhones
	f, err := fixture(dir, boundless, size.people)
	if err != nil {
		return nil, err
	}
	own, err := f.copyTo(dir)
	if err != nil {
		return nil, err
	}
	s, stop, err := redeemHTTP(f, own, size)
	if err != nil {
		return nil, err
	}
	defer stop()
	var all []sample
	for round := range min(size.rounds, 5) + 1 {
		if err := s.prepare(round); err != nil {
			return nil, err
		}
		got, err := inStep(s)
		if err != nil {
			return nil, err
		}
		if round > 0 {
			all = append(all, got)
		}
	}
	m := middle(all)
	return []line{{what: fmt.Sprintf("redeems at %d phones × %d/s: 10 ms against p99", pacedPhones, time.Second/pacedEvery),
		ratio: float64(pacedAim) / float64(max(m.p99, 1)), aim: 1, facts: tell(m)}}, nil
}

// inStep lets every phone send its next scan when its time has come, or at once when the answer before was late.
func inStep(s side) (sample, error) {
	took, failed := make([]time.Duration, s.n), make([]error, pacedPhones)
	start, used := time.Now(), processor()
	var working sync.WaitGroup
	for phone := range pacedPhones {
		working.Go(func() {
			due := start.Add(pacedEvery * time.Duration(phone) / pacedPhones) // they do not scan at the same instant
			for i := phone; i < s.n; i += pacedPhones {
				time.Sleep(time.Until(due))
				due = due.Add(pacedEvery)
				at := time.Now()
				if failed[phone] = s.each(phone, i); failed[phone] != nil {
					return
				}
				took[i] = time.Since(at)
			}
		})
	}
	working.Wait()
	elapsed, cpu := time.Since(start), processor()-used
	slices.Sort(took)
	return sample{float64(s.n) / elapsed.Seconds(), cpu / time.Duration(s.n), took[s.n/2], took[s.n*99/100]}, cmp.Or(failed...)
}
