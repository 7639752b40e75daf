package checkin

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/views/page"
)

const here = "/incheckning"

// livePage is how the check-in stands. Its script keeps the figures new; without it they are those of the last loading.
type livePage struct {
	desk.Frame
	Figures *figures
	Stream  string
}

// frame is the frame of a page of this room.
func (h *Handlers) frame(c *fiber.Ctx, title, place string) desk.Frame {
	f := desk.NewFrame(h.App, c, title, place)
	f.Styles = append(f.Styles, "css/checkin.css")
	return f
}

// Live shows the figures.
func (h *Handlers) Live(c *fiber.Ctx) error {
	p := &livePage{Frame: h.frame(c, "checkin.title", here)}
	p.Stream, p.Scripts = p.Root+here+"/flode", []string{"checkin/live.js"}
	if err := h.fill(c, &p.Figures, p.Base); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "checkin/live", p)
}

// screenPage is the same for a screen on the wall: numbers only, and nobody's name.
type screenPage struct {
	page.Base
	Figures *figures
	Stream  string
	Back    string
}

// Screen shows it.
func (h *Handlers) Screen(c *fiber.Ctx) error {
	e := web.Edition(c)
	p := &screenPage{Base: h.Base(c, "checkin.title"), Back: desk.Root(e) + here}
	h.Frame(&p.Base, e)
	p.Stream, p.Scripts = p.Back+"/flode?vy=skarm", []string{"checkin/live.js"}
	p.Styles = []string{"css/checkin.css"}
	if err := h.fill(c, &p.Figures, p.Base); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "checkin/screen", p)
}

func (h *Handlers) fill(c *fiber.Ctx, into **figures, b page.Base) error {
	e := web.Edition(c)
	return h.feed.look(e, func(p *picture) error {
		*into = newFigures(b, e, p)
		return nil
	})
}
