package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"
)

// maxBody is the largest request: a logo with its form around it.
const maxBody = 1 << 20

// NewServer makes the Fiber app with everything that comes before the routes.
func (a *App) NewServer() *fiber.App {
	f := fiber.New(fiber.Config{
		Immutable:               true, // Fiber reuses its strings: one kept past its request becomes another visitor's
		BodyLimit:               maxBody,
		ReadTimeout:             15 * time.Second, // without it a slow client holds its connection for ever
		WriteTimeout:            60 * time.Second,
		IdleTimeout:             60 * time.Second,
		ReadBufferSize:          16 << 10,
		WriteBufferSize:         16 << 10,    // a cached page leaves in one write
		ProxyHeader:             "X-Real-Ip", // X-Forwarded-For can be forged by the client even behind a proxy
		EnableTrustedProxyCheck: true,
		TrustedProxies:          a.Site.TrustedProxies,
		EnableIPValidation:      true,
		DisableStartupMessage:   true,
		ErrorHandler:            a.Fail,
	})
	f.Use(a.log, a.recover, headers(a.Site), plainBodies, withTimeout, a.sameSite)
	return f
}

// recover turns a panic into an error page: one visitor's trouble must not stop the day.
func (a *App) recover(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			a.Log.Error("panic", "request", RequestID(c), "route", routeOf(c), "panic", p, "stack", string(debug.Stack()))
			err = fiber.ErrInternalServerError
		}
	}()
	return c.Next()
}

const requestIDLocal = "request"

// RequestID names this request in the log and on an error page.
func RequestID(c *fiber.Ctx) string {
	id, _ := c.Locals(requestIDLocal).(string)
	return id
}

// log writes one line for each request: the route and never the path, because paths hold secrets, and no address
// of a person.
func (a *App) log(c *fiber.Ctx) error {
	var b [6]byte
	_, _ = rand.Read(b[:])
	c.Locals(requestIDLocal, hex.EncodeToString(b[:]))
	start := time.Now()
	err := c.Next()
	if err != nil {
		if err = a.Fail(c, err); err != nil {
			return err
		}
	}
	level := slog.LevelDebug
	if c.Response().StatusCode() >= 500 {
		level = slog.LevelWarn
	}
	if !a.Log.Enabled(context.Background(), level) {
		return nil
	}
	a.Log.Log(context.Background(), level, "request", "request", RequestID(c), "method", c.Method(), "route", routeOf(c),
		"status", c.Response().StatusCode(), "took", time.Since(start).Round(time.Microsecond))
	return nil
}

func routeOf(c *fiber.Ctx) string { return c.Route().Path }
