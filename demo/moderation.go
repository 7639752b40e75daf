package demo

import (
	"strings"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// themes are the headings that the made-up moderator sorts texts under, by a word in them.
var themes = []struct{ word, theme string }{
	{"samtal", "Mötet mellan människor"}, {"ansikte", "Mötet mellan människor"}, {"samma rum", "Mötet mellan människor"}, {"prata", "Mötet mellan människor"},
	{"exempel", "Innehållet"}, {"lägesbild", "Innehållet"}, {"rätt kurva", "Innehållet"}, {"sekretess", "Innehållet"}, {"skolan", "Innehållet"},
	{"ljudet", "Lokaler och upplägg"}, {"tempo", "Lokaler och upplägg"}, {"lunch", "Lokaler och upplägg"}, {"diskussion", "Lokaler och upplägg"},
	{"presentationerna", "Lokaler och upplägg"}, {"skolan nu", "Det nya arbetssättet"}, {"ringer", "Det nya arbetssättet"}, {"möten", "Det nya arbetssättet"},
}

// moderate lets a moderator read the texts of a finished edition: what points at somebody is hidden, the rest sorted under
// headings and released. Of the latest finished edition some still wait, so that the moderator's page has something to do.
func (f *filler) moderate(tx *store.Tx, e event.Edition) error {
	tx.Now = store.At(f.now)
	e, err := event.ByID(tx.DB, e.ID)
	if err != nil || !survey.Shut(e, tx.Now) {
		return err
	}
	all, err := survey.Comments(tx.DB, e.ID, survey.CommentFilter{})
	if err != nil {
		return err
	}
	latest := f.now.Sub(e.EndsAt.Time) < 370*24*time.Hour
	var pointing []store.ID
	byTheme := map[string][]store.ID{}
	for i, c := range all {
		switch {
		case latest && (i%6 == 0 || len(c.Flagged) > 0):
		case len(c.Flagged) > 0:
			pointing = append(pointing, c.ID)
		default:
			byTheme[themeOf(c.Text)] = append(byTheme[themeOf(c.Text)], c.ID)
		}
	}
	if len(pointing) > 0 {
		if _, err := survey.Moderate(tx, e, pointing, survey.Decision{State: survey.Concealed, Reason: "Pekar ut en person"}); err != nil {
			return err
		}
	}
	for _, theme := range sortedKeys(byTheme) {
		if _, err := survey.Moderate(tx, e, byTheme[theme], survey.Decision{State: survey.Released, Theme: &theme}); err != nil {
			return err
		}
	}
	return nil
}

func themeOf(said string) string {
	for _, t := range themes {
		if strings.Contains(strings.ToLower(said), t.word) {
			return t.theme
		}
	}
	return ""
}
