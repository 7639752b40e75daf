package door

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

// mostScans is how many scans one message may bring, and atOnce how many of them share a write, so that a long queue
// does not keep the other doors waiting.
const (
	mostScans = 200
	atOnce    = 20
)

var errManyScans = store.Fault(store.Invalid, "error.door_many_scans").On("scans")

type scansBody struct {
	Edition string            `json:"edition"`
	Clock   moment            `json:"clock"`
	Scans   []json.RawMessage `json:"scans"`
}

// receipt is the answer to one scan of a batch.
type receipt struct {
	Nonce  string      `json:"nonce"`
	Status door.Status `json:"status"`
	Reason door.Reason `json:"reason"`
	Stored bool        `json:"stored"`
}

type receipts struct {
	Status  door.Status `json:"status"`
	Reason  string      `json:"reason"`
	Message string      `json:"message"`
	Scans   []receipt   `json:"scans"`
	Counter counter     `json:"counter"`
}

// Scans takes what happened at a door without contact. Each scan is stored once for its nonce and by itself: what is
// wrong with one is no other one's trouble.
func (h *Handlers) Scans(c *fiber.Ctx) error {
	var body scansBody
	if err := readUpTo(maxScans, c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	switch {
	case body.Scans == nil:
		return errFields
	case len(body.Scans) > mostScans:
		return &web.Refusal{Status: fiber.StatusRequestEntityTooLarge, Reason: "malformed", Err: errManyScans}
	}
	told, err := h.told(c, e, body)
	if err != nil {
		return err
	}
	out := receipts{Status: door.OK, Scans: make([]receipt, len(told))}
	for from := 0; from < len(told); from += atOnce {
		to := min(from+atOnce, len(told))
		if err := h.take(c, e, told[from:to], out.Scans[from:to]); err != nil {
			return err
		}
	}
	if out.Counter, err = h.count(c, e); err != nil {
		return err
	}
	return send(c, out)
}

func (h *Handlers) take(c *fiber.Ctx, e event.Edition, told []door.Told, out []receipt) error {
	return h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		for i, one := range told {
			r, err := door.Take(tx, e, one)
			if err != nil {
				return err
			}
			out[i] = receipt{Nonce: one.Nonce, Status: r.Status, Reason: r.Reason, Stored: true}
		}
		return nil
	})
}

// told reads the scans of a batch. A scan may name the device that it happened at, if that is one of the edition's.
func (h *Handlers) told(c *fiber.Ctx, e event.Edition, body scansBody) ([]door.Told, error) {
	all := make([]door.Told, len(body.Scans))
	var devices []door.Device
	teller, isDevice := web.Device(c)
	for i, raw := range body.Scans {
		one, at := readScan(raw)
		one.Clock, one.Raw = store.At(time.Time(body.Clock)), raw
		one.Presented, one.OthersToo = by(c, one.Presented), !isDevice || teller.Role == door.Desk
		if at != "" && at != one.DeviceID {
			if devices == nil {
				var err error
				if devices, err = door.Devices(h.Store.Read(c.UserContext()), e.ID); err != nil {
					return nil, err
				}
			}
			if found := slices.IndexFunc(devices, func(d door.Device) bool { return d.ID == at }); found >= 0 {
				one.HappenedAt(devices[found])
			}
		}
		all[i] = one
	}
	return all, nil
}

// readScan reads one scan as leniently as can be: a member of the wrong type is as good as missing, so that a let-in
// whose time is garbled is still a let-in. device is where it says that it happened.
func readScan(raw []byte) (told door.Told, device store.ID) {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return door.Told{}, ""
	}
	text := func(name string) (s string) {
		_ = json.Unmarshal(members[name], &s)
		return s
	}
	at := func(name string) store.Time {
		var m moment
		_ = json.Unmarshal(members[name], &m)
		return store.At(time.Time(m))
	}
	told.Code, told.Reference, told.RegistrationID = text("code"), text("reference"), store.ID(text("registration_id"))
	told.Nonce, told.Door, told.SessionID, told.Sealed = text("nonce"), text("door"), store.ID(text("session")), text("sealed")
	told.OccurredAt, told.AnnulledAt = at("occurred_at"), at("annulled_at")
	var seq int64
	if json.Unmarshal(members["seq"], &seq) == nil {
		told.Seq = &seq
	}
	_ = json.Unmarshal(members["let_in"], &told.LetIn)
	return told, store.ID(text("device"))
}
