package host

import (
	"io"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/figures"
	"samling/views/page"
	"samling/views/report/results"
	"samling/views/text"
)

// reportPage is the report as a page, to be read or printed.
type reportPage struct {
	*frame
	Hosts    []hostView
	When     string
	Stamp    string
	Case     string
	Quoted   int
	Excerpts []figures.Texts
}

// hostView is a host with the address of its picture; Logo is "" when it has none.
type hostView struct {
	Name, Logo    string
	Width, Height int
}

// Report shows the report. What it tells is the same as in the PDF; whoever cannot see reads it here.
func (h *Handlers) Report(c *fiber.Ctx) error {
	f, err := h.frame(c, "host.report", "/rapport")
	if err != nil {
		return err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	hosts, err := event.Hosts(db, e.ID)
	if err != nil {
		return err
	}
	logos, err := event.Logos(db, e.ID)
	if err != nil {
		return err
	}
	f.Title = f.T("results.report_title", "Event", e.Title)
	p := &reportPage{frame: f, When: when(f.Translator, e), Stamp: f.T("host.made_at", "When", f.Stamp(h.Now().In(e.Zone()))), Case: e.CaseNumber, Quoted: figures.Quoted, Excerpts: f.Told.Excerpts()}
	for _, host := range hosts {
		v := hostView{Name: host.FullName()}
		if logo, ok := logos[host.ID]; ok {
			v.Logo, v.Width, v.Height = p.Root+"/logga/"+string(host.ID), logo.Width, logo.Height
		}
		p.Hosts = append(p.Hosts, v)
	}
	return h.Show(c, fiber.StatusOK, "host/report", p)
}

// when is the date and the place.
func when(t *text.Translator, e event.Edition) string {
	line, place := page.Capital(t.Date(e.StartsAt.In(e.Zone()))), e.Venue
	if place == "" {
		place = e.Place
	}
	if place != "" {
		line += ", " + place
	}
	return line
}

// PDF sends the report on paper.
func (h *Handlers) PDF(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	hosts, err := event.Hosts(db, e.ID)
	if err != nil {
		return err
	}
	logos, err := event.Logos(db, e.ID)
	if err != nil {
		return err
	}
	t := h.T(c)
	cover := results.Cover{Event: e.Title, When: when(t, e), Color: e.Color, Created: h.Now(), Case: e.CaseNumber,
		Stamp: t.T("host.made_at", "When", t.Stamp(h.Now().In(e.Zone())))}
	for _, host := range hosts {
		mark := results.HostMark{Name: host.FullName()}
		if _, ok := logos[host.ID]; ok {
			logo, err := event.LogoOf(db, host.ID)
			if store.KindOf(err) == store.NotFound { // taken away a moment ago
				logo.Data = nil
			} else if err != nil {
				return err
			}
			mark.Logo = logo.Data
		}
		cover.Hosts = append(cover.Hosts, mark)
	}
	return h.download(c, file{what: "host.file_report", ext: "pdf", kind: "application/pdf"}, func(w io.Writer, t *text.Translator, in figures.Input) error {
		return results.PDF(w, t, cover, figures.New(t, in))
	})
}

// Logo sends a host's picture to those who may see the report, also when the day is not public.
func (h *Handlers) Logo(c *fiber.Ctx) error {
	db := h.Store.Read(c.UserContext())
	host, err := event.HostByID(db, web.Edition(c).ID, store.ID(c.Params("host")))
	if err != nil {
		return err
	}
	logo, err := event.LogoOf(db, host.ID)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, logo.Type)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	return c.Send(logo.Data)
}
