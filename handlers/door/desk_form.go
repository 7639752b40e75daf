package door

import (
	"errors"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// deskPage is the help desk without a script: who stands there, and what can be done.
type deskPage struct {
	page.Base
	Slug   string
	Door   string
	Nonce  string
	Undo   string // nonce of what was just done here, if it can be undone
	Desk   deskBody
	Cases  []caseLine
	Found  *found
	Person *person // whom the desk looks at
	Case   *caseLine
}

// caseLine is a case in words.
type caseLine struct {
	caseBody
	Why string
}

const deskView = "door/desk"

// deskFormRoutes are the help desk without a script.
func (h *Handlers) deskFormRoutes() []web.Route {
	line := func(method, path string, handle fiber.Handler) web.Route {
		return web.Route{Method: method, Path: "/dorr/:edition/disk" + path, Guard: web.DoorDesk, Handle: handle}
	}
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		line(get, "", h.DeskPage),
		line(post, "/sok", h.DeskFind),
		line(post, "/person", h.DeskPerson),
		line(post, "/drop-in", h.DeskWalkIn),
		line(post, "/byt", h.DeskSubstitute),
		line(post, "/plats", h.DeskPromote),
		line(post, "/arende", h.DeskCase),
	}
}

// DeskPage shows the desk.
func (h *Handlers) DeskPage(c *fiber.Ctx) error { return h.showDesk(c, fiber.StatusOK, nil) }

func (h *Handlers) showDesk(c *fiber.Ctx, status int, change func(p *deskPage) error) error {
	e, err := open(web.Edition(c))
	if err != nil {
		return err
	}
	p := &deskPage{Base: h.Base(c, "checkin.desk_title"), Slug: e.Slug, Nonce: string(store.NewID()), Undo: undoable(c.Query("senast"))}
	h.Frame(&p.Base, e)
	p.Styles, p.Door = []string{"css/door.css", "css/checkin.css"}, p.T("door.help_desk")
	if p.Desk, err = h.desk(c, e); err != nil {
		return err
	}
	all, err := door.Cases(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	for _, one := range all {
		p.Cases = append(p.Cases, h.caseLine(c, e, one))
	}
	if change != nil {
		if err := change(p); err != nil {
			return err
		}
	}
	return h.Show(c, status, deskView, p)
}

func (h *Handlers) caseLine(c *fiber.Ctx, e event.Edition, one door.Case) caseLine {
	l := caseLine{caseBody: h.caseBody(c, e, one)}
	if one.Reason != "" {
		l.Why = h.T(c).T("checkin.reason." + string(one.Reason))
	}
	return l
}

// DeskFind searches for somebody by form.
func (h *Handlers) DeskFind(c *fiber.Ctx) error {
	return h.deskForm(c, func(form web.Form) error {
		hits, more, err := h.find(c, web.Edition(c), form.Get("q"))
		if err != nil {
			return err
		}
		return h.showDesk(c, fiber.StatusOK, func(p *deskPage) error {
			p.Form = page.NewForm(p.Translator, form.Values)
			p.Found = &found{Hits: hits, Text: h.foundText(c, hits, more)}
			return nil
		})
	})
}

// DeskPerson shows somebody from the search or a case, with what can be done.
func (h *Handlers) DeskPerson(c *fiber.Ctx) error {
	return h.deskForm(c, func(form web.Form) error {
		e := web.Edition(c)
		if id := store.ID(form.Get("case")); id.Valid() {
			return h.takeCase(c, e, id)
		}
		who, err := h.person(c, e, door.Presented{RegistrationID: store.ID(form.Get("registration_id"))})
		if err != nil {
			return err
		}
		return h.showDesk(c, fiber.StatusOK, func(p *deskPage) error { p.Person = who; return nil })
	})
}

func (h *Handlers) takeCase(c *fiber.Ctx, e event.Edition, id store.ID) error {
	var one door.Case
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		one, err = door.TakeCase(tx, e, id, actor(c))
		return err
	})
	if err != nil {
		return err
	}
	who, err := h.whoseCase(c, e, one)
	if err != nil {
		return err
	}
	return h.showDesk(c, fiber.StatusOK, func(p *deskPage) error {
		line := h.caseLine(c, e, one)
		p.Case, p.Person = &line, who
		return nil
	})
}

// DeskCase ends a case by form.
func (h *Handlers) DeskCase(c *fiber.Ctx) error {
	return h.deskForm(c, func(form web.Form) error {
		err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
			_, err := door.CloseCase(tx, web.Edition(c), store.ID(form.Get("case")), door.Outcome(form.Get("outcome")), actor(c))
			return err
		})
		if err != nil {
			return err
		}
		return c.Redirect("/dorr/"+web.Edition(c).Slug+"/disk", fiber.StatusSeeOther)
	})
}

// DeskWalkIn registers somebody by form.
func (h *Handlers) DeskWalkIn(c *fiber.Ctx) error {
	return h.deskForm(c, func(form web.Form) error {
		body := walkInBody{Nonce: form.Get("nonce"), Name: form.Get("name"), Organisation: form.Get("organisation"), Email: form.Get("email"),
			Door: h.T(c).T("door.help_desk"), Sessions: &[]store.ID{}}
		for _, id := range form.Values["session"] {
			*body.Sessions = append(*body.Sessions, store.ID(id))
		}
		v, problems, err := h.walkIn(c, web.Edition(c), body)
		return h.deskDone(c, form, v, problems, err, nil)
	})
}

// DeskSubstitute passes a seat on by form.
func (h *Handlers) DeskSubstitute(c *fiber.Ctx) error {
	return h.deskForm(c, func(form web.Form) error {
		body := substituteBody{Nonce: form.Get("nonce"), RegistrationID: store.ID(form.Get("registration_id")), Version: number(form.Get("version")),
			Name: form.Get("name"), Email: form.Get("email"), Door: h.T(c).T("door.help_desk")}
		v, problems, err := h.substitute(c, web.Edition(c), body)
		return h.deskDone(c, form, v, problems, err, func(p *deskPage) error { return h.putPerson(c, p, body.RegistrationID) })
	})
}

// DeskPromote gives somebody who waits a seat by form.
func (h *Handlers) DeskPromote(c *fiber.Ctx) error {
	return h.deskForm(c, func(form web.Form) error {
		body := promoteBody{Nonce: form.Get("nonce"), RegistrationID: store.ID(form.Get("registration_id")), Door: h.T(c).T("door.help_desk")}
		v, err := h.promote(c, web.Edition(c), body)
		return h.deskDone(c, form, v, nil, err, func(p *deskPage) error { return h.putPerson(c, p, body.RegistrationID) })
	})
}

func (h *Handlers) putPerson(c *fiber.Ctx, p *deskPage, id store.ID) error {
	who, err := h.person(c, web.Edition(c), door.Presented{RegistrationID: id})
	if store.KindOf(err) == store.NotFound {
		return nil
	}
	p.Person = who
	return err
}

// deskDone shows the verdict, or the desk again with what stands in the way and what was typed.
func (h *Handlers) deskDone(c *fiber.Ctx, form web.Form, v door.Verdict, problems []registration.Problem, failed error, more func(p *deskPage) error) error {
	status, shown := fiber.StatusUnprocessableEntity, make([]page.Problem, 0, len(problems))
	for _, p := range problems {
		shown = append(shown, page.Problem{Field: p.Field, Key: p.Key, Args: p.Args})
	}
	var fault *store.Error
	if errors.As(failed, &fault) && (fault.Kind == store.Conflict || fault.Kind == store.Gone) {
		status, shown = fiber.StatusConflict, append(shown, page.Problem{Field: fault.Field, Key: fault.Key})
	} else if failed != nil {
		return failed
	}
	if len(shown) > 0 {
		return h.showDesk(c, status, func(p *deskPage) error {
			web.Problems(&p.Base, form.Values, shown)
			if more == nil {
				return nil
			}
			return more(p)
		})
	}
	e := web.Edition(c)
	a, err := h.answerOn(c, e, v)
	if err != nil {
		return err
	}
	return h.show(c, fiber.StatusOK, e, func(p *doorPage) {
		p.judged(c, a)
		p.Door = p.T("door.help_desk")
		c.Set("Refresh", nameFor+"; url=/dorr/"+p.Slug+"/disk?"+url.Values{"senast": {p.Undo}}.Encode())
	})
}

// deskForm reads a form of the desk; one that no browser sends is answered with what is wrong in it.
func (h *Handlers) deskForm(c *fiber.Ctx, use func(form web.Form) error) error {
	if _, err := open(web.Edition(c)); err != nil {
		return err
	}
	form, err := web.ReadForm(c, "session")
	if err != nil {
		return err
	}
	refuse := func(problems []page.Problem) error {
		return h.showDesk(c, fiber.StatusUnprocessableEntity, func(p *deskPage) error {
			web.Problems(&p.Base, form.Values, problems)
			return nil
		})
	}
	if len(form.Problems) > 0 {
		return refuse(form.Problems)
	}
	err = use(form)
	var fault *store.Error
	if errors.As(err, &fault) && fault.Kind == store.Invalid {
		return refuse([]page.Problem{{Field: fault.Field, Key: fault.Key}})
	}
	return err
}

// number reads a version; what is no number is no version that can match.
func number(typed string) int {
	n, err := strconv.Atoi(typed)
	if err != nil {
		return -1
	}
	return n
}
