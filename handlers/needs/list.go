package needs

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/views/badge"
	"samling/views/page"
	"samling/views/text"
)

// listPage is who needs what.
type listPage struct {
	frame
	Counts []badge.Row // of what is not about food
	Rows   []needLine
	Erased string
}

type needLine struct {
	Name, Organisation, Reference string
	Choices                       []string
	Text                          string
}

// List shows who needs what. The log knows who looked before they see it.
func (h *Handlers) List(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	list, err := registration.NeedsList(db, e.ID)
	if err != nil {
		return err
	}
	if err := h.note(c, "needs_seen", "rows="+strconv.Itoa(len(list))); err != nil {
		return err
	}
	p := listPage{frame: h.frame(c, "needs.title", "")}
	p.Erased = page.Erased(p.Translator, e, h.erased(e))
	for _, n := range list {
		line := needLine{Name: n.Name, Organisation: n.Organisation, Reference: n.Reference[:3] + " " + n.Reference[3:], Text: n.Text}
		for _, key := range n.Choices {
			line.Choices = append(line.Choices, p.T("attendee.need_"+key))
		}
		p.Rows = append(p.Rows, line)
	}
	text.SortSwedish(p.Rows, func(l needLine) string { return l.Name })
	slices.SortStableFunc(p.Rows, func(a, b needLine) int { return cmp.Compare(nameless(a), nameless(b)) })
	p.Counts = accessCounts(p.Translator, list)
	return h.Show(c, fiber.StatusOK, "needs/list", &p)
}

// nameless puts those who are shown by reference alone after the others.
func nameless(l needLine) int {
	if l.Name == "" {
		return 1
	}
	return 0
}

func accessCounts(t *text.Translator, list []registration.Needing) []badge.Row {
	var rows []badge.Row
	for _, key := range registration.AccessNeeds {
		n := 0
		for _, one := range list {
			for _, choice := range one.Choices {
				if choice == key {
					n++
				}
			}
		}
		if n > 0 {
			rows = append(rows, badge.Row{Text: t.T("attendee.need_" + key), Number: t.Int(n)})
		}
	}
	return rows
}

// erased says whether the needs of a day are past their time.
func (h *Handlers) erased(e event.Edition) bool {
	return h.Now().After(registration.NeedsDisposedAt(e.EndsAt).Time)
}
