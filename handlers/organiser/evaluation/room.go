// Package evaluation is where an organiser asks those who came what they thought, and follows how many have answered.
package evaluation

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
		{Method: fiber.MethodGet, Path: "/arrangor/:edition/utvardering", Guard: web.Organiser, Handle: h.Evaluation},
		{Method: fiber.MethodPost, Path: "/arrangor/:edition/utvardering", Guard: web.Organiser, Handle: h.OpenEvaluation},
		{Method: fiber.MethodPost, Path: "/arrangor/:edition/utvardering/stang", Guard: web.Organiser, Handle: h.CloseEvaluation},
	}
}
