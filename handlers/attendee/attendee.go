// Package attendee is what somebody sees who comes to the day: the event, signing up, the own page, the evaluation.
// Nobody logs in here: a secret link is who you are.
package attendee

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
)

// Handlers answers for the public pages.
type Handlers struct {
	*web.App
	flood *web.Flood // of short forms, which nobody signs
}

// New makes the handlers.
func New(app *web.App) *Handlers {

	return &Handlers{App: app, flood: &web.Flood{Max: shortsAtOnce, Window: shortsWindow}}
}

// A hall of 500 behind one address answers within the time of a closing slide; a machine sends more.
const (
	shortsAtOnce = 1000
	shortsWindow = 10 * time.Minute
)

// Routes are the room's lines of the site. The open ones that begin with an edition's own address come last in the
// site's table, because they match any first part.
func (h *Handlers) Routes() []web.Route {
	return append([]web.Route{
		{Method: fiber.MethodGet, Path: "/", Guard: web.Everyone, Handle: h.Start},
		{Method: fiber.MethodGet, Path: "/tillganglighet", Guard: web.Everyone, Handle: h.Accessibility},
		{Method: fiber.MethodGet, Path: "/kakor", Guard: web.Everyone, Handle: h.Cookies},
		{Method: fiber.MethodGet, Path: "/dataskydd", Guard: web.Everyone, Handle: h.Privacy},
	}, slices.Concat(h.OwnRoutes(), h.SlotRoutes(), h.QuestionRoutes(), h.OfferRoutes(), h.SubstituteRoutes(), h.LostRoutes(), h.PeopleRoutes(), h.SurveyRoutes(), h.EffectRoutes(), h.GroupRoutes(), h.InvitationRoutes())...)
}

// EditionRoutes are the pages under an edition's address.
func (h *Handlers) EditionRoutes() []web.Route {
	return append(h.ShortRoutes(), []web.Route{
		{Method: fiber.MethodGet, Path: "/:edition", Guard: web.Everyone, Handle: h.Event},
		{Method: fiber.MethodGet, Path: "/:edition/anmalan", Guard: web.Everyone, Handle: h.Register},
		{Method: fiber.MethodPost, Path: "/:edition/anmalan", Guard: web.Everyone, Handle: h.SubmitRegistration},
		{Method: fiber.MethodGet, Path: "/:edition/sok", Guard: web.Everyone, Handle: h.Search},
		{Method: fiber.MethodGet, Path: "/:edition/salar", Guard: web.Everyone, Handle: h.Salar},
		{Method: fiber.MethodGet, Path: "/:edition/seminarium/:seminar", Guard: web.Everyone, Handle: h.Seminar},
		{Method: fiber.MethodGet, Path: "/:edition/tema.css", Guard: web.Everyone, Handle: h.Theme},
		{Method: fiber.MethodGet, Path: "/:edition/logo/:host", Guard: web.Everyone, Handle: h.Logo},
		{Method: fiber.MethodGet, Path: "/:edition/dataskydd", Guard: web.Everyone, Handle: h.Privacy},
	}...)
}
