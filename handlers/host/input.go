package host

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/figures"
)

// keptKey tells apart what is told of an edition; a survey closes without a write.
type keptKey struct {
	edition store.ID
	closed  bool
}

// input is everything that is told of an edition to whoever asks: what all hosts see, and their own part.
func (h *Handlers) input(c *fiber.Ctx) (figures.Input, error) {
	e := web.Edition(c)
	in, err := h.kept.Get(keptKey{e.ID, survey.Shut(e, store.At(h.Now()))}, func() (figures.Input, error) { return h.read(c, e) })
	if err != nil {
		return in, err
	}
	in.Own, err = h.own(c, e)
	return in, err
}

func (h *Handlers) read(c *fiber.Ctx, e event.Edition) (in figures.Input, err error) {
	db, now := h.Store.Read(c.UserContext()), h.Now()
	if in.Results, err = survey.ResultsOf(db, e, now); err != nil {
		return in, err
	}
	if in.Kinds, err = door.Participations(db, e, now); err != nil {
		return in, err
	}
	if in.Rooms, err = door.RoomMixes(db, e); err != nil {
		return in, err
	}
	in.Trends, err = survey.Trends(db, e, now)
	return in, err
}

// own is the part of the host that the user comes from, or of the one that was chosen when there are several; nil when
// there is none.
func (h *Handlers) own(c *fiber.Ctx, e event.Edition) (*figures.Own, error) {
	db := h.Store.Read(c.UserContext())
	mine, err := ownOrganisations(db, e, web.User(c))
	if err != nil || len(mine) == 0 {
		return nil, err
	}
	o := mine[max(0, slices.IndexFunc(mine, func(o event.Organisation) bool { return o.Key == c.Query("egen") }))]
	result, err := survey.OwnResultOf(db, e, o.ID, h.Now())
	return &figures.Own{Name: o.Name, Result: result}, err
}

// ownOrganisations are the hosts' organisations that a user's e-mail address belongs to. It is how the program knows whose
// somebody is: an organisation without domains has nobody of its own here.
func ownOrganisations(db *store.DB, e event.Edition, user account.User) ([]event.Organisation, error) {
	hosts, err := event.Hosts(db, e.ID)
	if err != nil {
		return nil, err
	}
	all, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(event.HostOrganisations(hosts, all), func(o event.Organisation) bool {
		return o.Domains == "" || !o.Allows(user.Login)
	}), nil
}
