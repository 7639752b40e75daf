package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// Guard says who may use a route. It stands on each line of the route table and nowhere else.
type Guard string

// The guards. Where a path has :edition, the role must cover that edition.
const (
	Everyone  Guard = "everyone"
	Staff     Guard = "staff" // anyone who is logged in
	Organiser Guard = "organiser"
	DoorStaff Guard = "door"
	HostStaff Guard = "host"
	// DoorDesk is for the help desk and DoorRoom for whoever stands at a room's door; both are for DoorStaff who are
	// logged in, and for phones that have been paired for it.
	DoorDesk Guard = "door_desk"
	DoorRoom Guard = "door_room"
	// NeedsStaff are the few who read who needs what; organisers are not among them by being organisers.
	NeedsStaff Guard = "needs"
)

// Route is one line of the site.
type Route struct {
	Method, Path string
	Guard        Guard
	Handle       fiber.Handler
}

// role is the role that a guard asks for; "" means that being logged in is enough.
func (g Guard) role() account.RoleName {
	switch g {
	case Staff:
		return ""
	case DoorDesk, DoorRoom:
		return account.Door
	}
	return account.RoleName(g)
}

const (
	userLocal    = "user"
	editionLocal = "edition"
)

// Mount puts the routes on a Fiber app, each behind its guard.
func (a *App) Mount(f *fiber.App, routes []Route) {
	for _, r := range routes {
		f.Add(r.Method, r.Path, a.guard(r.Guard), r.Handle)
		if r.Method == fiber.MethodGet && r.Guard == Everyone {
			f.Add(fiber.MethodHead, r.Path, r.Handle) // mail gateways look whether the links in a mail are alive
		}
	}
}

func (a *App) guard(g Guard) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if g == Everyone {
			return c.Next()
		}
		if g.forDevices() {
			if in, err := a.letDeviceIn(c, g); err != nil {
				return err
			} else if in {
				return c.Next()
			}
		}
		user, err := a.WhoAsks(c)
		if err != nil {
			return a.askToLogIn(c, err)
		}
		c.Locals(userLocal, user)
		edition, err := a.editionOf(c)
		if err != nil {
			return err
		}
		if role := g.role(); role != "" && !allowed(user, role, edition) {
			return fiber.ErrForbidden
		}
		c.Locals(editionLocal, edition)
		return c.Next()
	}
}

// allowed: a path that names no edition is for those who have the role in any; its handler shows only theirs.
func allowed(user account.User, role account.RoleName, e event.Edition) bool {
	if e.ID == "" {
		return user.Has(role)
	}
	return user.May(role, e.ID)
}

// editionOf finds the edition that a path names; a path that names none has the zero edition.
func (a *App) editionOf(c *fiber.Ctx) (event.Edition, error) {
	slug := c.Params("edition")
	if slug == "" {
		return event.Edition{}, nil
	}
	return event.BySlug(a.Look(), slug)
}

// WhoAsks is the user whose session the request carries. Errors: store.ErrNotFound when nobody is logged in.
func (a *App) WhoAsks(c *fiber.Ctx) (account.User, error) {
	token := c.Cookies(a.SessionCookie())
	if token == "" {
		return account.User{}, store.ErrNotFound
	}
	user, err := account.BySession(a.Look(), token, a.Now())
	if err == nil && user.TouchDue(a.Now()) {
		// A session that is not noted as used this once is noted by the next request, so a full queue stops nobody.
		_ = a.Store.Write(c.UserContext(), func(tx *store.Tx) error { return account.Touch(tx, token) })
	}
	return user, err
}

// askToLogIn sends a person to the login page and back; a program gets 401.
func (a *App) askToLogIn(c *fiber.Ctx, err error) error {
	if store.KindOf(err) != store.NotFound && store.KindOf(err) != store.Gone {
		return err
	}
	if IsAPI(c) || c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead {
		return fiber.ErrUnauthorized
	}
	return c.Redirect("/logga-in?till="+url.QueryEscape(c.OriginalURL()), fiber.StatusSeeOther)
}

// User is who is logged in. Only routes with a guard have one.
func User(c *fiber.Ctx) account.User {
	user, _ := c.Locals(userLocal).(account.User)
	return user
}

// Edition is the edition that a guarded path names.
func Edition(c *fiber.Ctx) event.Edition {
	e, _ := c.Locals(editionLocal).(event.Edition)
	return e
}

// PublicEdition is the edition that a public path names; drafts are for staff only.
func (a *App) PublicEdition(c *fiber.Ctx) (event.Edition, error) {
	e, err := event.BySlug(a.Store.Read(c.UserContext()), c.Params("edition"))
	if err == nil && !e.Public() {
		err = store.ErrNotFound
	}
	return e, err
}

// Frame is an edition as the frame of a page shows it.
func (a *App) Frame(b *page.Base, e event.Edition) {
	b.Event = &page.Event{Slug: e.Slug, Title: e.Title, Date: page.Capital(b.Date(e.StartsAt.In(e.Zone()))), Themed: e.Color != ""}
}

func frameUser(c *fiber.Ctx) *page.User {
	if user := User(c); user.ID != "" {
		return &page.User{Name: user.Name}
	}
	return nil
}

// IsAPI says whether a program asks: it gets JSON and never a redirect to a login page.
func IsAPI(c *fiber.Ctx) bool { return strings.HasPrefix(c.Path(), "/api/") }
