package host

import "github.com/gofiber/fiber/v2"

// yearsPage is each question through the years of the series.
type yearsPage struct{ *frame }

// Years shows how the answers have changed.
func (h *Handlers) Years(c *fiber.Ctx) error {
	f, err := h.frame(c, "host.trends", "/ar")
	if err != nil {
		return err
	}
	f.back()
	return h.Show(c, fiber.StatusOK, "host/years", &yearsPage{f})
}
