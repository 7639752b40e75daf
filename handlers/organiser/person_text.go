package organiser

import (
	"strings"

	"samling/handlers/organiser/desk"
	"samling/models/event"
	"samling/models/registration"
	"samling/views/page"
	"samling/views/text"
)

// personFields is how the fields about a person are shown.
type personFields struct {
	Alias               bool   // somebody with protected identity: no real name, no address
	NameLabel, NameHelp string // text keys
	Choose              string
}

func fields(b page.Base, alias bool) personFields {
	f := personFields{Alias: alias, NameLabel: "organiser.name", Choose: b.T("organiser.choose_organisation")}
	if alias {
		f.NameLabel, f.NameHelp = "organiser.made_up_name", "organiser.made_up_name_help"
	}
	return f
}

// organisationGroup is the organisations of one kind, for a select.
type organisationGroup struct {
	Label   string
	Options []desk.Option
}

// grouped sorts organisations by kind and then the Swedish way.
func grouped(b page.Base, all []event.Organisation, chosen string) []organisationGroup {
	text.SortSwedish(all, func(o event.Organisation) string { return o.Name })
	var groups []organisationGroup
	for _, kind := range event.OrganisationKinds {
		g := organisationGroup{Label: b.T("kind." + kind)}
		for _, o := range all {
			if o.Kind == kind {
				g.Options = append(g.Options, desk.Option{Value: o.Key, Text: o.Name, Chosen: o.Key == chosen})
			}
		}
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// whatHappened is a line of the history in words. Its detail holds states or names of fields, never values.
func whatHappened(b page.Base, change registration.Change) string {
	key := "organiser.history." + change.Action
	if !b.Has(key) {
		return change.Action
	}
	what := b.T(key)
	if change.Action == "promoted" && change.Detail != "" { // the one detail that is somebody's own words: why a seat was given out of turn
		return what + ": " + change.Detail
	}
	var details []string
	for _, word := range strings.Split(change.Detail, ",") {
		if word == string(registration.Confirmed) {
			continue // "registered: registered" tells nothing
		}
		for _, prefix := range [...]string{"organiser.field.", "organiser.status."} {
			if b.Has(prefix + word) {
				details = append(details, strings.ToLower(b.T(prefix+word)))
				break
			}
		}
	}
	if len(details) == 0 {
		return what
	}
	return what + ": " + strings.Join(details, ", ")
}

// whoDid names the actor of a line: the person, a member of staff, or the program itself.
func whoDid(b page.Base, actor string, names map[string]string) string {
	switch {
	case actor == registration.Self:
		return b.T("organiser.actor.self")
	case actor == registration.ByCoordinator:
		return b.T("organiser.actor.coordinator")
	case names[actor] != "":
		return names[actor]
	}
	return b.T("organiser.actor.program")
}
