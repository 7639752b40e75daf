package organiser

import (
	"bufio"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/report"
)

// PrintBadges sends the badges as PDF while they are drawn. People with protected identity are among them, under the
// name that was made up for them: a badge that is missing from the table would single them out.
func (h *Handlers) PrintBadges(c *fiber.Ctx) error {
	e, db, want := web.Edition(c), h.Store.Read(c.UserContext()), readChoice(c)
	rows, err := desk.Everybody(db, e)
	if err != nil {
		return err
	}
	if rows, err = h.chosen(c, e, want, rows); err != nil {
		return err
	}
	list, err := h.faces(c, rows)
	if err != nil {
		return err
	}
	if want.Who == "andrade" {
		if rows, list, err = changed(db, e.ID, rows, list); err != nil {
			return err
		}
	}
	if len(rows) == 0 {
		return h.noBadges(c)
	}
	sheet, err := h.sheet(c, want)
	if err != nil {
		return err
	}
	if err := h.notePrint(c, rows, list); err != nil {
		return err
	}
	for i := range list {
		want.leaveOut(&list[i])
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, report.Inline(report.FileName(e.StartsAt.In(e.Zone()), e.Slug, "namnskyltar", "pdf")))
	c.Set(fiber.HeaderCacheControl, "no-store")
	log := h.Log
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		if err := badge.Write(w, sheet, slices.Values(list)); err != nil { // the browser sees a PDF that has no end
			log.Error("badges", "edition", e.Slug, "badges", len(list), "error", err)
		}
	})
	return nil
}

// changed keeps those whose badge has not been printed as it is now.
func changed(db *store.DB, edition store.ID, rows []registration.Row, list []badge.Badge) ([]registration.Row, []badge.Badge, error) {
	prints, err := registration.BadgePrints(db, edition)
	if err != nil {
		return nil, nil, err
	}
	var keep []registration.Row
	var faces []badge.Badge
	for i, r := range rows {
		if prints[r.ID] != digest(list[i]) {
			keep, faces = append(keep, r), append(faces, list[i])
		}
	}
	return keep, faces, nil
}

// notePrint remembers what is printed, for the next time, and that it was.
func (h *Handlers) notePrint(c *fiber.Ctx, rows []registration.Row, list []badge.Badge) error {
	ids, digests := make([]store.ID, len(rows)), make(map[store.ID]string, len(rows))
	for i, r := range rows {
		ids[i], digests[r.ID] = r.ID, digest(list[i])
	}
	return h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if err := registration.NoteBadgePrints(tx, web.Edition(c).ID, ids, digests); err != nil {
			return err
		}
		return desk.Log(tx, c, "badges_printed", "", "badges="+strconv.Itoa(len(list)))
	})
}
