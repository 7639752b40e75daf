package seminar

import (
	"context"

	"samling/models/event"
)

// Prices are the prices of the mix that a trade-off is told for, from wishes first to mix first.
var Prices = [...]int{0, 25, 50, 100, 200, 400, 1000}

// Point is what an allocation would be at a price of the mix.
type Point struct {
	Price int `json:"price"`
	Worst int `json:"worst"` // the worst rank given
	Shares
	OwnOrganisation float64 `json:"own_organisation"` // as in Mix
	OwnKind         float64 `json:"own_kind"`
	Deviation       float64 `json:"deviation"`
}

// trade works out what the wishes lose and the mix gains at each of Prices, with the terms otherwise as given: as many runs. It
// tells step before each how many have been worked out, and stops when ctx ends.
func (in *input) trade(ctx context.Context, terms Terms, step func(done int) error) ([]Point, error) {
	points := make([]Point, 0, len(Prices))
	for i, price := range Prices {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(i); err != nil {
			return nil, err
		}
		point, err := in.point(terms, price)
		if err != nil {
			return nil, err
		}
		points = append(points, point)
	}
	return points, nil
}

func (in *input) point(terms Terms, price int) (Point, error) {
	terms.MixPrice = price
	t := in.task(terms, event.Ranked)
	result, err := t.solve()
	if err != nil {
		return Point{}, err
	}
	o := outcome{task: t, placements: t.places(result)}
	f := t.figures(result, o.placements)
	return Point{Price: price, Worst: f.Worst, Shares: f.Total(), OwnOrganisation: f.Mix.OwnOrganisation, OwnKind: f.Mix.OwnKind,
		Deviation: deviation(in.rooms(o))}, nil
}
