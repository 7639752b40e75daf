package allocation

import "io"

// The largest document that is read. It is far above what a day needs and keeps a mistake from eating the
// machine: time and memory grow with people × seminars.
const (
	LargestDocument = 64 << 20 // bytes
	mostPeople      = 200_000
	mostSeminars    = 200
	mostDocSlots    = 20
	mostCells       = 10_000_000 // people × seminars
	mostRules       = 200_000    // pins, exclusions
	mostDocSeats    = 1_000_000
)

// ReadDocument reads a problem as docs/allocation.md describes it. Every field that is not known, every name that
// nothing has and every list that is too long is refused. Errors: *DocumentError, or what reading gives.
func ReadDocument(from io.Reader) (Problem, error) {
	raw, err := io.ReadAll(io.LimitReader(from, LargestDocument+1))
	if err != nil {
		return Problem{}, err
	}
	if len(raw) > LargestDocument {
		return Problem{}, &DocumentError{Line: 1, Key: "allocate.too_large", Args: []any{"Max", LargestDocument >> 20}}
	}
	root, err := parse(raw)
	if err != nil {
		return Problem{}, err
	}
	d := &document{seminars: map[string]int{}, people: map[string]int{}, sessions: map[[2]int]int{}}
	d.read(root)
	return d.problem, d.err
}

// document is a problem while it is read, with the names seen so far.
type document struct {
	reader
	problem  Problem
	seminars map[string]int
	people   map[string]int
	sessions map[[2]int]int // seminar, slot
}

func (d *document) read(root *node) {
	d.object(root, "seed", "slots", "mix_price", "mix_worst_rank", "seminars", "sessions", "people", "pins", "exclusions")
	if d.err != nil {
		return
	}
	d.problem.Seed = d.seed(root)
	if field := d.required(root, "slots"); field != nil {
		d.problem.Slots = d.integer(field, 1, mostDocSlots)
	}
	d.problem.MixPrice = d.optionalInteger(root, "mix_price", 0, highestMixPrice)
	d.each(root, "seminars", mostSeminars, d.readSeminar)
	d.problem.MixWorst = d.optionalInteger(root, "mix_worst_rank", 0, len(d.problem.Seminars))
	d.each(root, "sessions", mostSeminars*mostDocSlots, d.readSession)
	d.each(root, "people", min(mostPeople, mostCells/max(1, len(d.problem.Seminars))), d.readPerson)
	d.each(root, "pins", mostRules, d.readPin)
	d.each(root, "exclusions", mostRules, d.readExclusion)
}

// each reads the parts of a list until one is wrong.
func (d *document) each(root *node, name string, most int, read func(*node)) {
	for _, item := range d.items(root, name, most) {
		if d.err != nil {
			return
		}
		read(item)
	}
}

func (d *document) readSeminar(n *node) {
	d.object(n, "key", "kinds")
	key := d.requiredText(n, "key")
	var kinds []string
	for _, kind := range d.items(n, "kinds", mostSeminars) {
		kinds = append(kinds, d.text(kind))
	}
	if n.fields["kinds"] != nil && len(kinds) == 0 {
		d.fail(n.fields["kinds"].wrong("allocate.no_kinds"))
	}
	if _, twice := d.seminars[key]; twice {
		d.fail(n.wrong("allocate.known_already", "Value", key))
	}
	d.seminars[key] = len(d.problem.Seminars)
	d.problem.Seminars = append(d.problem.Seminars, key)
	d.problem.OnlyKinds = append(d.problem.OnlyKinds, kinds)
}

func (d *document) readSession(n *node) {
	d.object(n, "seminar", "slot", "seats", "overbook", "limit", "minimum", "withdrawn")
	s := Session{Seminar: d.seminar(n), Slot: d.slot(n)}
	if field := d.required(n, "seats"); field != nil {
		s.Seats = d.integer(field, 0, mostDocSeats)
	}
	s.Overbook = d.optionalInteger(n, "overbook", 0, 100)
	if field := n.fields["limit"]; field != nil {
		s.Limit = d.integer(field, 1, mostDocSeats)
	}
	s.Least = d.optionalInteger(n, "minimum", 0, mostDocSeats)
	s.Withdrawn = d.optionalBool(n, "withdrawn")
	at := [2]int{s.Seminar, s.Slot}
	if _, twice := d.sessions[at]; twice {
		d.fail(n.wrong("allocate.session_twice"))
	}
	d.sessions[at] = len(d.problem.Sessions)
	d.problem.Sessions = append(d.problem.Sessions, s)
}

func (d *document) readPerson(n *node) {
	d.object(n, "id", "organisation", "kind", "wishes")
	person := Person{ID: d.requiredText(n, "id"), Organisation: d.optionalText(n, "organisation"), Kind: d.optionalText(n, "kind")}
	seen := map[int]bool{}
	for _, wish := range d.items(n, "wishes", mostSeminars) {
		seminar := d.known(wish, d.seminars)
		if seen[seminar] {
			d.fail(wish.wrong("allocate.wish_twice"))
		}
		seen[seminar] = true
		person.Wishes = append(person.Wishes, seminar)
	}
	if _, twice := d.people[person.ID]; twice {
		d.fail(n.wrong("allocate.known_already", "Value", person.ID))
	}
	d.people[person.ID] = len(d.problem.People)
	d.problem.People = append(d.problem.People, person)
}

func (d *document) readPin(n *node) {
	d.object(n, "person", "seminar", "slot")
	person, seminar, slot := d.person(n), d.seminar(n), d.slot(n)
	session, found := d.sessions[[2]int{seminar, slot}]
	if !found {
		d.fail(n.wrong("allocate.no_session"))
	}
	d.problem.Pins = append(d.problem.Pins, Pin{person, session})
}

func (d *document) readExclusion(n *node) {
	d.object(n, "person", "seminar")
	d.problem.Exclusions = append(d.problem.Exclusions, Exclusion{d.person(n), d.seminar(n)})
}

func (d *document) person(n *node) int { return d.known(d.required(n, "person"), d.people) }

func (d *document) seminar(n *node) int { return d.known(d.required(n, "seminar"), d.seminars) }

// slot is numbered from 1 in a document.
func (d *document) slot(n *node) int {
	if field := d.required(n, "slot"); field != nil {
		return d.integer(field, 1, d.problem.Slots) - 1
	}
	return 0
}

func (d *document) known(n *node, names map[string]int) int {
	if n == nil {
		return 0
	}
	name, _ := n.value.(string)
	i, found := names[name]
	if !found {
		d.fail(n.wrong("allocate.unknown_name", "Value", d.text(n)))
	}
	return i
}
