package checkin

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

// devicesPage is the phones at the doors: which there are, how they are, and a new one.
type devicesPage struct {
	desk.Frame
	Rows      []deviceLine
	Conflicts []conflictLine
	Handled   int
	Roles     []desk.Option
	Rooms     []desk.Option
	Until     []desk.Option
	HoursText string
	ByHand    bool
	Open      bool
	MayPair   bool // the edition has a door at all
	Offline   []string
	Waiting   int
}

type deviceLine struct {
	ID, Name, Role, Chip, Tone string
	Seen, Until, Battery, App  string
	Low                        bool
	Waiting                    int
	Drift                      string // "" while the clock is right
	Wrong                      bool   // by so much that it is corrected
	Gone                       bool   // revoked, or its time is out
	Code                       bool   // shows a code that waits for its phone
}

const devicesPath = "/dorrar"

// Devices shows the page.
func (h *Handlers) Devices(c *fiber.Ctx) error {
	p, err := h.devicesPage(c, web.Form{})
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "checkin/devices", p)
}

func (h *Handlers) devicesPage(c *fiber.Ctx, form web.Form) (*devicesPage, error) {
	e, db, now := web.Edition(c), h.Store.Read(c.UserContext()), h.Now()
	p := &devicesPage{Frame: h.frame(c, "checkin.devices", devicesPath), MayPair: e.State.Allows(event.CheckIn)}
	all, err := door.Devices(db, e.ID)
	if err != nil {
		return nil, err
	}
	rooms, err := room.Openings(db, e.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		p.add(e, d, rooms, now)
	}
	hours := door.HoursOf(e, now)
	p.HoursText, p.ByHand, p.Open = openText(p.Base, e, door.Standing{At: now, Hours: hours}), !e.DoorOpenedAt.IsZero(), hours.Open(now)
	p.choices(e, form, all, rooms, now)
	minutes, err := door.ReleaseAfter(db, e.ID)
	if err != nil {
		return nil, err
	}
	if p.Form.Values == nil {
		p.Form = page.NewForm(p.Translator, desk.Values("name", p.nextName(all), "release", strconv.Itoa(minutes)))
	}
	return p, h.readConflicts(c, p)
}

func (p *devicesPage) add(e event.Edition, d door.Device, rooms []room.Opening, now time.Time) {
	zone := e.Zone()
	l := deviceLine{ID: string(d.ID), Name: d.Name, Role: p.T("checkin.role_" + string(d.Role)), Waiting: d.Waiting, App: d.App,
		Until: p.Stamp(d.ExpiresAt.In(zone)), Gone: !d.Living(now), Code: d.AwaitsPhone(now)}
	if at := slices.IndexFunc(rooms, func(o room.Opening) bool { return o.ID == d.SessionID }); at >= 0 {
		l.Role += ": " + rooms[at].Room + ", " + rooms[at].Title
	}
	l.Chip, l.Tone = deviceState(p.Base, e, d, now)
	if !d.SeenAt.IsZero() {
		l.Seen = p.ago(now.Sub(d.SeenAt.Time), d.SeenAt.In(zone))
	}
	if d.Battery != nil {
		l.Battery, l.Low = p.Percent(float64(*d.Battery)/100), *d.Battery <= lowBattery
	}
	if d.ClockOff != nil {
		l.Drift, l.Wrong = p.drift(*d.ClockOff)
	}
	if l.Waiting > 0 && !l.Gone && l.Tone == "warn" {
		p.Offline = append(p.Offline, d.Name)
		p.Waiting += l.Waiting
	}
	p.Rows = append(p.Rows, l)
}

// ago is how long ago a phone was heard of, while that is the shorter thing to say.
func (p *devicesPage) ago(d time.Duration, at time.Time) string {
	switch {
	case d < lostAfter:
		return p.T("checkin.seen_now")
	case d < time.Hour:
		return p.T("checkin.seen_ago", "Time", wait(p.Base, d))
	}
	return p.Stamp(at)
}

// tellDrift is the drift of a clock from which it is worth telling; wrongDrift that from which it is corrected.
const (
	tellDrift  = 5 * time.Second
	wrongDrift = 2 * time.Minute
)

func (p *devicesPage) drift(ms int64) (text string, wrong bool) {
	d := time.Duration(ms) * time.Millisecond
	if d.Abs() < tellDrift {
		return "", false
	}
	how := fmt.Sprintf("%d s", int(d.Abs().Seconds()))
	if d.Abs() >= time.Minute {
		how = wait(p.Base, d.Abs())
	}
	key := "checkin.clock_fast"
	if d < 0 {
		key = "checkin.clock_slow"
	}
	return p.T(key, "Time", how), d.Abs() > wrongDrift
}

// untilEvening and untilWeek are how long a new phone may be good for.
const (
	untilEvening = "dag"
	untilWeek    = "vecka"
)

func (p *devicesPage) choices(e event.Edition, form web.Form, all []door.Device, rooms []room.Opening, now time.Time) {
	for _, role := range door.Roles {
		p.Roles = append(p.Roles, desk.Option{Value: string(role), Text: p.T("checkin.role_" + string(role)), Chosen: form.Get("role") == string(role)})
	}
	for _, o := range rooms {
		p.Rooms = append(p.Rooms, desk.Option{Value: string(o.ID), Chosen: form.Get("session") == string(o.ID),
			Text: p.T("checkin.room_option", "Slot", o.Slot, "Room", o.Room, "Title", o.Title)})
	}
	for _, word := range []string{untilEvening, untilWeek} {
		at := untilOf(e, word, now)
		p.Until = append(p.Until, desk.Option{Value: word, Text: p.T("checkin.until_"+word, "When", p.Moment(at.In(e.Zone()))), Chosen: form.Get("until") == word})
	}
}

// untilOf is the end of the door's opening that goes on or comes next, or six days later: a new phone is good until then.
func untilOf(e event.Edition, word string, now time.Time) store.Time {
	end := door.HoursOf(e, now).ClosesAt
	if !end.After(now) {
		end = store.At(now.Add(12 * time.Hour))
	}
	if word == untilWeek {
		end = store.At(end.AddDate(0, 0, 6))
	}
	return end
}

// nextName proposes a name that no phone has.
func (p *devicesPage) nextName(all []door.Device) string {
	for n := 1; ; n++ {
		name := p.T("door.name", "Number", n)
		if !slices.ContainsFunc(all, func(d door.Device) bool { return d.RevokedAt.IsZero() && d.Name == name }) {
			return name
		}
	}
}

// MakeDevice adds a phone and goes to its code.
func (h *Handlers) MakeDevice(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.devicesPage(c, form)
	if err != nil {
		return err
	}
	e := web.Edition(c)
	f := door.DeviceForm{Name: form.Get("name"), Role: door.Role(form.Get("role")), Until: untilOf(e, form.Get("until"), h.Now())}
	if f.Role == door.InRoom {
		f.SessionID = store.ID(form.Get("session"))
	}
	var made door.Device
	save := desk.Edit{View: "checkin/devices", Page: p, Form: form}
	if len(form.Problems) > 0 {
		return desk.Refuse(h.App, c, save, fiber.StatusUnprocessableEntity, form.Problems)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		made, _, err = door.Make(tx, e, f, string(web.User(c).ID))
		return err
	})
	if err != nil {
		return desk.Again(h.App, c, save, err)
	}
	return c.Redirect(p.Root+devicesPath+"/"+string(made.ID), fiber.StatusSeeOther)
}
