// Package seminars is where an organiser follows wishes, decides by hand where some sit, has the seminars allocated, looks at
// what it gives, publishes it, and can say years later how it was done.
package seminars

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/views/page"
)

// Handlers are the pages of this room.
type Handlers struct {
	*web.App
}

// New makes the room.
func New(app *web.App) *Handlers { return &Handlers{App: app} }

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	get := func(path string, handle fiber.Handler) web.Route {
		return web.Route{Method: fiber.MethodGet, Path: "/arrangor/:edition/fordelning" + path, Guard: web.Organiser, Handle: handle}
	}
	post := func(path string, handle fiber.Handler) web.Route {
		r := get(path, handle)
		r.Method = fiber.MethodPost
		return r
	}
	return []web.Route{
		get("", h.Allocation), post("", h.AskRun),
		get("/vad-om", h.WhatIf),
		get("/korningar", h.Runs), get("/jamfor", h.Compare),
		get("/for-hand", h.ByHand), post("/for-hand/fast", h.Pin), post("/for-hand/ta-bort", h.RemoveByHand),
		get("/for-hand/:id", h.Person), post("/for-hand/:id", h.SavePerson),
		get("/:id.json", h.Document),
		get("/:id", h.Run), get("/:id/personer", h.Placed),
		get("/:id/publicera", h.AskPublish), post("/:id/publicera", h.Publish),
		get("/:id/angra", h.AskUndo), post("/:id/angra", h.Undo),
	}
}

// frame is the frame of every page of this room. title is a text key.
func (h *Handlers) frame(c *fiber.Ctx, title string) desk.Frame {
	f := desk.NewFrame(h.App, c, title, "/fordelning")
	f.Styles = append(f.Styles, "css/host.css", "css/seminars.css")
	return f
}

// tabs are the room's three main pages; path says which one is shown.
func tabs(f desk.Frame, path string) []page.Link {
	var links []page.Link
	for _, tab := range [...]struct{ path, key string }{{"", "seminars.tab.demand"}, {"/for-hand", "seminars.tab.hand"}, {"/korningar", "seminars.tab.runs"}} {
		links = append(links, page.Link{Href: f.Root + "/fordelning" + tab.path, Text: f.T(tab.key), Current: tab.path == path})
	}
	return links
}
