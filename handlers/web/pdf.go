package web

import (
	"github.com/gofiber/fiber/v2"

	"samling/views/report"
)

// SendPDF shows a document that is to be printed. It is made for one purpose and kept nowhere.
func SendPDF(c *fiber.Ctx, name string, pdf []byte) error {
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, report.Inline(name))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(pdf)
}
