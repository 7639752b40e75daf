package door

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

// roster is a stretch of the sealed list, as phones keep it.
type roster struct {
	Status    door.Status `json:"status"`
	Reason    string      `json:"reason"`
	Edition   string      `json:"edition"`
	EditionID store.ID    `json:"edition_id"`
	Epoch     string      `json:"epoch"`
	Version   int         `json:"version"`
	Full      bool        `json:"full"`
	More      bool        `json:"more"`
	Records   []sealed    `json:"records"`
	Removed   []string    `json:"removed"`
}

type sealed struct {
	K    string `json:"k"`
	D    string `json:"d"`
	In   string `json:"in,omitempty"`
	Door string `json:"door,omitempty"`
}

// Roster gives what has changed in the list since the version that the phone has.
func (h *Handlers) Roster(c *fiber.Ctx) error {
	e, err := h.edition(c, c.Query("edition"))
	if err != nil {
		return err
	}
	snapshot, err := h.rosters.Of(c.UserContext(), e)
	if err != nil {
		return err
	}
	return sendLarge(c, rosterOf(e, snapshot.Since(door.ReadVersion(c.Query("since")))))
}

func rosterOf(e event.Edition, p door.Part) roster {
	r := roster{Status: door.OK, Edition: e.Slug, EditionID: e.ID, Epoch: p.Version.Epoch, Version: p.Version.Number, Full: p.Full,
		More: p.More, Records: make([]sealed, len(p.Records)), Removed: p.Removed}
	for i, one := range p.Records {
		r.Records[i] = sealed{K: one.Index, D: one.Data, Door: one.Door}
		if !one.In.IsZero() {
			r.Records[i].In = one.In.UTC().Format("2006-01-02T15:04:05Z07:00")
		}
	}
	return r
}

// index is the help desk's list of names, sealed.
type index struct {
	Status door.Status `json:"status"`
	Reason string      `json:"reason"`
	ID     string      `json:"id"`
	Roster string      `json:"roster"`
	D      string      `json:"d"`
}

// Index gives the help desk its list of names for when the contact is lost.
func (h *Handlers) Index(c *fiber.Ctx) error {
	e, err := h.edition(c, c.Query("edition"))
	if err != nil {
		return err
	}
	list, key, version, err := h.rosters.Names(c.UserContext(), e)
	if store.KindOf(err) == store.Conflict {
		return &web.Refusal{Status: fiber.StatusConflict, Reason: "door_closed", Err: door.ErrDoorClosed}
	}
	if err != nil {
		return err
	}
	// The list names everybody: it is noted who has fetched it, as a search is.
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return account.Log(tx, account.Entry{Actor: actor(c), EditionID: e.ID, Action: "door_list_fetched"})
	})
	if err != nil {
		return err
	}
	return sendLarge(c, index{Status: door.OK, ID: key.ID, Roster: version.String(), D: list})
}

// worthPacking is the size from which compressing gains more than it costs.
const worthPacking = 1400

// sendLarge answers with JSON, compressed where the client takes that. What is sealed has no patterns to be found: only
// the wasted quarter of base64 can be won back, so nothing but Huffman's coding is tried.
func sendLarge(c *fiber.Ctx, what any) error {
	raw, err := json.Marshal(what)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if len(raw) < worthPacking || !strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		return c.Send(raw)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.HuffmanOnly)
	if err != nil {
		return err
	}
	if _, err := w.Write(raw); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentEncoding, "gzip")
	return c.Send(packed.Bytes())
}
