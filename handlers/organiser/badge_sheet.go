package organiser

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
)

// faces makes all that can be printed for each person. Badges are Swedish, like the day.
func (h *Handlers) faces(c *fiber.Ctx, rows []registration.Row) ([]badge.Badge, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	places, err := seminar.PlacesByPerson(db, e.ID)
	if err != nil {
		return nil, err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return nil, err
	}
	swedish := page.Base{Translator: h.Texts.For("sv")}
	list := make([]badge.Badge, len(rows))
	for i, r := range rows {
		list[i] = badge.Of(swedish.Translator, e, r, places[r.ID], h.Site.BaseURL, h.Store.Keys())
		list[i].Day = dayLines(swedish, e, programme, places[r.ID])
	}
	return list, nil
}

// digest names what is a person's own on a badge, whatever of it is chosen to be printed. The day on the back is left out:
// the own seminars are among the lines, and when the common programme changes everybody's badge does.
func digest(b badge.Badge) string {
	b.Day = nil
	text, err := json.Marshal(b) // strings only: it cannot fail
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// leaveOut empties the fields that were not chosen. All badges of a print have the same, so that nobody's stands out.
func (want choice) leaveOut(b *badge.Badge) {
	for field, text := range map[string]*string{"organisation": &b.Organisation, "titel": &b.Unit, "referens": &b.Reference} {
		if !want.Shows[field] {
			*text = ""
		}
	}
	if !want.Shows["program"] {
		b.Lines = nil
	}
}

// dayLines is a person's whole day: the programme with their own seminars in it.
func dayLines(b page.Base, e event.Edition, programme []event.Item, places []seminar.Place) []string {
	lines := make([]string, len(programme))
	for i, item := range programme {
		what := item.Title
		for _, p := range places {
			if item.Slot != 0 && p.Slot == item.Slot && !p.Withdrawn {
				what = p.Title + " · " + p.Room
			}
		}
		lines[i] = b.Clock(item.StartsAt.In(e.Zone())) + " " + what
	}
	return lines
}

// sheet is what all badges share: the hosts by their pictures, and by name those who have none or whose pictures are
// not wanted.
func (h *Handlers) sheet(c *fiber.Ctx, want choice) (badge.Sheet, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	s := badge.Sheet{Layout: want.Layout, Title: h.Texts.For("sv").T("badges.title") + " " + e.Title, Lang: "sv", Color: e.Color,
		Created: h.Now(), Backs: want.Shows["baksida"]}
	hosts, err := event.Hosts(db, e.ID)
	if err != nil {
		return s, err
	}
	pictures := map[store.ID][]byte{}
	if want.Shows["logotyper"] {
		if pictures, err = event.LogoPictures(db, e.ID); err != nil {
			return s, err
		}
	}
	var names []string
	for _, host := range hosts {
		if picture, drawn := pictures[host.ID]; drawn {
			s.Logos = append(s.Logos, picture)
		} else if want.Shows["varder"] {
			names = append(names, host.FullName())
		}
	}
	s.Hosts = strings.Join(names, " · ")
	return s, nil
}
