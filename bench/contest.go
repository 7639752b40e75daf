package main

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// side is one of those that take turns. prepare happens before a round and outside its time; each does the i-th of
// the round's n things on one of the connections.
type side struct {
	name    string
	n       int
	prepare func(round int) error
	each    func(conn, i int) error
}

// sample is what one round of one side gave.
type sample struct {
	perSecond float64
	cpu       time.Duration // of this process for each thing, client and all
	p50, p99  time.Duration
}

// contest lets the sides take turns and gives the samples of each, round by round. The first round warms up and is
// left out.
func contest(size scale, sides ...side) ([][]sample, error) {
	all := make([][]sample, len(sides))
	for round := range size.rounds + 1 {
		for k, s := range sides {
			if err := s.prepare(round); err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			runtime.GC() // nobody pays for the other's garbage
			got, err := load(size.conns, s.n, s.each)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			if round > 0 {
				all[k] = append(all[k], got)
			}
		}
	}
	return all, nil
}

// load does n things over so many connections, each doing one after the other as fast as it is answered.
func load(conns, n int, each func(conn, i int) error) (sample, error) {
	var next atomic.Int64
	took, failed := make([]time.Duration, n), make([]error, conns)
	start, used := time.Now(), processor()
	var working sync.WaitGroup
	for conn := range conns {
		working.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				at := time.Now()
				if err := each(conn, i); err != nil {
					failed[conn] = err
					return
				}
				took[i] = time.Since(at)
			}
		})
	}
	working.Wait()
	elapsed, cpu := time.Since(start), processor()-used
	slices.Sort(took)
	return sample{float64(n) / elapsed.Seconds(), cpu / time.Duration(n), took[n/2], took[n*99/100]}, cmp.Or(failed...)
}

// processor is the time that this process has had of the processors so far.
func processor() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		return 0 // cannot be: both arguments are right
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// speed is the median of the rounds' own ratios of throughput: 0.5 is half as fast.
func speed(ours, theirs []sample) float64 {
	return between(ours, theirs, func(our, their sample) float64 { return our.perSecond / their.perSecond })
}

// thrift is the same for processor time: 0.5 takes twice as much. It hardly minds what else the machine does, but
// does not see the waiting for the disk.
func thrift(ours, theirs []sample) float64 {
	return between(ours, theirs, func(our, their sample) float64 { return float64(their.cpu) / float64(max(our.cpu, 1)) })
}

func between(ours, theirs []sample, ratio func(our, their sample) float64) float64 {
	var all []float64
	for i := range ours {
		all = append(all, ratio(ours[i], theirs[i]))
	}
	return median(all)
}

// middle is the round's figures that stand in the middle, each by itself.
func middle(all []sample) sample {
	var rate []float64
	var cpu, p50, p99 []time.Duration
	for _, s := range all {
		rate, cpu, p50, p99 = append(rate, s.perSecond), append(cpu, s.cpu), append(p50, s.p50), append(p99, s.p99)
	}
	return sample{median(rate), median(cpu), median(p50), median(p99)}
}

func median[T time.Duration | float64](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
