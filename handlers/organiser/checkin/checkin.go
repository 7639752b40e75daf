// Package checkin is where an organiser follows who comes in, looks after the phones at the doors, and falls back on
// paper.
package checkin

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
)

// Handlers are the pages of this room.
type Handlers struct {
	*web.App
	feed     *feed
	watching watching
	stream   time.Duration // how long one stream lasts before the browser asks again
}

// New makes the room.
func New(app *web.App) *Handlers {
	return &Handlers{App: app, feed: newFeed(app.Store), stream: streamFor}
}

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	line := func(method, path string, handle fiber.Handler) web.Route {
		return web.Route{Method: method, Path: "/arrangor/:edition" + path, Guard: web.Organiser, Handle: handle}
	}
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		line(get, "/incheckning", h.Live),
		line(get, "/incheckning/skarm", h.Screen),
		line(get, "/incheckning/flode", h.Stream),
		line(get, "/incheckning/papper", h.Paper),
		line(post, "/incheckning/papper", h.TickOff),
		line(post, "/incheckning/papper/angra", h.UndoTicks),
		line(get, "/incheckning/papper.pdf", h.PaperPDF),
		line(get, "/dorrar", h.Devices),
		line(post, "/dorrar", h.MakeDevice),
		line(post, "/dorrar/oppna", h.OpenDoor),
		line(post, "/dorrar/stang", h.CloseDoor),
		line(post, "/dorrar/salar", h.SetRelease),
		line(post, "/dorrar/reda-ut", h.SortOut),
		line(get, "/dorrar/:id", h.Device),
		line(post, "/dorrar/:id/kod", h.RenewDevice),
		line(get, "/dorrar/:id/sparra", h.AskRevoke),
		line(post, "/dorrar/:id/sparra", h.Revoke),
	}
}
