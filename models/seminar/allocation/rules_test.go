package allocation

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestContradictingPinsAreAllNamed(t *testing.T) {
	p := day(9, [4]int{3, 3, 3, 2}) // session 2s+t is of seminar s in slot t
	p.Sessions[5].Withdrawn = true
	p.OnlyKinds = [][]string{3: {"police"}}
	p.People[8].Kind = "police"
	p.Exclusions = []Exclusion{{4, 1}}
	p.Pins = []Pin{{0, 0}, {0, 2}, {1, 2}, {1, 3}, {2, 5}, {4, 3}, {5, 6}, {8, 7}, {6, 0}, {7, 0}, {8, 0}}
	_, err := Solve(p)
	var found *Contradictions
	if !errors.As(err, &found) || !errors.Is(err, ErrInvalid) || !errors.Is(err, ErrContradiction) {
		t.Fatal(err)
	}
	want := []Contradiction{
		{PinnedToWithdrawn, []int{4}}, {PinnedWhereExcluded, []int{5}}, {PinnedWhereNotKind, []int{6}},
		{PinnedTwiceInSlot, []int{0, 1}}, {PinnedTwiceInSeminar, []int{2, 3}}, {PinnedBeyondSeats, []int{0, 8, 9, 10}},
	}
	if !reflect.DeepEqual(found.List, want) {
		t.Errorf("got %+v, want %+v", found.List, want)
	}
	for _, name := range []string{"p000004", "p000005", `"losam"`, "slot 1", PinnedBeyondSeats} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("the error does not name %s: %v", name, err)
		}
	}
}

func TestCapacity(t *testing.T) {
	for _, c := range []struct {
		session Session
		want    int
	}{
		{Session{Seats: 50}, 50},
		{Session{Seats: 50, Overbook: 8}, 54},
		{Session{Seats: 49, Overbook: 8}, 52},
		{Session{Seats: 50, Overbook: 8, Limit: 52}, 52},
		{Session{Seats: 50, Limit: 60}, 50},
		{Session{Seats: 50, Limit: 40}, 40},
		{Session{Seats: 50, Overbook: 8, Withdrawn: true}, 0},
		{Session{Seats: 1 << 62, Overbook: 100}, 2 * mostSeats},
	} {
		if got := c.session.Capacity(); got != c.want {
			t.Errorf("%+v: %d, want %d", c.session, got, c.want)
		}
	}
}

// TestASessionIsHeldByMovingSomebody: three want a, one b; b needs two. To close it would cost its one first choice
// and put all four in a, which takes three.
func TestASessionIsHeldByMovingSomebody(t *testing.T) {
	p := Problem{Seminars: []string{"a", "b"}, Slots: 1, Sessions: []Session{{Seminar: 0, Seats: 3}, {Seminar: 1, Seats: 3, Least: 2}}}
	for i, wish := range []int{0, 0, 0, 1} {
		p.People = append(p.People, Person{ID: string(rune('k' + i)), Wishes: []int{wish, 1 - wish}})
	}
	r := solved(t, p)
	if f := r.Figures; f.Placed != 4 || f.FirstChoices != 3 || len(r.Closed) > 0 || !r.Proven {
		t.Errorf("%+v", r)
	}
	p.Sessions[0].Seats = 4 // now three first choices either way: it is held, or not, but never with one
	p.People[3].Wishes = []int{0, 1}
	if r := solved(t, p); r.Figures.FirstChoices != 4 || !reflect.DeepEqual(r.Closed, []int{1}) {
		t.Errorf("%+v", r)
	}
}

// TestThePriceTradesWishesForMix: at no price the police all get their first choice, in one room; a price spreads them.
func TestThePriceTradesWishesForMix(t *testing.T) {
	p := Problem{Seminars: []string{"a", "b"}, Slots: 1, Sessions: []Session{{Seminar: 0, Seats: 5}, {Seminar: 1, Seats: 5}}}
	for i := range 10 {
		kind, wish := "police", 0
		if i >= 5 {
			kind, wish = "municipality", 1
		}
		p.People = append(p.People, Person{ID: string(rune('k' + i)), Kind: kind, Wishes: []int{wish, 1 - wish}})
	}
	p.MixWorst = 2
	var firsts []int
	var shares []float64
	for _, p.MixPrice = range []int{0, 50, 1000} {
		r := solved(t, p)
		firsts, shares = append(firsts, r.Figures.FirstChoices), append(shares, r.Mix.OwnKind)
		if !r.Mix.Exact || !r.Mix.Settled {
			t.Errorf("%+v", r.Mix)
		}
	}
	if firsts[0] != 10 || firsts[2] != 6 || shares[0] < 9.99 || shares[2] > 5.3 || shares[1] < shares[2] {
		t.Errorf("first choices %v, mix %v", firsts, shares)
	}
}

// TestWithdrawnWishesKeepTheirRank: who wished for what is not held goes before others at the next wish.
func TestWithdrawnWishesKeepTheirRank(t *testing.T) {
	p := Problem{Seminars: []string{"a", "b", "c"}, Slots: 1, People: []Person{{ID: "x", Wishes: []int{0, 1, 2}}, {ID: "y", Wishes: []int{1, 2, 0}}}}
	p.Sessions = []Session{{Seminar: 0, Seats: 2, Withdrawn: true}, {Seminar: 1, Seats: 1}, {Seminar: 2, Seats: 1}}
	if r := solved(t, p); !reflect.DeepEqual(r.Ranks, [][]int{{2}, {2}}) {
		t.Errorf("%+v", r.Ranks)
	}
}
