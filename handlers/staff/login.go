package staff

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/store"
	"samling/views/page"
)

// loginPage asks for login and password.
type loginPage struct {
	page.Base
	To string // the page that the visitor wanted, as a path of this site; "" for the start page
}

func (h *Handlers) loginPage(c *fiber.Ctx, to string) *loginPage {
	p := &loginPage{Base: h.Base(c, "staff.login_title")}
	if to = web.LocalPath(to); to != "/" {
		p.To = to
	}
	return p
}

// LogInPage shows the form; whoever is logged in already is sent on.
func (h *Handlers) LogInPage(c *fiber.Ctx) error {
	if user, err := h.WhoAsks(c); err == nil {
		return c.Redirect(StartPage(user), fiber.StatusSeeOther)
	}
	return h.Show(c, fiber.StatusOK, "staff/login", h.loginPage(c, c.Query("till")))
}

// LogInWithPassword checks login and password and opens a session. Whatever is wrong with them, the answer is the
// same, after the same work.
func (h *Handlers) LogInWithPassword(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p := h.loginPage(c, form.Get("till"))
	if problems := missing(form); len(problems) > 0 {
		return h.show(c, fiber.StatusUnprocessableEntity, "staff/login", p, form, problems...)
	}
	user, err := h.guess(c, form.Get("login"), typed(form, "password"))
	switch {
	case errors.Is(err, account.ErrWrong):
		return h.show(c, fiber.StatusUnprocessableEntity, "staff/login", p, form, page.Problem{Field: "login", Key: "error.login_wrong"})
	case errors.Is(err, account.ErrTooMany):
		c.Set(fiber.HeaderRetryAfter, "60")
		return h.show(c, fiber.StatusTooManyRequests, "staff/login", p, form, page.Problem{Key: "staff.too_many"})
	case err != nil:
		return err
	}
	if err := h.LogIn(c, user.ID); err != nil {
		return err
	}
	if p.To != "" {
		return c.Redirect(p.To, fiber.StatusSeeOther)
	}
	return c.Redirect(StartPage(user), fiber.StatusSeeOther)
}

func missing(form web.Form) []page.Problem {
	problems := form.Problems
	if form.Get("login") == "" {
		problems = append(problems, page.Problem{Field: "login", Key: "staff.login_missing"})
	}
	if typed(form, "password") == "" {
		problems = append(problems, page.Problem{Field: "password", Key: "staff.password_missing"})
	}
	return problems
}

// guess counts the try before it looks at the password, in a transaction of its own, so that tries that fail count.
func (h *Handlers) guess(c *fiber.Ctx, login, password string) (account.User, error) {
	ctx, limits := c.UserContext(), loginLimits(account.Normal(login), c.IP())
	err := h.Store.Write(ctx, func(tx *store.Tx) error { return limits.count(tx) })
	if err != nil {
		return account.User{}, err
	}
	user, err := h.passwords.Check(ctx, h.Store.Read(ctx), login, password)
	if errors.Is(err, account.ErrWrong) {
		h.Log.Warn("log-in refused", "request", web.RequestID(c)) // neither login nor address: both are personal data
	}
	if err != nil {
		return account.User{}, err
	}
	return user, h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := limits.forgive(tx); err != nil {
			return err
		}
		return account.Log(tx, account.Entry{Actor: string(user.ID), Action: "login", Subject: string(user.ID)})
	})
}

// LogOutAndLeave ends the session and goes to the public start page. Without a session there is nothing to end.
func (h *Handlers) LogOutAndLeave(c *fiber.Ctx) error {
	if err := h.LogOut(c); err != nil {
		return err
	}
	return c.Redirect("/", fiber.StatusSeeOther)
}
