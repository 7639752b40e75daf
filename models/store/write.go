package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"gorm.io/gorm"
)

// batchMax bounds how many requests share one commit, and queueMax how many may wait: beyond that the honest
// answer is "try again in a moment" (503), not a growing heap.
const (
	batchMax = 128
	queueMax = 1024
)

// Tx is one request's part of a write transaction: the database handle, one fixed instant, and the site's keys.
// Inside a Write everything goes through it. It must not be kept after the closure ends.
type Tx struct {
	*gorm.DB
	Now  Time
	Keys Keys
}

// NewID draws an id for a new row.
func (tx *Tx) NewID() ID { return NewID() }

// Run executes a statement and says how many rows it changed. It is Exec without gorm's building, for what a queue of
// people waits for: there gorm takes longer than SQLite.
func (tx *Tx) Run(statement string, args ...any) (changed int64, err error) {
	done, err := tx.Statement.ConnPool.ExecContext(context.Background(), statement, args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

type job struct {
	ctx  context.Context
	run  func(tx *Tx) error
	err  error
	done chan struct{}
}

// Write runs the closure inside a durable transaction and returns when the disk has confirmed it. An error or a
// panic in the closure undoes this closure only, not the others that share its commit. The closure may run a
// second time if the batch it was part of failed; so it changes nothing but the database. No mail, file or
// network inside. Errors: the closure's own, ErrBusy, ErrDiskFull, ErrClosed, or ctx's.
func (s *Store) Write(ctx context.Context, run func(tx *Tx) error) error {
	j := &job{ctx: ctx, run: run, done: make(chan struct{})}
	select {
	case <-s.closing:
		return ErrClosed
	default:
	}
	select {
	case s.queue <- j:
	default:
		return ErrBusy
	}
	// Once queued the answer must be waited for: giving up here could deny a write that happened.
	select {
	case <-j.done:
		return border(j.err)
	case <-s.done: // the writer has stopped; it may have answered just before
		select {
		case <-j.done:
			return border(j.err)
		default:
			return ErrClosed
		}
	}
}

func (s *Store) startWriter() {
	s.queue = make(chan *job, queueMax)
	s.closing = make(chan struct{})
	s.done = make(chan struct{})
	go func() {
		defer close(s.done)
		for {
			select {
			case j := <-s.queue:
				s.commit(s.gather(j))
			case <-s.closing:
				s.drain()
				return
			}
		}
	}()
}

func (s *Store) stopWriter() {
	close(s.closing)
	<-s.done
}

func (s *Store) drain() {
	for {
		select {
		case j := <-s.queue:
			s.commit(s.gather(j))
		default:
			return
		}
	}
}

// gather takes what already waits, and never waits for more: a lone request pays no delay.
func (s *Store) gather(first *job) []*job {
	batch := []*job{first}
	for len(batch) < batchMax {
		select {
		case j := <-s.queue:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// commit answers every job of the batch. If the shared transaction itself fails (full disk, failing savepoint),
// each job is tried alone once, so that one job's trouble is never another's.
func (s *Store) commit(batch []*job) {
	live := batch[:0:0]
	for _, j := range batch {
		if err := j.ctx.Err(); err != nil {
			j.err = err // nobody waits any more, and nothing has happened yet
			close(j.done)
			continue
		}
		live = append(live, j)
	}
	if len(live) == 0 {
		return
	}
	if err := s.together(live); err != nil {
		s.oneByOne(live, err)
	}
	// Announced before it is answered: whoever reads after a write of their own must not be given what was kept before it.
	if slices.ContainsFunc(live, func(j *job) bool { return j.err == nil }) {
		s.watch.notify()
	}
	for _, j := range live {
		close(j.done)
	}
}

func (s *Store) oneByOne(batch []*job, shared error) {
	if len(batch) == 1 {
		batch[0].err = shared
		return
	}
	for _, j := range batch {
		if err := s.together([]*job{j}); err != nil {
			j.err = err
		}
	}
}

// together runs the jobs in one transaction. The error it returns means that nothing of the batch was saved.
func (s *Store) together(batch []*job) error {
	// A context that can be cancelled makes the driver start a goroutine for each statement, so none is given.
	db := s.writer.WithContext(context.Background()).Begin()
	if db.Error != nil {
		return fmt.Errorf("begin: %w", db.Error)
	}
	for _, j := range batch {
		if err := s.savepoint(db, j); err != nil {
			_ = db.Rollback().Error
			return err
		}
	}
	if err := db.Commit().Error; err != nil {
		_ = db.Rollback().Error
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (s *Store) savepoint(db *gorm.DB, j *job) error {
	if err := plain(db, "SAVEPOINT job"); err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	j.err = s.protect(db, j.run)
	if j.err != nil {
		if err := plain(db, "ROLLBACK TO job"); err != nil {
			return errors.Join(j.err, fmt.Errorf("rollback to savepoint: %w", err))
		}
	}
	if err := plain(db, "RELEASE job"); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return nil
}

// plain runs a statement that holds nothing for gorm to do.
func plain(db *gorm.DB, statement string) error {
	_, err := db.Statement.ConnPool.ExecContext(context.Background(), statement)
	return err
}

func (s *Store) protect(db *gorm.DB, run func(tx *Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("panic in a write", "panic", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic in a write: %v", p)
		}
	}()
	return run(&Tx{DB: db.Session(&gorm.Session{NewDB: true}), Now: At(s.now()), Keys: s.keys})
}

// writeDeadline is how long a caller without a deadline of its own should wait for the queue.
const writeDeadline = 10 * time.Second

// WriteSoon is Write for work that no visitor waits for (jobs, imports): it retries a full queue until the
// context ends, so that background work gives way instead of failing.
func (s *Store) WriteSoon(ctx context.Context, run func(tx *Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, writeDeadline)
	defer cancel()
	for {
		err := s.Write(ctx, run)
		if !errors.Is(err, ErrBusy) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}
