package desk

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/store"
)

// Confirm is the page that asks before something is taken away.
type Confirm struct {
	Frame
	Text   string // what will happen
	Action string // where the answer goes
	Button string
	Cancel string // where to go instead
}

// ConfirmView shows a Confirm.
const ConfirmView = "organiser/confirm"

// Removal is a kind of thing that an edition has and that can be taken away, after a question.
type Removal struct {
	Title, Text, Button string // text keys of the question
	Path, List          string // the page that lists such things, below the edition's root, and its text key
	Done                string // what is told there afterwards
	Find                func(c *fiber.Ctx) (name, address string, err error)
	Do                  func(tx *store.Tx, edition store.ID, version int, id store.ID) error
}

func (r Removal) question(app *web.App, c *fiber.Ctx) (*Confirm, error) {
	name, address, err := r.Find(c)
	if err != nil {
		return nil, err
	}
	p := &Confirm{Frame: NewFrame(app, c, r.Title, r.Path)}
	p.Under(r.Path, r.List)
	p.Text, p.Button = p.T(r.Text, "Name", name), p.T(r.Button)
	p.Action, p.Cancel = address+"/ta-bort", address
	return p, nil
}

// Ask shows the question before something is taken away.
func (r Removal) Ask(app *web.App) fiber.Handler {
	return func(c *fiber.Ctx) error {
		p, err := r.question(app, c)
		if err != nil {
			return err
		}
		return app.Show(c, fiber.StatusOK, ConfirmView, p)
	}
}

// Remove takes it away.
func (r Removal) Remove(app *web.App) fiber.Handler {
	return func(c *fiber.Ctx) error {
		p, err := r.question(app, c)
		if err != nil {
			return err
		}
		return SaveOne(app, c, Edit{View: ConfirmView, Page: p, Path: r.Path, Done: r.Done}, r.Do)
	}
}

// SaveOne runs an edit of the one thing that the address names, with the version that the form was shown with.
func SaveOne(app *web.App, c *fiber.Ctx, e Edit, do func(tx *store.Tx, edition store.ID, version int, id store.ID) error) error {
	id, err := PathID(c)
	if err != nil {
		return err
	}
	if e.Form, err = web.ReadForm(c); err != nil {
		return err
	}
	e.Do = func(tx *store.Tx) error { return do(tx, web.Edition(c).ID, Version(e.Form), id) }
	return Save(app, c, e)
}
