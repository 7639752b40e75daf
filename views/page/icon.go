package page

import (
	"encoding/xml"
	"fmt"
	"html/template"
)

type iconSet map[string]template.HTML

// icons reads the sprite, so that an icon can stand inline in a page: it then takes the text's colour and needs
// no request of its own.
func icons() (iconSet, error) {
	raw, err := files.ReadFile("icons.svg")
	if err != nil {
		return nil, err
	}
	var sprite struct {
		Symbols []struct {
			ID   string `xml:"id,attr"`
			Body string `xml:",innerxml"`
		} `xml:"symbol"`
	}
	if err := xml.Unmarshal(raw, &sprite); err != nil {
		return nil, fmt.Errorf("read icons.svg: %w", err)
	}
	set := iconSet{}
	for _, s := range sprite.Symbols {
		set[s.ID] = template.HTML(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">` + s.Body + `</svg>`)
	}
	return set, nil
}

// inline gives an icon by name. An unknown name is an error, found by the first test that renders the page.
func (s iconSet) inline(name string) (template.HTML, error) {
	icon, ok := s[name]
	if !ok {
		return "", fmt.Errorf("no icon named %q", name)
	}
	return icon, nil
}
