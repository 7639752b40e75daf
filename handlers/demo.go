package handlers

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/store"
)

// DemoLogins are the accounts of the demonstration, by the word in the address that becomes each of them.
func DemoLogins() map[string]string {
	return map[string]string{
		"arrangor": "arrangor@samling.example",
		"dorr":     "dorr@samling.example",
		"vard":     "vard@samling.example",
		"behov":    "behov@samling.example",
	}
}

// demoRoutes exist in the demonstration only: one click makes anybody a member of staff. They stand behind
// Site.Demo and nothing else may turn them on.
func demoRoutes(app *web.App) []web.Route {
	if !app.Site.Demo {
		return nil
	}
	start := map[string]string{"arrangor": "/arrangor", "dorr": "/dorr", "vard": "/vard", "behov": "/behov"}
	become := func(c *fiber.Ctx) error {
		login, ok := DemoLogins()[c.Params("role")]
		if !ok {
			return store.ErrNotFound
		}
		user, err := account.ByLogin(app.Store.Read(c.UserContext()), login)
		if err != nil {
			return err
		}
		if err := app.LogIn(c, user.ID); err != nil {
			return err
		}
		return c.Redirect(start[c.Params("role")], fiber.StatusSeeOther)
	}
	return []web.Route{{Method: fiber.MethodPost, Path: "/demo/logga-in/:role", Guard: web.Everyone, Handle: become}}
}
