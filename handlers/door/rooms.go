package door

import (
	"errors"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
)

// roomBody is a session as whoever stands at its door sees it.
type roomBody struct {
	Session    store.ID   `json:"session"`
	Slot       int        `json:"slot"`
	Time       string     `json:"time"`
	Title      string     `json:"title"`
	Room       string     `json:"room"`
	Placed     int        `json:"placed"`
	Came       int        `json:"came"`
	Left       int        `json:"left"` // seats that can be given away here and now
	Released   bool       `json:"released"`
	ReleasesAt *time.Time `json:"releases_at"`
	Counted    *int       `json:"counted"`
	CountedAt  string     `json:"counted_at"`
}

func (h *Handlers) roomBody(c *fiber.Ctx, e event.Edition, session store.ID) (*roomBody, error) {
	r, err := door.RoomNow(h.Store.Read(c.UserContext()), e, session, h.Now())
	if err != nil {
		return nil, err
	}
	t := h.T(c)
	b := &roomBody{Session: r.ID, Slot: r.Slot, Time: clock(t, e, r.StartsAt), Title: r.Title, Room: r.Opening.Room, Placed: r.Placed,
		Came: r.Came, Left: r.Spare(), Released: r.Released}
	if !r.ReleasesAt.IsZero() {
		b.ReleasesAt = &r.ReleasesAt.Time
	}
	if r.Count.Done() {
		b.Counted, b.CountedAt = &r.Count.People, clock(t, e, r.Count.CountedAt)
	}
	return b, nil
}

// ownRoom is the session that a message may be about: a room's device knows only its own. Errors: fiber.ErrForbidden.
func ownRoom(c *fiber.Ctx, asked store.ID) (store.ID, error) {
	d, ok := web.Device(c)
	if !ok || d.Role != door.InRoom {
		return asked, nil
	}
	if asked != "" && asked != d.SessionID {
		return "", fiber.ErrForbidden
	}
	return d.SessionID, nil
}

// Room shows how a session's room stands.
func (h *Handlers) Room(c *fiber.Ctx) error {
	e, err := h.edition(c, c.Query("edition"))
	if err != nil {
		return err
	}
	return h.showRoom(c, e, store.ID(c.Query("session")))
}

func (h *Handlers) showRoom(c *fiber.Ctx, e event.Edition, asked store.ID) error {
	session, err := ownRoom(c, asked)
	if err != nil {
		return err
	}
	b, err := h.roomBody(c, e, session)
	if err != nil {
		return err
	}
	return send(c, fiber.Map{"status": door.OK, "reason": "", "room": b})
}

// Seat gives whoever stands at a room's door a seat there.
func (h *Handlers) Seat(c *fiber.Ctx) error {
	var body redeemBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	p := by(c, body.presented())
	if p.SessionID, err = ownRoom(c, body.Session); err != nil {
		return err
	}
	var v door.Verdict
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) { v, err = door.GiveSeat(tx, e, p); return err })
	return h.done(c, e, body.Nonce, v, err)
}

type headCountBody struct {
	Session store.ID `json:"session"`
	People  *int     `json:"people"`
	Edition string   `json:"edition"`
}

// errPeople says that a head count is no number of people.
var errPeople = store.Fault(store.Invalid, "error.count_number").On("people")

// HeadCount notes how many sit in a room.
func (h *Handlers) HeadCount(c *fiber.Ctx) error {
	var body headCountBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	session, err := ownRoom(c, body.Session)
	if err != nil {
		return err
	}
	if body.People == nil || *body.People < 0 {
		return errPeople
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return room.AddCount(tx, e.ID, session, strconv.Itoa(*body.People), whoCounts(c))
	})
	var wrong event.Problems
	if errors.As(err, &wrong) {
		return errPeople
	}
	if err != nil {
		return err
	}
	return h.showRoom(c, e, session)
}

// whoCounts is who stands behind a head count: the phone's name, or the user's.
func whoCounts(c *fiber.Ctx) string {
	if d, ok := web.Device(c); ok {
		return d.Name
	}
	return web.User(c).Name
}
