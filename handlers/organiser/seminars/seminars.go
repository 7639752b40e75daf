// Package seminars is where an organiser follows wishes, works out who sits where, and publishes it.
package seminars

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
)

// Handlers are the pages of this room.
type Handlers struct {
	*web.App
}

// New makes the room.
func New(app *web.App) *Handlers { return &Handlers{App: app} }

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/arrangor/:edition/fordelning", Guard: web.Organiser, Handle: h.Allocation},
		{Method: fiber.MethodPost, Path: "/arrangor/:edition/fordelning", Guard: web.Organiser, Handle: h.DraftAllocation},
		{Method: fiber.MethodPost, Path: "/arrangor/:edition/fordelning/publicera", Guard: web.Organiser, Handle: h.PublishAllocation},
	}
}
