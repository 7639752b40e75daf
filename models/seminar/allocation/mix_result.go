package allocation

import "math/big"

// Mix tells how mixed the rooms are and how much better they could be at most.
//
// The measure: every placement counts the share of the room's seats that people of the own organisation have
// (the person included), and the same for the kind. It is least when every group is spread over the rooms in
// proportion to their seats.
type Mix struct {
	On              bool    // somebody has an organisation or a kind
	OwnOrganisation float64 // the sum of the shares over all placements; divided by Placed it is the mean
	OwnKind         float64
	Steps           int64 // down the lists of wishes, over all placements: a second choice is one

	// Value is what was made least after the aims that come before: OwnOrganisation + OwnKind, or with a price
	// Steps + MixPrice/100 × (OwnOrganisation + OwnKind). No plan has less than Bound that is as good by aims
	// 1-4, or with a price: that has as many placements and no worse a worst rank than MixWorst allows.
	Value, Bound float64
	Exact        bool // Value is Bound
	Settled      bool // no slot alone, and no exchange of two slots, makes it better
}

func (m *mixing) mix(pl *plan, bound *big.Int, settled bool) Mix {
	reached := pl.worth()
	mix := Mix{On: true, Steps: reached.aims.steps(), Settled: settled}
	for _, room := range pl.rooms() {
		mix.OwnOrganisation += float64(room.value(byOrganisation)) / unit
		mix.OwnKind += float64(room.value(byKind)) / unit
	}
	value := m.value(reached)
	mix.Value, mix.Bound, mix.Exact = m.inUnits(value), m.inUnits(bound), value.Cmp(bound) == 0
	return mix
}

func (m *mixing) inUnits(value *big.Int) float64 {
	f, _ := new(big.Float).SetInt(value).Float64()
	if m.price > 0 {
		return f / unit / 100
	}
	return f / unit
}
