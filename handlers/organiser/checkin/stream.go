package checkin

import (
	"bufio"
	"bytes"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/store"
)

// streamFor ends a stream before the server's time to write one answer does. The browser asks again at once, and whoever
// may not look any more is told so then.
const streamFor = 50 * time.Second

const (
	beat         = time.Second
	quietFor     = 15 // beats without news after which a comment keeps proxies from closing the line
	mostWatching = 200
	mostEach     = 20 // of one user: some screens and forgotten tabs, and never all that there are
)

// errManyWatch says that more people look on than anybody has organisers.
var errManyWatch = store.Fault(store.TooMany, "error.checkin_many_watch")

// watching counts the open streams, and each user's.
type watching struct {
	mu  sync.Mutex
	all int
	of  map[store.ID]int
}

func (w *watching) enter(user store.ID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all >= mostWatching || w.of[user] >= mostEach {
		return false
	}
	if w.of == nil {
		w.of = map[store.ID]int{}
	}
	w.all++
	w.of[user]++
	return true
}

func (w *watching) leave(user store.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all--
	if w.of[user]--; w.of[user] <= 0 {
		delete(w.of, user)
	}
}

// Stream pushes the figures as server-sent events (HTML Living Standard, 9.2) whenever they change. It ends by itself
// when the server stops, so that stopping waits for nobody's open page. A client that does not ask for events gets one.
func (h *Handlers) Stream(c *fiber.Ctx) error {
	wantsStream := strings.Contains(c.Get(fiber.HeaderAccept), "text/event-stream")
	next, err := h.fragments(c)
	if err != nil {
		return err
	}
	first, err := next()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/event-stream; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no") // nginx would keep the events until its buffer is full
	if !wantsStream {
		return c.Send(eventOf(first))
	}
	user := store.ID(strings.Clone(string(web.User(c).ID))) // it is needed after the request is gone
	if !h.watching.enter(user) {
		return errManyWatch
	}
	// The context must not be kept past the handler; the channel that is closed when the server stops may be.
	stopping := c.Context().Done()
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer h.watching.leave(user)
		defer h.survive() // nobody else recovers here: a panic would stop the whole server
		h.push(w, first, next, stopping)
	})
	return nil
}

// push writes what is new until the time is up, the server stops, or nobody listens any more.
func (h *Handlers) push(w *bufio.Writer, sent []byte, next func() ([]byte, error), stopping <-chan struct{}) {
	if write(w, []byte("retry: 1000\n\n")) != nil || write(w, eventOf(sent)) != nil {
		return
	}
	ends, tick := time.NewTimer(h.stream), time.NewTicker(beat)
	defer ends.Stop()
	defer tick.Stop()
	for quiet := 0; ; {
		select {
		case <-stopping:
			return
		case <-ends.C:
			return
		case <-tick.C:
		}
		fresh, err := next()
		switch {
		case err != nil:
			h.Log.Warn("the figures of a check-in could not be read", "error", err)
			return // the browser comes again
		case !bytes.Equal(fresh, sent):
			sent, quiet = fresh, 0
			err = write(w, eventOf(fresh))
		case quiet >= quietFor:
			quiet, err = 0, write(w, []byte(": still here\n\n"))
		default:
			quiet++
		}
		if err != nil {
			return
		}
	}
}

func (h *Handlers) survive() {
	if p := recover(); p != nil {
		h.Log.Error("panic", "route", "/arrangor/:edition/incheckning/flode", "panic", p, "stack", string(debug.Stack()))
	}
}

func write(w *bufio.Writer, what []byte) error {
	if _, err := w.Write(what); err != nil {
		return err
	}
	return w.Flush()
}

// eventOf is a piece of HTML as one event: each of its lines is a line of data.
func eventOf(html []byte) []byte {
	lines := bytes.ReplaceAll(bytes.TrimSpace(html), []byte("\n"), []byte("\ndata: "))
	return append(append([]byte("event: live\ndata: "), lines...), '\n', '\n')
}

// fragments gives a function that renders what the page shows now. Pages of the same kind and language share one
// rendering of each state.
func (h *Handlers) fragments(c *fiber.Ctx) (func() ([]byte, error), error) {
	e, view := web.Edition(c), "checkin/figures"
	if c.Query("vy") == "skarm" {
		view = "checkin/figures-screen"
	}
	base := h.Base(c, "checkin.title")
	base.User = nil // it is shared with everybody who looks at the same
	key := view + " " + base.Lang()
	return func() (out []byte, err error) {
		err = h.feed.look(e, func(p *picture) error {
			if p.texts[key] == nil {
				if p.texts[key], err = h.Pages.Render(view, newFigures(base, e, p)); err != nil {
					return err
				}
			}
			out = p.texts[key]
			return nil
		})
		return out, err
	}, nil
}
