// Package web is the part of the site that every room of handlers shares: who asks, in which language, what a form
// brought, how an answer is shown and what becomes of an error. Only handlers know Fiber.
package web

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/models/store"
	"samling/static"
	"samling/views/page"
	"samling/views/text"
)

// Site is what main knows about where the site is and how it runs.
type Site struct {
	BaseURL        string // "https://samling.example.se", without a slash at the end; every link is built from it
	Demo           bool   // made-up people, and a bar to become anyone
	TrustedProxies []string
	ContactName    string // who answers for the installation; shown on the pages about it
	ContactEmail   string
}

// Secure says whether browsers reach the site over TLS, so that cookies may demand it.
func (s Site) Secure() bool { return strings.HasPrefix(s.BaseURL, "https://") }

// Host is the host part of the base URL.
func (s Site) Host() string {
	u, err := url.Parse(s.BaseURL)
	if err != nil {
		return ""
	}
	return u.Host
}

// App is what handlers are built from. main makes it and hands it down; nothing here is package state.
type App struct {
	Store  *store.Store
	Texts  *text.Catalogue
	Pages  *page.Engine
	Static static.Files
	Site   Site
	Log    *slog.Logger
	Cache  *Cache
}

// Look is a handle for reads by a key, which are over before anybody could stop them: a context that can end makes the
// driver start two goroutines for each query. What may take longer reads with the request's own context.
func (a *App) Look() *store.DB { return a.Store.Read(context.Background()) }

// Now is the instant of this request, in UTC.
func (a *App) Now() time.Time { return a.Store.Now() }

// Base is the frame of a page for this request. title is a text key.
func (a *App) Base(c *fiber.Ctx, title string) page.Base {
	t := a.T(c)
	return page.Base{
		Translator: t,
		Title:      t.T(title),
		Path:       c.Path(),
		Demo:       a.Site.Demo,
		User:       frameUser(c),
		Form:       page.NewForm(t, nil),
	}
}

// PublicBase is the frame of a page that is the same for everybody, and so may be kept in the cache.
func (a *App) PublicBase(c *fiber.Ctx, title string) page.Base {
	b := a.Base(c, title)
	b.User = nil
	return b
}

// Show renders a view and sends it. Pages made for one person are never kept by a browser or a proxy.
func (a *App) Show(c *fiber.Ctx, status int, view string, data page.Data) error {
	out, err := a.Pages.Render(view, data)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	if len(c.Response().Header.Peek(fiber.HeaderCacheControl)) == 0 {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	return c.Status(status).Send(out)
}

// Problems puts typed values and what is wrong with them into a page; the answer's status is then 422.
func Problems(b *page.Base, values map[string][]string, problems []page.Problem) {
	b.Form = page.NewForm(b.Translator, values, problems...)
}

// URL is an absolute address on this site.
func (a *App) URL(path string) string { return a.Site.BaseURL + path }
