// Package handlers joins the rooms into one site.
package handlers

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/attendee"
	"samling/handlers/door"
	"samling/handlers/host"
	"samling/handlers/leader"
	"samling/handlers/needs"
	"samling/handlers/organiser"
	"samling/handlers/organiser/checkin"
	"samling/handlers/organiser/evaluation"
	"samling/handlers/organiser/moderation"
	"samling/handlers/organiser/rooms"
	"samling/handlers/organiser/seminars"
	"samling/handlers/staff"
	"samling/handlers/web"
	"samling/models/account"
	"samling/views/mail"
)

// Parts are what the rooms need besides the App.
type Parts struct {
	Passwords *account.Passwords
	Composer  *mail.Composer
}

// Routes is the whole site, a line for each address. Fixed first parts come before an edition's own address, which
// matches any.
func Routes(app *web.App, parts Parts) []web.Route {
	attendees := attendee.New(app)
	routes := []web.Route{
		{Method: fiber.MethodGet, Path: "/healthz", Guard: web.Everyone, Handle: app.Alive},
		{Method: fiber.MethodGet, Path: "/readyz", Guard: web.Everyone, Handle: app.Ready},
		{Method: fiber.MethodGet, Path: "/static/:version/*", Guard: web.Everyone, Handle: app.SendStatic},
		{Method: fiber.MethodGet, Path: "/sprak/:lang", Guard: web.Everyone, Handle: app.ChooseLang},
	}
	return slices.Concat(routes, staff.New(app, parts.Passwords).Routes(), organiser.New(app, parts.Composer).Routes(),
		checkin.New(app).Routes(), seminars.New(app).Routes(), rooms.New(app).Routes(), leader.New(app).Routes(), evaluation.New(app).Routes(), moderation.New(app).Routes(),
		host.New(app).Routes(), needs.New(app).Routes(), door.New(app).Routes(), demoRoutes(app), attendees.Routes(), attendees.EditionRoutes())
}

// Server is the site, ready to listen.
func Server(app *web.App, parts Parts) *fiber.App {
	f := app.NewServer()
	app.Mount(f, Routes(app, parts))
	f.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound })
	return f
}
