package staff

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// accountPage is one's own account: who one is, what one may do, and a form for a new password.
type accountPage struct {
	page.Base
	Login string
	Roles []roleLine
}

// roleLine is one role as the page shows it. Edition is "" for a role in every edition.
type roleLine struct{ Key, Edition string }

// AccountPage shows one's own account.
func (h *Handlers) AccountPage(c *fiber.Ctx) error {
	p, err := h.accountPage(c)
	if err != nil {
		return err
	}
	if c.Query("bytt") != "" {
		p.Notice = &page.Notice{Tone: "ok", Head: p.T("staff.password_changed"), Text: p.T("staff.password_changed_more")}
	}
	return h.Show(c, fiber.StatusOK, "staff/account", p)
}

func (h *Handlers) accountPage(c *fiber.Ctx) (*accountPage, error) {
	user := web.User(c)
	p := &accountPage{Base: h.Base(c, "staff.account_title"), Login: user.Login}
	p.Nav = nav(&p.Base, user)
	all, err := event.Editions(h.Store.Read(c.UserContext()))
	if err != nil {
		return nil, err
	}
	titles := make(map[store.ID]string, len(all))
	for _, e := range all {
		titles[e.ID] = e.Title
	}
	for _, role := range user.Roles {
		p.Roles = append(p.Roles, roleLine{"staff.role_" + string(role.Name), titles[role.EditionID]})
	}
	return p, nil
}

// nav leads to the start page of each role that the user has.
func nav(b *page.Base, user account.User) []page.Link {
	var links []page.Link
	for _, r := range []struct {
		role             account.RoleName
		href, text, icon string
	}{
		{account.Organiser, "/arrangor", "staff.nav_organiser", "list"},
		{account.Door, "/dorr", "staff.nav_door", "door"},
		{account.Host, "/vard", "staff.nav_host", "chart"},
		{account.Needs, "/behov", "staff.nav_needs", "users"},
	} {
		if user.Has(r.role) {
			links = append(links, page.Link{Href: r.href, Text: b.T(r.text), Icon: r.icon})
		}
	}
	return append(links, page.Link{Href: "/konto", Text: b.T("staff.nav_account"), Icon: "lock", Current: true})
}

// ChangePassword sets a new password for who knows the old one. Every other session of the user ends, and this
// browser gets a new one.
func (h *Handlers) ChangePassword(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	problems := unequal(form)
	if len(problems) == 0 {
		problems, err = h.change(c, typed(form, "current_password"), typed(form, "new_password"))
	}
	if errors.Is(err, account.ErrTooMany) {
		return h.refuse(c, fiber.StatusTooManyRequests, form, page.Problem{Key: "staff.too_many"})
	}
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return h.refuse(c, fiber.StatusUnprocessableEntity, form, problems...)
	}
	return c.Redirect("/konto?bytt=1", fiber.StatusSeeOther)
}

func unequal(form web.Form) []page.Problem {
	problems := form.Problems
	if typed(form, "current_password") == "" {
		problems = append(problems, page.Problem{Field: "current_password", Key: "staff.current_missing"})
	}
	if typed(form, "new_password") != typed(form, "new_password_again") {
		problems = append(problems, page.Problem{Field: "new_password_again", Key: "staff.not_equal"})
	}
	return problems
}

// change checks the old password and the rules for the new one, and only then stores it.
func (h *Handlers) change(c *fiber.Ctx, current, next string) ([]page.Problem, error) {
	ctx, user := c.UserContext(), web.User(c)
	if err := account.CheckRules(user.Login, next); err != nil {
		return rule(err)
	}
	limits := passwordLimits(user.ID)
	if err := h.Store.Write(ctx, limits.count); err != nil {
		return nil, err
	}
	_, err := h.passwords.Check(ctx, h.Store.Read(ctx), user.Login, current)
	if errors.Is(err, account.ErrWrong) {
		return []page.Problem{{Field: "current_password", Key: "staff.current_wrong"}}, nil
	}
	if err != nil {
		return nil, err
	}
	hash, err := h.passwords.Hash(ctx, user.Login, next)
	if err != nil {
		return rule(err)
	}
	err = h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := limits.forgive(tx); err != nil {
			return err
		}
		if err := account.SetPassword(tx, user.ID, hash, ""); err != nil {
			return err
		}
		return account.Log(tx, account.Entry{Actor: string(user.ID), Action: "password_changed", Subject: string(user.ID)})
	})
	if err != nil {
		return nil, err
	}
	return nil, h.LogIn(c, user.ID)
}

// rule turns a broken rule for new passwords into a problem of the form; any other error stays one.
func rule(err error) ([]page.Problem, error) {
	var broken *store.Error
	if errors.As(err, &broken) && broken.Kind == store.Invalid {
		return []page.Problem{{Field: "new_password", Key: broken.Key, Args: map[string]any{
			"Min": account.PasswordMin, "Max": account.PasswordMax}}}, nil
	}
	return nil, err
}

func (h *Handlers) refuse(c *fiber.Ctx, status int, form web.Form, problems ...page.Problem) error {
	p, err := h.accountPage(c)
	if err != nil {
		return err
	}
	return h.show(c, status, "staff/account", p, form, problems...)
}
