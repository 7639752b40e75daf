package attendee

import (
	"errors"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// groupListPage is where colleagues are registered: first the text area, then the list as it was judged.
type groupListPage struct {
	page.Base
	Edition event.Edition
	Here    string
	Who     registration.Coordinator
	Share   registration.Share
	Looked  bool // the list has been looked at
	Paste   page.PasteTable
	List    string // the list's id: sent twice, it is registered once
	Short   bool   // there are fewer seats than people
	First   int    // how many would get seats
	Wants   string // what was chosen about it
}

// pasteTries bounds how often one link may have lists looked at: the answer tells which addresses are registered.
const pasteTries = 120

// GroupForm shows the empty text area.
func (h *Handlers) GroupForm(c *fiber.Ctx) error {
	p, _, err := h.groupList(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "attendee/group_register", p)
}

func (h *Handlers) groupList(c *fiber.Ctx) (*groupListPage, event.Edition, error) {
	who, e, err := h.coordinator(c)
	if err != nil {
		return nil, e, err
	}
	p := &groupListPage{Base: h.groupBase(c, e, who, "group.register"), Edition: e, Here: h.groupPath(who), Who: who}
	p.Share, err = registration.ShareOf(h.Store.Read(c.UserContext()), who, 0)
	return p, e, err
}

// GroupList takes a list: looks at it, shows it to be mended, or registers it.
func (h *Handlers) GroupList(c *fiber.Ctx) error {
	p, e, err := h.groupList(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return account.Throttle(tx, "paste|"+string(p.Who.ID), pasteTries, time.Hour)
	}); err != nil {
		return err
	}
	list := web.ReadPasted(c, form)
	if form.Get("gor") == "andra" && !list.Fresh {
		web.Problems(&p.Base, map[string][]string{web.ListField: {list.AsText(p.T("paste.headings"))}}, nil)
		return h.Show(c, fiber.StatusOK, "attendee/group_register", p)
	}
	if problems := web.PasteProblems(list); len(problems) > 0 {
		web.Problems(&p.Base, form.Values, problems)
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/group_register", p)
	}
	judged, err := h.judgeList(c, p, e, list)
	if err != nil {
		return err
	}
	p.preview(form, list, judged)
	if form.Get("gor") != "anmal" {
		return h.Show(c, fiber.StatusOK, "attendee/group_register", p)
	}
	return h.registerList(c, p, e, form, list, judged)
}

// judgeList judges a list, by fields that came in broken, too.
func (h *Handlers) judgeList(c *fiber.Ctx, p *groupListPage, e event.Edition, list web.Pasted) ([]registration.Judged, error) {
	db := h.Store.Read(c.UserContext())
	orgs, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	taken, err := registration.Taken(db, e.ID, list.People)
	if err != nil {
		return nil, err
	}
	return registration.Judge(orgs, p.Who.OrganisationKey, list.People, taken, list.LeftOut), nil
}

// preview puts a judged list on the page. A list that was pasted just now gets the id by which it is registered once.
func (p *groupListPage) preview(form web.Form, list web.Pasted, judged []registration.Judged, extra ...page.Problem) {
	p.Looked = true
	if !list.Fresh {
		extra = append(extra, form.Problems...)
	}
	p.Paste = page.NewPasteTable(p.Translator, judged, list.Skipped, extra...)
	if p.List = form.Get("lista_id"); !store.ID(p.List).Valid() {
		p.List = string(store.NewID())
	}
	p.Wants = form.Get("brist")
	p.First = p.Share.Free
	p.Short = p.Paste.Good > p.Share.Free
	if p.Paste.Mend > 0 && !list.Fresh {
		p.Form.Problems = []page.Problem{{Key: "paste.mend_how"}} // the page's title says that there is something wrong
	}
}

// registerList registers all who are good, if nothing is left to mend.
func (h *Handlers) registerList(c *fiber.Ctx, p *groupListPage, e event.Edition, form web.Form, list web.Pasted, judged []registration.Judged) error {
	if p.Paste.Mend > 0 {
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/group_register", p)
	}
	forms := registration.GoodForms(judged)
	for i := range forms {
		forms[i].Lang = web.Lang(c)
	}
	var facts registration.ListFacts
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		facts, err = registration.RegisterList(tx, e, p.Who, store.ID(p.List), forms, wanted(form.Get("brist")))
		return err
	})
	if err == nil {
		return c.Redirect(p.Here+"?klart=anmalda&lista="+string(facts.List), fiber.StatusSeeOther)
	}
	return h.listAgain(c, e, form, list, err)
}

func wanted(brist string) registration.Short {
	switch s := registration.Short(brist); s {
	case registration.ShortWait, registration.ShortFirst, registration.ShortOnly:
		return s
	}
	return registration.ShortAsk
}

// listAgain shows a list that was refused by the rules, judged anew: somebody may have registered meanwhile, or taken the
// last seats. Nothing of it is saved.
func (h *Handlers) listAgain(c *fiber.Ctx, e event.Edition, form web.Form, list web.Pasted, cause error) error {
	var fault *store.Error
	if !errors.As(cause, &fault) || fault.Kind == store.Unavailable || fault.Kind == store.NotFound || errors.Is(cause, registration.ErrCoordinatorRevoked) {
		return cause
	}
	p, _, err := h.groupList(c)
	if err != nil {
		return err
	}
	judged, err := h.judgeList(c, p, e, list)
	if err != nil {
		return err
	}
	var at registration.GroupError
	if errors.As(cause, &at) && errors.Is(cause, registration.ErrWrongDomain) {
		n := goodLine(judged, at.Index)
		p.preview(form, list, judged, page.Problem{Field: fmt.Sprintf("email_%d", n), Key: fault.Key})
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/group_register", p)
	}
	p.preview(form, list, judged)
	p.Notice = &page.Notice{Tone: "bad", Text: p.T(fault.Key)}
	status := fiber.StatusConflict
	switch {
	case errors.Is(cause, registration.ErrExists):
		p.Notice = &page.Notice{Tone: "warn", Text: p.T("group.somebody_registered")}
	case errors.Is(cause, registration.ErrTooFewSeats):
		p.Notice = nil // the page asks what to do about it
		p.Short, p.First = true, min(p.First, max(0, p.Paste.Good-1))
	case fault.Kind == store.Gone:
		status = fiber.StatusGone
	case fault.Kind == store.Invalid:
		status = fiber.StatusUnprocessableEntity
	}
	p.Form.Problems = []page.Problem{{Key: fault.Key}}
	return h.Show(c, status, "attendee/group_register", p)
}

// goodLine is the place in the list of the n-th line that is good.
func goodLine(judged []registration.Judged, n int) int {
	for i, j := range judged {
		if j.Verdict == registration.LineGood {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return 0
}
