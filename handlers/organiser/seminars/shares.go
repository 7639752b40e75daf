package seminars

import (
	"samling/models/seminar"
	"samling/views/page"
)

// shareRow is what one group of people got: a bar, and its figures beside.
type shareRow struct {
	Head string
	Bits []page.Bit
	seminar.Shares
}

// shareTable is several of them. Its columns are those in which anybody is.
type shareTable struct {
	Caption, Column                  string
	Rows                             []shareRow
	Later, Unwished, Pinned, Missing bool
	Legend                           []legendLine
}

// legendLine explains a piece of a bar.
type legendLine struct{ Class, Pattern, Text string }

func newShareRow(head string, s seminar.Shares) shareRow {
	return shareRow{Head: head, Shares: s, Bits: page.Stack(s.All(),
		page.Piece{N: s.First, Class: "rank-1", On: true}, page.Piece{N: s.Second, Class: "rank-2"}, page.Piece{N: s.Third, Class: "rank-3"},
		page.Piece{N: s.Later, Class: "rank-4", Pattern: "streck"}, page.Piece{N: s.Unwished, Class: "rank-0", Pattern: "snedstreck"},
		page.Piece{N: s.Pinned, Class: "pinned", Pattern: "prickar"}, page.Piece{N: s.Unplaced, Class: "unplaced"})}
}

func newShareTable(b page.Base, caption, column string, rows ...shareRow) shareTable {
	t := shareTable{Caption: caption, Column: column, Rows: rows}
	for _, r := range rows {
		t.Later, t.Unwished = t.Later || r.Later > 0, t.Unwished || r.Unwished > 0
		t.Pinned, t.Missing = t.Pinned || r.Shares.Pinned > 0, t.Missing || r.Unplaced > 0
	}
	t.Legend = []legendLine{{"rank-1", "", b.T("seminars.first")}, {"rank-2", "", b.T("seminars.second")}, {"rank-3", "", b.T("seminars.third")}}
	for _, l := range []struct {
		shown bool
		line  legendLine
	}{
		{t.Later, legendLine{"rank-4", "streck", b.T("seminars.later")}},
		{t.Unwished, legendLine{"rank-0", "snedstreck", b.T("seminars.unwished")}},
		{t.Pinned, legendLine{"pinned", "prickar", b.T("seminars.pinned")}},
		{t.Missing, legendLine{"unplaced", "", b.T("seminars.unplaced")}},
	} {
		if l.shown {
			t.Legend = append(t.Legend, l.line)
		}
	}
	return t
}
