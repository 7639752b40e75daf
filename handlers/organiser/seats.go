package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// seatsPage is how the seats are shared out: the quotas in one table, who waits, and the rules.
type seatsPage struct {
	desk.Frame
	Headline      string
	Seats         event.Seats
	Rows          []seatRow
	Confirmed     int
	Waiting       int
	Offered       int
	Over          int // by how much the quotas are more than the capacity
	Ended         string
	Queue         []queueRow
	MoreInQueue   int
	Rules         []desk.Option
	OfferByHand   bool // there is something to offer, and somebody to offer it to
	Pasted        []pastedLine
	PastedChanges int
	PastedRefused int
}

// seatRow is one organisation. The bar's parts are shares of Scale, the most that any organisation has.
type seatRow struct {
	registration.Quota
	Field string
	Scale int
}

// AfterLeft is where the seats of the pool begin.
func (r seatRow) AfterLeft() int { return r.Quota.Quota }

// AfterPool is where those who wait begin.
func (r seatRow) AfterPool() int { return r.Quota.Quota + r.Pool }

type queueRow struct {
	ID                 store.ID
	Place              int
	Name, Organisation string
	Until              string // of the offer; "" when there is none
}

// queueShown is how many of the waitlist the page shows; the list of attendees has them all.
const queueShown = 30

// SeatRoutes are the pages about seats.
func (h *Handlers) SeatRoutes() []web.Route {
	line := func(method, path string, handle fiber.Handler) web.Route {
		return web.Route{Method: method, Path: "/arrangor/:edition/" + path, Guard: web.Organiser, Handle: handle}
	}
	return []web.Route{
		line(fiber.MethodGet, "platser", h.Seats),
		line(fiber.MethodPost, "platser", h.SaveQuotas),
		line(fiber.MethodPost, "platser/regler", h.SaveSeatRules),
		line(fiber.MethodPost, "platser/erbjud", h.OfferFree),
		line(fiber.MethodPost, "platser/granska", h.ReviewQuotas),
		line(fiber.MethodPost, "platser/klistra", h.SavePastedQuotas),
		line(fiber.MethodPost, "deltagare/:id/plats", h.Promote),
	}
}

// Seats shows the page.
func (h *Handlers) Seats(c *fiber.Ctx) error {
	p, err := h.seatsPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/seats", p)
}

func (h *Handlers) seatsPage(c *fiber.Ctx) (*seatsPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &seatsPage{Frame: desk.NewFrame(h.App, c, "seats.title", "/platser")}
	p.Styles = append(p.Styles, "css/seats.css")
	var err error
	if p.Seats, err = event.SeatsOf(db, e.ID); err != nil {
		return nil, err
	}
	quotas, err := registration.QuotasOf(db, e.ID)
	if err != nil {
		return nil, err
	}
	p.Headline = p.T("seats.headline", "Taken", p.Int(p.Seats.Taken), "Capacity", p.Int(p.Seats.Capacity))
	p.Over = max(0, p.Seats.Promised-p.Seats.Capacity)
	p.Form.Values = p.ruleValues(e)
	p.rows(quotas)
	if ends := p.Seats.QuotasEndAt; !ends.IsZero() && !h.Now().Before(ends.Time) {
		p.Ended = p.Moment(ends.In(e.Zone()))
	}
	for _, rule := range [...]event.OfferRule{event.ByArrival, event.ByHand} {
		p.Rules = append(p.Rules, desk.Option{Value: string(rule), Text: p.T("seats.rule_" + string(rule)), Chosen: p.Seats.OfferRule == rule})
	}
	p.OfferByHand = p.Seats.OfferRule == event.ByHand && p.Seats.Left() > 0 && p.Waiting > p.Offered
	return p, p.queue(db, e, quotas)
}

// rows are the organisations by kind, each kind in the Swedish order.
func (p *seatsPage) rows(quotas []registration.Quota) {
	text.SortSwedish(quotas, func(q registration.Quota) string { return q.Organisation.Name })
	scale := 1
	for _, q := range quotas {
		scale = max(scale, q.Quota+q.Pool+q.Waiting)
		p.Confirmed, p.Waiting, p.Offered = p.Confirmed+q.Confirmed, p.Waiting+q.Waiting, p.Offered+q.Offered
	}
	for _, kind := range event.OrganisationKinds {
		for _, q := range quotas {
			if q.Organisation.Kind == kind {
				field := event.QuotaField(q.Organisation.Key)
				p.Rows = append(p.Rows, seatRow{Quota: q, Field: field, Scale: scale})
				p.Form.Values[field] = []string{itoa(q.Quota)}
			}
		}
	}
}

func (p *seatsPage) ruleValues(e event.Edition) map[string][]string {
	v := desk.Values("offer_hours", itoa((p.Seats.OfferMinutes+59)/60), "offer_hours_last", itoa((p.Seats.OfferMinutesLastDay+59)/60))
	if ends := p.Seats.QuotasEndAt; !ends.IsZero() {
		v["quotas_on"] = []string{ends.In(e.Zone()).Format("2006-01-02")}
		v["quotas_at"] = []string{p.Clock(ends.In(e.Zone()))}
	}
	if p.Seats.CheckDomains {
		v["check_domains"] = []string{"ja"}
	}
	return v
}

func (p *seatsPage) queue(db *store.DB, e event.Edition, quotas []registration.Quota) error {
	waiting, total, err := registration.WaitingOf(db, e.ID, queueShown)
	if err != nil {
		return err
	}
	names := make(map[store.ID]string, len(quotas))
	for _, q := range quotas {
		names[q.Organisation.ID] = q.Organisation.Name
	}
	for i, w := range waiting {
		row := queueRow{ID: w.ID, Place: i + 1, Name: w.ShownName(), Organisation: names[w.OrganisationID]}
		if !w.ExpiresAt.IsZero() {
			row.Until = p.Stamp(w.ExpiresAt.In(e.Zone()))
		}
		p.Queue = append(p.Queue, row)
	}
	p.MoreInQueue = total - len(waiting)
	return nil
}

// SaveQuotas saves the table. A quota below what is taken is told at its field, with how many are taken.
func (h *Handlers) SaveQuotas(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.seatsPage(c)
	if err != nil {
		return err
	}
	quotas := map[store.ID]int{}
	for _, row := range p.Rows {
		if _, sent := form.Values[row.Field]; !sent {
			continue // an organisation that came while the page was open
		}
		seats, ok := event.ReadSeats(form.Get(row.Field))
		switch {
		case !ok:
			form.Problems = append(form.Problems, page.Problem{Field: row.Field, Key: "seats.problem_number",
				Args: map[string]any{"Name": row.Organisation.Name}})
		case seats < row.Taken:
			form.Problems = append(form.Problems, page.Problem{Field: row.Field, Key: "seats.problem_below",
				Args: map[string]any{"Name": row.Organisation.Name, "Taken": row.Taken}})
		default:
			quotas[row.Organisation.ID] = seats
		}
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/seats", Page: p, Form: p.also(form), Path: "/platser", Done: "quotas_saved",
		Do: func(tx *store.Tx) error {
			return registration.SetQuotas(tx, web.Edition(c).ID, desk.Version(form), quotas, string(web.User(c).ID))
		}})
}

// also keeps what the page's other forms show when one of them comes back.
func (p *seatsPage) also(form web.Form) web.Form {
	for name, value := range p.Form.Values {
		if _, sent := form.Values[name]; !sent {
			form.Values[name] = value
		}
	}
	return form
}
