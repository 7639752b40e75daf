// Package jobs is what happens by itself: a table of names, rhythms and functions, and one runner.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// Job is a row of the table.
type Job struct {
	Name  string
	Every time.Duration // the pause between two runs; 0 = once at start, before all others begin
	Wake  <-chan struct{}
	Run   func(ctx context.Context) error // stops soon when ctx ends; an error is logged and tried again next time
}

// Table is all that happens by itself. main appends to it what each room offers.
type Table []Job

// wakeGap is the shortest pause between a run and the next waking: in a rush thousands of commits are one reason.
const wakeGap = 100 * time.Millisecond

// Run first does the rows that run once, in order, then runs the others beside each other until ctx ends. It
// returns when the last one has stopped, so that the store may be closed after it. Two rows may share a name; then
// they are two hands for the same work.
func (t Table) Run(ctx context.Context, log *slog.Logger) {
	for _, j := range t {
		if j.Every == 0 {
			j.once(ctx, log)
		}
	}
	var all sync.WaitGroup
	for _, j := range t {
		if j.Every > 0 {
			all.Go(func() { j.loop(ctx, log) })
		}
	}
	all.Wait()
}

func (j Job) loop(ctx context.Context, log *slog.Logger) {
	for ctx.Err() == nil {
		j.once(ctx, log)
		pause(ctx, min(wakeGap, j.Every))
		timer := time.NewTimer(j.Every)
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-j.Wake: // nil never wakes
		}
		timer.Stop()
	}
}

// once runs a job and survives whatever it does: one broken job must not take the site with it.
func (j Job) once(ctx context.Context, log *slog.Logger) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("a job panicked", "job", j.Name, "panic", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
		}
	}()
	if err := j.Run(ctx); err != nil && ctx.Err() == nil {
		log.Error("a job failed", "job", j.Name, "error", err)
	}
}

// pause waits, or not when ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
