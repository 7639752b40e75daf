package door

import (
	_ "embed"

	"github.com/gofiber/fiber/v2"
)

// document describes the protocol to programs. A test holds it against the routes and against real answers.
//
//go:embed openapi.json
var document []byte

// OpenAPI sends the document.
func (h *Handlers) OpenAPI(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Send(document)
}
