package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
)

// LifeRoutes are the pages about an edition as a whole: next year's, who takes part, what there is to read.
func (h *Handlers) LifeRoutes() []web.Route {
	return organiserRoutes(
		line{fiber.MethodGet, "/arrangor/:edition/nasta-ar", h.NewEdition},
		line{fiber.MethodPost, "/arrangor/:edition/nasta-ar", h.CopyEdition},
		line{fiber.MethodGet, "/arrangor/:edition/organisationer", h.Organisations},
		line{fiber.MethodGet, "/arrangor/:edition/organisationer/ny", h.NewOrganisation},
		line{fiber.MethodPost, "/arrangor/:edition/organisationer/ny", h.AddOrganisation},
		line{fiber.MethodGet, "/arrangor/:edition/organisationer/:id", h.Organisation},
		line{fiber.MethodPost, "/arrangor/:edition/organisationer/:id", h.SaveOrganisation},
		line{fiber.MethodGet, "/arrangor/:edition/organisationer/:id/ta-bort", h.AskRemoveOrganisation},
		line{fiber.MethodPost, "/arrangor/:edition/organisationer/:id/ta-bort", h.RemoveOrganisation},
		line{fiber.MethodGet, "/arrangor/:edition/material", h.Documents},
		line{fiber.MethodGet, "/arrangor/:edition/material/nytt", h.NewDocument},
		line{fiber.MethodPost, "/arrangor/:edition/material/nytt", h.AddDocument},
		line{fiber.MethodGet, "/arrangor/:edition/material/:id", h.Document},
		line{fiber.MethodPost, "/arrangor/:edition/material/:id", h.SaveDocument},
		line{fiber.MethodGet, "/arrangor/:edition/material/:id/ta-bort", h.AskRemoveDocument},
		line{fiber.MethodPost, "/arrangor/:edition/material/:id/ta-bort", h.RemoveDocument},
	)
}

type line struct {
	method, path string
	handle       fiber.Handler
}

// organiserRoutes puts the organiser's guard on each line.
func organiserRoutes(lines ...line) []web.Route {
	routes := make([]web.Route, len(lines))
	for i, l := range lines {
		routes[i] = web.Route{Method: l.method, Path: l.path, Guard: web.Organiser, Handle: l.handle}
	}
	return routes
}

// lifeStep is a state of the edition as one step of its life.
type lifeStep struct {
	Name, Means   string
	Current, Past bool
}

// lifeRow is what each state says to one thing that can be done.
type lifeRow struct {
	Action string
	Cells  []bool
}

// lifeOf describes the states in the page's language: where the edition is, and what is allowed where.
func lifeOf(f desk.Frame, e event.Edition) (steps []lifeStep, names []string, rows []lifeRow) {
	past := true
	for _, s := range event.States {
		if s == e.State {
			past = false
		}
		name := f.T("organiser.state." + string(s))
		steps = append(steps, lifeStep{Name: name, Means: f.T("life.means." + string(s)), Current: s == e.State, Past: past})
		names = append(names, name)
	}
	for _, a := range event.Actions {
		row := lifeRow{Action: f.T("life.action." + string(a))}
		for _, s := range event.States {
			row.Cells = append(row.Cells, s.Allows(a))
		}
		rows = append(rows, row)
	}
	return steps, names, rows
}
