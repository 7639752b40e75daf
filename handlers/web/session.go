package web

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/account"
	"samling/models/store"
)

// SessionCookie is the name of the session's cookie. The __Host- prefix makes browsers refuse one that another
// host or an unencrypted page has set (RFC 6265bis); without TLS it cannot be used.
func (a *App) SessionCookie() string {
	if a.Site.Secure() {
		return "__Host-session"
	}
	return "session"
}

// LogIn opens a session for a user and gives the browser its cookie. An older session of this browser is closed.
func (a *App) LogIn(c *fiber.Ctx, user store.ID) error {
	old := c.Cookies(a.SessionCookie())
	var token string
	err := a.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		if old != "" {
			if err = account.CloseSession(tx, old); err != nil {
				return err
			}
		}
		token, err = account.OpenSession(tx, user)
		return err
	})
	if err != nil {
		return err
	}
	c.Cookie(a.sessionCookie(token, 0))
	return nil
}

// LogOut closes the session on the server and in the browser.
func (a *App) LogOut(c *fiber.Ctx) error {
	token := c.Cookies(a.SessionCookie())
	if token == "" {
		return nil
	}
	err := a.Store.Write(c.UserContext(), func(tx *store.Tx) error { return account.CloseSession(tx, token) })
	c.Cookie(a.sessionCookie("", -1))
	return err
}

func (a *App) sessionCookie(token string, maxAge int) *fiber.Cookie {
	return &fiber.Cookie{Name: a.SessionCookie(), Value: token, Path: "/", MaxAge: maxAge, SessionOnly: maxAge == 0,
		Secure: a.Site.Secure(), HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode}
}
