package rooms

import (
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/room"
)

// changedPage is a change that was made, and how far its mails have come.
type changedPage struct {
	desk.Frame
	Change  room.Change
	At      string
	Edits   []editView
	Sent    int
	Mails   int
	Failed  int
	Refresh bool   // mails are on their way
	Back    string // where the opposite change is asked for, '' when rooms can no longer be changed
	Over    int    // people for whom the rooms are too small by now: allocate anew
}

// Changed shows a change of rooms. While its mails are on their way the page comes again by itself.
func (h *Handlers) Changed(c *fiber.Ctx) error {
	id, err := desk.PathID(c)
	if err != nil {
		return err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &changedPage{Frame: frame(h.App, c, "rooms.changed_title")}
	if p.Change, err = room.ChangeByID(db, e.ID, id); err != nil {
		return err
	}
	p.Under(place, "rooms.title")
	p.At = p.Stamp(p.Change.MadeAt.In(e.Zone()))
	for _, edit := range p.Change.Edits {
		v := editView{Edit: edit, Line: sentence(p.Base, edit)}
		if edit.Moves() && edit.From.Seats != edit.To.Seats {
			v.Seats = p.T("rooms.seats_change", "From", p.Int(edit.From.Seats), "n", edit.To.Seats)
		}
		p.Edits = append(p.Edits, v)
	}
	states, err := room.MailProgress(db, id)
	if err != nil {
		return err
	}
	p.count(states)
	if e.State.Allows(event.Edit) {
		p.Back = p.opposite()
	}
	halls, err := room.Halls(db, e.ID)
	if err != nil {
		return err
	}
	for _, hall := range halls {
		if slices.ContainsFunc(p.Change.Edits, func(edit room.Edit) bool { return edit.Session == hall.ID }) {
			p.Over += hall.Over()
		}
	}
	if p.Refresh {
		c.Set("Refresh", "2")
	}
	return h.Show(c, fiber.StatusOK, "rooms/changed", p)
}

// count says how far the mails have come. One that waits for its next try is not waited for here.
func (p *changedPage) count(states map[mailbox.State]int) {
	for state, n := range states {
		p.Mails += n
		switch state {
		case mailbox.Sent, mailbox.Kept, mailbox.Unconfirmed:
			p.Sent += n
		case mailbox.Failed:
			p.Failed += n
		}
	}
	p.Refresh = p.Sent+p.Failed < p.Mails
}

// opposite is the address that asks for the change back.
func (p *changedPage) opposite() string {
	first := p.Change.Edits[0]
	q := url.Values{"sal": {first.From.Room}, "platser": {itoa(first.From.Seats)}}
	if first.From.FireLimit > 0 {
		q.Set("brandgrans", itoa(first.From.FireLimit))
	}
	for _, other := range p.Change.Edits[1:] {
		switch {
		case other.Slot == first.Slot: // it swapped: each gets back what it had, so the other's old room is what is typed
			q.Set("byt", string(other.Session))
			q.Set("sal", other.From.Room)
			q.Set("platser", itoa(other.From.Seats))
			q.Del("brandgrans")
			if other.From.FireLimit > 0 {
				q.Set("brandgrans", itoa(other.From.FireLimit))
			}
		default:
			q.Set("alla", "ja")
		}
	}
	return p.Root + place + "/" + string(first.Session) + "?" + q.Encode()
}
