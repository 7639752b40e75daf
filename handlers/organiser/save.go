package organiser

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// edit is one form and what becomes of it.
type edit struct {
	view string    // shown again, with what was typed, when the form is refused
	page page.Data //
	form web.Form
	do   func(tx *store.Tx) error
	path string // where to go when it is saved, below the edition's root
	done string // what is told there
}

// save runs an edit: 303 to its result, or the same form again with what is wrong. Public pages are new at once.
func (h *Handlers) save(c *fiber.Ctx, e edit) error {
	if len(e.form.Problems) > 0 {
		return h.refuse(c, e, fiber.StatusUnprocessableEntity, e.form.Problems)
	}
	if err := h.Store.Write(c.UserContext(), e.do); err != nil {
		return h.again(c, e, err)
	}
	h.Cache.Clear()
	return back(c, e.path, e.done)
}

// again shows a form that was refused by a rule. Any other error is for the error page.
func (h *Handlers) again(c *fiber.Ctx, e edit, err error) error {
	var rules event.Problems
	if errors.As(err, &rules) {
		return h.refuse(c, e, fiber.StatusUnprocessableEntity, shown(rules))
	}
	var fault *store.Error
	if errors.As(err, &fault) {
		switch fault.Kind {
		case store.Conflict:
			return h.refuse(c, e, fiber.StatusConflict, []page.Problem{{Field: fault.Field, Key: fault.Key}})
		case store.Invalid:
			return h.refuse(c, e, fiber.StatusUnprocessableEntity, []page.Problem{{Field: fault.Field, Key: fault.Key}})
		}
	}
	return err
}

func (h *Handlers) refuse(c *fiber.Ctx, e edit, status int, problems []page.Problem) error {
	base := e.page.Common()
	base.Notice = nil
	web.Problems(base, e.form.Values, problems)
	return h.Show(c, status, e.view, e.page)
}

// shown turns the problems of models into those of pages.
func shown(rules event.Problems) []page.Problem {
	problems := make([]page.Problem, len(rules))
	for i, p := range rules {
		problems[i] = page.Problem{Field: p.Field, Key: p.Key, Args: p.Args}
	}
	return problems
}

// values are what a form shows before anything was typed.
func values(pairs ...string) map[string][]string {
	v := make(map[string][]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		v[pairs[i]] = []string{pairs[i+1]}
	}
	return v
}

// option is one choice of a select.
type option struct {
	Value, Text string
	Chosen      bool
}

// confirmPage asks before something is taken away.
type confirmPage struct {
	frame
	Text   string // what will happen
	Action string // where the answer goes
	Button string
	Cancel string // where to go instead
}

const confirmView = "organiser/confirm"
