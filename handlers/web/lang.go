package web

import (
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/views/text"
)

const langCookie = "sprak"

// Lang is the language to answer in: the one the visitor chose, else the browser's, else Swedish.
func Lang(c *fiber.Ctx) string {
	if chosen := c.Cookies(langCookie); chosen == "sv" || chosen == "en" {
		return chosen
	}
	if best := c.AcceptsLanguages("sv", "en"); best != "" && c.Get(fiber.HeaderAcceptLanguage) != "" {
		return best
	}
	return text.Languages[0]
}

// T is the translator of this request.
func (a *App) T(c *fiber.Ctx) *text.Translator { return a.Texts.For(Lang(c)) }

// ChooseLang keeps the visitor's choice of language in a cookie and goes back to the page they were on. The browser
// tells us which (Referer); an address with a secret in it must not be copied into another address.
func (a *App) ChooseLang(c *fiber.Ctx) error {
	lang := c.Params("lang")
	if lang != "sv" && lang != "en" {
		return fiber.ErrNotFound
	}
	c.Cookie(&fiber.Cookie{Name: langCookie, Value: lang, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		Secure: a.Site.Secure(), HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode})
	return c.Redirect(a.cameFrom(c), fiber.StatusSeeOther)
}

// cameFrom is the page of this site that a visitor comes from, or the start page.
func (a *App) cameFrom(c *fiber.Ctx) string {
	from, err := url.Parse(c.Get(fiber.HeaderReferer))
	if err != nil || !a.ours(c, from.Scheme+"://"+from.Host) {
		return "/"
	}
	return LocalPath(from.RequestURI())
}

// LocalPath lets only paths of this site through, so that no link of ours sends anybody elsewhere.
func LocalPath(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}
