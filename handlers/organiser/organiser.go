// Package organiser is where those who arrange the day work: sign-up in figures, attendees, hosts, programme, allocation
// of seminars, badges, mail and the evaluation.
package organiser

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/views/mail"
)

// Handlers are the pages of this room.
type Handlers struct {
	*web.App
	composer *mail.Composer
}

// New makes the room. composer lets an organiser read a mail as it was or will be sent.
func New(app *web.App, composer *mail.Composer) *Handlers {
	return &Handlers{App: app, composer: composer}
}

// Routes are the room's lines in the site's table. Fixed paths stand before those with a parameter in the same place.
func (h *Handlers) Routes() []web.Route {
	var routes []web.Route
	get := func(path string, handle fiber.Handler) {
		routes = append(routes, web.Route{Method: fiber.MethodGet, Path: path, Guard: web.Organiser, Handle: handle})
	}
	post := func(path string, handle fiber.Handler) {
		routes = append(routes, web.Route{Method: fiber.MethodPost, Path: path, Guard: web.Organiser, Handle: handle})
	}
	get("/arrangor", h.Editions)
	get("/arrangor/mejl", h.AllMails)
	get("/arrangor/mejl/:id", h.Mail)
	get("/arrangor/mejl/:id/visning", h.MailPreview)
	post("/arrangor/mejl/:id/skicka", h.SendAgain)
	get("/arrangor/:edition", h.Overview)

	get("/arrangor/:edition/uppgifter", h.Details)
	post("/arrangor/:edition/uppgifter", h.SaveDetails)
	post("/arrangor/:edition/lage", h.SetState)

	get("/arrangor/:edition/deltagare", h.Attendees)
	get("/arrangor/:edition/deltagare.csv", h.ExportAttendees)
	get("/arrangor/:edition/deltagare/ny", h.NewAttendee)
	post("/arrangor/:edition/deltagare/ny", h.AddAttendee)
	get("/arrangor/:edition/deltagare/ny-skyddad", h.NewAlias)
	post("/arrangor/:edition/deltagare/ny-skyddad", h.AddAlias)
	get("/arrangor/:edition/deltagare/:id", h.Person)
	post("/arrangor/:edition/deltagare/:id", h.SavePerson)
	get("/arrangor/:edition/deltagare/:id/avanmal", h.AskCancel)
	post("/arrangor/:edition/deltagare/:id/avanmal", h.Cancel)
	post("/arrangor/:edition/deltagare/:id/aterstall", h.Restore)
	post("/arrangor/:edition/deltagare/:id/mejla", h.MailAgain)

	get("/arrangor/:edition/vardar", h.Hosts)
	get("/arrangor/:edition/vardar/ny", h.NewHost)
	post("/arrangor/:edition/vardar/ny", h.AddHost)
	get("/arrangor/:edition/vardar/:id", h.Host)
	post("/arrangor/:edition/vardar/:id", h.SaveHost)
	post("/arrangor/:edition/vardar/:id/flytta", h.move("organiser/hosts", "/vardar", "host_moved", h.showHosts, event.MoveHost))
	get("/arrangor/:edition/vardar/:id/ta-bort", h.hostRemoval().Ask(h.App))
	post("/arrangor/:edition/vardar/:id/ta-bort", h.hostRemoval().Remove(h.App))
	get("/arrangor/:edition/vardar/:id/logga", h.Logo)
	post("/arrangor/:edition/vardar/:id/logga", h.SetLogo)
	post("/arrangor/:edition/vardar/:id/logga/ta-bort", h.RemoveLogo)

	get("/arrangor/:edition/program", h.Programme)
	get("/arrangor/:edition/program/ny", h.NewItem)
	post("/arrangor/:edition/program/ny", h.AddItem)
	get("/arrangor/:edition/program/:id", h.Item)
	post("/arrangor/:edition/program/:id", h.SaveItem)
	get("/arrangor/:edition/program/:id/ta-bort", h.itemRemoval().Ask(h.App))
	post("/arrangor/:edition/program/:id/ta-bort", h.itemRemoval().Remove(h.App))
	get("/arrangor/:edition/seminarium/nytt", h.NewSeminar)
	post("/arrangor/:edition/seminarium/nytt", h.AddSeminar)
	get("/arrangor/:edition/seminarium/:id", h.Seminar)
	post("/arrangor/:edition/seminarium/:id", h.SaveSeminar)
	post("/arrangor/:edition/seminarium/:id/flytta", h.move("organiser/programme", "/program", "seminar_moved", h.showProgramme, event.MoveSeminar))
	get("/arrangor/:edition/seminarium/:id/ta-bort", h.seminarRemoval().Ask(h.App))
	post("/arrangor/:edition/seminarium/:id/ta-bort", h.seminarRemoval().Remove(h.App))

	get("/arrangor/:edition/namnskyltar", h.Badges)
	get("/arrangor/:edition/namnskyltar.pdf", h.PrintBadges)

	get("/arrangor/:edition/mejl", h.Mails)
	return slices.Concat(h.ManyRoutes(), routes, h.SwapRoutes(), h.KitchenRoutes(), h.LifeRoutes(), h.SeatRoutes(), h.InvitationRoutes(), h.CoordinatorRoutes())
}
