package checkin

import (
	"html/template"
	"math"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/door"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
)

// devicePage is one phone: its code to be scanned, or that it has been.
type devicePage struct {
	desk.Frame
	Device  door.Device
	Here    string
	Role    string
	QR      template.HTML // nil unless a code waits for its phone
	Until   string        // of the code
	Minutes int
	Paired  bool
	Gone    bool
	Expires string
}

// Device shows the code. While that waits the page loads itself again, so that it tells when the phone has come.
func (h *Handlers) Device(c *fiber.Ctx) error {
	p, err := h.devicePage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "checkin/device", p)
}

// lookAgain is after how many seconds: a QR code is read in less, and nobody stands and waits much longer.
const lookAgain = "6"

func (h *Handlers) devicePage(c *fiber.Ctx) (*devicePage, error) {
	d, err := h.device(c)
	if err != nil {
		return nil, err
	}
	e, now := web.Edition(c), h.Now()
	p := &devicePage{Frame: h.frame(c, "checkin.device", devicesPath), Device: d, Gone: !d.Living(now),
		Paired: !d.PairedAt.IsZero() && !d.AwaitsPhone(now), Expires: ""}
	p.Title, p.Here = d.Name, p.Root+devicesPath+"/"+string(d.ID)
	p.Under(devicesPath, "checkin.devices")
	p.Role, p.Expires = p.T("checkin.role_"+string(d.Role)), p.Moment(d.ExpiresAt.In(e.Zone()))
	code := d.PairCode(h.Store.Keys(), now)
	if code == "" {
		return p, nil
	}
	// The code stands in the fragment, which browsers tell to no server and so to no log.
	qr, err := badge.NewQR(h.URL("/dorr/para#" + code))
	if err != nil {
		return nil, err
	}
	p.QR = qr.SVG(p.T("checkin.qr_label", "Name", d.Name))
	p.Until = p.Clock(d.PairUntil.In(e.Zone()))
	p.Minutes = int(math.Ceil(d.PairUntil.Sub(now).Minutes()))
	c.Set("Refresh", lookAgain)
	return p, nil
}

func (h *Handlers) device(c *fiber.Ctx) (door.Device, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return door.Device{}, err
	}
	return door.DeviceByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
}

// RenewDevice shows a new code: the old one ran out, or the phone is to be another one.
func (h *Handlers) RenewDevice(c *fiber.Ctx) error {
	d, err := h.device(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		_, _, err := door.Renew(tx, web.Edition(c), d.ID, string(web.User(c).ID))
		return err
	})
	if kind := store.KindOf(err); kind == store.Gone || kind == store.Conflict {
		p, failed := h.devicePage(c)
		if failed != nil {
			return failed
		}
		p.Notice = &page.Notice{Tone: "bad", Text: p.T("checkin.renew_gone")}
		return h.Show(c, fiber.StatusConflict, "checkin/device", p)
	}
	if err != nil {
		return err
	}
	return c.Redirect(desk.Root(web.Edition(c))+devicesPath+"/"+string(d.ID), fiber.StatusSeeOther)
}

// AskRevoke asks before a phone is shut out.
func (h *Handlers) AskRevoke(c *fiber.Ctx) error {
	d, err := h.device(c)
	if err != nil {
		return err
	}
	p := desk.Confirm{Frame: h.frame(c, "checkin.revoke_title", devicesPath)}
	p.Under(devicesPath, "checkin.devices")
	p.Text, p.Button = p.T("checkin.revoke_text", "Name", d.Name), p.T("checkin.revoke")
	if d.Waiting > 0 {
		p.Text += " " + p.T("checkin.revoke_waiting", "n", d.Waiting)
	}
	p.Action, p.Cancel = p.Root+devicesPath+"/"+string(d.ID)+"/sparra", p.Root+devicesPath
	return h.Show(c, fiber.StatusOK, desk.ConfirmView, &p)
}

// Revoke shuts a phone out from its next request on.
func (h *Handlers) Revoke(c *fiber.Ctx) error {
	return h.act(c, "device_revoked", func(tx *store.Tx) error {
		d, err := h.device(c)
		if err != nil {
			return err
		}
		return door.Revoke(tx, web.Edition(c), d.ID, string(web.User(c).ID))
	})
}

// OpenDoor opens the door whatever the hour; CloseDoor gives it back to the clock.
func (h *Handlers) OpenDoor(c *fiber.Ctx) error {
	return h.act(c, "opened", func(tx *store.Tx) error { return door.OpenDoor(tx, web.Edition(c), string(web.User(c).ID)) })
}

// CloseDoor gives the door back to the clock.
func (h *Handlers) CloseDoor(c *fiber.Ctx) error {
	return h.act(c, "closed", func(tx *store.Tx) error { return door.CloseDoor(tx, web.Edition(c), string(web.User(c).ID)) })
}

// act does something and goes back to the list of phones.
func (h *Handlers) act(c *fiber.Ctx, word string, do func(tx *store.Tx) error) error {
	if err := h.Store.Write(c.UserContext(), do); err != nil {
		return err
	}
	return desk.Back(c, devicesPath, "checkin.done."+word)
}

// SetRelease decides when empty seats in the rooms are released.
func (h *Handlers) SetRelease(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.devicesPage(c, form)
	if err != nil {
		return err
	}
	minutes, wrong := strconv.Atoi(form.Get("release"))
	if wrong != nil {
		minutes = -1
	}
	form.Values["name"] = []string{p.Form.Value("name")} // the page has another form, which keeps its own
	return desk.Save(h.App, c, desk.Edit{View: "checkin/devices", Page: p, Form: form, Path: devicesPath, Done: "checkin.done.release_saved",
		Do: func(tx *store.Tx) error {
			if err := door.SetReleaseAfter(tx, web.Edition(c).ID, minutes); err != nil {
				return err
			}
			return desk.Log(tx, c, "door_release_set", "", "minutes="+strconv.Itoa(minutes))
		}})
}
