package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"samling/models/event"
	"samling/models/seminar"
)

// FoodNeeds and AccessNeeds are the needs that can be ticked, by key, in the order in which they are shown.
var (
	FoodNeeds   = [...]string{"vegetarisk", "vegansk", "glutenfri", "laktosfri"}
	AccessNeeds = [...]string{"horslinga", "rullstolsplats", "teckensprakstolk"}
)

// NeedChoices lists every need that can be ticked, food first.
func NeedChoices() []string {
	return append(FoodNeeds[:len(FoodNeeds):len(FoodNeeds)], AccessNeeds[:]...)
}

// wishes checks a ranking: known seminars, none twice, at least so many.
func (c *checker) wishes(seminars []event.Seminar, atLeast int, raw []string) []string {
	var clean []string
	for _, key := range raw {
		switch {
		case key == "":
		case !slices.ContainsFunc(seminars, func(s event.Seminar) bool { return s.Key == key }):
			c.fault("wishes", "wish_unknown", nil)
			return slices.DeleteFunc(slices.Clone(raw), func(k string) bool { return k == "" })
		case slices.Contains(clean, key):
			c.fault("wishes", "wish_twice", nil)
			return clean
		default:
			clean = append(clean, key)
		}
	}
	switch {
	case len(clean) > seminar.MaxWishes:
		c.fault("wishes", "wish_unknown", nil)
	case len(clean) < atLeast:
		c.fault("wishes", "wishes_few", map[string]any{"Count": atLeast, "Missing": atLeast - len(clean)})
	}
	return clean
}

// needs checks the ticked needs and their free text, which may have several lines.
func (c *checker) needs(choices []string, raw string) ([]string, string) {
	known := NeedChoices()
	var ticked []string
	for _, choice := range choices {
		choice = event.Slug(choice) // "hörslinga" as people write it
		switch {
		case !slices.Contains(known, choice):
			c.fault("needs", "needs_unknown", nil)
			return ticked, raw
		case !slices.Contains(ticked, choice):
			ticked = append(ticked, choice)
		}
	}
	return ticked, c.paragraph("needs_text", raw, maxNeeds)
}

func (c *checker) paragraph(field, raw string, limit int) string {
	text, ok := clean(raw)
	text = strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
	switch {
	case !ok || strings.ContainsFunc(text, control):
		c.fault(field, "characters", nil)
	case utf8.RuneCountInString(text) > limit:
		c.fault(field, "too_long", map[string]any{"Limit": limit, "Length": utf8.RuneCountInString(text)})
	}
	return text
}
