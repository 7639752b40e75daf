package seminars

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// tradeView is what wishes and mix cost each other: a table, and its two most telling columns as lines.
type tradeView struct {
	Rows          []tradeRow
	Missing       bool // somebody has no seat at some price
	Wishes, Mixed string
	Chosen        string // where along the lines the run itself is, "" when it is none of the prices
}

// tradeRow is one position of the slider.
type tradeRow struct {
	Position                              int
	First, Second, Later, Unplaced, Worst string
	Own, Deviation                        string
	Chosen                                bool
}

// readTrade reads what a run would have been at other prices of the mix. A run that was kept without has none.
func readTrade(db *store.DB, b page.Base, r seminar.Run) (tradeView, error) {
	points, err := seminar.TradeOf(db, r.ID)
	if errors.Is(err, seminar.ErrNoPapers) {
		return tradeView{}, nil
	}
	return newTrade(b, points, r), err
}

// newTrade shows the positions of the slider. First and second choices are shares of the people who have chosen.
func newTrade(b page.Base, points []seminar.Point, r seminar.Run) tradeView {
	var v tradeView
	var wishes, mixed []string
	last, chose := max(1, len(points)-1), max(1, r.Figures.People-r.Figures.NoWish)
	for i, p := range points {
		x := 100 * float64(i) / float64(last)
		first, off := float64(p.First)/float64(chose), p.Deviation
		v.Rows = append(v.Rows, tradeRow{Position: i, First: b.Percent(first), Second: percent(b, p.Second, chose),
			Later: b.Int(p.Third + p.Later + p.Unwished), Unplaced: b.Int(p.Unplaced), Worst: worstRank(b, p.Worst),
			Own: tenths(b, p.OwnOrganisation), Deviation: tenths(b, off), Chosen: p.Price == r.MixPrice})
		v.Missing = v.Missing || p.Unplaced > 0
		wishes = append(wishes, fmt.Sprintf("%.1f,%.1f", x, 100*(1-first)))
		mixed = append(mixed, fmt.Sprintf("%.1f,%.1f", x, 100*(1-off)))
		if p.Price == r.MixPrice {
			v.Chosen = fmt.Sprintf("%.1f", x)
		}
	}
	v.Wishes, v.Mixed = strings.Join(wishes, " "), strings.Join(mixed, " ")
	return v
}

// mostMix is the slider's last position.
const mostMix = len(seminar.Prices) - 1

// position is where on the slider a price is. A price that the slider does not have is at the nearest one below.
func position(price int) int {
	at, found := slices.BinarySearch(seminar.Prices[:], price)
	if !found {
		at--
	}
	return max(0, at)
}

// weight says what weighed most in a run.
func weight(b page.Base, t seminar.Terms) string {
	switch {
	case t.MixPrice == 0:
		return b.T("seminars.weight.wishes")
	case t.MixWorst > 0:
		return b.T("seminars.weight.mix_worst", "Position", position(t.MixPrice), "Last", mostMix, "Worst", t.MixWorst)
	}
	return b.T("seminars.weight.mix", "Position", position(t.MixPrice), "Last", mostMix)
}
