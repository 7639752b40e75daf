package evaluation

import (
	"bytes"
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/views/badge"
	"samling/views/page"
	"samling/views/report"
)

// codePage is the closing slide: a code that fills the screen, and nothing else that draws the eye.
type codePage struct {
	desk.Frame
	Heading string
	Address string // as people can type it
	Picture template.HTML
	Back    string
	PDF     string
}

// code is what a page or a paper with a code is about: the day, or the seminar in the address.
func (h *Handlers) code(c *fiber.Ctx, lang page.Base) (heading, address string, err error) {
	e := web.Edition(c)
	path, heading := "/"+e.Slug+"/svara", lang.T("survey.title")
	if key := c.Query("seminarium"); key != "" {
		s, err := event.SeminarByKey(h.Store.Read(c.UserContext()), e.ID, key)
		if err != nil {
			return "", "", err
		}
		path, heading = path+"/"+key, lang.T("survey.short_seminar", "Title", s.Title)
	}
	return heading, h.URL(path), nil
}

// Code shows the code of the short form on a whole screen.
func (h *Handlers) Code(c *fiber.Ctx) error {
	p := &codePage{Frame: h.frame(c, "survey.title")}
	var err error
	if p.Heading, p.Address, err = h.code(c, p.Base); err != nil {
		return err
	}
	qr, err := badge.NewQR(p.Address)
	if err != nil {
		return err
	}
	p.Picture = qr.SVG(p.T("evaluation.code_label"))
	p.Address = shown(p.Address)
	p.Back, p.PDF = p.Root+"/utvardering", p.Root+"/utvardering/kod.pdf?seminarium="+c.Query("seminarium")
	return h.Show(c, fiber.StatusOK, "evaluation/code", p)
}

// shown is an address as people write it.
func shown(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return rest
}

// CodePDF is the same on paper, in Swedish like the day, for the door of a room.
func (h *Handlers) CodePDF(c *fiber.Ctx) error {
	e, swedish := web.Edition(c), page.Base{Translator: h.Texts.For("sv")}
	heading, address, err := h.code(c, swedish)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	err = badge.WriteDocument(&pdf, badge.Sheet{Title: heading, Lang: "sv", Color: e.Color, Created: h.Now()}, badge.Document{
		Heading: heading, Lead: swedish.T("evaluation.code_lead"), Code: address, Reference: shown(address),
		Notes: []string{swedish.T("survey.short_lead")},
	})
	if err != nil {
		return err
	}
	return web.SendPDF(c, report.FileName(e.StartsAt.In(e.Zone()), e.Slug, "utvardering-kod", "pdf"), pdf.Bytes())
}
