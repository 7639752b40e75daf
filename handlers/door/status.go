package door

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

// poll is how many seconds a phone waits between two questions.
const poll = 5

// status is what a phone hears every few seconds.
type status struct {
	Status    door.Status `json:"status"`
	Reason    string      `json:"reason"`
	Message   string      `json:"message"`
	Edition   string      `json:"edition"`
	EditionID store.ID    `json:"edition_id"`
	Title     string      `json:"title"`
	Day       string      `json:"day"`
	Now       time.Time   `json:"now"`
	Counter   counter     `json:"counter"`
	Hours     hours       `json:"hours"`
	Role      door.Role   `json:"role"`
	Device    *device     `json:"device"`
	Roster    string      `json:"roster"`
	App       string      `json:"app"`
	Poll      int         `json:"poll"`
	Lang      string      `json:"lang"`
	Box       string      `json:"box"` // public key of the box that waiting codes are kept in
	Index     *indexKey   `json:"index"`
	Cases     int         `json:"cases"` // that wait for the help desk; told to it only
}

type hours struct {
	Open     bool      `json:"open"`
	OpensAt  time.Time `json:"opens_at"`
	ClosesAt time.Time `json:"closes_at"`
	ByHand   bool      `json:"by_hand"`
}

// indexKey opens the help desk's list of names for the day.
type indexKey struct {
	ID      string    `json:"id"`
	Key     []byte    `json:"key"` // base64 in JSON
	Until   time.Time `json:"until"`
	Version string    `json:"version"` // of the list
}

// beatBody is what a phone tells of itself.
type beatBody struct {
	Edition string `json:"edition"`
	App     string `json:"app"`
	Battery *int   `json:"battery"`
	Waiting int    `json:"waiting"`
	Clock   moment `json:"clock"`
}

// Status says that the door is reachable, how many have come, and what is new.
func (h *Handlers) Status(c *fiber.Ctx) error { return h.status(c, c.Query("edition")) }

// Heartbeat is Status for a phone that tells how it is, too.
func (h *Handlers) Heartbeat(c *fiber.Ctx) error {
	var body beatBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	if d, ok := web.Device(c); ok {
		beat := door.Beat{App: body.App, Battery: body.Battery, Waiting: body.Waiting, Clock: store.At(time.Time(body.Clock))}
		if err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return door.Heartbeat(tx, d, beat) }); err != nil {
			return err
		}
	}
	return h.status(c, body.Edition)
}

func (h *Handlers) status(c *fiber.Ctx, slug string) error {
	e, err := h.edition(c, slug)
	if err != nil {
		return err
	}
	s := status{Status: door.OK, Edition: e.Slug, EditionID: e.ID, Title: e.Title, Day: e.Day(), Now: h.Now(), Role: door.Desk,
		Hours: hoursNow(e, h.Now()), App: h.Static.Version(), Poll: poll, Lang: web.Lang(c),
		Box: door.Box(h.Store.Keys(), e.ID)}
	if s.Counter, err = h.count(c, e); err != nil {
		return err
	}
	if d, ok := web.Device(c); ok {
		if err := h.roll(c, d); err != nil {
			return err
		}
		own, err := h.device(c, e, d)
		if err != nil {
			return err
		}
		s.Device, s.Role = &own, d.Role
	}
	if s.Role == door.Desk {
		if s.Cases, err = door.OpenCases(h.Store.Read(c.UserContext()), e.ID); err != nil {
			return err
		}
	}
	roster, err := h.rosters.Of(c.UserContext(), e)
	if err != nil {
		return err
	}
	s.Roster = roster.Version.String()
	if key, err := door.NameKeyOf(h.Store.Keys(), e, h.Now()); err == nil && s.Role == door.Desk {
		s.Index = &indexKey{ID: key.ID, Key: key.Key, Until: key.Until.Time, Version: roster.Names.String()}
	}
	return send(c, s)
}

// roll gives a phone a new token when its own has become old.
func (h *Handlers) roll(c *fiber.Ctx, d door.Device) error {
	if !d.RollDue(h.Now()) {
		return nil
	}
	var token string
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		token, err = door.Roll(tx, d)
		return err
	})
	if err == nil {
		h.GiveDevice(c, token, d.ExpiresAt.Time)
	}
	return err
}

func hoursNow(e event.Edition, now time.Time) hours {
	h := door.HoursOf(e, now)
	return hours{Open: h.Open(now), OpensAt: h.OpensAt.Time, ClosesAt: h.ClosesAt.Time, ByHand: h.ByHand}
}
