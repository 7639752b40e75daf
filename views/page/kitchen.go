package page

import (
	"strings"

	"samling/models/event"
	"samling/models/registration"
	"samling/views/badge"
	"samling/views/text"
)

// Kitchen is what a caterer is told, on a page and on paper: plates and their numbers, and nothing about anybody.
type Kitchen struct {
	People  string
	Plates  []badge.Row
	Own     string // how many have written something of their own; "" when nobody has
	When    string
	Where   string
	Erased  string // when the needs are erased, or that they are
	Missing bool   // they are erased already
}

// NewKitchen writes counts in a language. now decides whether the needs are still there.
func NewKitchen(t *text.Translator, e event.Edition, m registration.Meals, gone bool) Kitchen {
	zone := e.Zone()
	k := Kitchen{People: t.Int(m.People), When: Capital(t.Date(e.StartsAt.In(zone))) + ", " + t.Span(e.StartsAt.In(zone), e.EndsAt.In(zone)),
		Where: e.Venue, Missing: gone, Erased: Erased(t, e, gone)}
	if k.Where == "" {
		k.Where = e.Place
	}
	for _, plate := range m.Plates {
		k.Plates = append(k.Plates, badge.Row{Text: plateName(t, plate.Choices), Number: t.Int(plate.Count)})
	}
	if m.Own > 0 {
		k.Own = t.T("needs.own", "n", m.Own)
	}
	return k
}

// Erased says when the needs of a day are erased by themselves, or that they are.
func Erased(t *text.Translator, e event.Edition, gone bool) string {
	at := t.Date(registration.NeedsDisposedAt(e.EndsAt).In(e.Zone()))
	if gone {
		return t.T("needs.are_erased", "Day", at)
	}
	return t.T("needs.will_be_erased", "Day", at)
}

func plateName(t *text.Translator, choices []string) string {
	if len(choices) == 0 {
		return t.T("needs.plain")
	}
	names := make([]string, len(choices))
	for i, key := range choices {
		names[i] = t.T("attendee.need_" + key)
		if i > 0 {
			names[i] = strings.ToLower(names[i])
		}
	}
	return strings.Join(names, ", ")
}

// Document is the same on paper.
func (k Kitchen) Document(t *text.Translator, e event.Edition) badge.Document {
	d := badge.Document{Heading: t.T("needs.kitchen"), Lead: e.Title,
		Facts:  [][2]string{{t.T("event.when"), k.When}, {t.T("event.where"), k.Where}, {t.T("needs.people"), k.People}},
		Groups: []badge.Group{{Heading: t.T("needs.plates"), Rows: k.Plates}},
		Notes:  []string{t.T("needs.kitchen_note")}}
	if k.Own != "" {
		d.Notes = append([]string{k.Own}, d.Notes...)
	}
	return d
}
