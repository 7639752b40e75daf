// Package host is what the organisations behind the day see: its results, and the files to take along.
package host

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
)

// Handlers are the pages of this room.
type Handlers struct{ *web.App }

// New makes the room.
func New(app *web.App) *Handlers { return &Handlers{App: app} }

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	get := func(path string, handle fiber.Handler) web.Route {
		return web.Route{Method: fiber.MethodGet, Path: path, Guard: web.HostStaff, Handle: handle}
	}
	return []web.Route{
		get("/vard", h.Editions),
		get("/vard/:edition", h.Results),
		get("/vard/:edition/resultat.csv", h.CSV),
		get("/vard/:edition/resultat.xlsx", h.XLSX),
	}
}
