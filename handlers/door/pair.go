package door

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
	"samling/views/text"
)

type pairBody struct {
	Code  string `json:"code"`
	Nonce string `json:"nonce"`
	App   string `json:"app"`
}

// device is a paired phone as it hears of itself.
type device struct {
	ID        store.ID  `json:"id"`
	Name      string    `json:"name"`
	Role      door.Role `json:"role"`
	Edition   string    `json:"edition"`
	EditionID store.ID  `json:"edition_id"`
	Title     string    `json:"title"`
	Day       string    `json:"day"`
	Session   *session  `json:"session"` // of a room's device
	Until     time.Time `json:"until"`
}

type session struct {
	ID    store.ID `json:"id"`
	Slot  int      `json:"slot"`
	Time  string   `json:"time"`
	Title string   `json:"title"`
	Room  string   `json:"room"`
}

// paired is the answer to a phone that has become a door.
type paired struct {
	Status  door.Status `json:"status"`
	Reason  string      `json:"reason"`
	Message string      `json:"message"`
	Device  device      `json:"device"`
	Lang    string      `json:"lang"`
}

// pairTries and pairWindow are how often one address may try codes: all phones of a house may share one.
const (
	pairTries  = 120
	pairWindow = 15 * time.Minute
)

// Pair turns a phone into the device whose code it has read.
func (h *Handlers) Pair(c *fiber.Ctx) error {
	var body pairBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	// By itself and before the work: a try that fails counts, too.
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return account.Throttle(tx, "pair|"+web.Network(c), pairTries, pairWindow)
	})
	if err != nil {
		return err
	}
	var d door.Device
	var token string
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		d, token, err = door.Pair(tx, body.Code, body.Nonce, body.App)
		return err
	})
	if err != nil {
		return notPaired(err)
	}
	e, err := event.ByID(h.Store.Read(c.UserContext()), d.EditionID)
	if err != nil {
		return err
	}
	h.GiveDevice(c, token, d.ExpiresAt.Time)
	p := paired{Status: door.OK, Message: h.T(c).T("door.paired", "Door", d.Name), Lang: web.Lang(c)}
	if p.Device, err = h.device(c, e, d); err != nil {
		return err
	}
	return send(c, p)
}

// notPaired gives programs a word for why a code does not work.
func notPaired(err error) error {
	for _, known := range []web.Refusal{
		{Status: fiber.StatusNotFound, Reason: "unknown_code", Err: door.ErrPairUnknown},
		{Status: fiber.StatusGone, Reason: "code_used", Err: door.ErrPairUsed},
		{Status: fiber.StatusGone, Reason: "code_expired", Err: door.ErrPairExpired},
		{Status: fiber.StatusGone, Reason: "device_revoked", Err: door.ErrDeviceRevoked},
		{Status: fiber.StatusGone, Reason: "device_expired", Err: door.ErrDeviceExpired},
	} {
		if errors.Is(err, known.Err) {
			return &known
		}
	}
	return err
}

func (h *Handlers) device(c *fiber.Ctx, e event.Edition, d door.Device) (device, error) {
	out := device{ID: d.ID, Name: d.Name, Role: d.Role, Edition: e.Slug, EditionID: e.ID, Title: e.Title, Day: e.Day(), Until: d.ExpiresAt.Time}
	if d.SessionID == "" {
		return out, nil
	}
	room, err := door.RoomAt(h.Store.Read(c.UserContext()), e.ID, d.SessionID)
	if store.KindOf(err) == store.NotFound {
		return out, nil // the session has been taken away since
	}
	out.Session = sessionIn(h.T(c), e, room)
	return out, err
}

func sessionIn(t *text.Translator, e event.Edition, r door.Room) *session {
	return &session{ID: r.SessionID, Slot: r.Slot, Time: clock(t, e, r.StartsAt), Title: r.Title, Room: r.Name}
}
