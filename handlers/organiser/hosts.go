package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// hostsPage lists who invites to the day.
type hostsPage struct {
	desk.Frame
	Hosts []hostLine
}

type hostLine struct {
	ID, Name, Kind string
	Logo           *event.Logo
	First, Last    bool
}

// Hosts lists the hosts in the order in which they are shown.
func (h *Handlers) Hosts(c *fiber.Ctx) error {
	p, err := h.hostsPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/hosts", p)
}

func (h *Handlers) hostsPage(c *fiber.Ctx) (*hostsPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &hostsPage{Frame: desk.NewFrame(h.App, c, "organiser.hosts", "/vardar")}
	hosts, err := event.Hosts(db, e.ID)
	if err != nil {
		return nil, err
	}
	logos, err := event.Logos(db, e.ID)
	if err != nil {
		return nil, err
	}
	for i, host := range hosts {
		line := hostLine{ID: string(host.ID), Name: host.FullName(), Kind: p.T("kind." + host.Kind), First: i == 0, Last: i == len(hosts)-1}
		if logo, ok := logos[host.ID]; ok {
			line.Logo = &logo
		}
		p.Hosts = append(p.Hosts, line)
	}
	return p, nil
}

// hostPage is one host, or the form for a new one.
type hostPage struct {
	desk.Frame
	ID     string // "" for a new one
	Action string
	Kinds  []desk.Option
	Logo   *event.Logo
	MaxKB  int
	MaxPx  int
}

func (h *Handlers) hostPage(c *fiber.Ctx, title, kind string) *hostPage {
	p := &hostPage{Frame: desk.NewFrame(h.App, c, title, "/vardar"), MaxKB: event.MaxLogoBytes >> 10, MaxPx: event.MaxLogoPixels}
	p.Action = p.Root + "/vardar/ny"
	p.Under("/vardar", "organiser.hosts")
	for _, k := range event.OrganisationKinds {
		p.Kinds = append(p.Kinds, desk.Option{Value: k, Text: p.T("organiser.kind." + k), Chosen: k == kind})
	}
	return p
}

// NewHost shows the form for a host.
func (h *Handlers) NewHost(c *fiber.Ctx) error {
	return h.Show(c, fiber.StatusOK, "organiser/host", h.hostPage(c, "organiser.add_host", "kommun"))
}

// AddHost puts a host last.
func (h *Handlers) AddHost(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p := h.hostPage(c, "organiser.add_host", form.Get("kind"))
	return desk.Save(h.App, c, desk.Edit{View: "organiser/host", Page: p, Form: form, Path: "/vardar", Done: "host_added", Do: func(tx *store.Tx) error {
		_, err := event.AddHost(tx, web.Edition(c).ID, desk.Version(form), hostForm(form))
		return err
	}})
}

func hostForm(form web.Form) event.HostForm {
	return event.HostForm{Name: form.Get("name"), Unit: form.Get("unit"), Kind: form.Get("kind")}
}

// host reads the host in the address and makes its page.
func (h *Handlers) host(c *fiber.Ctx) (event.Host, *hostPage, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return event.Host{}, nil, err
	}
	db := h.Store.Read(c.UserContext())
	host, err := event.HostByID(db, web.Edition(c).ID, id)
	if err != nil {
		return host, nil, err
	}
	logos, err := event.Logos(db, web.Edition(c).ID)
	if err != nil {
		return host, nil, err
	}
	p := h.hostPage(c, "organiser.host", host.Kind)
	p.ID, p.Title, p.Action = string(id), host.FullName(), p.Root+"/vardar/"+string(id)
	p.Crumbs[len(p.Crumbs)-1] = page.Link{Text: p.Title}
	p.Form.Values = desk.Values("name", host.Name, "unit", host.Unit)
	if logo, ok := logos[id]; ok {
		p.Logo = &logo
	}
	return host, p, nil
}

// Host shows one host.
func (h *Handlers) Host(c *fiber.Ctx) error {
	_, p, err := h.host(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/host", p)
}

// SaveHost changes a host's name, unit and kind.
func (h *Handlers) SaveHost(c *fiber.Ctx) error {
	host, p, err := h.host(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	for i := range p.Kinds {
		p.Kinds[i].Chosen = p.Kinds[i].Value == form.Get("kind")
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/host", Page: p, Form: form, Path: "/vardar", Done: "host_saved", Do: func(tx *store.Tx) error {
		return event.EditHost(tx, web.Edition(c).ID, desk.Version(form), host.ID, hostForm(form))
	}})
}
