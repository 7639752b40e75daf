package host

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/survey"
	"samling/views/page"
)

// Results shows what was answered about a day: the result first, then each question with last year beside.
func (h *Handlers) Results(c *fiber.Ctx) error {
	e := web.Edition(c)
	db := h.Store.Read(c.UserContext())
	r, err := survey.ResultsOf(db, e, h.Now())
	if err != nil {
		return err
	}
	siblings, err := event.EditionsOf(db, e.SeriesID)
	if err != nil {
		return err
	}
	p := page.Results{Base: h.Base(c, "host.results"), Root: "/vard/" + e.Slug}
	h.Frame(&p.Base, e)
	p.Styles = []string{"css/host.css"}
	p.Fill(r)
	p.Years = years(mine(web.User(c), siblings), e)
	p.Nav = nav(&p)
	p.When = when(&p, e)
	return h.Show(c, fiber.StatusOK, "host/results", &p)
}

// years are the tabs: the editions of the series that the user may see, the newest first.
func years(all []event.Edition, current event.Edition) []page.Link {
	var links []page.Link
	for _, e := range all {
		links = append(links, page.Link{Href: "/vard/" + e.Slug, Current: e.ID == current.ID,
			Text: strconv.Itoa(e.StartsAt.In(e.Zone()).Year())})
	}
	return links
}

func nav(p *page.Results) []page.Link {
	links := []page.Link{{Href: p.Root, Text: p.T("host.results"), Icon: "chart", Current: true}}
	if p.State == "open" || p.State == "closed" {
		links = append(links, page.Link{Href: "#seminarier", Text: p.T("host.seminars"), Icon: "seats"},
			page.Link{Href: "#filer", Text: p.T("host.files"), Icon: "download"})
	}
	return append(links, page.Link{Href: "/vard", Text: p.T("host.editions"), Icon: "calendar"})
}

// when tells what happens when, for a day that has nothing to show yet.
func when(p *page.Results, e event.Edition) []string {
	date := func(key string) string { return p.T(key, "Date", p.Date(e.EndsAt.In(e.Zone()))) }
	switch p.State {
	case "none":
		return []string{date("host.when_opens"), p.T("host.when_first"), p.T("host.when_closes")}
	case "waiting":
		return []string{p.T("host.when_first"), p.T("host.when_closed_on", "Date", p.Closes)}
	}
	return nil
}
