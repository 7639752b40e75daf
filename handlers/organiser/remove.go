package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

func (h *Handlers) hostRemoval() desk.Removal {
	return desk.Removal{
		Title:  "organiser.remove_host",
		Text:   "organiser.remove_host_text",
		Button: "organiser.remove_host_button",
		Path:   "/vardar",
		List:   "organiser.hosts",
		Done:   "host_removed",
		Find: func(c *fiber.Ctx) (string, string, error) {
			host, p, err := h.host(c)
			if err != nil {
				return "", "", err
			}
			return host.FullName(), p.Action, nil
		},
		Do: event.RemoveHost,
	}
}

func (h *Handlers) seminarRemoval() desk.Removal {
	return desk.Removal{
		Title:  "organiser.remove_seminar",
		Text:   "organiser.remove_seminar_text",
		Button: "organiser.remove_seminar_button",
		Path:   "/program",
		List:   "organiser.programme",
		Done:   "seminar_removed",
		Find: func(c *fiber.Ctx) (string, string, error) {
			s, p, err := h.seminar(c)
			if err != nil {
				return "", "", err
			}
			return s.Title, p.Action, nil
		},
		Do: event.RemoveSeminar,
	}
}

func (h *Handlers) itemRemoval() desk.Removal {
	return desk.Removal{
		Title:  "organiser.remove_item",
		Text:   "organiser.remove_item_text",
		Button: "organiser.remove_item_button",
		Path:   "/program",
		List:   "organiser.programme",
		Done:   "item_removed",
		Find: func(c *fiber.Ctx) (string, string, error) {
			item, p, err := h.item(c)
			if err != nil {
				return "", "", err
			}
			return item.Title, p.Action, nil
		},
		Do: event.RemoveItem,
	}
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
		return desk.SaveOne(h.App, c, desk.Edit{View: view, Page: p, Path: path, Done: done},
			func(tx *store.Tx, edition store.ID, version int, id store.ID) error {
				return step(tx, edition, version, id, up)
			})
	}
}

// showHosts and showProgramme are the pages on which things are moved.
func (h *Handlers) showHosts(c *fiber.Ctx) (page.Data, error)     { return h.hostsPage(c) }
func (h *Handlers) showProgramme(c *fiber.Ctx) (page.Data, error) { return h.programmePage(c) }
