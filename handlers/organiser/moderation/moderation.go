// Package moderation is where an organiser reads what people wrote before hosts and leaders do: releases, hides with a
// reason, and sorts under headings; and sets how small a group may be shown.
package moderation

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

const (
	place = "/fritext"
	view  = "moderation/texts"
)

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	line := func(method, path string, handle fiber.Handler) web.Route {
		return web.Route{Method: method, Path: "/arrangor/:edition" + place + path, Guard: web.Organiser, Handle: handle}
	}
	return []web.Route{
		line(fiber.MethodGet, "", h.Texts),
		line(fiber.MethodPost, "", h.Decide),
		line(fiber.MethodPost, "/slapp-alla", h.ReleaseUnflagged),
		line(fiber.MethodPost, "/grans", h.SetLeast),
	}
}
