package door

import (
	"bytes"
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/report"
)

// badgePath is where one badge is.
func badgePath(e event.Edition, id store.ID) string {
	return "/dorr/" + e.Slug + "/skylt/" + string(id) + ".pdf"
}

// Badge prints one badge again: on the usual sheet's first place, or on a label or card of its own.
func (h *Handlers) Badge(c *fiber.Ctx) error {
	e, id := web.Edition(c), store.ID(c.Params("id"))
	if !id.Valid() {
		return store.ErrNotFound
	}
	db := h.Store.Read(c.UserContext())
	r, err := registration.RowByID(db, id)
	if err != nil {
		return err
	}
	if r.EditionID != e.ID || r.Status != registration.Confirmed {
		return store.ErrNotFound
	}
	places, err := seminar.PlacesOf(db, e.ID, id)
	if err != nil {
		return err
	}
	layout := badge.Layout(c.Query("layout"))
	if !layout.Valid() {
		layout = badge.A6
	}
	swedish := h.Texts.For("sv") // badges are Swedish, like the day
	one := badge.Of(swedish, e, r, places, h.Site.BaseURL, h.Store.Keys())
	var pdf bytes.Buffer
	sheet := badge.Sheet{Layout: layout, Title: swedish.T("badges.title") + " " + e.Title, Lang: "sv", Color: e.Color, Created: h.Now()}
	if err := badge.Write(&pdf, sheet, slices.Values([]badge.Badge{one})); err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return account.Log(tx, account.Entry{Actor: actor(c), EditionID: e.ID, Action: "badge_reprinted", Subject: string(id)})
	})
	if err != nil {
		return err
	}
	return web.SendPDF(c, report.FileName(e.StartsAt.In(e.Zone()), e.Slug, "namnskylt", "pdf"), pdf.Bytes())
}
