package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// itemPage is one line of the programme, or the form for a new one.
type itemPage struct {
	desk.Frame
	ID     string // "" for a new one
	Action string
	Kinds  []desk.Option
	Ways   []desk.Option // how one comes into the sessions of a slot
	Slot   int           // the seminar slot that it is, 0 = none
}

func (h *Handlers) itemPage(c *fiber.Ctx, title, kind string, way event.Choosing) *itemPage {
	p := &itemPage{Frame: desk.NewFrame(h.App, c, title, "/program")}
	p.Action = p.Root + "/program/ny"
	p.Under("/program", "organiser.programme")
	for _, k := range event.ItemKinds {
		p.Kinds = append(p.Kinds, desk.Option{Value: k, Text: p.T("organiser.item_kind." + k), Chosen: k == kind})
	}
	for _, w := range event.Choosings {
		p.Ways = append(p.Ways, desk.Option{Value: string(w), Text: p.T("rules.choose." + string(w)), Chosen: w == way})
	}
	return p
}

// NewItem shows the form for a line of the programme.
func (h *Handlers) NewItem(c *fiber.Ctx) error {
	return h.Show(c, fiber.StatusOK, "organiser/item", h.itemPage(c, "organiser.add_item", event.ItemKinds[0], event.Ranked))
}

// AddItem puts a line into the programme.
func (h *Handlers) AddItem(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p := h.itemPage(c, "organiser.add_item", form.Get("kind"), event.Choosing(form.Get("choose")))
	return desk.Save(h.App, c, desk.Edit{View: "organiser/item", Page: p, Form: form, Path: "/program", Done: "item_added", Do: func(tx *store.Tx) error {
		_, err := event.AddItem(tx, web.Edition(c), desk.Version(form), itemForm(form))
		return err
	}})
}

func itemForm(form web.Form) event.ItemForm {
	return event.ItemForm{Starts: form.Get("starts"), Ends: form.Get("ends"), Kind: form.Get("kind"), Choose: form.Get("choose"),
		Title: form.Get("title"), Text: form.Get("text")}
}

// item reads the line in the address and makes its page.
func (h *Handlers) item(c *fiber.Ctx) (event.Item, *itemPage, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return event.Item{}, nil, err
	}
	e := web.Edition(c)
	item, err := event.ItemByID(h.Store.Read(c.UserContext()), e.ID, id)
	if err != nil {
		return item, nil, err
	}
	p := h.itemPage(c, "organiser.item", item.Kind, item.Choose)
	p.ID, p.Title, p.Action, p.Slot = string(id), item.Title, p.Root+"/program/"+string(id), item.Slot
	p.Crumbs[len(p.Crumbs)-1] = page.Link{Text: p.Title}
	p.Form.Values = desk.Values("title", item.Title, "text", item.Text, "starts", p.Clock(item.StartsAt.In(e.Zone())),
		"ends", p.Clock(item.EndsAt.In(e.Zone())))
	return item, p, nil
}

// Item shows one line of the programme.
func (h *Handlers) Item(c *fiber.Ctx) error {
	_, p, err := h.item(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/item", p)
}

// SaveItem changes a line of the programme.
func (h *Handlers) SaveItem(c *fiber.Ctx) error {
	item, p, err := h.item(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	for field, options := range map[string][]desk.Option{"kind": p.Kinds, "choose": p.Ways} {
		for i := range options {
			options[i].Chosen = options[i].Value == form.Get(field)
		}
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/item", Page: p, Form: form, Path: "/program", Done: "item_saved", Do: func(tx *store.Tx) error {
		return event.EditItem(tx, web.Edition(c), desk.Version(form), item.ID, itemForm(form))
	}})
}
