package rooms

import (
	"errors"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

// changeRoomPage asks for another room, and shows what it would do before it is done.
type changeRoomPage struct {
	desk.Frame
	Hall    room.Hall
	Time    string
	Here    string
	Swaps   []desk.Option
	Twins   []room.Hall // the same seminar in the same room in other slots
	Plan    *room.Plan  // what the form would do; nil before it is asked
	Edits   []editView
	Leavers leavers
	Asked   [][2]string // the form's fields, to be sent with the answer
}

type editView struct {
	room.Edit
	Line  string
	Seats string // "60 → 45 platser"
	Tone  string
	Says  string // how those who are placed fit
}

// leavers are those who would lose their seat.
type leavers struct {
	N     int
	Names []leaver
	More  int // not shown: too many, or with protected identity
}

type leaver struct{ ID, Name, Organisation, Wish string }

const changeView = "rooms/change"

// leaversShown bounds the names on the page; the number is always of all.
const leaversShown = 100

// Change shows the form, and, once it has been asked, what it would do. Asking changes nothing, so it is a GET.
func (h *Handlers) Change(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Edit); err != nil {
		return err
	}
	p, err := h.changePage(c)
	if err != nil {
		return err
	}
	if c.Query("sal") == "" && c.Query("byt") == "" {
		web.Problems(&p.Base, desk.Values("sal", p.Hall.Room, "platser", itoa(p.Hall.Seats), "brandgrans", fire(p.Hall)), nil)
		return h.Show(c, fiber.StatusOK, changeView, p)
	}
	form := queried(c)
	err = h.plan(c, p, form)
	var rules event.Problems
	switch {
	case errors.As(err, &rules):
		web.Problems(&p.Base, form, desk.Shown(rules))
		return h.Show(c, fiber.StatusUnprocessableEntity, changeView, p)
	case err != nil:
		return err
	}
	web.Problems(&p.Base, form, nil)
	return h.Show(c, fiber.StatusOK, changeView, p)
}

func fire(hall room.Hall) string {
	if hall.FireLimit == 0 {
		return ""
	}
	return itoa(hall.FireLimit)
}

// changeFields are the fields of the form, in the address of the preview and in the answer to it.
var changeFields = [...]string{"sal", "platser", "brandgrans", "byt", "alla"}

func queried(c *fiber.Ctx) map[string][]string {
	values := map[string][]string{}
	for _, name := range changeFields {
		values[name] = []string{c.Query(name)}
	}
	return values
}

func changeForm(values map[string][]string) room.ChangeForm {
	get := func(name string) string {
		if v := values[name]; len(v) > 0 {
			return v[0]
		}
		return ""
	}
	return room.ChangeForm{Room: get("sal"), Seats: get("platser"), FireLimit: get("brandgrans"), Swap: store.ID(get("byt")),
		Everywhere: get("alla") != "", Keep: get("behall") != ""}
}

// changePage reads the session and what it could swap with.
func (h *Handlers) changePage(c *fiber.Ctx) (*changeRoomPage, error) {
	id, err := sessionID(c)
	if err != nil {
		return nil, err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &changeRoomPage{Frame: frame(h.App, c, "rooms.change_title")}
	if p.Hall, err = room.HallByID(db, e.ID, id); err != nil {
		return nil, err
	}
	p.Under(place, "rooms.title")
	p.Here = p.Root + place + "/" + string(id)
	if !p.Hall.StartsAt.IsZero() {
		p.Time = p.Span(p.Hall.StartsAt.In(e.Zone()), p.Hall.EndsAt.In(e.Zone()))
	}
	if p.Twins, err = room.Twins(db, p.Hall); err != nil {
		return nil, err
	}
	all, err := room.Halls(db, e.ID)
	for _, o := range all {
		if o.Slot == p.Hall.Slot && o.ID != p.Hall.ID && !o.Withdrawn {
			p.Swaps = append(p.Swaps, desk.Option{Value: string(o.ID), Chosen: c.Query("byt") == string(o.ID),
				Text: p.T("rooms.swap_option", "Room", o.Room, "Title", o.Title, "Seats", p.Int(o.Seats), "Placed", p.Int(o.Placed))})
		}
	}
	return p, err
}

// SwapWith is the address that asks for the same change with another room to swap with.
func (p *changeRoomPage) SwapWith(o room.Hall) string {
	q := url.Values{"byt": {string(o.ID)}}
	for _, field := range p.Asked {
		if field[0] != "byt" {
			q.Set(field[0], field[1])
		}
	}
	return p.Here + "?" + q.Encode()
}

func sessionID(c *fiber.Ctx) (store.ID, error) {
	id := store.ID(c.Params("session"))
	if !id.Valid() {
		return "", store.ErrNotFound
	}
	return id, nil
}

// plan works out what the form would do and puts it on the page.
func (h *Handlers) plan(c *fiber.Ctx, p *changeRoomPage, values map[string][]string) error {
	db := h.Store.Read(c.UserContext())
	plan, err := room.PlanChange(db, web.Edition(c).ID, p.Hall.ID, changeForm(values))
	if err != nil {
		return err
	}
	p.Plan = &plan
	for _, e := range plan.Edits {
		p.Edits = append(p.Edits, p.editView(e))
	}
	for _, name := range changeFields {
		if v := values[name]; len(v) > 0 && v[0] != "" {
			p.Asked = append(p.Asked, [2]string{name, v[0]})
		}
	}
	p.Leavers, err = h.leavers(c, p.Base, plan)
	return err
}

func (p *changeRoomPage) editView(e room.Edit) editView {
	v := editView{Edit: e, Line: sentence(p.Base, e), Tone: "ok", Says: p.T("rooms.all_fit", "n", e.Placed)}
	if e.Moves() && e.From.Seats != e.To.Seats {
		v.Seats = p.T("rooms.seats_change", "From", p.Int(e.From.Seats), "n", e.To.Seats)
	}
	if e.Leave() > 0 {
		v.Tone, v.Says = "bad", p.T("rooms.do_not_fit", "n", e.Leave(), "Placed", p.Int(e.Placed))
	}
	return v
}

// leavers names those who would lose their seat. People with protected identity are counted and not named.
func (h *Handlers) leavers(c *fiber.Ctx, b page.Base, plan room.Plan) (leavers, error) {
	l := leavers{N: len(plan.Leaving)}
	shown := plan.Leaving[:min(len(plan.Leaving), leaversShown)]
	ids := make([]store.ID, len(shown))
	for i, one := range shown {
		ids[i] = one.Person
	}
	if len(ids) == 0 {
		return l, nil
	}
	rows, err := registration.RowsByID(h.Store.Read(c.UserContext()), ids)
	known := make(map[store.ID]registration.Row, len(rows))
	for _, r := range rows {
		known[r.ID] = r
	}
	for _, one := range shown {
		r, ok := known[one.Person]
		if !ok || r.Alias() {
			continue
		}
		l.Names = append(l.Names, leaver{ID: string(r.ID), Name: r.ShownName(), Organisation: r.OrganisationName, Wish: b.T("rooms.wish." + itoa(min(one.Rank, 4)))})
	}
	l.More = l.N - len(l.Names)
	return l, err
}

// MakeChange does what the preview showed.
func (h *Handlers) MakeChange(c *fiber.Ctx) error {
	p, err := h.changePage(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	leaving, err := strconv.Atoi(form.Get("lamnar"))
	if err != nil {
		leaving = -1 // no number that was ever shown
	}
	var made room.Change
	edit := desk.Edit{View: changeView, Page: p, Form: form}
	if len(form.Problems) > 0 {
		return desk.Refuse(h.App, c, edit, fiber.StatusUnprocessableEntity, form.Problems)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		made, err = room.MakeChange(tx, web.Edition(c).ID, desk.Version(form), p.Hall.ID, changeForm(form.Values), leaving, string(web.User(c).ID))
		if err != nil {
			return err
		}
		return desk.Log(tx, c, "room_changed", made.ID, "told="+itoa(made.Told)+" dropped="+itoa(made.Dropped))
	})
	if err != nil {
		return h.changeAgain(c, edit, p, err)
	}
	h.Cache.Clear()
	return desk.Back(c, place+"/andringar/"+string(made.ID), "rooms.done.changed")
}

// changeAgain shows the form with what is wrong. When somebody else was first, it shows what the change would do by now.
func (h *Handlers) changeAgain(c *fiber.Ctx, edit desk.Edit, p *changeRoomPage, err error) error {
	if store.KindOf(err) == store.Conflict {
		if failed := h.plan(c, p, edit.Form.Values); failed != nil {
			var rules event.Problems
			if !errors.As(failed, &rules) {
				return failed
			}
		}
	}
	return desk.Again(h.App, c, edit, err)
}
