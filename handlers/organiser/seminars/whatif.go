package seminars

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

// whatIfFor bounds the work that is done while somebody waits for the page.
const whatIfFor = 4 * time.Second

// moreSeats are the numbers of seats that are tried: one chair, and a bigger room.
var moreSeats = [...]int{1, 10}

// whatIfPage tells what more seats would give.
type whatIfPage struct {
	desk.Frame
	Rows   []gainRow
	More   [len(moreSeats)]int
	Nobody bool
	All    bool // every session that fills up was tried
}

// gainRow is one session, with what each number of seats more would give.
type gainRow struct {
	Where string
	Slot  int
	Gains []gainCell
}

// gainCell is what some more seats would give, in words; no words: there was no time to work it out.
type gainCell struct {
	More int
	Text string
}

// WhatIf works out, for each session that fills up, what more seats there would give.
func (h *Handlers) WhatIf(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &whatIfPage{Frame: h.frame(c, "seminars.what_if_title"), More: moreSeats}
	p.Under("/fordelning", "organiser.allocation")
	people, err := registration.Attendees(db, e.ID)
	if err != nil {
		return err
	}
	n, err := readNames(db, e)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(c.UserContext(), whatIfFor)
	defer stop()
	gains, all, err := seminar.WhatIf(ctx, db, e.ID, people, moreSeats[:]...)
	if store.KindOf(err) == store.Conflict { // nobody, or nothing to place them in: there is nothing to tell
		p.Nobody = true
		return h.Show(c, fiber.StatusOK, "seminars/whatif", p)
	}
	if err != nil {
		return err
	}
	p.All = all
	p.rows(n, gains)
	return h.Show(c, fiber.StatusOK, "seminars/whatif", p)
}

func (p *whatIfPage) rows(n names, gains []seminar.Gain) {
	at := map[store.ID]int{}
	for _, g := range gains {
		i, seen := at[g.SessionID]
		if !seen {
			i = len(p.Rows)
			at[g.SessionID] = i
			p.Rows = append(p.Rows, gainRow{Where: n.session(g.SessionID), Slot: g.Slot})
			for _, more := range moreSeats {
				p.Rows[i].Gains = append(p.Rows[i].Gains, gainCell{More: more})
			}
		}
		for k, more := range moreSeats {
			if g.More == more {
				p.Rows[i].Gains[k].Text = p.gain(g)
			}
		}
	}
}

// gain says in words what some more seats would give.
func (p *whatIfPage) gain(g seminar.Gain) string {
	if g.None() {
		return p.T("seminars.gain.none")
	}
	said := ""
	add := func(key string, n int) {
		if n == 0 {
			return
		}
		if said != "" {
			said += ", "
		}
		if n > 0 {
			said += p.T(key+"more", "n", n)
		} else {
			said += p.T(key+"fewer", "n", -n)
		}
	}
	add("seminars.gain.seated.", g.Unplaced)
	add("seminars.gain.worst.", g.Worst)
	add("seminars.gain.first.", g.First)
	add("seminars.gain.second.", g.Second)
	return said
}
