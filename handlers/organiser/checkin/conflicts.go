package checkin

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// conflictLine is something to be sorted out after the doors have told what happened.
type conflictLine struct {
	Kind, Subject string
	What, Why     string // a sentence each
	Who, Detail   string // "" where nobody is known
	Person        string // address of their page; "" for people with protected identity
	Scans         []conflictScan
	CanUndo       bool   // somebody of ours is inside by these scans
	CanSeat       bool   // giving a seat afterwards makes it right
	CanAdd        bool   // whoever it was is not registered
	Done          string // what was done, by whom and when; "" while it is to do
}

type conflictScan struct{ Nonce, Time, Door string }

func (h *Handlers) readConflicts(c *fiber.Ctx, p *devicesPage) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	all, err := door.Conflicts(db, e)
	if err != nil || len(all) == 0 {
		return err
	}
	users, err := account.List(db)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, u := range users {
		names[string(u.ID)] = u.Name
	}
	for _, one := range all {
		l := p.conflict(e, one)
		if !one.HandledAt.IsZero() {
			p.Handled++
			l.Done = p.T("checkin.handled_"+string(one.Handled), "Who", names[one.HandledBy], "When", p.Stamp(one.HandledAt.In(e.Zone())))
		}
		p.Conflicts = append(p.Conflicts, l)
	}
	return nil
}

func (p *devicesPage) conflict(e event.Edition, one door.Conflict) conflictLine {
	l := conflictLine{Kind: string(one.Kind), Subject: one.Subject, Who: one.Name, Detail: one.Organisation}
	reason := ""
	if one.Reason != "" {
		reason = p.T("checkin.reason." + string(one.Reason))
	}
	l.What, l.Why = p.T("checkin.conflict_"+string(one.Kind), "Reason", reason), p.T("checkin.conflict_why_"+string(one.Kind))
	if one.Kind == door.WrongClock {
		l.Who = one.Device
		l.Detail, _ = p.drift(one.ClockOff)
	}
	if one.RegistrationID != "" && one.Name != "" {
		l.Person = p.Root + "/deltagare/" + string(one.RegistrationID)
	}
	if one.RegistrationID != "" && one.Name == "" {
		l.Who = p.T("checkin.by_code", "Reference", spaced(one.Reference))
		l.Detail = ""
	}
	l.CanUndo = one.RegistrationID != ""
	if one.Kind == door.LetIn && one.RegistrationID != "" {
		l.CanSeat = one.Reason == door.Canceled || one.Reason == door.Waitlisted
	}
	l.CanAdd = one.Kind == door.Unknown
	for _, s := range one.Scans {
		where := s.Door
		if where == "" {
			where = p.T("checkin.door_unnamed")
		}
		l.Scans = append(l.Scans, conflictScan{s.Nonce, clockOrStamp(p.Base, e, s.At.In(e.Zone())), where})
	}
	return l
}

// clockOrStamp is a time of day on the day of the event, and a date with it on any other.
func clockOrStamp(b page.Base, e event.Edition, at time.Time) string {
	if at.Format(time.DateOnly) == e.Day() {
		return b.Clock(at)
	}
	return b.Stamp(at)
}

// SortOut does something about a conflict, and notes it.
func (h *Handlers) SortOut(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	e, actor := web.Edition(c), string(web.User(c).ID)
	kind, subject := door.ConflictKind(form.Get("kind")), form.Get("subject")
	word := map[string]string{"kontrollerad": "conflict_checked", "plats": "conflict_seated", "angra": "conflict_undone"}[form.Get("do")]
	if word == "" {
		return fiber.ErrBadRequest
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		// Noted first: afterwards the conflict may be none any more.
		what := map[string]door.Handling{"conflict_checked": door.Checked, "conflict_seated": door.Admitted, "conflict_undone": door.Removed}[word]
		if err := door.HandleConflict(tx, e, kind, subject, what, actor); err != nil {
			return err
		}
		switch word {
		case "conflict_seated":
			return h.seatAfterwards(tx, store.ID(subject), actor)
		case "conflict_undone":
			_, err := door.Annul(tx, e, form.Get("nonce"), actor)
			return err
		}
		return nil
	})
	var fault *store.Error
	if errors.As(err, &fault) && (fault.Kind == store.Conflict || fault.Kind == store.Gone || fault.Kind == store.NotFound) {
		p, failed := h.devicesPage(c, web.Form{})
		if failed != nil {
			return failed
		}
		p.Notice = &page.Notice{Tone: "bad", Text: p.T(fault.Key)}
		return h.Show(c, fiber.StatusConflict, "checkin/devices", p)
	}
	if err != nil {
		return err
	}
	return desk.Back(c, devicesPath, "checkin.done."+word)
}

// seatAfterwards gives somebody who came in without one a seat: the cancellation is undone, or the waiting is over.
func (h *Handlers) seatAfterwards(tx *store.Tx, id store.ID, actor string) error {
	r, err := registration.ByID(tx.DB, id)
	if err != nil {
		return err
	}
	if r.Status == registration.Cancelled {
		if r, err = registration.Restore(tx, id, actor); err != nil {
			return err
		}
	}
	if r.Status == registration.Waitlisted {
		_, err = registration.PromoteAtDoor(tx, id, h.Texts.For("sv").T("checkin.seated_afterwards"), actor)
	}
	return err
}
