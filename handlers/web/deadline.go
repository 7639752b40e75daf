package web

import (
	"context"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
)

// requestTimeout bounds the work of one request. Long work belongs to jobs.
const requestTimeout = 15 * time.Second

// withTimeout gives the request a deadline.
func withTimeout(c *fiber.Ctx) error {
	ctx := &deadline{at: time.Now().Add(requestTimeout)}
	defer ctx.stop()
	c.SetUserContext(ctx)
	return c.Next()
}

// deadline is context.WithDeadline, except that its timer is only made when somebody waits for it. A page from the
// cache asks nobody, and a timer for each would cost it a quarter of its time (measured by make bench).
type deadline struct {
	at     time.Time
	once   sync.Once
	inner  context.Context
	cancel context.CancelFunc
}

func (d *deadline) start() {
	d.once.Do(func() { d.inner, d.cancel = context.WithDeadline(context.Background(), d.at) })
}

// stop ends the context and gives its timer back. Where there is none yet, one that has ended already is put in its
// place, so that nothing that outlives the request can start one.
func (d *deadline) stop() {
	d.once.Do(func() { d.inner, d.cancel = ended, func() {} })
	d.cancel()
}

// ended is a context that is over.
var ended = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// Deadline implements context.Context.
func (d *deadline) Deadline() (time.Time, bool) { return d.at, true }

// Done implements context.Context.
func (d *deadline) Done() <-chan struct{} { d.start(); return d.inner.Done() }

// Err implements context.Context.
func (d *deadline) Err() error {
	d.start()
	return d.inner.Err()
}

// Value implements context.Context. A request carries no values.
func (d *deadline) Value(any) any { return nil }
