package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/models/store"
)

// errOtherSite says that a form was sent from somebody else's page.
var errOtherSite = store.Fault(store.Forbidden, "error.other_site")

// policy lets a page load from this site only. 'wasm-unsafe-eval' is for the QR decoder on phones without one.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:; media-src 'self' blob:; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// headers are the answers to OWASP ASVS 14.4.
func headers(site Site) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set("Content-Security-Policy", policy)
		c.Set("X-Content-Type-Options", "nosniff")
		c.Set("X-Frame-Options", "DENY")
		c.Set("Referrer-Policy", "same-origin") // secret links must not be told to other sites
		c.Set("Cross-Origin-Opener-Policy", "same-origin")
		c.Set("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=()")
		if site.Secure() {
			c.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return c.Next()
	}
}

// Frameable lets our own pages show this one in a frame.
func Frameable(c *fiber.Ctx) {
	c.Set("Content-Security-Policy", strings.Replace(policy, "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
	c.Set("X-Frame-Options", "SAMEORIGIN")
}

// sameSite refuses what another site makes a browser send (CSRF). Browsers say where a request comes from in
// Sec-Fetch-Site, older ones in Origin; a request with neither does not come from a browser and carries no
// visitor's cookies. The same rule as net/http.CrossOriginProtection.
func (a *App) sameSite(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return c.Next()
	case "":
		if origin := c.Get(fiber.HeaderOrigin); origin == "" || a.ours(c, origin) {
			return c.Next()
		}
	}
	return errOtherSite
}

// plainBodies refuses compressed requests. No browser sends any, and the framework would unpack one without a limit: a
// megabyte becomes gigabytes.
func plainBodies(c *fiber.Ctx) error {
	if len(c.Request().Header.ContentEncoding()) > 0 {
		return fiber.ErrUnsupportedMediaType
	}
	return c.Next()
}

func (a *App) ours(c *fiber.Ctx, origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Host == a.Site.Host() || u.Host == string(c.Request().Host()))
}
