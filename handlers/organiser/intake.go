package organiser

import (
	"errors"
	"io"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/bulk"
	"samling/models/event"
	"samling/models/store"
	"samling/models/table"
	"samling/views/page"
)

// uploadPage asks for a file.
type uploadPage struct {
	desk.Frame
	MaxKB, MaxRows int
}

func (h *Handlers) uploadPage(c *fiber.Ctx) *uploadPage {
	p := &uploadPage{Frame: desk.NewFrame(h.App, c, "import.title", "/deltagare"), MaxKB: table.MaxBytes >> 10, MaxRows: table.MaxRows}
	p.Under("/deltagare", "organiser.attendees")
	return p
}

// NewImport asks for a file.
func (h *Handlers) NewImport(c *fiber.Ctx) error {
	return h.Show(c, fiber.StatusOK, "organiser/import-new", h.uploadPage(c))
}

// ReceiveImport reads a file and goes on to its columns. A file that cannot be read is told at the field.
func (h *Handlers) ReceiveImport(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if err := desk.Require(c, event.Manage); err != nil {
		return err
	}
	e := desk.Edit{View: "organiser/import-new", Page: h.uploadPage(c), Form: form}
	name, read, err := uploadedTable(c)
	if err != nil {
		return desk.Again(h.App, c, e, err)
	}
	var i bulk.Import
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		i, err = bulk.Receive(tx, web.Edition(c).ID, name, read, string(web.User(c).ID))
		return err
	})
	if err != nil {
		return desk.Again(h.App, c, e, err)
	}
	return c.Redirect(importPath(c, i), fiber.StatusSeeOther)
}

func uploadedTable(c *fiber.Ctx) (string, table.Table, error) {
	file := web.File(c, "file")
	if file == nil {
		return "", table.Table{}, table.ErrEmpty
	}
	f, err := file.Open()
	if err != nil {
		return "", table.Table{}, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, table.MaxBytes+1))
	if err != nil {
		return "", table.Table{}, err
	}
	read, err := table.Read(data)
	return strings.ToValidUTF8(file.Filename, ""), read, err
}

func importPath(c *fiber.Ctx, i bulk.Import) string {
	return desk.Root(web.Edition(c)) + "/deltagare/importera/" + string(i.ID)
}

// ChooseColumns says which column is what, and goes on to the preview.
func (h *Handlers) ChooseColumns(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	i, err := h.importOf(c)
	if err != nil {
		return err
	}
	m := bulk.Mapping{Organisation: form.Get("organisation")}
	for n := range i.Table().Head {
		m.Columns = append(m.Columns, form.Get("kolumn_"+itoa(n)))
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return bulk.Choose(tx, i, m) })
	if err == nil {
		return c.Redirect(importPath(c, i), fiber.StatusSeeOther)
	}
	var fault *store.Error
	if !errors.As(err, &fault) || fault.Kind != store.Invalid {
		return err
	}
	p, failed := h.importPage(c, i)
	if failed != nil {
		return failed
	}
	p.Columns, p.Chosen = nil, false
	p.mapped(i.Table(), m)
	return desk.Refuse(h.App, c, desk.Edit{View: "organiser/import", Page: p, Form: form}, fiber.StatusUnprocessableEntity,
		[]page.Problem{{Field: "kolumn_0", Key: fault.Key}})
}

// BeginImport says yes to all good lines, and does as many as it can at once.
func (h *Handlers) BeginImport(c *fiber.Ctx) error {
	i, err := h.importOf(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return bulk.BeginImport(tx, i) })
	if err != nil {
		return err
	}
	if _, err := bulk.RunImport(c.UserContext(), h.Store, i, atOnce); err != nil {
		return err
	}
	h.Cache.Clear()
	return c.Redirect(importPath(c, i), fiber.StatusSeeOther)
}

// ForgetImport throws the file away.
func (h *Handlers) ForgetImport(c *fiber.Ctx) error {
	i, err := h.importOf(c)
	if err != nil {
		return err
	}
	if err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return bulk.Forget(tx, i) }); err != nil {
		return err
	}
	return desk.Back(c, "/deltagare", "import_forgotten")
}
