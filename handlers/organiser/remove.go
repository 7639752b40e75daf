package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// removal is a kind of thing that an edition has and that can be taken away, after a question.
type removal struct {
	title, text, button string // text keys of the question
	path, list          string // the page that lists such things, below the edition's root, and its text key
	done                string // what is told there afterwards
	find                func(c *fiber.Ctx) (name, address string, err error)
	do                  func(tx *store.Tx, edition store.ID, version int, id store.ID) error
}

func (h *Handlers) hostRemoval() removal {
	return removal{"organiser.remove_host", "organiser.remove_host_text", "organiser.remove_host_button", "/vardar", "organiser.hosts",
		"host_removed", func(c *fiber.Ctx) (string, string, error) {
			host, p, err := h.host(c)
			if err != nil {
				return "", "", err
			}
			return host.FullName(), p.Action, nil
		}, event.RemoveHost}
}

func (h *Handlers) seminarRemoval() removal {
	return removal{"organiser.remove_seminar", "organiser.remove_seminar_text", "organiser.remove_seminar_button", "/program",
		"organiser.programme", "seminar_removed", func(c *fiber.Ctx) (string, string, error) {
			s, p, err := h.seminar(c)
			if err != nil {
				return "", "", err
			}
			return s.Title, p.Action, nil
		}, event.RemoveSeminar}
}

func (h *Handlers) itemRemoval() removal {
	return removal{"organiser.remove_item", "organiser.remove_item_text", "organiser.remove_item_button", "/program",
		"organiser.programme", "item_removed", func(c *fiber.Ctx) (string, string, error) {
			item, p, err := h.item(c)
			if err != nil {
				return "", "", err
			}
			return item.Title, p.Action, nil
		}, event.RemoveItem}
}

func (h *Handlers) question(c *fiber.Ctx, r removal) (*confirmPage, error) {
	name, address, err := r.find(c)
	if err != nil {
		return nil, err
	}
	p := &confirmPage{frame: h.frame(c, r.title, r.path)}
	p.under(r.path, r.list)
	p.Text, p.Button = p.T(r.text, "Name", name), p.T(r.button)
	p.Action, p.Cancel = address+"/ta-bort", address
	return p, nil
}

// ask shows the question before something is taken away.
func (h *Handlers) ask(r removal) fiber.Handler {
	return func(c *fiber.Ctx) error {
		p, err := h.question(c, r)
		if err != nil {
			return err
		}
		return h.Show(c, fiber.StatusOK, confirmView, p)
	}
}

// remove takes it away.
func (h *Handlers) remove(r removal) fiber.Handler {
	return func(c *fiber.Ctx) error {
		p, err := h.question(c, r)
		if err != nil {
			return err
		}
		return h.saveOne(c, edit{view: confirmView, page: p, path: r.path, done: r.done}, r.do)
	}
}

// saveOne runs an edit of the one thing that the address names, with the version that the form was shown with.
func (h *Handlers) saveOne(c *fiber.Ctx, e edit, do func(tx *store.Tx, edition store.ID, version int, id store.ID) error) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if e.form, err = web.ReadForm(c); err != nil {
		return err
	}
	e.do = func(tx *store.Tx) error { return do(tx, web.Edition(c).ID, version(e.form), id) }
	return h.save(c, e)
}

// move moves something one step in the order that a page shows.
func (h *Handlers) move(view, path, done string, show func(*fiber.Ctx) (page.Data, error),
	step func(tx *store.Tx, edition store.ID, version int, id store.ID, up bool) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		p, err := show(c)
		if err != nil {
			return err
		}
		up := c.FormValue("till") == "upp"
		return h.saveOne(c, edit{view: view, page: p, path: path, done: done},
			func(tx *store.Tx, edition store.ID, version int, id store.ID) error {
				return step(tx, edition, version, id, up)
			})
	}
}

// showHosts and showProgramme are the pages on which things are moved.
func (h *Handlers) showHosts(c *fiber.Ctx) (page.Data, error)     { return h.hostsPage(c) }
func (h *Handlers) showProgramme(c *fiber.Ctx) (page.Data, error) { return h.programmePage(c) }
