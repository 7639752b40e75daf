package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"samling/models/registration"
	"samling/models/store"
	"samling/views/badge"
)

// badges measures a day's name badges as one PDF, each layout once.
func badges(dir string, size scale) ([]line, error) {
	f, err := fixture(dir, boundless, size.badges)
	if err != nil {
		return nil, err
	}
	s, edition, err := openStore(f.dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Close() }()
	var list []badge.Badge
	for _, r := range f.people {
		list = append(list, badgeOf(r, edition.Title, s.Keys()))
	}
	var table []line
	for _, layout := range badge.Layouts() {
		l, err := printed(layout, edition.Color, list)
		if err != nil {
			return nil, err
		}
		table = append(table, l)
	}
	return table, nil
}

func badgeOf(r registration.Registration, title string, keys store.Keys) badge.Badge {
	name, rest, _ := strings.Cut(r.Name, " ")
	return badge.Badge{FirstName: name, Rest: rest, Organisation: "Nacka kommun", Unit: r.Title, Event: title,
		Lines:     []string{"13.00 Rätt kurva · Sal A", "14.20 Dela med dig och bli stark · Sal D"},
		Reference: r.Reference, URL: "HTTPS://SAMLING.EXAMPLE/T/" + r.Ticket(keys)}
}

func printed(layout badge.Layout, color string, list []badge.Badge) (line, error) {
	sheet := badge.Sheet{Layout: layout, Title: "Namnskyltar", Lang: "sv", Hosts: "Nacka kommun · Polisområde Stockholm syd",
		Color: color, Created: time.Now()}
	var bytes counter
	start := time.Now()
	if err := badge.Write(&bytes, sheet, slices.Values(list)); err != nil {
		return line{}, err
	}
	took := time.Since(start)
	return line{what: fmt.Sprintf("%d badges, %s", len(list), layout),
		facts: fmt.Sprintf("%s, %.2f MB", short(took), float64(bytes)/1e6)}, nil
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }
