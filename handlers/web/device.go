package web

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

const deviceLocal = "device"

// deviceCookie is the name of a paired phone's cookie; as for the session's, the prefix is for TLS.
func (a *App) deviceCookie() string {
	if a.Site.Secure() {
		return "__Host-samling_door"
	}
	return "samling_door"
}

// Device is the paired phone that asks, and whether one does: the door's routes also have users.
func Device(c *fiber.Ctx) (door.Device, bool) {
	d, ok := c.Locals(deviceLocal).(door.Device)
	return d, ok
}

// GiveDevice gives a phone its token, for as long as the device lasts.
func (a *App) GiveDevice(c *fiber.Ctx, token string, until time.Time) {
	c.Cookie(&fiber.Cookie{Name: a.deviceCookie(), Value: token, Path: "/", Expires: until, Secure: a.Site.Secure(), HTTPOnly: true,
		SameSite: fiber.CookieSameSiteLaxMode})
}

// AsUser makes a paired phone's request one of whoever is logged in on it: it asks about another edition than its own.
// Errors: fiber.ErrForbidden when nobody is.
func (a *App) AsUser(c *fiber.Ctx) error {
	user, err := a.WhoAsks(c)
	if kind := store.KindOf(err); kind == store.NotFound || kind == store.Gone {
		return fiber.ErrForbidden
	}
	c.Locals(deviceLocal, nil)
	c.Locals(userLocal, user)
	return err
}

// forDevices says whether a paired phone may pass a guard, if its role allows it.
func (g Guard) forDevices() bool { return g == DoorStaff || g == DoorDesk || g == DoorRoom }

// letDeviceIn says whether a paired phone is let in. Where it is not, whoever is logged in on the same phone is still
// asked; if nobody is, the error says why.
func (a *App) letDeviceIn(c *fiber.Ctx, g Guard) (bool, error) {
	token := c.Cookies(a.deviceCookie())
	if token == "" {
		return false, nil
	}
	d, err := door.ByToken(a.Look(), token, a.Now())
	if err != nil {
		return false, a.unlessLoggedIn(c, shutOut(err))
	}
	e, err := event.ByID(a.Look(), d.EditionID)
	if err != nil {
		return false, err
	}
	if slug := c.Params("edition"); slug != "" && slug != e.Slug || !passes(d, g) {
		return false, a.unlessLoggedIn(c, fiber.ErrForbidden)
	}
	if d.TookNext {
		// A token that is not settled this once is settled by the next request, so a full queue stops nobody.
		_ = a.Store.Write(c.UserContext(), func(tx *store.Tx) error { return door.Settle(tx, d) })
	}
	c.Locals(deviceLocal, d)
	c.Locals(editionLocal, e)
	return true, nil
}

// unlessLoggedIn is the error for a program behind which nobody is logged in. A person is sent to the log-in instead.
func (a *App) unlessLoggedIn(c *fiber.Ctx, refused error) error {
	if !IsAPI(c) {
		return nil
	}
	_, err := a.WhoAsks(c)
	if kind := store.KindOf(err); kind == store.NotFound || kind == store.Gone {
		return refused
	}
	return err
}

func passes(d door.Device, g Guard) bool {
	switch g {
	case DoorDesk:
		return d.Role == door.Desk
	case DoorRoom:
		return d.Role == door.Desk || d.Role == door.InRoom
	}
	return true
}

// shutOut tells a phone that it is a device no longer.
func shutOut(err error) error {
	switch {
	case errors.Is(err, door.ErrDeviceExpired):
		return &Refusal{fiber.StatusUnauthorized, "device_expired", door.ErrDeviceExpired}
	case errors.Is(err, door.ErrDeviceRevoked), store.KindOf(err) == store.NotFound:
		// One that we do not know has been replaced by another phone.
		return &Refusal{fiber.StatusUnauthorized, "device_revoked", door.ErrDeviceRevoked}
	}
	return err
}
