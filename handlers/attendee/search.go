package attendee

import (
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/views/page"
)

// searchPage shows what a search found in the programme.
type searchPage struct {
	page.Base
	Slug, Query string
	Hits        []hitView
}

type hitView struct {
	Title, Text, Kind, Href string
}

const maxQuery = 100

// Search looks through programme, seminars and documents.
func (h *Handlers) Search(c *fiber.Ctx) error {
	e, err := h.PublicEdition(c)
	if err != nil {
		return err
	}
	p := searchPage{Base: h.Base(c, "event.search"), Slug: e.Slug, Query: c.Query("q")}
	h.Frame(&p.Base, e)
	p.Nav = eventNav(p.T, e.Slug)
	p.Crumbs = []page.Link{{Href: "/" + e.Slug, Text: e.Title}, {Text: p.T("event.search")}}
	values := map[string][]string{"q": {p.Query}}
	p.Form = page.NewForm(p.Translator, values)
	if !utf8.ValidString(p.Query) || utf8.RuneCountInString(p.Query) > maxQuery {
		p.Query = ""
		p.Form = page.NewForm(p.Translator, nil, page.Problem{Field: "q", Key: "form.too_long", Args: map[string]any{"Max": maxQuery}})
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/search", &p)
	}
	hits, err := event.Search(h.Store.Read(c.UserContext()), e.ID, p.Query)
	if err != nil {
		return err
	}
	for _, hit := range hits {
		p.Hits = append(p.Hits, hitOf(p.T, e.Slug, hit))
	}
	return h.Show(c, fiber.StatusOK, "attendee/search", &p)
}

func hitOf(t func(string, ...any) string, slug string, hit event.Hit) hitView {
	v := hitView{Title: hit.Title, Text: hit.Text, Kind: t("event.hit_" + hit.Kind)}
	switch hit.Kind {
	case "seminar":
		v.Href = "/" + slug + "/seminarium/" + hit.Ref
	case "document":
		v.Href = hit.Ref
	default:
		v.Href = "/" + slug + "#p-" + hit.Ref
	}
	return v
}
