// Package evaluation is where an organiser makes the questions, asks those who came what they thought, and follows how
// many have answered. What they answered is for the hosts.
package evaluation

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/survey"
)

// Handlers are the pages of this room.
type Handlers struct {
	*web.App
}

// New makes the room.
func New(app *web.App) *Handlers { return &Handlers{App: app} }

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	const root = "/arrangor/:edition/utvardering"
	removal := h.removal()
	lines := []struct {
		method, path string
		handle       fiber.Handler
	}{
		{fiber.MethodGet, "", h.Evaluation},
		{fiber.MethodPost, "", h.OpenEvaluation},
		{fiber.MethodPost, "/stang", h.CloseEvaluation},
		{fiber.MethodPost, "/plan", h.SavePlan},
		{fiber.MethodGet, "/forhandsvisning", h.Preview},
		{fiber.MethodGet, "/kod", h.Code},
		{fiber.MethodGet, "/kod.pdf", h.CodePDF},
		{fiber.MethodGet, "/fragor", h.Questions},
		{fiber.MethodGet, "/fragor.yaml", h.ExportQuestions},
		{fiber.MethodPost, "/fragor/standard", h.UseStandard},
		{fiber.MethodPost, "/fragor/importera", h.ImportQuestions},
		{fiber.MethodGet, "/fragor/ny", h.NewQuestion},
		{fiber.MethodPost, "/fragor/ny", h.AddQuestion},
		{fiber.MethodGet, "/fragor/:id", h.Question},
		{fiber.MethodPost, "/fragor/:id", h.SaveQuestion},
		{fiber.MethodPost, "/fragor/:id/flytta", h.MoveQuestion},
		{fiber.MethodPost, "/fragor/:id/kopiera", h.CopyQuestion},
		{fiber.MethodGet, "/fragor/:id/ta-bort", removal.Ask(h.App)},
		{fiber.MethodPost, "/fragor/:id/ta-bort", removal.Remove(h.App)},
	}
	routes := make([]web.Route, len(lines))
	for i, l := range lines {
		routes[i] = web.Route{Method: l.method, Path: root + l.path, Guard: web.Organiser, Handle: l.handle}
	}
	return routes
}

const questionsPath = "/utvardering/fragor"

func (h *Handlers) removal() desk.Removal {
	return desk.Removal{
		Title: "evaluation.remove", Text: "evaluation.remove_text", Button: "evaluation.remove",
		Path: questionsPath, List: "evaluation.questions", Done: "evaluation.done.removed",
		Find: func(c *fiber.Ctx) (name, address string, err error) {
			q, _, err := h.question(c)
			return q.Code + ". " + q.Ask.In("sv"), desk.Root(web.Edition(c)) + questionsPath + "/" + string(q.ID), err
		},
		Do: survey.RemoveQuestion,
	}
}
