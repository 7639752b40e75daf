// Package host is what the organisations behind the day see: its results, and the files to take along.
package host

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/store"
	"samling/views/figures"
)

// Handlers are the pages of this room.
type Handlers struct {
	*web.App
	kept *store.Kept[keptKey, figures.Input]
}

// New makes the room.
func New(app *web.App) *Handlers {
	return &Handlers{App: app, kept: store.NewKept[keptKey, figures.Input](app.Store)}
}

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	get := func(path string, handle fiber.Handler) web.Route {
		return web.Route{Method: fiber.MethodGet, Path: path, Guard: web.HostStaff, Handle: handle}
	}
	return []web.Route{
		get("/vard", h.Editions),
		get("/vard/:edition", h.Results),
		get("/vard/:edition/ar", h.Years),
		get("/vard/:edition/fritext", h.Texts),
		get("/vard/:edition/seminarium/:seminar", h.Seminar),
		get("/vard/:edition/rapport", h.Report),
		get("/vard/:edition/rapport.pdf", h.PDF),
		get("/vard/:edition/resultat.xlsx", h.XLSX),
		get("/vard/:edition/resultat.csv", h.CSV),
		get("/vard/:edition/fragor.csv", h.Codebook),
		get("/vard/:edition/deltagande.csv", h.Participation),
		get("/vard/:edition/logga/:host", h.Logo),
	}
}
