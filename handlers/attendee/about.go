package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/views/page"
)

// aboutPage is a page of plain text about the site: headings and paragraphs from the catalogue.
type aboutPage struct {
	page.Base
	Lead     string
	Sections []aboutSection
	Contact  string // the organiser's e-mail

	SiteName, SiteEmail string // who answers for the installation
}

type aboutSection struct {
	Head string
	Text []string
}

// Accessibility is the statement that DOS-lagen (2018:1937) asks for.
func (h *Handlers) Accessibility(c *fiber.Ctx) error {
	return h.about(c, "accessibility", []string{"how", "known", "tested", "tell", "oversight"})
}

// Cookies lists what the site stores in a browser. All of it is needed, so nobody is asked to agree.
func (h *Handlers) Cookies(c *fiber.Ctx) error {
	return h.about(c, "cookies", []string{"language", "session", "door", "draft", "nothing_else"})
}

// Privacy tells what happens with personal data, in general or for one edition.
func (h *Handlers) Privacy(c *fiber.Ctx) error {
	return h.about(c, "privacy", []string{"who", "what", "why", "needs", "protected", "survey", "how_long", "rights"})
}

func (h *Handlers) about(c *fiber.Ctx, name string, sections []string) error {
	p := aboutPage{Base: h.Base(c, "about."+name+"_title")}
	p.Lead = p.T("about." + name + "_lead")
	p.SiteName, p.SiteEmail = h.Site.ContactName, h.Site.ContactEmail
	if c.Params("edition") != "" {
		e, err := h.PublicEdition(c)
		if err != nil {
			return err
		}
		h.Frame(&p.Base, e)
		if err := h.controllers(c, &p, e); err != nil {
			return err
		}
	}
	for _, s := range sections {
		key := "about." + name + "_" + s
		p.Sections = append(p.Sections, aboutSection{p.T(key + "_head"), []string{p.T(key)}})
	}
	return h.Show(c, fiber.StatusOK, "site/about", &p)
}

// controllers names who answers for the data: the hosts do, together (GDPR article 26).
func (h *Handlers) controllers(c *fiber.Ctx, p *aboutPage, e event.Edition) error {
	hosts, err := event.Hosts(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	section := aboutSection{Head: p.T("about.privacy_controllers")}
	for _, host := range hosts {
		section.Text = append(section.Text, host.FullName())
	}
	if e.CaseNumber != "" {
		section.Text = append(section.Text, p.T("about.privacy_case", "Number", e.CaseNumber))
	}
	p.Contact, p.Crumbs = e.ContactEmail, []page.Link{{Href: "/" + e.Slug, Text: e.Title}, {Text: p.Title}}
	p.Sections = append(p.Sections, section)
	return nil
}
