// Package desk is what all of an organiser's pages share: the frame about the edition, how a form is saved or shown
// again, and the question before something is taken away. The rooms beside it are the pages themselves.
package desk

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// Frame is what every page about an edition has.
type Frame struct {
	page.Base
	Root    string // "/arrangor/samverkansdag-2027"
	Version int    // of the edition, for the forms that edit it
}

// place is a page of an edition in the side column.
type place struct{ path, key, icon string } // its text is a key

// groups are the pages of an edition in the side column, in the order of the work.
var groups = [...]struct {
	key    string // of the heading, "" for none
	places []place
}{
	{"", []place{{"", "organiser.overview", "seats"}}},
	{"organiser.group_people", []place{
		{"/deltagare", "organiser.attendees", "users"},
		{"/platser", "seats.title", "seats"},
		{"/inbjudningar", "invitations.title", "mail"},
		{"/samordnare", "coordinators.title", "users"},
		{"/mejl", "organiser.mails", "mail"},
	}},
	{"organiser.group_day", []place{
		{"/uppgifter", "organiser.details", "edit"},
		{"/program", "organiser.programme", "calendar"},
		{"/material", "life.documents", "download"},
		{"/vardar", "organiser.hosts", "list"},
		{"/organisationer", "organiser.organisations", "list"},
	}},
	{"organiser.group_seminars", []place{
		{"/fordelning", "organiser.allocation", "mix"},
		{"/salar", "rooms.title", "pin"},
	}},
	{"organiser.group_door", []place{
		{"/namnskyltar", "badges.title", "badge"},
		{"/incheckning", "checkin.title", "check"},
		{"/dorrar", "checkin.phones", "phone"},
		{"/koket", "organiser.kitchen", "list"},
	}},
	{"organiser.group_after", []place{
		{"/utvardering", "organiser.evaluation", "chart"},
		{"/fritext", "moderation.title", "list"},
	}},
}

// NewFrame makes the frame of a page about the edition in the address. title is a text key; place is the path of the
// side column's line that is current.
func NewFrame(app *web.App, c *fiber.Ctx, title, place string) Frame {
	return FrameOf(app, c, web.Edition(c), title, place)
}

// FrameOf is NewFrame for an edition that is not in the address.
func FrameOf(app *web.App, c *fiber.Ctx, e event.Edition, title, place string) Frame {
	f := Frame{Base: app.Base(c, title), Root: Root(e), Version: e.Version}
	app.Frame(&f.Base, e)
	f.Styles = Styles()
	for _, g := range groups {
		for i, p := range g.places {
			link := page.Link{Href: f.Root + p.path, Text: f.T(p.key), Icon: p.icon, Current: p.path == place}
			if i == 0 && g.key != "" {
				link.Group = f.T(g.key)
			}
			f.Nav = append(f.Nav, link)
		}
	}
	f.Nav = append(f.Nav, page.Link{Href: "/dorr/" + e.Slug, Text: f.T("organiser.door"), Icon: "device"})
	f.Crumbs = []page.Link{{Href: "/arrangor", Text: f.T("organiser.editions")}}
	f.Notice = Done(f.Base, c.Query("klart"))
	return f
}

// Styles are the style sheets of an organiser's page.
func Styles() []string { return []string{"css/organiser.css"} }

// Under puts the page one step below the page of its place.
func (f *Frame) Under(path, key string) {
	f.Crumbs = append(f.Crumbs, page.Link{Href: f.Root + path, Text: f.T(key)}, page.Link{Text: f.Title})
}

// Root is where an edition's pages begin.
func Root(e event.Edition) string { return "/arrangor/" + e.Slug }

var doneWord = regexp.MustCompile(`^([a-z]{1,20}\.done\.)?[a-z_]{1,40}$`)

// Done tells what the last action did: a word of organiser.done, or the whole key of another room's
// ("badges.done.printed"). Only a text of our own catalogue is ever shown for what stands in the address.
func Done(b page.Base, word string) *page.Notice {
	key := word
	if !strings.Contains(word, ".") {
		key = "organiser.done." + word
	}
	if !doneWord.MatchString(word) || !b.Has(key) {
		return nil
	}
	return &page.Notice{Tone: "ok", Text: b.T(key)}
}

// Back sends the browser to a page of the edition that tells what was done.
func Back(c *fiber.Ctx, path, word string) error {
	return c.Redirect(Root(web.Edition(c))+path+"?klart="+word, fiber.StatusSeeOther)
}

// PathID is the id in the address. Errors: store.ErrNotFound for what cannot be one.
func PathID(c *fiber.Ctx) (store.ID, error) {
	id := store.ID(c.Params("id"))
	if !id.Valid() {
		return "", store.ErrNotFound
	}
	return id, nil
}

// Version is the version that a form was shown with; anything that is no number is no version that can match.
func Version(form web.Form) int {
	n, err := strconv.Atoi(form.Get("version"))
	if err != nil {
		return -1
	}
	return n
}
