package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// documentsPage lists what there is to read.
type documentsPage struct {
	desk.Frame
	Rows []documentRow
}

type documentRow struct{ ID, Title, URL, Item string }

// documentPage is one document, or the form for a new one.
type documentPage struct {
	desk.Frame
	ID     string // "" for a new one
	Action string
	Items  []desk.Option
}

// Documents lists what there is to read before or after the day.
func (h *Handlers) Documents(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &documentsPage{Frame: desk.NewFrame(h.App, c, "life.documents", "/material")}
	all, err := event.Documents(db, e.ID)
	if err != nil {
		return err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return err
	}
	titles := map[store.ID]string{}
	for _, item := range programme {
		titles[item.ID] = p.Clock(item.StartsAt.In(e.Zone())) + " " + item.Title
	}
	for _, d := range all {
		row := documentRow{ID: string(d.ID), Title: d.Title, URL: d.URL}
		if d.ItemID != nil {
			row.Item = titles[*d.ItemID]
		}
		p.Rows = append(p.Rows, row)
	}
	return h.Show(c, fiber.StatusOK, "organiser/documents", p)
}

func (h *Handlers) documentPage(c *fiber.Ctx, title, chosen string) (*documentPage, error) {
	e := web.Edition(c)
	p := &documentPage{Frame: desk.NewFrame(h.App, c, title, "/material")}
	p.Action = p.Root + "/material/nytt"
	p.Under("/material", "life.documents")
	programme, err := event.Programme(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return nil, err
	}
	for _, item := range programme {
		p.Items = append(p.Items, desk.Option{Value: string(item.ID), Text: p.Clock(item.StartsAt.In(e.Zone())) + " " + item.Title, Chosen: string(item.ID) == chosen})
	}
	return p, nil
}

// NewDocument shows the form for a document.
func (h *Handlers) NewDocument(c *fiber.Ctx) error {
	p, err := h.documentPage(c, "life.add_document", "")
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/document", p)
}

// AddDocument puts a document last.
func (h *Handlers) AddDocument(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.documentPage(c, "life.add_document", form.Get("item"))
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/document", Page: p, Form: form, Path: "/material", Done: "document_added",
		Do: func(tx *store.Tx) error {
			_, err := event.AddDocument(tx, web.Edition(c).ID, desk.Version(form), documentForm(form))
			return err
		}})
}

func documentForm(form web.Form) event.DocumentForm {
	return event.DocumentForm{Title: form.Get("title"), URL: form.Get("url"), Item: form.Get("item")}
}

// document reads the one in the address and makes its page.
func (h *Handlers) document(c *fiber.Ctx, form *web.Form) (event.Document, *documentPage, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return event.Document{}, nil, err
	}
	d, err := event.DocumentByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
	if err != nil {
		return d, nil, err
	}
	chosen := ""
	if d.ItemID != nil {
		chosen = string(*d.ItemID)
	}
	if form != nil {
		chosen = form.Get("item")
	}
	p, err := h.documentPage(c, "life.document", chosen)
	if err != nil {
		return d, nil, err
	}
	p.ID, p.Title, p.Action = string(id), d.Title, p.Root+"/material/"+string(id)
	p.Crumbs[len(p.Crumbs)-1] = page.Link{Text: p.Title}
	p.Form.Values = desk.Values("title", d.Title, "url", d.URL)
	return d, p, nil
}

// Document shows one document.
func (h *Handlers) Document(c *fiber.Ctx) error {
	_, p, err := h.document(c, nil)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/document", p)
}

// SaveDocument changes a document.
func (h *Handlers) SaveDocument(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	d, p, err := h.document(c, &form)
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/document", Page: p, Form: form, Path: "/material", Done: "document_saved",
		Do: func(tx *store.Tx) error {
			return event.EditDocument(tx, web.Edition(c).ID, desk.Version(form), d.ID, documentForm(form))
		}})
}

func (h *Handlers) documentRemoval(c *fiber.Ctx) (event.Document, *desk.Confirm, error) {
	d, dp, err := h.document(c, nil)
	if err != nil {
		return d, nil, err
	}
	p := &desk.Confirm{Frame: desk.NewFrame(h.App, c, "life.remove_document", "/material")}
	p.Under("/material", "life.documents")
	p.Text, p.Button = p.T("life.remove_document_text", "Name", d.Title), p.T("life.remove_document")
	p.Action, p.Cancel = dp.Action+"/ta-bort", dp.Action
	return d, p, nil
}

// AskRemoveDocument asks before a document is taken away.
func (h *Handlers) AskRemoveDocument(c *fiber.Ctx) error {
	_, p, err := h.documentRemoval(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, desk.ConfirmView, p)
}

// RemoveDocument takes a document away from the pages; it stays where it lies.
func (h *Handlers) RemoveDocument(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	d, p, err := h.documentRemoval(c)
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: desk.ConfirmView, Page: p, Form: form, Path: "/material", Done: "document_removed",
		Do: func(tx *store.Tx) error {
			return event.RemoveDocument(tx, web.Edition(c).ID, desk.Version(form), d.ID)
		}})
}
