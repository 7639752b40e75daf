package organiser

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/bulk"
	"samling/models/event"
)

// actionPage is an action on many: asked for, under way or done.
type actionPage struct {
	desk.Frame
	A         bulk.Action
	What      string // "Avanmäl"
	Where     string // the organisation that they are moved to
	Total     int
	Done      int
	Left      int
	Share     int // done, of all that are to be
	Will      []bulk.Line
	Skips     []skipped
	Mails     int // how many get a mail
	Free      int // seats that are left, for a restoring
	Over      int // more people than are shown
	UndoUntil string
	Refresh   bool
}

// skipped are those whom an action leaves alone for one reason.
type skipped struct {
	Reason string
	N      int
	Names  []bulk.Line
	More   int
}

// namesShown bounds the names on a preview; the numbers are always of all.
const namesShown = 100

func (h *Handlers) actionPage(c *fiber.Ctx, a bulk.Action) (*actionPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &actionPage{Frame: desk.NewFrame(h.App, c, "bulk.title."+string(a.Kind), "/deltagare"), A: a, Refresh: a.Going()}
	p.Styles = append(p.Styles, "css/list.css")
	p.Under("/deltagare", "organiser.attendees")
	p.What = p.T("bulk.action." + string(a.Kind))
	if a.Kind == bulk.Move {
		o, err := event.OrganisationByID(db, e.ID, a.OrganisationID)
		if err == nil {
			p.Where = o.Name
		}
	}
	if until := a.UndoUntil(); !until.IsZero() && h.Now().Before(until.Time) && e.State.Allows(event.Manage) {
		p.UndoUntil = p.Stamp(until.In(e.Zone()))
	}
	lines, err := bulk.Lines(db, a)
	if err != nil {
		return nil, err
	}
	p.Total = len(lines)
	if a.State == bulk.Ready {
		seats, err := event.SeatsOf(db, e.ID)
		p.Free = max(0, seats.Left())
		p.preview(a, lines)
		return p, err
	}
	p.report(a, lines)
	return p, nil
}

// preview says what would happen, to how many, and who is left alone and why.
func (p *actionPage) preview(a bulk.Action, lines []bulk.Line) {
	will, skips := bulk.Verdicts(a, lines)
	p.Left = len(will)
	for _, l := range will {
		if l.HasMail && a.Kind != bulk.Move {
			p.Mails++
		}
	}
	p.Will = will[:min(len(will), namesShown)]
	p.Over = len(will) - len(p.Will)
	p.skips(skips)
}

// report says what happened, or has happened so far. On the way back it counts those who were done.
func (p *actionPage) report(a bulk.Action, lines []bulk.Line) {
	skips := map[string][]bulk.Line{}
	back := a.State == bulk.Undoing || a.State == bulk.Undone
	for _, l := range lines {
		outcome := l.Outcome
		if back {
			if l.Outcome != "done" {
				continue
			}
			outcome = l.Undone
		}
		switch outcome {
		case "":
			p.Left++
		case "done":
			p.Done++
		default:
			skips[outcome] = append(skips[outcome], l)
		}
	}
	p.Share = p.Total - p.Left
	p.skips(skips)
}

func (p *actionPage) skips(by map[string][]bulk.Line) {
	for reason, lines := range by {
		shown := lines[:min(len(lines), namesShown)]
		p.Skips = append(p.Skips, skipped{Reason: p.T("bulk.reason." + reason), N: len(lines), Names: shown, More: len(lines) - len(shown)})
	}
	slices.SortFunc(p.Skips, func(a, b skipped) int { return b.N - a.N })
}
