package allocation

import (
	"bufio"
	"encoding/json"
	"io"
)

// The document as it is written; docs/allocation.md describes it. What is off is left out.
type (
	documentOut struct {
		Seed       uint64         `json:"seed"`
		Slots      int            `json:"slots"`
		MixPrice   int            `json:"mix_price,omitempty"`
		MixWorst   int            `json:"mix_worst_rank,omitempty"`
		Seminars   []seminarOut   `json:"seminars"`
		Sessions   []sessionOut   `json:"sessions"`
		People     []personOut    `json:"people"`
		Pins       []pinOut       `json:"pins,omitempty"`
		Exclusions []exclusionOut `json:"exclusions,omitempty"`
	}
	seminarOut struct {
		Key   string   `json:"key"`
		Kinds []string `json:"kinds,omitempty"`
	}
	sessionOut struct {
		Seminar   string `json:"seminar"`
		Slot      int    `json:"slot"`
		Seats     int    `json:"seats"`
		Overbook  int    `json:"overbook,omitempty"`
		Limit     int    `json:"limit,omitempty"`
		Minimum   int    `json:"minimum,omitempty"`
		Withdrawn bool   `json:"withdrawn,omitempty"`
	}
	personOut struct {
		ID           string   `json:"id"`
		Organisation string   `json:"organisation,omitempty"`
		Kind         string   `json:"kind,omitempty"`
		Wishes       []string `json:"wishes,omitempty"`
	}
	pinOut struct {
		Person  string `json:"person"`
		Seminar string `json:"seminar"`
		Slot    int    `json:"slot"`
	}
	exclusionOut struct {
		Person  string `json:"person"`
		Seminar string `json:"seminar"`
	}
)

// WriteDocument writes a problem as the document that ReadDocument reads: the same problem again, so that a run can be
// repeated from it. The problem must be valid.
func WriteDocument(to io.Writer, p Problem) error {
	d := documentOut{Seed: p.Seed, Slots: p.Slots, MixPrice: p.MixPrice, MixWorst: p.MixWorst, Seminars: make([]seminarOut, len(p.Seminars)),
		Sessions: make([]sessionOut, len(p.Sessions)), People: make([]personOut, len(p.People))}
	for i, key := range p.Seminars {
		d.Seminars[i].Key = key
		if i < len(p.OnlyKinds) {
			d.Seminars[i].Kinds = p.OnlyKinds[i]
		}
	}
	for i, s := range p.Sessions {
		d.Sessions[i] = sessionOut{p.Seminars[s.Seminar], s.Slot + 1, s.Seats, s.Overbook, s.Limit, s.Least, s.Withdrawn}
	}
	for i, person := range p.People {
		d.People[i] = personOut{person.ID, person.Organisation, person.Kind, make([]string, len(person.Wishes))}
		for rank, wish := range person.Wishes {
			d.People[i].Wishes[rank] = p.Seminars[wish]
		}
	}
	for _, pin := range p.Pins {
		s := p.Sessions[pin.Session]
		d.Pins = append(d.Pins, pinOut{p.People[pin.Person].ID, p.Seminars[s.Seminar], s.Slot + 1})
	}
	for _, e := range p.Exclusions {
		d.Exclusions = append(d.Exclusions, exclusionOut{p.People[e.Person].ID, p.Seminars[e.Seminar]})
	}
	out := bufio.NewWriter(to)
	writer := json.NewEncoder(out)
	writer.SetEscapeHTML(false)
	if err := writer.Encode(d); err != nil {
		return err
	}
	return out.Flush()
}
