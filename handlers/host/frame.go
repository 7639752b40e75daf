package host

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/views/figures"
	"samling/views/page"
)

// frame is what all pages about a day's results share.
type frame struct {
	page.Base
	Told  figures.Told
	Root  string // "/vard/samverkansdag-2027"
	Own   string // "?egen=nacka-kommun" when one of several own organisations was chosen, to be kept in links
	Years []page.Link
	Mine  []page.Link // the own organisations, when there are several
}

// Page lets the partials of results reach the frame whichever page holds it.
func (f *frame) Page() *frame { return f }

// frame tells of the results and draws what is around them. here is the page's address under the root.
func (h *Handlers) frame(c *fiber.Ctx, title, here string) (*frame, error) {
	in, err := h.input(c)
	if err != nil {
		return nil, err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	f := &frame{Base: h.Base(c, title), Root: "/vard/" + e.Slug}
	h.Frame(&f.Base, e)
	f.Styles = []string{"css/host.css"}
	f.Told = figures.New(f.Translator, in)
	siblings, err := event.EditionsOf(db, e.SeriesID)
	if err != nil {
		return nil, err
	}
	f.Years = years(mine(web.User(c), siblings), e, here)
	if err := f.mine(h, c, e); err != nil {
		return nil, err
	}
	f.nav(here)
	return f, nil
}

// mine offers the own organisations to choose from when there are several.
func (f *frame) mine(h *Handlers, c *fiber.Ctx, e event.Edition) error {
	all, err := ownOrganisations(h.Store.Read(c.UserContext()), e, web.User(c))
	if err != nil || len(all) < 2 {
		return err
	}
	for _, o := range all {
		query := "?egen=" + url.QueryEscape(o.Key)
		current := f.Told.Own != nil && f.Told.Own.Name == o.Name
		if current && c.Query("egen") == o.Key {
			f.Own = query
		}
		f.Mine = append(f.Mine, page.Link{Href: f.Root + query + "#egna", Text: o.Name, Current: current})
	}
	return nil
}

// years are the tabs: the editions of the series that the user may see, the newest first.
func years(all []event.Edition, current event.Edition, here string) []page.Link {
	if here != "/rapport" {
		here = ""
	}
	var links []page.Link
	for _, e := range all {
		links = append(links, page.Link{Href: "/vard/" + e.Slug + here, Current: e.ID == current.ID,
			Text: strconv.Itoa(e.StartsAt.In(e.Zone()).Year())})
	}
	return links
}

func (f *frame) nav(here string) {
	add := func(path, key, icon string) {
		f.Nav = append(f.Nav, page.Link{Href: f.Root + path, Text: f.T(key), Icon: icon, Current: path == here})
	}
	add("", "host.results", "chart")
	if f.Told.Shown() {
		add("#seminarier", "host.seminars", "seats")
		add("#vilka", "host.participation", "users")
		if len(f.Told.Written()) > 0 {
			add("/fritext", "host.texts", "list")
		}
		if len(f.Told.Trends) > 0 {
			add("/ar", "host.trends", "again")
		}
		add("/rapport", "host.report", "print")
		add("#filer", "host.files", "download")
	}
	f.Nav = append(f.Nav, page.Link{Href: "/vard", Text: f.T("host.editions"), Icon: "calendar"})
}

// back is the way from a page of its own to all results.
func (f *frame) back() {
	f.Crumbs = []page.Link{{Href: f.Root + f.Own, Text: f.T("host.results")}, {Text: f.Title}}
}

// mine keeps the editions whose results a user may see.
func mine(user account.User, all []event.Edition) []event.Edition {
	var out []event.Edition
	for _, e := range all {
		if user.May(account.Host, e.ID) && e.State.Allows(event.Download) {
			out = append(out, e)
		}
	}
	return out
}
