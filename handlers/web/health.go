package web

import "github.com/gofiber/fiber/v2"

// Alive says that the program runs.
func (a *App) Alive(c *fiber.Ctx) error { return c.SendString("ok\n") }

// Ready says that the program can serve: the database answers.
func (a *App) Ready(c *fiber.Ctx) error {
	if err := a.Store.Ready(c.UserContext()); err != nil {
		return fiber.NewError(fiber.StatusServiceUnavailable, "database")
	}
	return c.SendString("ready\n")
}
