package moderation

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/page"
)

// doings are what can be done with texts: the word that the button sends, and what the notice and the log call it.
var doings = map[string]struct{ state, done string }{
	"slapp":  {string(survey.Released), "text_released"},
	"dolj":   {string(survey.Concealed), "text_hidden"},
	"angra":  {string(survey.New), "text_undone"},
	"rubrik": {"", "text_sorted"},
}

// Decide does what a button says with the texts that are ticked, or with the one whose own button it was: the value of
// "gor" is "slapp", or "slapp:ID".
func (h *Handlers) Decide(c *fiber.Ctx) error {
	form, err := web.ReadForm(c, "text")
	if err != nil {
		return err
	}
	what, one, alone := strings.Cut(form.Get("gor"), ":")
	doing, known := doings[what]
	if !known {
		return fiber.ErrBadRequest
	}
	chosen := form.All("text")
	if alone {
		chosen = []string{one}
	}
	ids := make([]store.ID, len(chosen))
	for i, id := range chosen {
		ids[i] = store.ID(id)
	}
	d := survey.Decision{State: survey.TextState(doing.state), Reason: form.Get("reason")}
	if what == "rubrik" {
		theme := form.Get("theme")
		d = survey.Decision{Theme: &theme}
	}
	return h.save(c, form, doing.done, func(tx *store.Tx) error {
		n, err := survey.Moderate(tx, web.Edition(c), ids, d)
		if err != nil {
			return err
		}
		return desk.Log(tx, c, doing.done, "", "n="+strconv.Itoa(n))
	})
}

// ReleaseUnflagged releases everything of the choice that waits and has no warning.
func (h *Handlers) ReleaseUnflagged(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	return h.save(c, form, "text_released", func(tx *store.Tx) error {
		n, err := survey.ReleaseUnflagged(tx, web.Edition(c), searchOf(form).pile())
		if err != nil {
			return err
		}
		return desk.Log(tx, c, "text_released", "", "unflagged n="+strconv.Itoa(n))
	})
}

// SetLeast sets how small a group may be shown.
func (h *Handlers) SetLeast(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	least, err := strconv.Atoi(form.Get("least"))
	if err != nil {
		least = 0 // no number is a number that is refused
	}
	return h.save(c, form, "least_set", func(tx *store.Tx) error {
		if err := survey.SetLeast(tx, web.Edition(c).ID, least); err != nil {
			return err
		}
		return desk.Log(tx, c, "least_set", "", "least="+strconv.Itoa(least))
	})
}

// save runs a change and goes back to the same choice of texts, or shows it again with what is wrong.
func (h *Handlers) save(c *fiber.Ctx, form web.Form, done string, do func(tx *store.Tx) error) error {
	if len(form.Problems) > 0 {
		return h.again(c, form, fiber.StatusUnprocessableEntity, form.Problems...)
	}
	err := h.Store.Write(c.UserContext(), do)
	var fault *store.Error
	switch {
	case errors.As(err, &fault) && fault.Kind == store.Invalid:
		return h.again(c, form, fiber.StatusUnprocessableEntity, page.Problem{Field: fault.Field, Key: fault.Key})
	case errors.As(err, &fault) && fault.Kind == store.Conflict:
		return h.again(c, form, fiber.StatusConflict, page.Problem{Key: fault.Key})
	case err != nil:
		return err
	}
	h.Cache.Clear()
	return c.Redirect(desk.Root(web.Edition(c))+place+"?"+searchOf(form).with(done), fiber.StatusSeeOther)
}

func (h *Handlers) again(c *fiber.Ctx, form web.Form, status int, problems ...page.Problem) error {
	p, err := h.texts(c, searchOf(form))
	if err != nil {
		return err
	}
	if form.Values["least"] == nil { // another form of the page was sent
		form.Values["least"] = p.Form.Values["least"]
	}
	web.Problems(&p.Base, form.Values, problems)
	return h.Show(c, status, view, p)
}

// searchOf is the choice of texts that a form was shown with.
func searchOf(form web.Form) search {
	v, err := url.ParseQuery(form.Get("urval"))
	if err != nil {
		v = url.Values{}
	}
	return parseSearch(v.Get)
}

// doneKey begins the key of what is told afterwards.
const doneKey = "moderation.done."

func (s search) with(done string) string {
	a := "klart=" + doneKey + done
	if rest := s.address(); rest != "" {
		a = rest + "&" + a
	}
	return a
}
