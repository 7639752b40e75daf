package door

import "samling/models/store"

// Snapshot is a roster at an instant. Nobody changes it once it is made.
type Snapshot struct {
	Version Version
	Names   Version        // in which the help desk's list last changed
	records []*Sealed      // by index, which is no order of anything
	removed map[string]int // index of a ticket that is gone, and the version in which it went
	tickets map[ticketKey]string
}

// Sealed is a ticket in a roster.
type Sealed struct {
	Index string
	Data  string     // the sealed record, base64
	In    store.Time // since when its person is inside; zero: is not
	Door  string     // where they came in

	version int
	sum     [16]byte // of what is sealed
}

// partOf is how many records an answer holds: 5 000 are some 3 MB, which a phone on a bad network can fetch before it or
// the server loses patience.
const partOf = 5000

// Part is a stretch of a roster's changes.
type Part struct {
	Version Version // what the phone has when it has taken this
	Full    bool    // replaces all that the phone has
	More    bool    // there is more to fetch, with Version as since
	Records []*Sealed
	Removed []string
}

// Since gives what has changed after a version. One that is not this roster's gets everything from the beginning.
func (s *Snapshot) Since(v Version) Part {
	p := Part{Version: s.Version, Removed: []string{}}
	from := v.Number
	if p.Full = v.Epoch != s.Version.Epoch || v.Number < 1 || v.Number > s.Version.Number; p.Full {
		from = 0
	}
	p.Version.Number = s.until(from)
	p.More = p.Version.Number < s.Version.Number
	for _, r := range s.records {
		if r.version > from && r.version <= p.Version.Number {
			p.Records = append(p.Records, r)
		}
	}
	for index, version := range s.removed {
		if !p.Full && version > from && version <= p.Version.Number {
			p.Removed = append(p.Removed, index)
		}
	}
	return p
}

// until is how far one answer reaches from a version: to the newest, or as far as partOf records go.
func (s *Snapshot) until(from int) int {
	changed := make(map[int]int)
	for _, r := range s.records {
		if r.version > from {
			changed[r.version]++
		}
	}
	n := 0
	for version := from + 1; version < s.Version.Number; version++ {
		if n += changed[version]; n+changed[version+1] > partOf {
			return version
		}
	}
	return s.Version.Number
}
