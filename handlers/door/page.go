package door

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// doorPage is the door: everything that a phone needs for the day is in it, and without its script it is a form.
type doorPage struct {
	page.Base
	Slug    string
	Day     string
	Others  []page.Link // the other editions that the user may stand at
	Door    string      // "Dörr 1"
	Doors   []string    // to choose from
	Counter counter
	Nonce   string   // of the next presentation without the script: a form that is sent twice counts once
	Verdict *verdict // of the form that was just sent
	Undo    string   // nonce of the last admission by form, if it can be undone
	Found   *found
	Script  script
}

// verdict is an answer on its screen.
type verdict struct {
	answer
	Face door.Face
}

// found is the answer to a search by form.
type found struct {
	Hits []hit
	Text string
}

// lastDoor is how many doors can be chosen; a day of 5 000 has fewer.
const lastDoor = 6

// Nearest shows the door of the edition that goes on or comes next.
func (h *Handlers) Nearest(c *fiber.Ctx) error {
	e, err := h.edition(c, "")
	if store.KindOf(err) == store.NotFound {
		return store.Fault(store.NotFound, "error.door_no_edition")
	}
	if err != nil {
		return err
	}
	return h.show(c, fiber.StatusOK, e, nil)
}

// Door shows the door of one edition.
func (h *Handlers) Door(c *fiber.Ctx) error { return h.show(c, fiber.StatusOK, web.Edition(c), nil) }

// show renders the page after change has put into it what just happened.
func (h *Handlers) show(c *fiber.Ctx, status int, e event.Edition, change func(p *doorPage)) error {
	p := doorPage{Base: h.Base(c, "door.title"), Slug: e.Slug, Nonce: string(store.NewID()), Undo: undoable(c.Query("senast"))}
	h.Frame(&p.Base, e)
	p.Day = p.Event.Date
	h.dress(&p)
	p.Script.Edition = e.Slug
	p.Door = h.doorName(c, p.Doors)
	var err error
	if p.Counter, err = h.count(c, e); err != nil {
		return err
	}
	if p.Others, err = h.others(c, &p.Base, e); err != nil {
		return err
	}
	if change != nil {
		change(&p)
	}
	return h.Show(c, status, "door/door", &p)
}

// dress gives a door page what is the same for every day: its style, its script and the doors to choose from.
func (h *Handlers) dress(p *doorPage) {
	p.Styles, p.Scripts = []string{"css/door.css"}, []string{"door/door.js"}
	for n := 1; n <= lastDoor; n++ {
		p.Doors = append(p.Doors, p.T("door.name", "Number", n))
	}
	p.Doors = append(p.Doors, p.T("door.help_desk"))
	p.Door = p.Doors[0]
	p.Script = h.script(p.Translator)
}

// doorName is which door this is, as the browser says in its address or its form; any name will do that a scan can
// carry.
func (h *Handlers) doorName(c *fiber.Ctx, doors []string) string {
	name := c.FormValue("door", c.Query("dorr"))
	if slices.Contains(doors, name) {
		return name
	}
	return doors[0]
}

// undoable lets only what can be a nonce into the page's addresses.
func undoable(nonce string) string {
	if !door.ValidNonce(nonce) {
		return ""
	}
	return nonce
}

// others are the days that somebody who is logged in may go to; a paired phone has one day.
func (h *Handlers) others(c *fiber.Ctx, b *page.Base, here event.Edition) ([]page.Link, error) {
	if web.User(c).ID == "" {
		return nil, nil
	}
	editions, err := mine(h.Store.Read(c.UserContext()), web.User(c))
	if err != nil {
		return nil, err
	}
	var links []page.Link
	for _, e := range editions {
		if e.ID != here.ID {
			links = append(links, page.Link{Href: "/dorr/" + e.Slug, Text: e.Title + ", " + b.ShortDate(e.StartsAt.In(e.Zone()))})
		}
	}
	return links, nil
}
