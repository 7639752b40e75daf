package seminars

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// namesInClash bounds the people who are named in one sentence about pins.
const namesInClash = 8

// clashProblems says who is pinned where and why that cannot be. A problem about the person whose form it is stands at the
// field of its slot.
func (h *Handlers) clashProblems(c *fiber.Ctx, clashes seminar.Clashes, person store.ID) ([]page.Problem, error) {
	db, b := h.Store.Read(c.UserContext()), h.Base(c, "seminars.hand_title")
	n, err := readNames(db, web.Edition(c))
	if err != nil {
		return nil, err
	}
	var all []seminar.Pinned
	for _, clash := range clashes {
		all = append(all, clash.Pins[:min(len(clash.Pins), namesInClash)]...)
	}
	people, err := peopleByID(db, ids(all[:min(len(all), 500)], func(p seminar.Pinned) store.ID { return p.PersonID }))
	if err != nil {
		return nil, err
	}
	var problems []page.Problem
	for _, clash := range clashes {
		problem := page.Problem{Key: "seminars.clash." + clash.Reason}
		var who []string
		pins := slices.SortedStableFunc(slices.Values(clash.Pins), func(a, b seminar.Pinned) int { return cmp.Compare(a.Slot, b.Slot) })
		for _, pin := range pins[:min(len(pins), namesInClash)] {
			if pin.PersonID == person && problem.Field == "" {
				problem.Field = pinName(pin.Slot)
			}
			name := b.T("seminars.somebody")
			if r, ok := people[pin.PersonID]; ok && (!r.Alias() || r.ID == person) {
				name = r.ShownName()
			}
			who = append(who, b.T("seminars.clash_pin", "Name", name, "Slot", pin.Slot, "Session", n.session(pin.SessionID)))
		}
		if len(clash.Pins) > namesInClash {
			who = append(who, "…")
		}
		problem.Args = map[string]any{"Who": strings.Join(who, "; ")}
		problems = append(problems, problem)
	}
	return problems, nil
}
