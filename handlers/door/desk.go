package door

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
	"samling/views/text"
)

// deskRoutes are what the help desk and the doors of rooms do besides scanning.
func (h *Handlers) deskRoutes() []web.Route {
	line := func(method, path string, guard web.Guard, handle fiber.Handler) web.Route {
		return web.Route{Method: method, Path: "/api/v1/door/" + path, Guard: guard, Handle: handle}
	}
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		line(get, "desk", web.DoorDesk, h.Desk),
		line(post, "walk-in", web.DoorDesk, h.WalkIn),
		line(post, "person", web.DoorDesk, h.Person),
		line(post, "substitute", web.DoorDesk, h.Substitute),
		line(post, "promote", web.DoorDesk, h.Promote),
		line(post, "case", web.DoorStaff, h.PassOn),
		line(get, "cases", web.DoorDesk, h.Cases),
		line(post, "case/open", web.DoorDesk, h.OpenCase),
		line(post, "case/close", web.DoorDesk, h.CloseCase),
		line(get, "room", web.DoorRoom, h.Room),
		line(post, "seat", web.DoorRoom, h.Seat),
		line(post, "head-count", web.DoorRoom, h.HeadCount),
		{Method: get, Path: "/dorr/:edition/skylt/:id.pdf", Guard: web.DoorDesk, Handle: opened(h.Badge)},
	}
}

// deskAnswer is the answer to something that the desk did.
type deskAnswer struct {
	answer
	RegistrationID store.ID  `json:"registration_id"`
	SeatsLeft      int       `json:"seats_left"`
	Problems       []problem `json:"problems,omitempty"`
}

type problem struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// standsInTheWay are the errors of the desk that a client acts on, by their word in the protocol.
var standsInTheWay = []struct {
	err    error
	reason door.Reason
}{
	{door.ErrFull, "full"},
	{door.ErrBooked, "exists"},
	{door.ErrChanged, "changed"},
	{registration.ErrStale, "stale"},
	{registration.ErrSamePerson, "form"},
	{registration.ErrOver, "too_late"},
	{room.ErrOtherKinds, "not_for_them"},
	{room.ErrExcluded, "not_for_them"},
	{room.ErrSameSeminar, "not_for_them"},
	{room.ErrWithdrawn, "not_for_them"},
}

// done answers what the desk did: a verdict, or what stood in the way.
func (h *Handlers) done(c *fiber.Ctx, e event.Edition, nonce string, v door.Verdict, failed error) error {
	for _, known := range standsInTheWay {
		if errors.Is(failed, known.err) {
			return h.inTheWay(c, e, nonce, known.reason, v, failed)
		}
	}
	if failed != nil {
		return failed
	}
	a, err := h.answerOn(c, e, v)
	if err != nil {
		return err
	}
	out := deskAnswer{answer: a}
	if v.Attendee != nil {
		out.RegistrationID = v.Attendee.ID
	}
	if out.SeatsLeft, err = h.seatsLeft(c, e); err != nil {
		return err
	}
	return send(c, out)
}

func (h *Handlers) inTheWay(c *fiber.Ctx, e event.Edition, nonce string, reason door.Reason, v door.Verdict, why error) error {
	var fault *store.Error
	errors.As(why, &fault)
	out := deskAnswer{answer: answer{Status: door.Error, Reason: reason, Nonce: nonce, Message: h.T(c).T(fault.Key)}}
	if reason == "form" {
		out.Problems = []problem{{fault.Field, h.T(c).T(fault.Key)}}
	}
	if v.Attendee != nil {
		out.RegistrationID = v.Attendee.ID
	}
	return h.refuse(c, e, out)
}

// refuse sends an answer by which nothing has changed, with how it stands.
func (h *Handlers) refuse(c *fiber.Ctx, e event.Edition, out deskAnswer) (err error) {
	if out.Counter, err = h.count(c, e); err != nil {
		return err
	}
	if out.SeatsLeft, err = h.seatsLeft(c, e); err != nil {
		return err
	}
	return send(c, out)
}

// wrongForm answers with what is to be mended in a form.
func (h *Handlers) wrongForm(c *fiber.Ctx, e event.Edition, nonce string, problems []registration.Problem) error {
	out := deskAnswer{answer: answer{Status: door.Error, Reason: "form", Nonce: nonce, Message: h.T(c).T("checkin.desk_form")}}
	for _, p := range problems {
		out.Problems = append(out.Problems, problem{p.Field, h.T(c).With(p.Key, p.Args)})
	}
	return h.refuse(c, e, out)
}

// seatsLeft is how many people the desk can still give a seat at the day: at the door an empty chair is nobody's quota.
func (h *Handlers) seatsLeft(c *fiber.Ctx, e event.Edition) (int, error) {
	seats, err := event.SeatsOf(h.Store.Read(c.UserContext()), e.ID)
	return max(0, seats.Left()), err
}

// deskBody is what a walk-in can be given, now.
type deskBody struct {
	Status        door.Status    `json:"status"`
	Reason        string         `json:"reason"`
	SeatsLeft     int            `json:"seats_left"`
	Organisations []organisation `json:"organisations"`
	Slots         []deskSlot     `json:"slots"`
}

type organisation struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

type deskSlot struct {
	Slot     int           `json:"slot"`
	Time     string        `json:"time"`
	Sessions []deskSession `json:"sessions"`
}

type deskSession struct {
	Session  store.ID `json:"session"`
	Title    string   `json:"title"`
	Room     string   `json:"room"`
	Left     int      `json:"left"`
	Proposed bool     `json:"proposed"`
}

// Desk tells what the counter's screen needs: seats left, organisations, and sessions with room.
func (h *Handlers) Desk(c *fiber.Ctx) error {
	e, err := h.edition(c, c.Query("edition"))
	if err != nil {
		return err
	}
	out, err := h.desk(c, e)
	if err != nil {
		return err
	}
	return send(c, out)
}

func (h *Handlers) desk(c *fiber.Ctx, e event.Edition) (deskBody, error) {
	db := h.Store.Read(c.UserContext())
	out := deskBody{Status: door.OK, Organisations: []organisation{}, Slots: []deskSlot{}}
	var err error
	if out.SeatsLeft, err = h.seatsLeft(c, e); err != nil {
		return out, err
	}
	all, err := event.Organisations(db, e.ID)
	if err != nil {
		return out, err
	}
	for _, o := range all {
		out.Organisations = append(out.Organisations, organisation{o.Key, o.Name})
	}
	text.SortSwedish(out.Organisations, func(o organisation) string { return o.Name })
	rooms, err := door.Rooms(db, e, h.Now())
	out.Slots = deskSlots(h.T(c), e, rooms)
	return out, err
}

func deskSlots(t *text.Translator, e event.Edition, rooms []door.RoomState) []deskSlot {
	proposed := map[store.ID]bool{}
	for _, id := range door.Propose(rooms, "") {
		proposed[id] = true
	}
	slots := []deskSlot{}
	for _, r := range rooms {
		if r.Withdrawn {
			continue
		}
		if n := len(slots); n == 0 || slots[n-1].Slot != r.Slot {
			slots = append(slots, deskSlot{Slot: r.Slot, Time: clock(t, e, r.StartsAt)})
		}
		last := &slots[len(slots)-1]
		last.Sessions = append(last.Sessions, deskSession{r.ID, r.Title, r.Opening.Room, r.Spare(), proposed[r.ID]})
	}
	return slots
}

type walkInBody struct {
	Nonce        string      `json:"nonce"`
	Name         string      `json:"name"`
	Organisation string      `json:"organisation"`
	Email        string      `json:"email"`
	Sessions     *[]store.ID `json:"sessions"` // nil: as proposed
	Door         string      `json:"door"`
	Edition      string      `json:"edition"`
}

// WalkIn registers, seats and lets in somebody who stands at the desk.
func (h *Handlers) WalkIn(c *fiber.Ctx) error {
	var body walkInBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	v, problems, err := h.walkIn(c, e, body)
	if len(problems) > 0 {
		return h.wrongForm(c, e, body.Nonce, problems)
	}
	return h.done(c, e, body.Nonce, v, err)
}

func (h *Handlers) walkIn(c *fiber.Ctx, e event.Edition, body walkInBody) (v door.Verdict, problems []registration.Problem, err error) {
	all, err := event.Organisations(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return v, nil, err
	}
	form, problems := registration.CheckFrom(registration.FromWalkIn, e, all, nil, registration.Form{Name: body.Name,
		Organisation: body.Organisation, Email: body.Email, Lang: h.T(c).Lang()})
	if len(problems) > 0 {
		return v, problems, nil
	}
	w := door.WalkIn{Presented: by(c, door.Presented{Nonce: body.Nonce, Door: body.Door}), Form: form}
	if body.Sessions != nil {
		w.Sessions = append([]store.ID{}, *body.Sessions...) // empty and not nil: none is a choice, too
	}
	for _, o := range all {
		if o.Key == form.Organisation {
			w.Kind = o.Kind
		}
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		v, err = door.AddWalkIn(tx, e, w)
		return err
	})
	return v, nil, err
}
