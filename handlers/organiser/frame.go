package organiser

import (
	"regexp"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// frame is what every page about an edition has.
type frame struct {
	page.Base
	Root    string // "/arrangor/samverkansdag-2027"
	Version int    // of the edition, for the forms that edit it
}

// places are the pages of an edition in the side column: path, text key, icon.
var places = [...]struct{ path, key, icon string }{
	{"", "organiser.overview", "seats"},
	{"/deltagare", "organiser.attendees", "users"},
	{"/platser", "seats.title", "seats"},
	{"/inbjudningar", "invitations.title", "mail"},
	{"/samordnare", "coordinators.title", "users"},
	{"/program", "organiser.programme", "calendar"},
	{"/material", "life.documents", "download"},
	{"/vardar", "organiser.hosts", "list"},
	{"/organisationer", "organiser.organisations", "list"},
	{"/fordelning", "organiser.allocation", "mix"},
	{"/namnskyltar", "organiser.badges", "badge"},
	{"/mejl", "organiser.mails", "mail"},
	{"/koket", "organiser.kitchen", "list"},
	{"/utvardering", "organiser.evaluation", "chart"},
	{"/uppgifter", "organiser.details", "edit"},
}

// frame makes the frame of a page about the edition in the address. title is a text key; place is the path of the side
// column's line that is current.
func (h *Handlers) frame(c *fiber.Ctx, title, place string) frame {
	return h.frameOf(c, web.Edition(c), title, place)
}

func (h *Handlers) frameOf(c *fiber.Ctx, e event.Edition, title, place string) frame {
	f := frame{Base: h.Base(c, title), Root: root(e), Version: e.Version}
	h.Frame(&f.Base, e)
	f.Styles = styles()
	for _, p := range places {
		f.Nav = append(f.Nav, page.Link{Href: f.Root + p.path, Text: f.T(p.key), Icon: p.icon, Current: p.path == place})
	}
	f.Nav = append(f.Nav, page.Link{Href: "/dorr/" + e.Slug, Text: f.T("organiser.door"), Icon: "device"})
	f.Crumbs = []page.Link{{Href: "/arrangor", Text: f.T("organiser.editions")}}
	f.Notice = done(f.Base, c.Query("klart"))
	return f
}

func styles() []string { return []string{"css/organiser.css"} }

// under puts the page one step below the page of its place.
func (f *frame) under(path, key string) {
	f.Crumbs = append(f.Crumbs, page.Link{Href: f.Root + path, Text: f.T(key)}, page.Link{Text: f.Title})
}

func root(e event.Edition) string { return "/arrangor/" + e.Slug }

var doneWord = regexp.MustCompile(`^[a-z_]{1,40}$`)

// done tells what the last action did. Only a text of our own catalogue is ever shown for what stands in the address.
func done(b page.Base, word string) *page.Notice {
	key := "organiser.done." + word
	if !doneWord.MatchString(word) || !b.Has(key) {
		return nil
	}
	return &page.Notice{Tone: "ok", Text: b.T(key)}
}

// back sends the browser to a page of the edition that tells what was done.
func back(c *fiber.Ctx, path, word string) error {
	return c.Redirect(root(web.Edition(c))+path+"?klart="+word, fiber.StatusSeeOther)
}

// pathID is the id in the address. Errors: store.ErrNotFound for what cannot be one.
func pathID(c *fiber.Ctx) (store.ID, error) {
	id := store.ID(c.Params("id"))
	if !id.Valid() {
		return "", store.ErrNotFound
	}
	return id, nil
}

// version is the version that a form was shown with; anything that is no number is no version that can match.
func version(form web.Form) int {
	n, err := strconv.Atoi(form.Get("version"))
	if err != nil {
		return -1
	}
	return n
}
