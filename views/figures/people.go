package figures

import (
	"slices"

	"samling/models/door"
	"samling/models/event"
	"samling/models/survey"
)

// Kinds is how many of each kind of organisation answered.
type Kinds struct {
	Later bool // how many answered is shown when the evaluation has closed
	Rows  []KindRow
}

// KindRow is one kind.
type KindRow struct {
	Name, Hidden          string
	Asked, Answered, Rate string
	Part                  float64 // who answered, 0–1
}

// Wide is the bar's width as SVG wants it.
func (r KindRow) Wide() string { return part(r.Part) }

func (d *Told) kinds(all []survey.Participation) Kinds {
	var out Kinds
	for _, p := range all {
		row := KindRow{Name: d.kind(p.Kind)}
		switch p.Hidden {
		case survey.Later:
			out.Later = true
			row.Asked = d.t.Int(p.HandedOut)
		case survey.Shown:
			row.Asked, row.Answered, row.Rate = d.t.Int(p.HandedOut), d.t.Int(p.Answered), d.share(p.Rate())
			row.Part = float64(p.Answered) / float64(max(p.HandedOut, 1))
		default:
			row.Hidden = d.hidden(p.Hidden)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (d *Told) kind(kind string) string {
	if kind == "" {
		return d.t.T("results.kind_unknown")
	}
	return d.t.T("kind." + kind)
}

// Room is who sat in one seminar, by kind of organisation.
type Room struct {
	Key, Title, Hidden string
	People             string
	Bits               []Bit
	Words              string // the same in words: "Kommuner 20, Polisen 12"
}

// Look is how a kind of organisation is drawn.
type Look struct{ Class, Pattern, Text string }

// looks are the patterns of the kinds, in the order of event.OrganisationKinds; the colours are named after the order. The
// last is what is hidden.
var looks = [len(event.OrganisationKinds) + 1]string{"", "", "snedstreck", "", "prickar", "streck", "glest"}

var hiddenLook = len(looks) - 1

// drawn is a piece of a kind: a kind that is not known is drawn as the hidden ones.
func drawn(kind string) Bit {
	i := slices.Index(event.OrganisationKinds[:], kind)
	if i < 0 {
		return Bit{Class: "kind-x", Pattern: looks[hiddenLook]}
	}
	return Bit{Class: "kind-" + string(rune('0'+i)), Pattern: looks[i], Light: i == 0}
}

func (d *Told) rooms(all []door.RoomMix) {
	there := map[string]bool{}
	someHidden := false
	for _, mix := range all {
		r := Room{Key: mix.Seminar.Key, Title: mix.Seminar.Title}
		if mix.People == 0 {
			r.Hidden = d.hidden(survey.Few)
			d.Rooms = append(d.Rooms, r)
			continue
		}
		r.People = d.t.T("results.n_people", "n", mix.People, "N", d.t.Int(mix.People))
		var parts []Bit
		var sizes []int
		rest := mix.People
		for _, g := range mix.Groups {
			if g.N == 0 {
				continue
			}
			there[g.Name] = true
			parts, sizes, rest = append(parts, drawn(g.Name)), append(sizes, g.N), rest-g.N
			r.say(d.kind(g.Name) + " " + d.t.Int(g.N))
		}
		if rest > 0 {
			someHidden = true
			parts, sizes = append(parts, drawn("")), append(sizes, rest)
			r.say(d.t.T("results.rest_hidden"))
		}
		r.Bits = stacked(mix.People, parts, sizes)
		d.Rooms = append(d.Rooms, r)
	}
	for _, kind := range event.OrganisationKinds {
		if there[kind] {
			b := drawn(kind)
			d.Looks = append(d.Looks, Look{b.Class, b.Pattern, d.kind(kind)})
		}
	}
	if someHidden {
		b := drawn("")
		d.Looks = append(d.Looks, Look{b.Class, b.Pattern, d.t.T("results.kinds_hidden")})
	}
}

func (r *Room) say(words string) {
	if r.Words != "" {
		r.Words += ", "
	}
	r.Words += words
}
