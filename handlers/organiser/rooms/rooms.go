// Package rooms is where an organiser follows the rooms of the seminars: who sits where, changes of room, printed lists,
// heads counted, and the links of those who lead a seminar.
package rooms

import (
	"strconv"

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
	place   = "/salar"
	leaders = place + "/ledare"
)

// Routes are the room's lines in the site's table. Fixed paths stand before those with a parameter in the same place.
func (h *Handlers) Routes() []web.Route {
	line := func(method, path string, handle fiber.Handler) web.Route {
		return web.Route{Method: method, Path: "/arrangor/:edition" + path, Guard: web.Organiser, Handle: handle}
	}
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		line(get, place, h.Rooms),
		line(get, place+".pdf", h.PrintRooms),
		line(get, place+"/organisationer.pdf", h.PrintOrganisations),
		line(get, place+"/organisationer.csv", h.ExportOrganisations),
		line(get, place+"/andringar/:id", h.Changed),
		line(get, leaders, h.Leaders),
		line(post, leaders, h.AddLeader),
		line(get, leaders+"/:id", h.Leader),
		line(post, leaders+"/:id/mejla", h.MailLeader),
		line(post, leaders+"/:id/ny", h.RenewLeader),
		line(post, leaders+"/:id/namn", h.SetNames),
		line(get, leaders+"/:id/aterkalla", h.AskRevokeLeader),
		line(post, leaders+"/:id/aterkalla", h.RevokeLeader),
		line(post, place+"/fragor/:id/ta-bort", h.RemoveQuestion),
		line(get, place+"/:session", h.Change),
		line(post, place+"/:session", h.MakeChange),
		line(post, place+"/:session/antal", h.Count),
		{Method: get, Path: "/dorr/:edition/salar", Guard: web.DoorRoom, Handle: h.CountPage},
		{Method: post, Path: "/dorr/:edition/salar/:session", Guard: web.DoorRoom, Handle: h.CountAtDoor},
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
