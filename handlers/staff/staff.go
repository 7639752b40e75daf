// Package staff is where organisers, door staff and hosts log in and out, and keep their own account.
package staff

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/views/page"
)

// Handlers are the pages of this room.
type Handlers struct {
	*web.App
	passwords *account.Passwords
}

// New makes the room. passwords is the program's only one: it bounds how many are hashed at once.
func New(app *web.App, passwords *account.Passwords) *Handlers {
	return &Handlers{App: app, passwords: passwords}
}

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/logga-in", Guard: web.Everyone, Handle: h.LogInPage},
		{Method: fiber.MethodPost, Path: "/logga-in", Guard: web.Everyone, Handle: h.LogInWithPassword},
		{Method: fiber.MethodPost, Path: "/logga-ut", Guard: web.Everyone, Handle: h.LogOutAndLeave},
		{Method: fiber.MethodGet, Path: "/konto", Guard: web.Staff, Handle: h.AccountPage},
		{Method: fiber.MethodPost, Path: "/konto", Guard: web.Staff, Handle: h.ChangePassword},
	}
}

// StartPage is where a user's work begins: the widest role decides.
func StartPage(user account.User) string {
	switch {
	case user.Has(account.Organiser):
		return "/arrangor"
	case user.Has(account.Door):
		return "/dorr"
	case user.Has(account.Host):
		return "/vard"
	case user.Has(account.Needs):
		return "/behov"
	}
	return "/konto"
}

// typed is a password exactly as it was typed: nothing is trimmed from it (OWASP ASVS 5.0, 6.2.9).
func typed(form web.Form, name string) string {
	if v := form.All(name); len(v) > 0 {
		return v[0]
	}
	return ""
}

// show answers a form that was not accepted. The passwords never go back into the page.
func (h *Handlers) show(c *fiber.Ctx, status int, view string, data page.Data, form web.Form, problems ...page.Problem) error {
	kept := make(map[string][]string, len(form.Values))
	for name, values := range form.Values {
		if name == "login" || name == "till" {
			kept[name] = values
		}
	}
	web.Problems(data.Common(), kept, problems)
	return h.Show(c, status, view, data)
}
