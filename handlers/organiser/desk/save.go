package desk

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// Edit is one form and what becomes of it.
type Edit struct {
	View string    // shown again, with what was typed, when the form is refused
	Page page.Data //
	Form web.Form
	Do   func(tx *store.Tx) error
	Path string // where to go when it is saved, below the edition's root
	Done string // what is told there, see Done
}

// Add adds what the rules of a registration say to what is wrong in the form.
func (e *Edit) Add(problems []registration.Problem) {
	for _, p := range problems {
		e.Form.Problems = append(e.Form.Problems, page.Problem{Field: p.Field, Key: p.Key, Args: p.Args})
	}
}

// Save runs an edit: 303 to its result, or the same form again with what is wrong. Public pages are new at once.
func Save(app *web.App, c *fiber.Ctx, e Edit) error {
	if len(e.Form.Problems) > 0 {
		return Refuse(app, c, e, fiber.StatusUnprocessableEntity, e.Form.Problems)
	}
	if err := app.Store.Write(c.UserContext(), e.Do); err != nil {
		return Again(app, c, e, err)
	}
	app.Cache.Clear()
	return Back(c, e.Path, e.Done)
}

// Again shows a form that was refused by a rule. Any other error is for the error page.
func Again(app *web.App, c *fiber.Ctx, e Edit, err error) error {
	var rules event.Problems
	if errors.As(err, &rules) {
		return Refuse(app, c, e, fiber.StatusUnprocessableEntity, Shown(rules))
	}
	var fault *store.Error
	if errors.As(err, &fault) {
		switch fault.Kind {
		case store.Conflict:
			return Refuse(app, c, e, fiber.StatusConflict, []page.Problem{{Field: fault.Field, Key: fault.Key}})
		case store.Invalid:
			return Refuse(app, c, e, fiber.StatusUnprocessableEntity, []page.Problem{{Field: fault.Field, Key: fault.Key}})
		}
	}
	return err
}

// Refuse shows a form again with what is wrong in it.
func Refuse(app *web.App, c *fiber.Ctx, e Edit, status int, problems []page.Problem) error {
	base := e.Page.Common()
	base.Notice = nil
	web.Problems(base, e.Form.Values, problems)
	return app.Show(c, status, e.View, e.Page)
}

// Shown turns the problems of models into those of pages.
func Shown(rules event.Problems) []page.Problem {
	problems := make([]page.Problem, len(rules))
	for i, p := range rules {
		problems[i] = page.Problem{Field: p.Field, Key: p.Key, Args: p.Args}
	}
	return problems
}

// Values are what a form shows before anything was typed.
func Values(pairs ...string) map[string][]string {
	v := make(map[string][]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		v[pairs[i]] = []string{pairs[i+1]}
	}
	return v
}

// Option is one choice of a select.
type Option struct {
	Value, Text string
	Chosen      bool
}

// Require refuses what the state of the edition does not allow, before a form is read.
func Require(c *fiber.Ctx, a event.Action) error {
	if !web.Edition(c).State.Allows(a) {
		return event.ErrNotInState
	}
	return nil
}

// Log writes a line of the audit log in the transaction of what it tells of.
func Log(tx *store.Tx, c *fiber.Ctx, action string, subject store.ID, detail string) error {
	return account.Log(tx, account.Entry{Actor: string(web.User(c).ID), EditionID: web.Edition(c).ID, Action: action,
		Subject: string(subject), Detail: detail})
}

// Note writes a line of the audit log about something that was only looked at.
func Note(app *web.App, c *fiber.Ctx, action string, subject store.ID, detail string) error {
	return app.Store.Write(c.UserContext(), func(tx *store.Tx) error { return Log(tx, c, action, subject, detail) })
}
