package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// documentsPage lists what there is to read.
type documentsPage struct {
	frame
	Rows []documentRow
}

type documentRow struct{ ID, Title, URL, Item string }

// documentPage is one document, or the form for a new one.
type documentPage struct {
	frame
	ID     string // "" for a new one
	Action string
	Items  []option
}

// Documents lists what there is to read before or after the day.
func (h *Handlers) Documents(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &documentsPage{frame: h.frame(c, "life.documents", "/material")}
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
	p := &documentPage{frame: h.frame(c, title, "/material")}
	p.Action = p.Root + "/material/nytt"
	p.under("/material", "life.documents")
	programme, err := event.Programme(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return nil, err
	}
	for _, item := range programme {
		p.Items = append(p.Items, option{string(item.ID), p.Clock(item.StartsAt.In(e.Zone())) + " " + item.Title, string(item.ID) == chosen})
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
	return h.save(c, edit{view: "organiser/document", page: p, form: form, path: "/material", done: "document_added",
		do: func(tx *store.Tx) error {
			_, err := event.AddDocument(tx, web.Edition(c).ID, version(form), documentForm(form))
			return err
		}})
}

func documentForm(form web.Form) event.DocumentForm {
	return event.DocumentForm{Title: form.Get("title"), URL: form.Get("url"), Item: form.Get("item")}
}

// document reads the one in the address and makes its page.
func (h *Handlers) document(c *fiber.Ctx, form *web.Form) (event.Document, *documentPage, error) {
	id, err := pathID(c)
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
	p.Form.Values = values("title", d.Title, "url", d.URL)
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
	return h.save(c, edit{view: "organiser/document", page: p, form: form, path: "/material", done: "document_saved",
		do: func(tx *store.Tx) error {
			return event.EditDocument(tx, web.Edition(c).ID, version(form), d.ID, documentForm(form))
		}})
}

func (h *Handlers) documentRemoval(c *fiber.Ctx) (event.Document, *confirmPage, error) {
	d, dp, err := h.document(c, nil)
	if err != nil {
		return d, nil, err
	}
	p := &confirmPage{frame: h.frame(c, "life.remove_document", "/material")}
	p.under("/material", "life.documents")
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
	return h.Show(c, fiber.StatusOK, confirmView, p)
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
	return h.save(c, edit{view: confirmView, page: p, form: form, path: "/material", done: "document_removed",
		do: func(tx *store.Tx) error {
			return event.RemoveDocument(tx, web.Edition(c).ID, version(form), d.ID)
		}})
}
